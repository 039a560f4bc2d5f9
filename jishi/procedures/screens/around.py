"""Around the steps: more time, a day corrected, moved, taken over, given up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web.forms import sent_version
from jishi.base.web.press import press
from jishi.base.web.screen import guarded
from jishi.procedures import actions
from jishi.procedures.access import PROCEDURE_APPROVE, PROCEDURE_EDIT
from jishi.procedures.forms import CorrectForm, PutOffForm, ReasonForm, SendForm, TakeOverForm
from jishi.procedures.kinds import kind_of
from jishi.procedures.queries import procedures as queries
from jishi.procedures.screens.common import OfProcedure, address
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation


class PutOff(OfProcedure):
    path, name, title = "procedures/<int:pk>/more-time/", "procedure-put-off", "延长期限"
    permission = PROCEDURE_APPROVE
    form = PutOffForm
    submit, done = "延长", "已延长"
    intro = "有特殊情况的，可以延长这一步的期限，不能超过规定的最长时间。"

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        return address(
            actions.put_off(
                self.actor, self.procedure, version, until=data["until"], reason=data["reason"]
            )
        )


class CorrectDay(OfProcedure):
    path = "procedures/<int:pk>/steps/<int:number>/correct/"
    name, title = "procedure-correct", "更正日期"
    form = CorrectForm
    submit, done = "更正", "已更正，后面各步的期限重新算过"
    intro = "只更正写错的日期；依据会议的步骤，请更正会议记录。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = queries.step_row(self.procedure, kwargs["number"])

    def page_title(self) -> str:
        edition = kind_of(self.procedure.kind).edition(self.procedure.edition)
        return f"{self.title}：{edition.step(self.row.code).title}"

    def initial(self) -> dict[str, Any]:
        return {"on": self.row.done_on}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        return address(
            actions.correct_day(
                self.actor, self.procedure, version, self.row.number, on=data["on"],
                reason=data["reason"],
            )
        )  # fmt: skip


class SendOn(OfProcedure):
    path, name, title = "procedures/<int:pk>/send/", "procedure-send", "转往另一组织"
    form = SendForm
    submit, done = "转出", "已转出，等对方接收"
    intro = "单位或居住地变动的，程序和材料转到新的党组织接着办，培养考察的时间连续计算。"

    def save(self, form: Any, version: int) -> str:
        wanted = form.cleaned_data["to"].strip()
        found = Organisation.objects.filter(closed_on=None, code=wanted).first()
        if found is None:
            named = Organisation.objects.filter(closed_on=None, short_name=wanted)[:2]
            found = named[0] if len(named) == 1 else None
        if found is None:
            raise Refused("没有这个组织，或有几个同名的，请写组织编码", field="to")
        reason = form.cleaned_data["reason"]
        return address(
            actions.send_on(self.actor, self.procedure, version, to=found, reason=reason)
        )


class TakeOver(OfProcedure):
    path, name, title = "procedures/<int:pk>/receive/", "procedure-receive", "接收程序"
    form = TakeOverForm
    submit, done = "接收", "已接收，接着办"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        return address(
            actions.take_over(
                self.actor, self.procedure, version, on=data["on"], document=data["document"]
            )
        )


class Withdraw(OfProcedure):
    path, name, title = "procedures/<int:pk>/withdraw/", "procedure-withdraw", "终止程序"
    form = ReasonForm
    danger = True
    submit, done = "终止", "已终止"
    intro = "本人放弃或支部决定不再培养的，写明原因终止；记录保留，以后可以重新发起。"
    confirm = "终止后不能恢复，只能重新发起。确定终止吗？"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        return address(
            actions.withdraw_procedure(
                self.actor, self.procedure, version, on=data["on"], reason=data["reason"]
            )
        )


@guarded(PROCEDURE_EDIT, "procedures/<int:pk>/call-back/", "procedure-call-back", "撤回转出")
def call_back(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    procedure = queries.procedure(actor, pk, PROCEDURE_EDIT)

    def do() -> str:
        actions.call_back(actor, procedure, sent_version(request))
        return "已撤回"

    return press(request, do, reverse("procedure", args=[pk]))


SCREENS = (PutOff, CorrectDay, SendOn, TakeOver, Withdraw, call_back)
