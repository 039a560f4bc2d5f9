"""What the year of somebody's training lacks. Numbers are of this person and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, refuse, require, warn

PLAN = "《中国共产党党员教育管理工作条例》；党员教育培训工作规划"


@dataclass(frozen=True, slots=True)
class Studied:
    """Hours of a year; `online` is part of `hours`."""

    hours: Decimal = Decimal(0)
    online: Decimal = Decimal(0)
    required: int = 32
    share: int = 50  # per cent of the required hours that may be online
    trainings: int = 0
    seat: bool = False  # secretary or on the committee


def counted_hours(studied: Studied) -> Decimal:
    """What counts: online study up to its share of what is required (R-EDU-09)."""
    most = Decimal(studied.required * studied.share) / 100
    return studied.hours - studied.online + min(studied.online, most)


def _studied(hours: str, online: str = "0", required: int = 32, **more: int | bool) -> object:
    return Studied(Decimal(hours), Decimal(online), required, **more)  # type: ignore[arg-type]


@rule(
    title="年度学时达到要求",
    cites=("R-EDU-01", "R-EDU-02", "R-EDU-08", "R-EDU-09", "R-EDU-11"),
    source=PLAN,
    examples=(
        Example({"studied": _studied("31.5")}, "hours", "党员三十一个半学时"),
        Example({"studied": _studied("32")}, True, "三十二学时"),
        Example({"studied": _studied("40", "40")}, "hours", "网络四十、集中零，只计十六"),
        Example({"studied": _studied("36", "20")}, True, "集中十六、网络计十六"),
        Example(
            {"studied": _studied("60", required=56, seat=True)}, "training",
            "书记六十学时，没有参加集中培训",
        ),
        Example({"studied": _studied("56", required=56, seat=True, trainings=1)}, True, "书记达标"),
        Example({"studied": _studied("0", required=0)}, True, "全部减免的"),
    ),
)  # fmt: skip
def year_is_enough(studied: Studied) -> Verdict:
    lacks = studied.required - counted_hours(studied)
    return all_of(
        require(
            lacks <= 0, "hours", f"还差 {lacks.normalize():f} 学时",
            "R-EDU-02" if studied.seat else "R-EDU-01",
        ),
        require(
            not studied.seat or not studied.required or studied.trainings > 0, "training",
            "没有参加集中培训", "R-EDU-02",
        ),
    )  # fmt: skip


@rule(
    title="新任书记任职培训",
    cites=("R-EDU-04",),
    source=PLAN,
    examples=(
        Example(
            {"since": date(2026, 5, 10), "trained_on": date(2026, 6, 1), "months": 6,
             "today": date(2026, 12, 1)},
            True, "任职后参加过",
        ),
        Example(
            {"since": date(2026, 5, 10), "trained_on": date(2026, 3, 1), "months": 6,
             "today": date(2026, 8, 1)},
            "induction_due", "任职前的不算，还没有到期，只提示",
        ),
        Example(
            {"since": date(2026, 5, 10), "trained_on": None, "months": 6,
             "today": date(2026, 11, 11)},
            "induction_late", "过了半年",
        ),
        Example(
            {"since": date(2024, 5, 10), "trained_on": None, "months": 6,
             "today": date(2026, 11, 11)},
            True, "任职满一年半，不再算新任",
        ),
    ),
)  # fmt: skip
def induction(since: date, trained_on: date | None, months: int, today: date) -> Verdict:
    """A training after the appointment, within half a year; long ago it is asked for no more."""
    due = add_months(since, months)
    if (trained_on is not None and trained_on >= since) or today > add_years(due, 1):
        return OK
    if today > due:
        return refuse("induction_late", f"新任，应在 {due} 前参加任职培训", "R-EDU-04")
    return warn("induction_due", f"新任，{due} 前参加任职培训", "R-EDU-04")


@rule(
    title="预备期和转正一年内的集中培训",
    cites=("R-EDU-05",),
    source=PLAN,
    examples=(
        Example(
            {"since": date(2026, 7, 1), "trained_on": date(2026, 9, 1), "today": date(2026, 10, 1)},
            True, "预备期内参加过",
        ),
        Example(
            {"since": date(2026, 7, 1), "trained_on": date(2026, 6, 1), "today": date(2026, 10, 1)},
            "first_year", "转正前参加的，转正后另算一次",
        ),
        Example(
            {"since": date(2026, 7, 1), "trained_on": None, "today": date(2026, 7, 2)},
            "first_year", "还没有参加",
        ),
        Example(
            {"since": date(2026, 7, 1), "trained_on": None, "today": date(2027, 7, 2)},
            "first_year_over", "一年已经过去",
        ),
        Example(
            {"since": date(2026, 7, 1), "trained_on": None, "today": date(2027, 7, 2)},
            False, "到期没有参加的，不算做到",
        ),
    ),
)  # fmt: skip
def first_years(since: date, trained_on: date | None, today: date) -> Verdict:
    """`since` is the day of admission, or of full membership: each owes one training of its own."""
    there = trained_on is not None and since <= trained_on <= today
    why = f"{since} 以来没有参加上级集中培训"
    if not there and today > add_years(since, 1):
        return refuse("first_year_over", why, "R-EDU-05")
    return advise(there, "first_year", why, "R-EDU-05")
