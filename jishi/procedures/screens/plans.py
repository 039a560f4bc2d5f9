"""The yearly plan beside what was used; how many are at each stage; what to look at again."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.asked import asked_year
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import guarded
from jishi.procedures.access import PLAN_SET, PROCEDURE_VIEW
from jishi.procedures.actions import set_plan
from jishi.procedures.forms import PlanForm
from jishi.procedures.marks import STATE_TONES
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries import counting, plans
from jishi.procedures.screens.common import address, step_text
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import reach

CLOCKS = [("发展党员", "/procedures/clocks/")]


@guarded(PROCEDURE_VIEW, "procedures/overview/", "procedure-overview", "发展党员概况")
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each number opens to the people behind it; plan and use beside each other."""
    year = asked_year(request, actor.today, first=2000)
    board, every = reverse("procedure-clocks"), reverse("procedures")
    context = {
        "title": "发展党员概况", "crumbs": CLOCKS, "year": year, "years": _years(actor),
        "stages": [
            (stage, count, f"{board}?kind=develop_member&stage={place}")
            for place, (stage, count) in enumerate(counting.by_stage(actor))
        ],
        "yearly": [
            (label, count, f"{every}?taken={code}-{year}")
            for code, label, count in counting.by_year(actor, year)
        ],
        "plans": plans.lines(actor, year), "sets": bool(reach(actor, PLAN_SET)),
    }  # fmt: skip
    return render(request, "procedures/overview.html", context)


def _years(actor: Actor) -> list[int]:
    return list(range(actor.today.year + 1, actor.today.year - 3, -1))


class SetPlan(FormScreen):
    path, name, title = "procedures/plan/", "procedure-plan", "下达发展党员计划"
    permission = PLAN_SET
    form = PlanForm
    submit, done = "下达", "已下达"
    intro = "指导性计划：接收人数超过计划时只提醒，不阻止，也不给人排序。"

    @cached_property
    def plan(self) -> Any:
        wanted = self.request.GET.get("plan", "")
        known = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        return plans.plan(self.actor, int(wanted)) if known else None

    def target(self) -> Any:
        return self.plan

    def crumbs(self) -> list[tuple[str, str]]:
        return [*CLOCKS, ("发展党员概况", reverse("procedure-overview"))]

    def initial(self) -> dict[str, Any]:
        if self.plan is None:
            return {"year": self.actor.today.year}
        plan = self.plan
        return {"org": plan.org.code, "year": plan.year, "places": plan.places, "note": plan.note}

    def save(self, form: PlanForm, version: int) -> str:
        org, data = form.picked("org", PLAN_SET), form.cleaned_data
        if org is None:
            raise Refused("请选择党组织", field="org")
        set_plan(
            self.actor, org, data["year"], data["places"], note=data["note"],
            version=version or None,
        )  # fmt: skip
        return f"{reverse('procedure-overview')}?year={data['year']}"


def _flag(actor: Actor, which: str) -> Q:
    return counting.flag_condition(actor, which)


class FlagList(ListScreen[Procedure]):
    """Developing procedures with something to look at again."""

    path, name, title = "procedures/flags/", "procedure-flags", "发展党员核查"
    permission = PROCEDURE_VIEW
    filters = (
        Choice("flag", "提示", choices=tuple(counting.FLAGS.items()), by=_flag),
        Under("org", "组织", permission=PROCEDURE_VIEW, via="org"),
    )
    orders = (Order("new", "新发起的在前", ("-opened_on", "-pk")),)
    columns = (
        Column("title", "对象", link=address, phone="title"),
        Column("org", "党组织", value=lambda p: p.org.short_name),
        Column("step", "下一步", value=step_text),
        Column("flags", "提示", value=lambda p: "；".join(p.flags)),
        Column(
            "state", "状态", value=lambda p: p.state_label, tone=lambda p: STATE_TONES[p.state],
            phone="badge",
        ),
    )  # fmt: skip
    empty = "没有要核查的"
    empty_hint = "近亲属关系、接收后不久转入、特殊发展、办理偏晚等情况会列在这里，供上级核查。"

    def rows(self) -> QuerySet[Procedure]:
        steps = Prefetch("steps", ProcedureStep.objects.filter(stands=True).order_by("number"))
        return counting.flagged(self.actor).prefetch_related(steps)

    @cached_property
    def moved(self) -> list[int]:
        return counting.moved_soon(self.actor)

    def ready(self, row: Procedure) -> Procedure:
        row.flags = counting.flags_of(row, self.moved)  # type: ignore[attr-defined]
        return row

    def crumbs(self) -> list[tuple[str, str]]:
        return CLOCKS


SCREENS = (overview, SetPlan, FlagList)
