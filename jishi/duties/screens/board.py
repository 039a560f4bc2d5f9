"""The board, the gaps behind each of its numbers, and reminding of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jishi.base.web import filters
from jishi.base.web.asked import asked_period
from jishi.base.web.filters import Choice, Filter, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, routes
from jishi.duties.access import DUTY_REMIND, DUTY_SET, DUTY_VIEW
from jishi.duties.actions.reminding import remind_of
from jishi.duties.forms import RemindForm
from jishi.duties.kinds import all_duties
from jishi.duties.models import DutyItem
from jishi.duties.queries import board as queries
from jishi.duties.queries.declared import duties
from jishi.duties.queries.reminding import chat_text, gaps
from jishi.duties.queries.setting import local_duties
from jishi.duties.rules.state import KEPT
from jishi.duties.rules.tally import Tally
from jishi.duties.screens.common import GROUP, LENGTHS
from jishi.kernel.period import Period, PeriodError
from jishi.orgs.queries import organisations
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import reach


@dataclass(frozen=True)
class Box:
    """One cell of the board: a count and where it opens to."""

    tally: Tally
    url: str
    text: str
    said: str  # in words, for those who do not see the colour
    heading: str


def _org(actor: Actor, code: str) -> Organisation | None:
    if not code:
        return None
    found = organisations(actor, DUTY_VIEW).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


class Board(Screen):
    path, name, title = "duties/", "duties", "应办事项看板"
    permission = DUTY_VIEW
    nav = Nav(GROUP, "应办事项", "list-checks", 20, phone="应办")
    template = "duties/board.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.period = asked_period(request, actor.today, most=36)
        self.code = request.GET.get("org", "").strip()[:32].replace("\x00", "")
        self.org = _org(actor, self.code) or self._only(actor)

    def _only(self, actor: Actor) -> Organisation | None:
        """Whoever has one place starts at it."""
        tops = queries.tops(actor)
        if len(tops) == 1:
            return organisations(actor, DUTY_VIEW).filter(pk=tops[0]).first()
        return None

    def get(self) -> HttpResponse:
        if self.org is not None and ORG_KINDS[self.org.kind].is_branch:
            return HttpResponseRedirect(reverse("duty-month", args=[self.org.pk]))
        return self.render(self.context())

    def gaps_url(self, code: str, duty: str = "", state: str = "") -> str:
        asked = {"org": code, "duty": duty, "state": state, "period": str(self.period)}
        return f"{reverse('duty-gaps')}?{urlencode({k: v for k, v in asked.items() if v})}"

    def board_url(self, code: str, period: Period | None = None) -> str:
        asked = {"org": code, "period": str(period or self.period)}
        return f"{reverse('duties')}?{urlencode({k: v for k, v in asked.items() if v})}"

    def context(self) -> dict[str, Any]:
        found = queries.board(self.actor, self.org, self.period)
        top = self.org.code if self.org else ""
        lines = [(line, self._line_url(line), self._boxes(found, line)) for line in found.lines]
        return {
            "org": self.org,
            "code": top,
            "board": found,
            "lines": lines,
            "total": self._boxes(found, found.total, top),
            "numbers": self._numbers(found.total.all, top),
            "before": self.board_url(top, self.period.previous()),
            "after": self.board_url(top, self.period.shifted(self.period.length)),
            "lengths": self._lengths(top),
            "may_remind": bool(reach(self.actor, DUTY_REMIND)) and bool(found.total.all.open),
            "may_set": bool(reach(self.actor, DUTY_SET)),
            "remind_url": self.gaps_url(top).replace(reverse("duty-gaps"), reverse("duty-remind")),
        }

    def _line_url(self, line: queries.Line) -> str:
        if ORG_KINDS[line.kind].is_branch or line.leaf:
            return reverse("duty-month", args=[line.id])
        return self.board_url(line.code)

    def _boxes(self, found: queries.Board, line: queries.Line, code: str = "") -> list[Box]:
        return [self._box(line.cells[d.code], d.code, d.heading, code or line.code, line.leaf)
                for d in found.columns]  # fmt: skip

    def _box(self, tally: Tally, duty: str, heading: str, code: str, leaf: bool) -> Box:
        if not tally.owed and not tally.excused:
            return Box(tally, "", "—", "不适用", heading)
        url = self.gaps_url(code, duty)
        text = f"{tally.met}/{tally.owed}" if tally.owed else "免"
        said = _said(tally)
        return Box(tally, url, text, said, heading)

    def _numbers(self, total: Tally, code: str) -> list[tuple[str, int, str, str, str]]:
        return [
            ("应办", total.owed, self.gaps_url(code), "", "含未到期"),
            ("已完成", total.met, self.gaps_url(code, state="fulfilled"), "green",
             f"其中逾期 {total.late}" if total.late else ""),
            ("缺", total.missed, self.gaps_url(code, state="missed"),
             "red" if total.missed else "", "过了截止日期"),
            ("即将到期", total.soon, self.gaps_url(code, state="due_soon"),
             "amber" if total.soon else "", "7 天以内"),
        ]  # fmt: skip

    def _lengths(self, code: str) -> list[tuple[str, str, bool, str]]:
        found = []
        for months, label in LENGTHS:
            period = Period.natural(self.period.first_day, months)
            if self.period.length > months:
                inside = self.period.first_day <= self.actor.today <= self.period.last_day
                day = self.actor.today if inside else self.period.first_day
                period = Period.natural(day, months)
            found.append((f"按{label}", self.board_url(code, period), period == self.period, ""))
        return found


def _said(tally: Tally) -> str:
    parts = (
        (tally.missed, "缺"), (tally.soon, "即将到期"), (tally.late, "逾期完成"),
        (tally.upcoming, "未到期"), (tally.excused, "免予办理"),
    )  # fmt: skip
    return "，".join(f"{label} {count}" for count, label in parts if count) or "都已完成"


@dataclass(frozen=True)
class OfPeriod(Filter):
    """Items whose period overlaps the one asked for."""

    widget = "text"

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        try:
            return queries.of_period(queryset, Period.parse(raw))
        except PeriodError as fault:
            raise Refused(str(fault), field=self.name, code="bad_filter") from None

    def shown(self, actor: Actor, raw: str) -> str:
        return Period.parse(raw).label


def _of_duty(actor: Actor) -> Choice:
    """Those of everywhere and the offices' own within sight, read when asked."""
    own = [(row.code, row.title) for row in local_duties(actor)]
    ours = [(duty.code, duty.title) for duty in all_duties().values()]
    return Choice("duty", "事项", [*ours, *own])


class Gaps(ListScreen[DutyItem]):
    """The items behind a number of the board; those that are open where no state is asked for."""

    path, name, title = "duties/gaps/", "duty-gaps", "应办清单"
    permission = DUTY_VIEW
    columns = (
        Column("org", "党组织", link=lambda i: reverse("duty-month", args=[i.org_id]),
               phone="title"),
        Column("title", "事项", link=lambda i: reverse("duty-item", args=[i.pk])),
        Column("label", "期次"),
        Column("due_on", "截止"),
        Column("state_label", "状态", tone=lambda i: i.tone, phone="badge"),
        Column("met_on", "完成日期"),
    )  # fmt: skip
    filters = (
        Under("org", "党组织", permission=DUTY_VIEW, via="org"),
        Choice(
            "state", "状态", [(state.value, state.label) for state in KEPT],
            by=lambda actor, raw: queries.conditions(actor.today)[raw],
        ),
        OfPeriod("period", "时期（如 2026-11）"),
    )  # fmt: skip

    def used_filters(self) -> Sequence[Filter]:
        under, *others = self.filters
        return [under, _of_duty(self.actor), *others]

    orders = (
        Order("org", "按组织", ("org__line", "due_on", "id")),
        Order("due", "截止最早", ("due_on", "id")),
    )
    empty = "没有这样的事项"
    empty_hint = "换个时期或状态看看"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("应办事项", reverse("duties"))]

    def rows(self) -> QuerySet[DutyItem]:
        return queries.items(self.actor).select_related("org")

    def ready(self, row: DutyItem) -> DutyItem:
        if not hasattr(self, "known"):
            self.known = duties()
        state = row.state(self.actor.today)
        duty = self.known.get(row.duty)
        row.title = duty.title if duty else row.duty  # type: ignore[attr-defined]
        row.state_label, row.tone = state.label, state.tone  # type: ignore[attr-defined]
        return row

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, DUTY_REMIND):
            return []
        return [("提醒和群通知", f"{reverse('duty-remind')}?{self.query()}", "bell")]


class Remind(FormScreen):
    """What is behind, as a message to each and as a text for the group chat."""

    path, name, title = "duties/remind/", "duty-remind", "提醒下级"
    permission = DUTY_REMIND
    form = RemindForm
    template = "duties/remind.html"
    submit = "发到他们的待办"
    done = ""
    drafts = False

    def crumbs(self) -> list[tuple[str, str]]:
        return [("应办事项", reverse("duties")), ("应办清单", self.back())]

    def back(self) -> str:
        return f"{reverse('duty-gaps')}?{self.request.GET.urlencode()}"

    def found(self) -> Any:
        rows = queries.items(self.actor)
        screen = Gaps(self.request, self.actor)
        rows, _ = filters.apply(self.actor, screen.used_filters(), self.request.GET.get, rows)
        return gaps(self.actor, queries.due_now(rows, self.actor.today))

    def context(self) -> dict[str, Any]:
        found = self.found()
        return {
            "found": found[:200],
            "total": len(found),
            "reached": sum(bool(gap.accounts) for gap in found),
            "text": chat_text(found),
        }

    def save(self, form: Any, version: int) -> str:
        count = remind_of(self.actor, self.found())
        messages.success(self.request, f"已提醒 {count} 项；同一天再按不会重复")
        return self.back()


urlpatterns = routes(Board, Gaps, Remind)
