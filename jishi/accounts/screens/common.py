"""What several of these pages share: forms that run outside a transaction, public pages, slips."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.accounts.actions.setup import Slip
from jishi.accounts.models import SignIn
from jishi.base.once import AnotherPayload, run_once
from jishi.base.web import errors
from jishi.base.web.forms import FormScreen, sent_version
from jishi.base.web.screen import View
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused


class DirectForm(FormScreen):
    """A form whose answer is a response of its own and whose failures count even when refused.

    FormScreen saves within a transaction; a wrong password counted there would be forgotten.
    """

    drafts = False

    def post(self) -> HttpResponse:
        form = self.make_form(self.request.POST)
        target, version = self.target(), sent_version(self.request) or 0
        if not form.is_valid():
            return self.show(form, None if target is None else version, 422)
        try:
            return self.answer(form, version)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.show(form, None if target is None else version, 422)

    def answer(self, form: Any, version: int) -> HttpResponse:
        raise NotImplementedError


def plainly(view: View) -> View:
    """A page without sign-in tells a full disk or a lost database in plain words, too."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except DatabaseError as fault:
            return errors.database(request, fault)

    return answer


def stay_of(request: HttpRequest) -> SignIn | None:
    stay: SignIn | None = getattr(request, "stay", None)
    return stay


def address_of(request: HttpRequest) -> str:
    """Whatever SurroundingsMiddleware believes; never a header read here."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def slips_once(
    request: HttpRequest, actor: Actor, payload: Any, make: Callable[[], list[Slip]], back: str
) -> HttpResponse:
    """Make slips and show them, this once: sending the form again shows that it was done."""
    made: list[Slip] = []

    def do() -> str:
        made.extend(make())
        return "done"

    try:
        run_once(actor, request.POST.get("_once", ""), [request.path, payload], do)
    except AnotherPayload as refusal:
        return errors.message(request, 409, "没有办成", str(refusal))
    if not made:
        text = "这次已经办过了。密码条只显示一次；没有打印的，请在账号页重置密码，另打一张。"
        return errors.message(request, 409, "密码条只显示一次", text, icon="printer")
    return show_slips(request, made, back)


def show_slips(
    request: HttpRequest, slips: list[Slip], back: str, title: str = "账号密码条", **more: Any
) -> HttpResponse:
    context = {
        "slips": slips, "back": back, "title": title, "address": settings.PUBLIC_URL, **more,
    }  # fmt: skip
    return render(request, "accounts/slips.html", context)
