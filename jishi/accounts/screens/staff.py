"""Accounts: the list, one account, and what administrators do with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jishi.accounts import queries
from jishi.accounts.access import (
    ACCOUNT_CREATE,
    ACCOUNT_END,
    ACCOUNT_GRANT,
    ACCOUNT_RESET,
    ACCOUNT_VIEW,
    STAFF_CREATE,
)
from jishi.accounts.actions import factors
from jishi.accounts.actions import staff as actions
from jishi.accounts.actions.secret import fresh
from jishi.accounts.forms import ROLE_CHOICES, AccountForm, GrantForm
from jishi.accounts.models import Account, AccountKind, AccountState
from jishi.accounts.screens.common import DirectForm, slips_once
from jishi.base.audit.queries import history
from jishi.base.web.filters import Choice, Filter, Search, Under
from jishi.base.web.forms import Form, FormScreen, sent_version
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.base.web.search import Hit, Source
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone, Refused
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach

STATE_TONES = {"active": "green", "waiting": "amber", "closed": "grey"}
LIST = ("账号", "/staff/")


def url_of(account: Account) -> str:
    return reverse("staff-one", args=[account.pk])


class ByRole(Choice):
    """Accounts holding a role today."""

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        if raw not in dict(self.choices):
            raise Refused("没有这个角色", field=self.name, code="bad_filter")
        return queryset.filter(Exists(queries.held_today(actor.today, raw)))


class ByPlace(Under):
    """Accounts holding any role at or below an organisation."""

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        held = queries.held_or_coming(actor.today)
        return queryset.filter(Exists(super().narrow(actor, held, raw)))


def roles_and_places(account: Account) -> str:
    places = queries.places_of(account)
    if not places:
        return account.get_kind_display() if account.kind != AccountKind.BUSINESS else "没有授权"
    return f"{places[0]} 等 {len(places)} 项" if len(places) > 1 else places[0]


FILTERS: tuple[Filter, ...] = (
    Search("q", "姓名或账号", placeholder="姓名、拼音或账号"),
    ByPlace("org", "所在组织", permission=ACCOUNT_VIEW, via="org"),
    ByRole("role", "角色", ROLE_CHOICES),
    Choice("state", "状态", AccountState.choices),
    Choice(
        "password", "密码", (("one_time", "还没有设自己的密码"),),
        conditions={"one_time": Q(must_change=True, state=AccountState.ACTIVE)},
    ),
)  # fmt: skip


class StaffList(ListScreen[Account]):
    path, name, title = "staff/", "staff", "账号"
    permission = ACCOUNT_VIEW
    nav = Nav("系统", "账号", "users-round", 10)
    columns = (
        Column("name", "姓名", link=url_of, phone="title"),
        Column("login", "账号"),
        Column("place", "角色和范围", value=roles_and_places),
        Column(
            "state", "状态", value=lambda a: a.get_state_display(),
            tone=lambda a: STATE_TONES[a.state], phone="badge",
        ),
        Column("second", "第二道验证", value=lambda a: a.get_second_factor_display(), phone="hide"),
        Column("last_seen", "最近使用", value=lambda a: a.last_seen),
    )  # fmt: skip
    filters = FILTERS
    orders = (
        Order("login", "按账号", ("login",)),
        Order("newest", "新建的在前", ("-made_at", "-id")),
    )
    empty = "没有账号"

    def rows(self) -> QuerySet[Account]:
        return queries.accounts(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        buttons = []
        if reach(self.actor, STAFF_CREATE):
            buttons.append(("为下级建账号", reverse("staff-below"), "users-round"))
        if reach(self.actor, ACCOUNT_CREATE):
            buttons.append(("新建账号", reverse("staff-new"), "plus"))
        return buttons


class AboutOne:
    """Shared by the screens about one account: fetched within reach, or 404."""

    actor: Actor
    kwargs: dict[str, Any]

    def person(self) -> Account:
        return queries.account(self.actor, self.kwargs["pk"])

    def target(self) -> Account:
        return self.person()

    def crumbs(self) -> list[tuple[str, str]]:
        person = self.person()
        return [LIST, (person.name, url_of(person))]


def managed(actor: Actor, person: Account, permission: Permission) -> bool:
    try:
        actions.insist_managed(actor, person, permission)
    except NotDone:
        return False
    return True


def in_words(grants: Iterable[Any]) -> list[tuple[Any, str]]:
    return [(grant, queries.grant_words(grant)) for grant in grants]


class StaffPage(AboutOne, Screen):
    path, name, title = "staff/<int:pk>/", "staff-one", "账号"
    permission = ACCOUNT_VIEW
    template = "accounts/staff.html"

    def page_title(self) -> str:
        return self.person().name

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def context(self) -> dict[str, Any]:
        person = self.person()
        grants, today = queries.grants_of(self.actor, person), self.actor.today
        may_end = managed(self.actor, person, ACCOUNT_END)
        return {
            "person": person,
            "tone": STATE_TONES[person.state],
            "grants_now": in_words(g for g in grants if g.until is None or g.until >= today),
            "grants_past": in_words(g for g in grants if g.until is not None and g.until < today),
            "sign_ins": person.sign_ins.count(),
            "open_stays": person.sign_ins.filter(ended_at__isnull=True).count(),
            "may_end": may_end and person.state != AccountState.CLOSED,
            "buttons": self.buttons(person, may_end),
            "may_enable": bool(reach(self.actor, ACCOUNT_GRANT))
            and person.state != AccountState.ACTIVE,
            "handovers": queries.handovers(self.actor).filter(
                Q(giver=person) | Q(successor=person)
            ),
            "stood_in": in_words(queries.stand_ins_for(person, today)),
            "history": history("account", str(person.pk)),
        }

    def buttons(self, person: Account, may_end: bool) -> list[tuple[str, str, str, bool]]:
        """(label, url, icon, danger)."""
        active, business = person.state == AccountState.ACTIVE, person.kind == AccountKind.BUSINESS
        working = active and business
        grant = bool(reach(self.actor, ACCOUNT_GRANT))
        reset = active and managed(self.actor, person, ACCOUNT_RESET)
        all_of_them = (
            (grant and business and person.state != AccountState.CLOSED, "授予角色", "staff-grant",
             "shield-plus", False),
            (reset, "重置密码", "staff-reset", "key-round", False),
            (grant and bool(person.second_factor) and person.pk != self.actor.account_id,
             "重置第二道验证", "staff-second", "smartphone", False),
            (working and may_end, "安排代班", "staff-stand-in", "user-round-check", False),
            (working and may_end, "交接", "staff-handover", "arrow-right-left", False),
            (grant, "能办什么", "staff-why", "circle-question-mark", False),
            (active and may_end, "停用", "staff-close", "circle-x", True),
        )  # fmt: skip
        return [
            (label, reverse(name, args=[person.pk]), icon, danger)
            for shown, label, name, icon, danger in all_of_them
            if shown
        ]


class NewAccount(DirectForm):
    path, name, title = "staff/new/", "staff-new", "新建账号"
    permission = ACCOUNT_CREATE
    form = AccountForm
    submit = "新建并打印密码条"
    intro = "新账号要等安全管理员启用并授予角色后才能使用。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def answer(self, form: AccountForm, version: int) -> HttpResponse:
        data, secret = form.cleaned_data, fresh()[0]
        return slips_once(
            self.request, self.actor, data,
            lambda: [actions.create_account(self.actor, **data, secret=secret)], "/staff/",
        )  # fmt: skip


class ResetPassword(AboutOne, DirectForm):
    path, name, title = "staff/<int:pk>/reset/", "staff-reset", "重置密码"
    permission = ACCOUNT_RESET
    submit = "重置并打印密码条"
    danger = True
    confirm = "原密码和所有登录马上失效，确定重置吗？"
    intro = "会生成新的一次性密码，只显示一次，请准备好打印机。"

    def answer(self, form: Form, version: int) -> HttpResponse:
        person, secrets = self.person(), fresh()
        return slips_once(
            self.request, self.actor, [person.pk],
            lambda: actions.reset_passwords(self.actor, [person], secrets), url_of(person),
        )  # fmt: skip


class ResetSecond(AboutOne, FormScreen):
    path, name, title = "staff/<int:pk>/second/", "staff-second", "重置第二道验证"
    permission = ACCOUNT_GRANT
    submit = "重置"
    danger = True
    confirm = "请先当面或电话确认是本人遗失。确定重置吗？"
    done = "已重置，本人下次登录后重新设置"

    def save(self, form: Form, version: int) -> str:
        return url_of(factors.reset_factor(self.actor, self.person(), version))


class GiveGrant(AboutOne, FormScreen):
    path, name, title = "staff/<int:pk>/grant/", "staff-grant", "授予角色"
    permission = ACCOUNT_GRANT
    form = GrantForm
    submit = "授予"
    done = "已授予；本人需要重新登录"

    def target(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today, "subtree": True}

    def save(self, form: GrantForm, version: int) -> str:
        person, data = self.person(), form.cleaned_data
        actions.give_grant(self.actor, person, actions.GrantTerms(**data))
        return url_of(person)


class CloseAccount(AboutOne, FormScreen):
    path, name, title = "staff/<int:pk>/close/", "staff-close", "停用账号"
    permission = ACCOUNT_END
    submit = "停用"
    danger = True
    confirm = "停用后马上退出所有设备，角色全部收回。确定停用吗？"
    intro = "有接任者的，请用「交接」，待办和草稿会一起转过去。"
    done = "已停用"

    def save(self, form: Form, version: int) -> str:
        return url_of(actions.close_account(self.actor, self.person(), version))


@guarded(ACCOUNT_GRANT, "staff/<int:pk>/enable/", "staff-enable", "启用账号")
def enable(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    person = queries.account(actor, pk)
    if request.method == "POST":
        actions.enable_account(actor, person, sent_version(request) or 0)
        messages.success(request, "已启用")
    return HttpResponseRedirect(url_of(person))


@guarded(ACCOUNT_END, "staff/<int:pk>/grants/<int:grant>/end/", "grant-end", "收回角色")
def end_grant(request: HttpRequest, actor: Actor, pk: int, grant: int) -> HttpResponse:
    person = queries.account(actor, pk)
    row = queries.grant_of(person, grant)
    if request.method == "POST":
        actions.end_grant(actor, row)
        messages.success(request, "已收回")
    return HttpResponseRedirect(url_of(person))


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    found = Search("q", "").narrow(actor, queries.accounts(actor), text)
    return [Hit(a.name, f"账号 {a.login}", url_of(a)) for a in found.order_by("login")[:most]]


Source("账号", "user-round", ACCOUNT_VIEW, _hits, more="/staff/")

urlpatterns = routes(
    StaffList, NewAccount, StaffPage, ResetPassword, ResetSecond, GiveGrant, CloseAccount, enable,
    end_grant,
)  # fmt: skip
