"""Decisions about paper: how much is printed, what is struck off, what a sheet proves."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, refuse, warn

MOST_SETS = 60  # for one organisation at once: a year's meetings
MOST_RUN = 600  # of one run: more than a printer's tray


@rule(
    title="能否一次打印这么多记录纸",
    cites=("R-LIFE-18",),
    source="会议记录的通行做法",
    examples=(
        Example(given={"orgs": 12, "count": 24}, then=True, why="十二个支部各一年的量"),
        Example(given={"orgs": 0, "count": 5}, then="no_org", why="没有选组织"),
        Example(given={"orgs": 1, "count": 61}, then="too_many", why="一个组织一次最多 60 套"),
        Example(given={"orgs": 40, "count": 20}, then="too_many", why="一批太多"),
    ),
)
def may_print(orgs: int, count: int) -> Verdict:
    if not orgs:
        return refuse("no_org", "请至少选一个党组织")
    if not 1 <= count <= MOST_SETS:
        return refuse("too_many", f"每个组织一次打印 1 到 {MOST_SETS} 套")
    if orgs * count > MOST_RUN:
        return refuse("too_many", f"一批最多 {MOST_RUN} 套，现在是 {orgs * count} 套，请分几批打印")
    return OK


@rule(
    title="能否作废记录纸",
    cites=("R-LIFE-18",),
    source="会议记录的通行做法",
    examples=(
        Example(given={"state": "free"}, then=True, why="还没有用过"),
        Example(given={"state": "used"}, then="used", why="已是会议记录的一部分"),
        Example(given={"state": "spoilt"}, then="spoilt", why="不用再作废一次"),
    ),
)
def may_spoil(state: str) -> Verdict:
    if state == "used":
        return refuse("used", "这套记录纸已经登记了会议，不能作废")
    if state == "spoilt":
        return refuse("spoilt", "这套记录纸已经作废")
    return OK


@rule(
    title="这套记录纸能否登记为这次会议",
    cites=("R-LIFE-18",),
    source="会议记录的通行做法",
    examples=(
        Example(
            given={"state": "free", "printed_on": date(2026, 3, 1), "held_on": date(2026, 3, 5)},
            then=True,
            why="先打印，后开会",
        ),
        Example(
            given={"state": "free", "printed_on": date(2026, 3, 9), "held_on": date(2026, 3, 5)},
            then="printed_after",
            why="会后才打印的纸不能证明日期，只提示",
        ),
        Example(
            given={"state": "used", "printed_on": date(2026, 3, 1), "held_on": date(2026, 3, 5)},
            then="used",
            why="一套纸只记一次会",
        ),
        Example(
            given={"state": "spoilt", "printed_on": date(2026, 3, 1), "held_on": date(2026, 3, 5)},
            then="spoilt",
            why="编号可能输错",
        ),
    ),
)
def may_use(state: str, printed_on: date, held_on: date) -> Verdict:
    if state == "used":
        return refuse("used", "这套记录纸已经登记过一次会议，请把这些页附到那次会议")
    if state == "spoilt":
        return refuse("spoilt", "这套记录纸已经作废，请先核对编号")
    if printed_on > held_on:
        return warn(
            "printed_after",
            f"这套记录纸是 {printed_on:%Y-%m-%d} 打印的，在会议之后，不能证明会议日期",
            "R-LIFE-18",
        )
    return OK
