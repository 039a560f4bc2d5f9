"""Signing in, the step of the second factor, signing out, changing user on a shared computer."""

from __future__ import annotations

import hmac
from typing import Any

from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jishi.accounts.actions import factors
from jishi.accounts.actions import sign_in as actions
from jishi.accounts.forms import CodeForm, SignInForm
from jishi.accounts.middleware import leave
from jishi.accounts.models import Account, AccountState, FactorKind, SecondFactor
from jishi.accounts.queries import STAY_KEY
from jishi.accounts.rules import passwords
from jishi.accounts.rules import sign_in as rules
from jishi.accounts.screens.common import address_of, plainly, stay_of
from jishi.base.installation import installation
from jishi.base.web.screen import Screen, actor_of, public, routes
from jishi.tree.errors import Refused
from jishi.tree.permissions import ROLES, SELF

STEP, KNOWN = "jishi_step", "jishi_known"
STEP_SALT, KNOWN_SALT = "jishi.sign_in.step", "jishi.sign_in.known"
KNOWN_DAYS, MOST_KNOWN = 180, 5


@public("登录页", "login/", "login", "登录")
@plainly
def sign_in(request: HttpRequest) -> HttpResponse:
    next_ = rules.safe_next(request.POST.get("next") or request.GET.get("next", ""))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if request.method != "POST":
        if actor_of(request) is not None:
            return HttpResponseRedirect(next_)
        if not installation().ready and not Account.objects.exists():
            return HttpResponseRedirect(reverse("setup"))
        wanted = request.GET.get("account", "")[:40]
        return show_sign_in(request, SignInForm(initial={"login": wanted}), next_)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return show_sign_in(request, form, next_, 422)
    data = form.cleaned_data
    try:
        account = actions.verify_password(data["login"], data["password"], address_of(request))
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return show_sign_in(request, form, next_, 422)
    if account.second_factor:
        return to_second_step(account, next_, data["remember"])
    return enter(request, account, next_, data["remember"])


def show_sign_in(
    request: HttpRequest, form: SignInForm, next_: str, status: int = 200
) -> HttpResponse:
    here = installation()
    context = {
        "title": "登录",
        "form": form,
        "next": next_,
        "known": known_logins(request),
        "demo": [(login, ROLES[login].label, ROLES[login].meaning) for login in DEMO]
        if here.demo
        else [],
        "demo_password": passwords.DEMO_PASSWORD if here.demo else "",
    }
    return render(request, "accounts/login.html", context, status=status)


DEMO = passwords.DEMO_LOGINS


def to_second_step(account: Account, next_: str, remember: bool) -> HttpResponse:
    """Not signed in yet: a signed note, good for minutes, says whose password was right."""
    note = [account.pk, proof(account), next_, remember]
    response = HttpResponseRedirect(reverse("login-second"))
    response.set_cookie(
        STEP, signing.dumps(note, salt=STEP_SALT), path="/login/", httponly=True, samesite="Lax",
        max_age=int(rules.STEP_WITHIN.total_seconds()),
    )  # fmt: skip
    return response


def proof(account: Account) -> str:
    return account.get_session_auth_hash()[:32]


def half_signed_in(request: HttpRequest) -> tuple[Account, str, bool] | None:
    """Whose password was right a moment ago, if nothing has changed since."""
    try:
        pk, proven, next_, remember = signing.loads(
            request.COOKIES.get(STEP, ""), salt=STEP_SALT, max_age=rules.STEP_WITHIN
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    account = Account.objects.filter(pk=pk, state=AccountState.ACTIVE).first()
    if account is None or not hmac.compare_digest(proven, proof(account)):
        return None
    return account, rules.safe_next(next_), bool(remember)


@public("登录的第二步", "login/second/", "login-second", "第二道验证")
@plainly
def second_step(request: HttpRequest) -> HttpResponse:
    half = half_signed_in(request)
    if half is None:
        messages.info(request, "请重新输入账号和密码")
        return HttpResponseRedirect(reverse("login"))
    account, next_, remember = half
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.check_factor(account, form.cleaned_data["code"], address_of(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return enter(request, account, next_, remember)
    factor = SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).first()
    card = factor is not None and factor.kind == FactorKind.CARD
    context = {
        "title": "第二道验证",
        "form": form,
        "name": account.name,
        "card": card,
        "number": factors.asked_number(factor) if card and factor else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/second_step.html", context, status=status)


def enter(request: HttpRequest, account: Account, next_: str, remember: bool) -> HttpResponse:
    """A new session under a new key: nothing of what the browser brought along is kept."""
    request.session.flush()
    begin_session(request, account, backend="django.contrib.auth.backends.ModelBackend")
    browser = rules.browser_name(request.headers.get("User-Agent", ""))
    stay = actions.open_stay(account, address_of(request), browser)
    request.session[STAY_KEY] = stay.pk
    if account.second_factor == FactorKind.CARD:
        left = factors.codes_left(account)
        if left <= passwords.FEW_CODES:
            messages.warning(request, f"密码卡只剩 {left} 个密码，请到「我的账号」换一张")
    response = HttpResponseRedirect(next_)
    response.delete_cookie(STEP, path="/login/", samesite="Lax")
    remember_login(request, response, account.login, remember)
    return response


def known_logins(request: HttpRequest) -> list[str]:
    """The accounts this browser was asked to remember; names only, signed."""
    try:
        known = signing.loads(
            request.COOKIES.get(KNOWN, ""), salt=KNOWN_SALT, max_age=KNOWN_DAYS * 86400
        )
    except signing.BadSignature:
        return []
    return [str(login) for login in known][:MOST_KNOWN] if isinstance(known, list) else []


def remember_login(
    request: HttpRequest, response: HttpResponse, login: str, remember: bool
) -> None:
    before = known_logins(request)
    others = [known for known in before if known != login]
    known = [login, *others][:MOST_KNOWN] if remember else others
    if known == before:
        return
    if not known:
        response.delete_cookie(KNOWN, path="/", samesite="Lax")
        return
    response.set_cookie(
        KNOWN, signing.dumps(known, salt=KNOWN_SALT), httponly=True, samesite="Lax",
        max_age=KNOWN_DAYS * 86400,
    )  # fmt: skip


@public("退出登录；没有登录也可以按", "logout/", "logout", "退出")
@plainly
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    end_here(request)
    messages.info(request, "已退出")
    return HttpResponseRedirect(reverse("login"))


def end_here(request: HttpRequest) -> None:
    """End this device's session entirely, here and in the database."""
    actor, stay = actor_of(request), stay_of(request)
    if actor is not None and stay is not None:
        actions.end_own_stay(actor, stay.pk)
    leave(request)


class Switch(Screen):
    """Two people, one office computer: the first is signed out before the second signs in."""

    path, name, title = "switch/", "switch", "切换用户"
    permission = SELF
    template = "accounts/switch.html"

    def context(self) -> dict[str, Any]:
        others = [known for known in known_logins(self.request) if known != self.actor.login]
        return {"known": others}

    def post(self) -> HttpResponse:
        wanted = self.request.POST.get("account", "")
        wanted = wanted if wanted in known_logins(self.request) else ""
        end_here(self.request)
        where = reverse("login")
        return HttpResponseRedirect(f"{where}?account={wanted}" if wanted else where)


urlpatterns = routes(sign_in, second_step, sign_out, Switch)
