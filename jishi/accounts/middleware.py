"""Turns a session into the `Actor` that every query and action takes, and ends what is over.

A session alone proves nothing: it must carry the number of a stay (`SignIn`) that has not ended,
belong to an active account, and fit its password and stamp. Whoever must first change the
password or set up a second factor is led there from every page.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from jishi.accounts.actions import sign_in as actions
from jishi.accounts.models import Account, SignIn
from jishi.accounts.queries import actor_of, over, stay_of
from jishi.accounts.rules import sign_in as rules
from jishi.base import clock
from jishi.base.installation import installation
from jishi.tree.actor import Actor
from jishi.tree.reach import standing

PASSWORD, SECOND = "/me/password/", "/me/second/"
ALWAYS = ("/logout/", "/switch/", "/login/", "/static/", "/healthz")


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.stay = None  # type: ignore[attr-defined]
        stay = self.stay(request)
        if stay is None:
            return self.get_response(request)
        actor = actor_of(stay.account, clock.today(), request.META.get("REMOTE_ADDR", ""))
        request.user = stay.account
        request.actor, request.stay = actor, stay  # type: ignore[attr-defined]
        first = must_first(request.path, stay.account, actor)
        if first:
            return lead(request, first)
        return self.get_response(request)

    def stay(self, request: HttpRequest) -> SignIn | None:
        if request.session.session_key is None:
            return None
        stay, now = stay_of(request.session), clock.now()
        if stay is None:
            if request.session.get("_auth_user_id"):
                leave(request)
            return None
        why = over(stay, now)
        if why:
            actions.note_over(stay, why)
            leave(request)
            messages.info(request, "离开时间较久，为安全已退出，请重新登录")
            return None
        if now - stay.seen_at >= rules.SEEN_EVERY:
            actions.note_seen(stay, now)
        return stay


def leave(request: HttpRequest) -> None:
    with suppress(DatabaseError):  # a full disk must not turn a page into a fault
        request.session.flush()
    request.user = AnonymousUser()


def must_first(path: str, account: Account, actor: Actor) -> str:
    """Where this account has to go before anything else, or ''."""
    if path.startswith(ALWAYS):
        return ""
    if account.must_change:
        return "" if path == PASSWORD else PASSWORD
    if account.second_factor or path.startswith((SECOND, PASSWORD)):
        return ""
    roles = frozenset(root.role for root in standing(actor))
    if not rules.needs_second_factor(account.kind, roles, demo=False):
        return ""
    return "" if installation().demo else SECOND


def lead(request: HttpRequest, where: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)
