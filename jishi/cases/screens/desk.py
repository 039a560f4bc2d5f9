"""Looking at many cases at once: the board, the request desk, weak organisations, supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from jishi.base.settings_tree import setting
from jishi.base.web.asked import asked_period
from jishi.base.web.screen import Nav, routes
from jishi.cases import queries
from jishi.cases.access import CASE_DIRECT, CASE_EDIT, CASE_VIEW
from jishi.cases.kinds import CaseKind, kind_of, open_kinds
from jishi.cases.local import REPEAT_DAYS, REPEAT_TIMES
from jishi.cases.marks import TONES
from jishi.cases.models import Case, CaseRole
from jishi.cases.queries import counts
from jishi.cases.queries import within as conditions
from jishi.cases.queries.suspects import suspects
from jishi.cases.screens.common import OfCases, Standing, address, home_of
from jishi.kernel.period import Period
from jishi.tree.reach import reach

COLUMNS = ("registered", "assigned", "working", "submitted", "struck_off")
MOST = 12
SUSPECTS = 30  # shown on the board of weak organisations


def _first(rows: QuerySet[Case], order: tuple[str, ...]) -> QuerySet[Case]:
    """Chosen by the index alone; only those few are read whole."""
    few = rows.order_by(*order).values("pk")[:MOST]
    return queries.shown(Case.objects.filter(pk__in=few)).order_by(*order)


def ledger(**query: str) -> str:
    return f"{reverse('cases')}?{urlencode(query)}"


def periods(period: Period, here: str) -> list[tuple[str, str, bool, None]]:
    """Month, quarter, half and year around the same last month."""
    spans = (("月", 1), ("季度", 3), ("半年", 6), ("年", 12))
    return [
        (
            label,
            f"{here}?period={Period.natural(period.last_day, months)}",
            period.length == months,
            None,
        )
        for label, months in spans
    ]


@dataclass
class BoardColumn:
    state: str
    label: str
    tone: str
    count: int
    cards: list[Case]
    url: str


class CaseBoard(OfCases):
    """Where everything of one kind stands."""

    path, name, title = "cases/board/", "case-board", "看板"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "看板", "columns-3", order=14)
    template = "cases/board.html"

    def context(self) -> dict[str, Any]:
        code = self.request.GET.get("kind", "")
        known = open_kinds()
        rows = queries.cases(self.actor)
        found = counts.by_column(rows.filter(conditions.OPEN_ONES), "kind")
        if code not in known:
            code = max(found, key=lambda each: found[each], default="problem")
        kind = known[code]
        rows = rows.filter(kind=code)
        by_state = counts.by_column(rows, "state")
        return {
            "kinds": [
                (each.title, f"?kind={each.code}", each.code == code, found.get(each.code))
                for each in known.values()
                if found.get(each.code) or each.code == code
            ],
            "columns": [self._column(kind, rows, state, by_state) for state in COLUMNS],
            "kind": kind,
            "may_add": bool(reach(self.actor, CASE_EDIT)),
        }

    def _column(
        self, kind: CaseKind, rows: QuerySet[Case], state: str, by_state: Any
    ) -> BoardColumn:
        order = ("-struck_on", "-pk") if state == "struck_off" else ("due_on", "pk")
        ready = Standing(self.actor)
        cards = queries.shown(rows.filter(state=state)).order_by(*order)[:MOST]
        return BoardColumn(
            state, kind.state_label(state), TONES[state], by_state.get(state, 0),
            [ready(card) for card in cards], ledger(kind=kind.code, state=state),
        )  # fmt: skip


class RequestDesk(OfCases):
    """What residents ask: what waits for whom, and the three rates with their denominators."""

    path, name, title = "cases/requests/", "request-desk", "诉求受理"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "诉求受理", "headset", order=11)
    template = "cases/desk.html"
    kinds = ("request", "worker_request", "visit_problem", "station", "wish")

    def context(self) -> dict[str, Any]:
        actor = self.actor
        period = asked_period(self.request, actor.today, months=1)
        here = reverse("request-desk")
        rows = queries.cases(actor).filter(kind="request")
        opened = counts.opened_in(rows, period)
        home = home_of(actor, CASE_VIEW)
        ready = Standing(actor)
        now = counts.counted(actor, rows)  # the numbers open to the ledger of this kind
        waiting = (
            ("待分办", Q(state="registered"), ("due_on", "pk")),
            ("超期和即将到期", conditions.late(actor) | conditions.amber(actor), ("due_on", "pk")),
            ("待回访、待确认", Q(state="submitted"), ("submitted_on", "pk")),
        )
        desk = queries.cases(actor).filter(kind__in=self.kinds)
        groups = [
            (
                label,
                [ready(row) for row in _first(desk.filter(which), order)],
            )
            for label, which, order in waiting
        ]
        return {
            "period": period,
            "lengths": periods(period, here),
            "numbers": [
                ("在办诉求", now.open, self._of("open"), ""),
                ("超期", now.late, self._of("late"), "red" if now.late else ""),
                ("即将到期", now.amber, self._of("amber"), "amber" if now.amber else ""),
                ("待回访、待确认", now.check, self._of("check"), ""),
            ],
            "groups": groups,
            "rates": counts.rates(actor, opened, home),
            "units": counts.rates_by_unit(actor, opened, home),
            "repeats": self._repeats(rows, home),
            "classes": self._classes(opened),
            "address": address,
            "may_add": bool(reach(actor, CASE_EDIT)),
        }

    def _of(self, view: str) -> str:
        return ledger(kind="request", view=view)

    def _repeats(self, rows: QuerySet[Case], home: Any) -> list[tuple[str, str, int]]:
        days, times = REPEAT_DAYS.default, REPEAT_TIMES.default
        if home is not None:
            days = setting(REPEAT_DAYS, home, self.actor.today)
            times = setting(REPEAT_TIMES, home, self.actor.today)
        since = self.actor.today - timedelta(days=days)
        kind = kind_of("request")
        return [
            (each["payload__place"], kind.class_label(each["class_code"]), each["n"])
            for each in counts.repeated(rows, since, times)
        ]

    def _classes(self, opened: QuerySet[Case]) -> list[tuple[str, int, str]]:
        kind = kind_of("request")
        found = counts.by_column(opened, "class_code")
        return [
            (kind.class_label(code), n, ledger(**{"class": f"request.{code}", "view": "all"}))
            for code, n in sorted(found.items(), key=lambda pair: -pair[1])
        ]


class WeakBoard(OfCases):
    """Organisations under rectification: the four ones, how far, how many converted."""

    path, name, title = "cases/weak/", "weak-board", "软弱涣散整顿"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "软弱涣散整顿", "shield-alert", order=12)
    template = "cases/weak.html"

    def context(self) -> dict[str, Any]:
        actor, kind = self.actor, kind_of("weak_organisation")
        year = actor.today.year
        rows = queries.cases(actor).filter(kind=kind.code).filter(conditions.COUNTED)
        listed = queries.shown(rows.filter(Q(year=year) | conditions.OPEN_ONES))
        found = list(listed.order_by("state", "due_on", "pk")[:300])
        needed = [role for role in kind.roles if role.needed]
        named: dict[int, dict[str, str]] = {case.pk: {} for case in found}
        filled = CaseRole.objects.filter(case__in=found, until__isnull=True).order_by("pk")
        for case_id, role, name in filled.values_list("case_id", "role", "name"):
            named[case_id].setdefault(role, name)
        ready = Standing(actor)
        lines = [
            (ready(case), [(role.label, named[case.pk].get(role.code, "")) for role in needed])
            for case in found
        ]
        converted = sum(case.state == "struck_off" for case in found)
        advanced = sum(bool(case.payload.get("advanced")) for case in found)
        staffed = sum(all(name for _, name in names) for _, names in lines)
        hot, legacy, funds = (
            sum(int(case.payload.get(code) or 0) for case in found)
            for code in ("hot", "legacy", "funds")
        )
        view = {"kind": kind.code, "view": "all"}
        may_add = bool(reach(actor, CASE_DIRECT))
        hints = suspects(actor) if may_add else []
        return {
            "hints": hints[:SUSPECTS],
            "hinted": len(hints),
            "hinted_more": max(0, len(hints) - SUSPECTS),
            "lines": lines,
            "roles": needed,
            "numbers": [
                ("列入整顿", len(found), "个", ledger(**view), ""),
                ("四个一到位", staffed, "个", "", f"占 {_share(staffed, len(found))}"),
                ("已转化", converted, "个", ledger(**{**view, "view": "solved"}),
                 f"转化率 {_share(converted, len(found))}"),
                ("达到先进标准", advanced, "个", "", f"占 {_share(advanced, len(found))}"),
                ("解决热点难点", hot, "件", "", f"历史遗留 {legacy} 件"),
                ("投入资金", funds, "元", "", ""),
            ],
            "year": year,
            "may_add": may_add,
        }  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%（{part}/{whole}）" if whole else "—"


class Supervision(OfCases):
    """Who is late now, where time goes, what came back; and a circular drafted from it."""

    path, name, title = "cases/supervision/", "case-supervision", "督办通报"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "督办通报", "megaphone", order=16)
    template = "cases/supervision.html"

    def context(self) -> dict[str, Any]:
        actor = self.actor
        period = asked_period(self.request, actor.today, months=1)
        rows = queries.cases(actor)
        units = counts.by_unit(actor, rows)
        recent = counts.opened_in(rows, Period.natural(actor.today, 12)).order_by("-pk")
        states = counts.days_in_states(recent.values_list("pk", flat=True)[:3000], actor.today)
        total = counts.total(each for _, each in units)
        opened = counts.counted(actor, counts.opened_in(rows, period))
        return {
            "period": period,
            "lengths": periods(period, reverse("case-supervision")),
            "numbers": [
                ("现在超期", total.late, ledger(view="late"), "red" if total.late else ""),
                ("待销号", total.check, ledger(view="check"), ""),
                ("该回头看", total.look_back, ledger(view="look_back"), "amber"),
                ("销号后又打开", total.again, ledger(view="reopened"), ""),
            ],
            "units": [
                (org, each, ledger(org=org.code, view="late"), ledger(org=org.code, view="all"))
                for org, each in units[:100]
            ],
            "states": [
                (label, n, f"{days:.1f}")
                for code, label in (
                    ("registered", "待分办"), ("assigned", "待签收"), ("working", "办理中"),
                    ("submitted", "待销号"),
                )
                if code in states
                for n, days in (states[code],)
            ],
            "circular": circular(period, units, opened),
        }  # fmt: skip


def circular(period: Period, units: Any, total: counts.Counts) -> str:
    """A draft to go on from: who does well, who is late, both by the records of this page."""
    prompt = [org.short_name for org, each in units if each.solved and not each.late]
    good = prompt[:8]
    late = [(org.short_name, each.late) for org, each in units if each.late][:12]
    lines = [
        f"关于{period.label}问题和诉求办理情况的通报",
        "",
        f"{period.label}共登记问题和诉求 {total.all} 件，已办结 {total.solved} 件，"
        f"办结率 {total.share}；"
        f"正在办理 {total.open} 件，其中超期 {total.late} 件。",
    ]
    if good:
        lines.append(f"{'、'.join(good)}办理及时，没有超期，予以肯定。")
    if late:
        some = "、".join(f"{name}（{n} 件）" for name, n in late)
        lines.append(f"下列单位有超期未办结的事项，请抓紧办理并说明原因：{some}。")
    if not late:
        lines.append("各单位没有超期未办结的事项。")
    return "\n".join(lines)


class MonthlyReturn(OfCases):
    """The month's return by unit and class: carried over, new, settled, left."""

    path, name, title = "cases/return/", "case-return", "整改月报"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "整改月报", "table-2", order=15)
    template = "cases/return.html"

    def context(self) -> dict[str, Any]:
        period = asked_period(self.request, self.actor.today, months=1)
        code = self.request.GET.get("kind", "problem")
        kind = open_kinds().get(code) or kind_of("problem")
        rows = queries.cases(self.actor).filter(kind=kind.code)
        lines = counts.month_lines(rows, period)
        return {
            "period": period,
            "lengths": periods(period, reverse("case-return")),
            "kinds": [
                (each.title, f"?{urlencode({'kind': each.code, 'period': str(period)})}",
                 each.code == kind.code, None)
                for each in open_kinds().values()
            ],
            "kind": kind,
            "lines": lines,
            "total": counts.total_line(lines),
            "classes": counts.class_lines(rows, period, kind),
        }  # fmt: skip


urlpatterns = routes(CaseBoard, RequestDesk, WeakBoard, Supervision, MonthlyReturn)
