"""The first run in a browser: open until the installation is founded, then as if it never was."""

from __future__ import annotations

from ipaddress import ip_address

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from jishi.accounts.actions.setup import Administrator, Root, first_run_code, set_up
from jishi.accounts.actions.sign_in import begin_attempt, forgive
from jishi.accounts.forms import SetupForm, SetupFromAfarForm
from jishi.accounts.rules.passwords import typed_code
from jishi.accounts.screens.common import address_of, plainly, show_slips
from jishi.base import clock
from jishi.base.installation import installation
from jishi.base.web import errors
from jishi.base.web.screen import public, routes
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotDone, Refused
from jishi.tree.permissions import ADMINISTRATORS

FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")


@public("初始设置；设置完成后不再存在", "setup/", "setup", "初始设置")
@plainly
def first_run(request: HttpRequest) -> HttpResponse:
    if installation().ready:
        return errors.not_found(request)
    kind = SetupForm if at_the_server(request) else SetupFromAfarForm
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return found(request, form)
        except Refused as refusal:
            field = f"{refusal.field}_login" if refusal.field in ADMINISTRATORS else refusal.field
            form.add_error(field if field in form.fields else None, refusal.message)
        except NotDone as refusal:
            form.add_error(None, str(refusal))
    status = 422 if request.method == "POST" else 200
    context = {"title": "初始设置", "form": form}
    return render(request, "accounts/setup.html", context, status=status)


def at_the_server(request: HttpRequest) -> bool:
    """From the server's own screen, and not through a proxy standing on it."""
    try:
        local = ip_address(address_of(request)).is_loopback
    except ValueError:
        return False
    return local and not any(name in request.headers for name in FORWARDED)


def found(request: HttpRequest, form: SetupForm) -> HttpResponse:
    data = form.cleaned_data
    if "code" in form.fields:
        attempt = begin_attempt("setup", address_of(request))
        if not constant_time_compare(typed_code(data["code"]), first_run_code()):
            raise Refused("安装码不对", field="code")
        forgive(attempt)
    founded = set_up(
        local_operator(clock.today()),
        data["name"],
        Root(
            data["root_code"], data["root_name"], data["root_short_name"], data["root_kind"],
            data["root_sector"],
        ),
        {
            kind: Administrator(data[f"{kind}_login"], data[f"{kind}_name"])
            for kind in ADMINISTRATORS
        },
    )  # fmt: skip
    messages.success(request, "初始设置已完成")
    return show_slips(request, founded.slips, "/login/", "管理员密码条", first=True)


urlpatterns = routes(first_run)
