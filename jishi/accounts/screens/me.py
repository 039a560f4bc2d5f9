"""One's own account: password, second factor, devices, drafts, name."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jishi.accounts import queries
from jishi.accounts.actions import factors, own
from jishi.accounts.actions import sign_in as stays
from jishi.accounts.forms import CodeForm, NameForm, PasswordForm
from jishi.accounts.models import Account, FactorKind, SecondFactor
from jishi.accounts.screens.common import DirectForm, stay_of
from jishi.base.installation import installation
from jishi.base.once import answered
from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen, actor_of, guarded, public, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone, Refused
from jishi.tree.permissions import SELF
from jishi.tree.reach import standing

HOME = [("我的账号", "/me/")]


class Me(Screen):
    path, name, title = "me/", "me", "我的账号"
    permission = SELF
    template = "accounts/me.html"

    def context(self) -> dict[str, Any]:
        account, stay = queries.own_account(self.actor), stay_of(self.request)
        return {
            "account": account,
            "roots": [(queries.root_words(r), r.since, r.until) for r in standing(self.actor)],
            "stays": queries.own_stays(self.actor)[:10],
            "here": stay.pk if stay else 0,
            "drafts": queries.drafts(self.actor),
            "behalf": queries.behalf_entries(self.actor)
            .filter(for_account=account, confirmed_at__isnull=True, objected_at__isnull=True)
            .count(),
            "codes_left": factors.codes_left(account)
            if account.second_factor == FactorKind.CARD
            else None,
        }


class ChangePassword(DirectForm):
    path, name, title = "me/password/", "me-password", "修改密码"
    permission = SELF
    form = PasswordForm
    submit = "修改密码"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def page_title(self) -> str:
        return "设置自己的密码" if self.must else self.title

    @property
    def must(self) -> bool:
        return queries.own_account(self.actor).must_change

    @property
    def intro(self) -> str:  # type: ignore[override]
        if self.must:
            return "您用的是一次性密码。设好只有自己知道的密码后，就可以开始使用。"
        return "修改后，其他设备上的登录会全部退出。"

    def answer(self, form: Any, version: int) -> HttpResponse:
        stay = stay_of(self.request)
        account = own.change_password(
            self.actor,
            form.cleaned_data["old"],
            form.cleaned_data["new"],
            stay.pk if stay else 0,
        )
        update_session_auth_hash(self.request, account)
        messages.success(self.request, "密码已修改")
        return HttpResponseRedirect("/me/")


class NameSelf(FormScreen):
    path, name, title = "me/name/", "me-name", "我的姓名"
    permission = SELF
    form = NameForm

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def target(self) -> Account:
        return queries.own_account(self.actor)

    def initial(self) -> dict[str, Any]:
        return {"name": queries.own_account(self.actor).name}

    def save(self, form: NameForm, version: int) -> str:
        own.name_self(self.actor, form.cleaned_data["name"], version)
        return "/me/"


class Second(DirectForm):
    """Choose a second factor, then confirm it with its first code."""

    path, name, title = "me/second/", "me-second", "第二道验证"
    permission = SELF
    form = CodeForm
    template = "accounts/second.html"
    submit = "确认"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def context(self) -> dict[str, Any]:
        account = queries.own_account(self.actor)
        factor = SecondFactor.objects.filter(account=account).first()
        context: dict[str, Any] = {"account": account, "factor": factor}
        if factor and not factor.confirmed_at and factor.kind == FactorKind.TOTP:
            address = factors.totp_address(factor, installation().name)
            context["qr"] = segno.make(address, error="m").png_data_uri(scale=5, border=2)
            context["key"] = factors.totp_key_text(factor)
        return context

    def post(self) -> HttpResponse:
        what = self.request.POST.get("start", "")
        if what == FactorKind.TOTP:
            return self.start(lambda: factors.start_totp(self.actor))
        if what == FactorKind.CARD:
            codes: list[str] = []
            answer = self.start(lambda: codes.extend(factors.start_card(self.actor)))
            return self.show_card(codes) if codes else answer
        return super().post()

    def start(self, begin: Any) -> HttpResponse:
        try:
            begin()
        except Refused as refusal:
            messages.error(self.request, refusal.message)
        return HttpResponseRedirect(reverse("me-second"))

    def show_card(self, codes: list[str]) -> HttpResponse:
        numbered = [(n, f"{c[:4]} {c[4:]}") for n, c in enumerate(codes, start=1)]
        context = {"title": "密码卡", "codes": numbered, "account": self.actor}
        return render(self.request, "accounts/card.html", context)

    def answer(self, form: Any, version: int) -> HttpResponse:
        factors.confirm_factor(self.actor, form.cleaned_data["code"])
        messages.success(self.request, "第二道验证已设好，下次登录时使用")
        return HttpResponseRedirect("/me/")


class NewCard(DirectForm):
    """A fresh card before the old one runs out, for a code of the old one."""

    path, name, title = "me/second/new-card/", "me-new-card", "换一张密码卡"
    permission = SELF
    form = CodeForm
    submit = "换卡"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    @property
    def intro(self) -> str:  # type: ignore[override]
        factor = SecondFactor.objects.filter(account_id=queries.own_id(self.actor)).first()
        number = factors.asked_number(factor) if factor else None
        which = f"请输入现在这张卡上第 {number} 号密码。" if number else "请输入手机上的验证码。"
        return f"{which}换卡后旧卡作废，新卡只显示一次，请准备好打印机。"

    def answer(self, form: Any, version: int) -> HttpResponse:
        codes = factors.renew_card(self.actor, form.cleaned_data["code"])
        numbered = [(n, f"{c[:4]} {c[4:]}") for n, c in enumerate(codes, start=1)]
        context = {"title": "密码卡", "codes": numbered, "account": self.actor}
        return render(self.request, "accounts/card.html", context)


@guarded(SELF, "me/sign-ins/", "me-sign-ins", "退出其他设备")
def leave_elsewhere(request: HttpRequest, actor: Actor) -> HttpResponse:
    stay = stay_of(request)
    if request.method == "POST" and stay is not None:
        count = stays.end_other_stays(actor, stay.pk)
        messages.success(request, f"已退出其他 {count} 处登录" if count else "没有其他登录")
    return HttpResponseRedirect("/me/")


@public("未登录时答 401，页面才知道草稿没有存上", "drafts/", "drafts", "草稿")
def drafts(request: HttpRequest) -> HttpResponse:
    """For the page's script: GET ?key= gives a draft, POST keeps one, with discard=1 drops it."""
    actor = actor_of(request)
    if actor is None:
        return JsonResponse({"message": "请重新登录，内容没有存上"}, status=401)
    if request.method == "POST":
        return _discard(request, actor) if request.POST.get("discard") else _keep(request, actor)
    draft = queries.drafts(actor).filter(key=request.GET.get("key", "")[:120]).first()
    if draft is None:
        return HttpResponse(status=204)
    saved = timezone.localtime(draft.saved_at).strftime("%m-%d %H:%M")
    return JsonResponse({"content": own.open_draft(draft), "saved_at": saved})


def _keep(request: HttpRequest, actor: Actor) -> HttpResponse:
    sent = request.POST
    try:
        at = own.save_draft(
            actor, sent.get("key", ""), sent.get("title", ""), sent.get("link", ""),
            sent.get("content", ""),
        )  # fmt: skip
    except NotDone as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    return JsonResponse({"saved_at": timezone.localtime(at).strftime("%H:%M")})


def _discard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """With the key of a submit only if that submit was taken: it may never have arrived."""
    once = request.POST.get("once", "")
    if once and not answered(actor, once):
        return JsonResponse({"message": "还没有提交成功，草稿留着"}, status=409)
    own.discard_draft(actor, request.POST.get("key", "")[:120])
    return HttpResponse(status=204)


@guarded(SELF, "drafts/discard/", "drafts-discard", "丢弃草稿")
def discard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The button on one's own page."""
    if request.method == "POST":
        own.discard_draft(actor, request.POST.get("key", "")[:120])
        messages.success(request, "草稿已丢弃")
    return HttpResponseRedirect("/me/")


urlpatterns = routes(
    Me, ChangePassword, NameSelf, Second, NewCard, leave_elsewhere, drafts, discard
)
