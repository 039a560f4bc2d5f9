"""`/me/tokens/`: one's own keys for other programs, made, seen and revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.accounts.models import Account
from jishi.api import actions, queries
from jishi.api.access import TOKENS
from jishi.api.models import ApiToken
from jishi.base.clock import SHANGHAI, now
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

DAYS = ((30, "30 天"), (90, "90 天"), (365, "1 年"))


def state_of(token: ApiToken) -> str:
    if token.revoked_at:
        return "已停用"
    return "在用" if token.works(now()) else "已到期"


def _day(moment: Any) -> Any:
    return moment.astimezone(SHANGHAI).date()


class TokenList(ListScreen[ApiToken]):
    path, name, title = "me/tokens/", "my-tokens", "接口令牌"
    permission = TOKENS
    nav = Nav("系统", "接口令牌", "key-round", 80)
    exports = False
    columns = (
        Column("label", "用途", phone="title"),
        Column(
            "state", "状态", value=state_of, phone="badge",
            tone=lambda token: "green" if token.works(now()) else "grey",
        ),
        Column("made_at", "建立日期", value=lambda token: _day(token.made_at)),
        Column("expires_at", "到期日期", value=lambda token: _day(token.expires_at)),
        Column("used_on", "最近使用", value=lambda token: token.used_on or "没有用过"),
        Column(
            "revoke", "办理", value=lambda token: "停用" if token.works(now()) else "",
            link=lambda token: (
                reverse("my-token-revoke", args=[token.pk]) if token.works(now()) else ""
            ),
        ),
    )  # fmt: skip
    orders = (Order("new", "新的在前", ("-id",)),)
    empty = "还没有接口令牌"
    empty_hint = "别的程序要替您取数、报数时，才需要令牌"

    def rows(self) -> QuerySet[ApiToken]:
        return queries.tokens(self.actor)

    def crumbs(self) -> list[tuple[str, str]]:
        return [("我的账号", "/me/")]

    def actions(self) -> list[tuple[str, str, str]]:
        return [("建立令牌", reverse("my-token-make"), "plus")]


class TokenForm(Form):
    label = forms.CharField(label="用途", max_length=60, help_text="给哪个程序用，如「县统计平台」")
    days = forms.TypedChoiceField(label="有效期", choices=DAYS, coerce=int, initial=90)


class MakeToken(FormScreen):
    path, name, title = "me/tokens/new/", "my-token-make", "建立接口令牌"
    permission = TOKENS
    form = TokenForm
    submit = "建立"
    done = ""
    drafts = False
    intro = "持有令牌的程序，能看、能办您能看、能办的一切。令牌只显示一次，请直接交给那个程序。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.made: ApiToken | None = None
        self.secret = ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [("我的账号", "/me/"), ("接口令牌", reverse("my-tokens"))]

    def save(self, form: TokenForm, version: int) -> str:
        account = Account.objects.get(login=self.actor.login)
        data = form.cleaned_data
        self.made, self.secret = actions.make_token(
            self.actor, account, label=data["label"], days=data["days"]
        )
        return reverse("my-tokens")

    def post(self) -> HttpResponse:
        """The secret is in this answer alone: the once-key keeps only where to go next."""
        response = super().post()
        if not self.secret:
            return response
        self.template = "api/token_made.html"  # type: ignore[misc]
        return self.render(
            {"token": self.made, "secret": self.secret, "list": reverse("my-tokens")}
        )


class RevokeForm(Form):
    """Nothing to fill in: the button says it all."""


class RevokeToken(FormScreen):
    path, name, title = "me/tokens/<int:pk>/revoke/", "my-token-revoke", "停用接口令牌"
    permission = TOKENS
    form = RevokeForm
    submit = "停用"
    done = "已停用"
    danger = True
    confirm = "停用后用它的程序马上不能再取数、报数，也不能恢复。确定停用吗？"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.token = queries.token(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.title}：{self.token.label}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("我的账号", "/me/"), ("接口令牌", reverse("my-tokens"))]

    def save(self, form: RevokeForm, version: int) -> str:
        if self.token.revoked_at:
            raise Refused("这个令牌已经停用")
        actions.revoke_token(self.actor, self.token)
        return reverse("my-tokens")


urlpatterns = routes(TokenList, MakeToken, RevokeToken)
