"""How long a sanction has its effect, and which ones touch the vote (R-DISP-11 to R-DISP-17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jishi.kernel.deadline import add_months
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

# Months in which one may not be promoted, or hold an office of the same rank.
EFFECT: Mapping[str, int] = {"warning": 12, "serious": 18, "removed": 24}


def effect_ends(kind: str, since: date) -> date | None:
    """The first day on which it no longer stands in the way (R-DISP-12, R-DISP-13)."""
    return add_months(since, EFFECT[kind]) if kind in EFFECT else None


_GOOD = {
    "kind": "warning",
    "standing": "full",
    "since": date(2026, 3, 1),
    "joined_on": date(2005, 7, 1),
    "document": "青纪〔2026〕3号",
    "today": date(2026, 11, 20),
}


@rule(
    title="登记党纪处分",
    cites=("R-DISP-11", "R-DISP-12", "R-DISP-13", "R-DISP-17", "R-DISP-18"),
    source="中国共产党纪律处分条例",
    examples=(
        Example(_GOOD, True, "警告，不改变党员状态"),
        Example({**_GOOD, "standing": "none"}, "no_member", "非党员没有党纪处分"),
        Example({**_GOOD, "document": ""}, "no_document", "没有文号"),
        Example({**_GOOD, "since": date(2026, 12, 1)}, "future", "还没有作出"),
        Example({**_GOOD, "since": date(2004, 1, 1)}, "before_joining", "入党之前"),
        Example({**_GOOD, "kind": "observed"}, "by_standing", "留党察看按状态变更登记"),
    ),
)
def may_be_recorded(
    kind: str, standing: str, since: date, joined_on: date | None, document: str, today: date
) -> Verdict:
    """Kind, day and document; observation and expulsion are changes of standing and come there."""
    return all_of(
        require(
            kind in EFFECT,
            "by_standing",
            "留党察看、开除党籍请在「变更党员状态」里登记",
            "R-DISP-11",
        ),
        require(standing not in ("none", "deceased"), "no_member", "不是党员，没有党纪处分"),
        require(bool(document.strip()), "no_document", "须填处分决定的文号", "R-DISP-18"),
        require(since <= today, "future", "处分日期不能晚于今天"),
        require(joined_on is None or since >= joined_on, "before_joining", "处分日期早于入党日期"),
    )
