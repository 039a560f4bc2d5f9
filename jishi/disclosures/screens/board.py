"""Who is behind: villages by items of a period, the ones owed first, one click to draft them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from jishi.base.web.asked import asked_period
from jishi.base.web.screen import Nav, Screen, routes
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_VIEW
from jishi.disclosures.marks import FIELDS
from jishi.disclosures.queries.owed import Owed, owed
from jishi.disclosures.rules.owing import LABELS, TONES
from jishi.kernel.period import Period
from jishi.tree.reach import reach

MOST = 200
STATES = ("behind", "due", "told_late", "told")


class DisclosureBoard(Screen):
    path, name, title = "disclosures/board/", "disclosure-board", "公开看板"
    permission = DISCLOSURE_VIEW
    nav = Nav("问题与诉求", "公开看板", "table-2", order=21)
    template = "disclosures/board.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党务村务公开", reverse("disclosures"))]

    def context(self) -> dict[str, Any]:
        period = asked_period(self.request, self.actor.today, months=3)
        found = owed(self.actor, period)
        counts = Counter(each.state for each in found)
        shown = self.request.GET.get("state", "")
        shown = shown if shown in STATES else ("behind" if counts["behind"] else "due")
        here = reverse("disclosure-board")
        rows = [each for each in found if each.state == shown]
        return {
            "period": period,
            "lengths": _lengths(period, here),
            "numbers": [
                (LABELS[state], counts[state], f"{here}?{_query(period, state)}", state == shown)
                for state in STATES
            ],
            "shown": LABELS[shown],
            "rows": [(each, TONES[each.state], _next(each)) for each in rows[:MOST]],
            "more": max(0, len(rows) - MOST),
            "villages": _villages(found),
            "fields": list(FIELDS.values()),
            "total": len(found),
            "may_draft": bool(reach(self.actor, DISCLOSURE_EDIT)),
        }


def _query(period: Period, state: str) -> str:
    return urlencode({"period": str(period), "state": state})


def _lengths(period: Period, here: str) -> list[tuple[str, str, bool, None]]:
    spans = (("月", 1), ("季度", 3), ("半年", 6), ("年", 12))
    return [
        (label, f"{here}?period={Period.natural(period.last_day, n)}", period.length == n, None)
        for label, n in spans
    ]


def _next(each: Owed) -> str:
    """Where it is told, else where it is drafted with org, item and period filled in."""
    if each.told_as is not None:
        return reverse("disclosure", args=[each.told_as])
    asked = {"org": each.org.code, "item": each.item.code, "period": str(each.period)}
    return f"{reverse('disclosure-new')}?{urlencode(asked)}"


def _villages(found: Sequence[Owed]) -> list[tuple[Any, list[tuple[str, int, int]], int]]:
    """(village, told of owed by field, how many behind), the most behind first."""
    by_org: dict[int, list[Owed]] = {}
    for each in found:
        by_org.setdefault(each.org.pk, []).append(each)
    lines = []
    for some in by_org.values():
        cells = []
        for field, label in FIELDS.items():
            of_field = [each for each in some if each.item.field == field]
            told = sum(each.told_on is not None for each in of_field)
            cells.append((label, told, len(of_field)))
        behind = sum(each.state == "behind" for each in some)
        lines.append((some[0].org, cells, behind))
    return sorted(lines, key=lambda line: -line[2])[:MOST]


urlpatterns = routes(DisclosureBoard)
