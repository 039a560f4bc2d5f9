"""`/procedures/` all of them, `/procedures/clocks/` what runs and how late it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from jishi.base import clock
from jishi.base.web.filters import Choice, Day, Filter, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav
from jishi.base.web.workbench import Start
from jishi.procedures.access import PROCEDURE_EDIT, PROCEDURE_VIEW
from jishi.procedures.kinds import kind_of
from jishi.procedures.marks import STATE_TONES, STATES, choices
from jishi.procedures.models import Procedure
from jishi.procedures.queries import counting
from jishi.procedures.queries import procedures as queries
from jishi.procedures.screens.common import (
    LATE,
    address,
    kind_choices,
    kind_title,
    late_condition,
    needed,
    standing,
    step_text,
)
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import reach

FAR = date(9999, 12, 31)
DEVELOP = "develop_member"
STAGES = kind_of(DEVELOP).editions[-1].stages
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Taken(Filter):
    """What an overview counts: a step of developing a member, taken in a year (`approval-2026`)."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        code, _, year = raw.rpartition("-")
        if code not in dict(counting.YEARLY) or not (year.isascii() and year.isdigit()):
            raise Refused("没有这一项", field=self.name, code="bad_filter")
        steps = counting.taken_in(code, min(max(int(year), 1950), 2100))
        return queryset.filter(pk__in=steps.values("procedure_id"))

    def options(self) -> Sequence[tuple[str, str]]:
        years = range(clock.today().year, clock.today().year - 3, -1)
        return [
            (f"{code}-{year}", f"{year} 年{label}") for year in years
            for code, label in counting.YEARLY
        ]  # fmt: skip

    widget = "choice"
    blank = "全部"

    def shown(self, actor: Actor, raw: str) -> str:
        return dict(self.options()).get(raw, raw)


def _stage(actor: Actor, raw: str) -> Q:
    return Q(kind=DEVELOP, stage=STAGES[int(raw)])


class ProcedureList(ListScreen[Procedure]):
    path, name, title = "procedures/", "procedures", "程序"
    permission = PROCEDURE_VIEW
    nav = Nav("组织生活", "程序", "list-ordered", order=60)
    filters = (
        Search("q", "名称", field="title", placeholder="姓名或事项"),
        Choice("kind", "种类", choices=kind_choices()),
        Choice("state", "状态", choices=choices(STATES)),
        Taken("taken", "某年办过"),
        Day("since", "发起自", lookup="opened_on__gte"),
        Day("until", "发起至", lookup="opened_on__lte"),
        Under("org", "组织", permission=PROCEDURE_VIEW, via="org"),
    )
    orders = (
        Order("new", "新发起的在前", ("-opened_on", "-pk")),
        Order("old", "早发起的在前", ("opened_on", "pk")),
    )
    columns = (
        Column("title", "对象", link=address, phone="title"),
        Column("kind", "种类", value=kind_title),
        Column("org", "党组织", value=lambda p: p.org.short_name),
        Column("opened_on", "发起"),
        Column("step", "下一步", value=step_text),
        Column(
            "state", "状态", value=lambda p: p.state_label, tone=lambda p: STATE_TONES[p.state],
            phone="badge",
        ),
        Column("ended_on", "结束", phone="hide"),
    )  # fmt: skip
    empty = "还没有程序"
    empty_hint = "发展党员、四议两公开、换届选举等按步骤办的事，从这里发起。"

    def rows(self) -> QuerySet[Procedure]:
        return queries.procedures(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        found = []
        if reach(self.actor, PROCEDURE_EDIT):
            found.append(("发起程序", reverse("procedure-new"), "plus"))
        return [*found, ("时钟看板", reverse("procedure-clocks"), "alarm-clock")]


def _steps() -> tuple[tuple[str, str], ...]:
    steps = kind_of(DEVELOP).editions[-1].steps
    return tuple((step.code, f"{n} {step.title}") for n, step in enumerate(steps, 1))


class ClockBoard(ListScreen[Procedure]):
    """One row per running procedure: what is next, from when, until when, what is missing."""

    path, name, title = "procedures/clocks/", "procedure-clocks", "时钟看板"
    permission = PROCEDURE_VIEW
    nav = Nav("组织与党员", "发展党员", "alarm-clock", order=30)
    wide = True
    filters = (
        Search("q", "名称", field="title", placeholder="姓名或事项"),
        Under("org", "组织", permission=PROCEDURE_VIEW, via="org"),
        Choice("kind", "种类", choices=kind_choices()),
        Choice(
            "stage",
            "发展党员的阶段",
            by=_stage,
            choices=tuple((str(place), stage) for place, stage in enumerate(STAGES)),
        ),
        Choice("step", "发展党员的步骤", choices=_steps()),
        Choice("late", "期限", choices=LATE, by=late_condition),
    )
    orders = (
        Order("due", "期限最近", ("due_by", "pk")),
        Order("ready", "最早可办", ("from_day", "pk")),
        Order("name", "对象", ("title", "pk")),
    )
    columns = (
        Column("title", "对象", link=address, phone="title"),
        Column("kind", "种类", value=kind_title, phone="hide"),
        Column("org", "党组织", value=lambda p: p.org.short_name),
        Column("step", "下一步", value=step_text),
        Column("earliest_on", "最早"),
        Column("latest_on", "最迟"),
        Column("missing", "还缺", value=needed),
        Column(
            "clock", "期限", value=lambda p: p.clock[0], tone=lambda p: p.clock[1], phone="badge"
        ),
    )
    empty = "没有正在办的程序"

    def rows(self) -> QuerySet[Procedure]:
        rows = queries.procedures(self.actor).filter(state="running")
        return rows.annotate(
            due_by=Coalesce("latest_on", Value(FAR)), from_day=Coalesce("earliest_on", Value(FAR))
        )

    def ready(self, row: Procedure) -> Procedure:
        row.clock = standing(row, self.actor.today)  # type: ignore[attr-defined]
        return row

    def crumbs(self) -> list[tuple[str, str]]:
        return [("程序", reverse("procedures"))]

    def actions(self) -> list[tuple[str, str, str]]:
        overview = ("概况和计划", reverse("procedure-overview"), "chart-column")
        if not reach(self.actor, PROCEDURE_EDIT):
            return [overview]
        return [("登记入党申请", reverse("procedure-open", args=[DEVELOP]), "user-plus"), overview]


Start(
    "发起程序",
    "procedure-new",
    "发展党员、四议两公开、换届",
    "list-ordered",
    PROCEDURE_EDIT,
    order=35,
)

SCREENS = (ProcedureList, ClockBoard)
