"""Handing over a post, standing in, and confirming what was entered on one's behalf."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jishi.accounts import queries
from jishi.accounts.access import ACCOUNT_END, ACCOUNT_VIEW
from jishi.accounts.actions import behalf, handover
from jishi.accounts.actions.secret import fresh
from jishi.accounts.forms import HandoverForm, ObjectionForm, StandInForm
from jishi.accounts.models import Account, BehalfEntry, Handover
from jishi.accounts.rules.sign_in import fold
from jishi.accounts.screens.common import DirectForm, show_slips
from jishi.accounts.screens.staff import AboutOne, url_of
from jishi.base.once import AnotherPayload, run_once
from jishi.base.web import errors
from jishi.base.web.filters import Choice
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, NotVisible, Refused
from jishi.tree.permissions import SELF


def named(actor: Actor, login: str, field: str) -> Account:
    found = queries.accounts(actor).filter(login=fold(login)).first()
    if found is None:
        raise Refused("没有这个账号，或不在您的范围内", field=field)
    return found


class HandOver(AboutOne, DirectForm):
    path, name, title = "staff/<int:pk>/handover/", "staff-handover", "工作交接"
    permission = ACCOUNT_END
    form = HandoverForm
    submit = "交接并打印清单"
    danger = True
    confirm = "原账号会停用并退出，确定交接吗？"
    intro = "角色、没办完的待办、草稿和待确认的代填一次转给接任者，原账号停用，并打印交接清单。"

    def page_title(self) -> str:
        return f"{self.title}：{self.person().name}"

    def answer(self, form: HandoverForm, version: int) -> HttpResponse:
        data, person = form.cleaned_data, self.person()
        made: list[Any] = []
        secret = fresh()[0] if data["new_name"] else None

        def do() -> str:
            successor = (
                named(self.actor, data["successor"], "successor") if data["successor"] else None
            )
            done, slips = handover.hand_over(
                self.actor, person, version,
                successor=successor, new_name=data["new_name"], reason=data["reason"],
                secret=secret,
            )  # fmt: skip
            made.extend(slips)
            return str(done.pk)

        try:
            once = self.request.POST.get("_once", "")
            number = run_once(self.actor, once, [self.request.path, data], do)
        except (Conflict, AnotherPayload) as refusal:
            return errors.message(self.request, 409, "没有办成", f"{refusal}，请刷新后再办")
        where = reverse("handover", args=[number])
        if not made:
            return HttpResponseRedirect(where)
        return show_slips(
            self.request, made, where, "工作交接清单和密码条",
            handover=Handover.objects.get(pk=number),
        )  # fmt: skip


@guarded(ACCOUNT_VIEW, "staff/handovers/<int:pk>/", "handover", "工作交接清单")
def handover_list(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """For printing and signing."""
    row = queries.handovers(actor).filter(pk=pk).first()
    if row is None:
        raise NotVisible
    context = {"title": "工作交接清单", "handover": row, "back": url_of(row.giver)}
    return render(request, "accounts/handover.html", context)


class StandIn(AboutOne, FormScreen):
    path, name, title = "staff/<int:pk>/stand-in/", "staff-stand-in", "安排代班"
    permission = ACCOUNT_END
    form = StandInForm
    submit = "安排代班"
    done = "已安排，到期自动收回"
    intro = "代班人在这段时间里有他的全部角色，到期自动收回；办理记录里仍写代班人自己的名字。"

    def page_title(self) -> str:
        return f"{self.title}：{self.person().name}"

    def target(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today}

    def save(self, form: StandInForm, version: int) -> str:
        data, person = form.cleaned_data, self.person()
        handover.arrange_stand_in(
            self.actor, person, named(self.actor, data["stand_in"], "stand_in"),
            since=data["since"], until=data["until"], reason=data["reason"],
        )  # fmt: skip
        return url_of(person)


@guarded(ACCOUNT_END, "staff/<int:pk>/stand-in/end/", "stand-in-end", "结束代班")
def end_stand_in(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    person = queries.account(actor, pk)
    if request.method == "POST":
        handover.end_stand_in(actor, person)
        messages.success(request, "代班已结束")
    return HttpResponseRedirect(url_of(person))


# --- entered on behalf --------------------------------------------------------------------------


class BehalfList(ListScreen[BehalfEntry]):
    """What was entered for me, and what I entered for others."""

    path, name, title = "behalf/", "behalf", "代填"
    permission = SELF
    columns = (
        Column("label", "内容", link=lambda e: reverse("behalf-one", args=[e.pk]), phone="title"),
        Column(
            "state", "状态", phone="badge",
            value=lambda e: behalf_state(e)[0], tone=lambda e: behalf_state(e)[1],
        ),
        Column("entered_by", "代填人", value=lambda e: e.entered_by.name),
        Column("for_account", "代谁", value=lambda e: e.for_account.name),
        Column("source", "来源", value=lambda e: e.get_source_display()),
        Column("entered_at", "代填时间"),
    )  # fmt: skip
    filters = (
        Choice(
            "state",
            "状态",
            (("open", "待确认"), ("objected", "有异议"), ("confirmed", "已确认")),
            conditions=queries.BEHALF_STATES,
        ),
    )
    orders = (Order("newest", "新的在前", ("-id",)),)
    empty = "没有代填"
    exports = False

    def rows(self) -> QuerySet[BehalfEntry]:
        return queries.behalf_entries(self.actor)


def behalf_state(entry: BehalfEntry) -> tuple[str, str]:
    if entry.confirmed_at:
        return "已确认", "green"
    return ("有异议", "red") if entry.objected_at else ("待确认", "amber")


class BehalfOne(DirectForm):
    """Confirm or object."""

    path, name, title = "behalf/<int:pk>/", "behalf-one", "核对代填"
    permission = SELF
    form = ObjectionForm
    template = "accounts/behalf.html"

    def entry(self) -> BehalfEntry:
        found = queries.behalf_entries(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotVisible
        return found

    def crumbs(self) -> list[tuple[str, str]]:
        return [("代填", reverse("behalf"))]

    def context(self) -> dict[str, Any]:
        entry = self.entry()
        mine = entry.for_account_id == self.actor.account_id
        state, tone = behalf_state(entry)
        return {"entry": entry, "mine": mine, "state": state, "tone": tone}

    def post(self) -> HttpResponse:
        if "confirm" not in self.request.POST:
            return super().post()
        behalf.confirm(self.actor, self.entry())
        messages.success(self.request, "已确认")
        return HttpResponseRedirect(reverse("behalf"))

    def answer(self, form: ObjectionForm, version: int) -> HttpResponse:
        behalf.object_to(self.actor, self.entry(), form.cleaned_data["objection"])
        messages.success(self.request, "已告诉代填人更正")
        return HttpResponseRedirect(reverse("behalf"))


urlpatterns = routes(HandOver, handover_list, StandIn, end_stand_in, BehalfList, BehalfOne)
