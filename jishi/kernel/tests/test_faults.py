"""Seeded faults: change one comparison in the source, and some vector or example must notice.

A test suite that stays green over a broken rule proves nothing, so the faults people really make
(> for ≥, present for entitled, the prefix twin, the day a count starts) are planted one by one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from jishi.kernel import declare
from jishi.kernel.calendar import WorkCalendar, published_calendar
from jishi.kernel.declare import all_rules, faults_of
from jishi.kernel.verdict import OK

KERNEL = Path(__file__).parents[1]


def path_vectors(m: ModuleType) -> None:
    low, high = m.subtree_bounds("/1/3/")
    assert low <= "/1/3/999/" < high
    assert not low <= "/1/30/" < high
    assert m.is_within("/1/3/", "/1/3/")
    assert not m.is_within("/1/30/", "/1/3/")
    assert m.ancestors("/1/3/30/") == ("/1/", "/1/3/")


def tally_vectors(m: ModuleType) -> None:
    assert [m.more_than_half(n, 10) for n in (5, 6)] == [False, True]
    assert [m.at_least_half(n, 10) for n in (4, 5)] == [False, True]
    assert [m.at_least_four_fifths(n, 7) for n in (5, 6)] == [False, True]
    assert m.at_least_four_fifths(8, 10)
    assert [m.at_least_two_thirds(n, 45) for n in (29, 30)] == [False, True]
    assert [m.share_rounded_up(n, 6, 5) for n in (3, 5, 7)] == [4, 6, 9]
    assert m.Ratio.total([m.Ratio(1, 1), m.Ratio(50, 100)]) == m.Ratio(51, 101)
    assert m.merge(m.Measure.STOCK, m.Axis.MONTHS, [20, 21, 19]).value == 19


def calendar_vectors(m: ModuleType) -> None:
    calendar = m.published_calendar()
    assert calendar.add_working_days(date(2026, 2, 13), 3).day == date(2026, 2, 25)
    assert calendar.working_days_between(date(2026, 2, 13), date(2026, 2, 25)).days == 3
    assert calendar.is_working_day(date(2026, 2, 14))
    assert not calendar.is_working_day(date(2026, 2, 16))
    assert calendar.is_working_day(date(2027, 2, 8)).unpublished == {2027}


def deadline_vectors(m: ModuleType) -> None:
    assert m.add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert m.add_months(date(2026, 5, 31), 1) == date(2026, 6, 30)
    assert m.age_on(date(2000, 12, 31), date(2026, 12, 31)) == 26
    assert m.age_on(date(2001, 1, 1), date(2026, 12, 31)) == 25
    week = m.deadline_in_days(date(2026, 6, 1), m.Limit(7, m.Unit.NATURAL_DAYS), WorkCalendar())
    assert week == m.Deadline(date(2026, 6, 8), date(2026, 6, 7))
    assert week.state(date(2026, 6, 8)) is m.State.AMBER
    pause = m.Pause(date(2026, 6, 3), date(2026, 6, 5))
    limit = m.Limit(3, m.Unit.WORKING_DAYS)
    paused = m.deadline_in_days(date(2026, 6, 1), limit, published_calendar(), pauses=[pause])
    assert paused.due == date(2026, 6, 9)
    hours = m.deadline_in_hours(datetime(2026, 2, 14, 20), m.Limit(24, m.Unit.HOURS))  # noqa: DTZ001
    assert hours.due == datetime(2026, 2, 15, 20)  # noqa: DTZ001


def term_vectors(m: ModuleType) -> None:
    assert m.term_years(m.Level.COMMITTEE, village_or_community=False) == 5
    assert m.term_years(m.Level.BRANCH, village_or_community=True) == 5
    assert m.term_years(m.Level.BRANCH, village_or_community=False) == 3


def vote_vectors(m: ModuleType) -> None:
    assert m.count_entitled([m.Voter(), m.Voter(full=False), m.Voter(belongs_here=False)]) == 1


def election_vectors(m: ModuleType) -> None:
    result = m.decide_election(m.CountSheet(1, 30, 25, 25, 25, 25, {"甲": 14}))
    assert result.by_present.elected == ("甲",)
    assert result.by_expected.elected == ()
    assert result.needs_confirmation
    assert m.decide_on_base({"甲": 10}, 1, 20).outcome is m.Outcome.SEATS_OPEN
    tie = m.decide_on_base({"甲": 20, "乙": 16, "丙": 16}, 2, 25)
    assert (tie.elected, tie.tied, tie.open_seats) == (("甲",), ("乙", "丙"), 1)


def period_vectors(m: ModuleType) -> None:
    assert m.Period.parse("2026Q1").previous() == m.Period.parse("2025Q4")
    assert str(m.Period.parse("2026-02..2026-04")) == "2026-02..2026-04"
    assert date(2026, 6, 30) in m.Period.parse("2026H1")
    assert date(2026, 7, 1) not in m.Period.parse("2026H1")


def cadence_vectors(m: ModuleType) -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert len(m.slots(m.monthly(), *year, life=m.Lifespan(founded=date(2026, 5, 10)))) == 8
    meeting = m.yearly(window=m.YearWindow((10, 1), (3, 31)))
    assert m.slots(meeting, *year).items[0].due == date(2027, 3, 31)
    assert not len(m.slots(meeting, *year, life=m.Lifespan(founded=date(2027, 1, 5))))
    assert m.slots(m.quarterly(), *year).items[2].missed_from == date(2026, 10, 1)
    weeks = [slot.key for slot in m.slots(m.weekly(), date(2026, 4, 1), date(2026, 4, 30))]
    assert weeks == ["2026-W14", "2026-W15", "2026-W16", "2026-W17", "2026-W18"]
    halves = m.slots(m.half_monthly(), date(2026, 4, 1), date(2026, 4, 30)).items
    assert [slot.due.day for slot in halves] == [15, 30]


def rhythm_vectors(m: ModuleType) -> None:
    assert m.YearWindow((10, 1), (3, 31)).in_year(2026)[1] == date(2027, 3, 31)
    assert m.NthWeekday(1, 4).in_month(m.Month.of(2026, 5)) == date(2026, 5, 1)


def workflow_vectors(m: ModuleType) -> None:
    ends = m.State("done", "办结", final=True)
    go = m.Transition("go", "办理", ("open",), "done", "cases.go", needs=frozenset({m.Need.REASON}))
    flow = m.Workflow(
        code="flow", title="示例", source="示例", states=(m.State("open", "办理中"), ends),
        transitions=(go,),
    )  # fmt: skip
    assert not flow.check("open", "go", None)
    assert flow.check("open", "go", None, {m.Need.REASON}) == OK
    with pytest.raises(declare.DeclarationError):
        m.Workflow(
            code="flow", title="示例", source="示例", transitions=(go,),
            states=(*flow.states, m.State("lost", "失落", final=True)),
        )  # fmt: skip


VECTORS: dict[str, Callable[[ModuleType], None]] = {
    name.removesuffix("_vectors"): check
    for name, check in list(globals().items())
    if name.endswith("_vectors")
}

FAULTS = [
    ("path", "path[:-1] + _AFTER_SLASH", 'path[:-1] + "9"', "前缀双生"),
    ("path", "startswith(_checked(top))", "startswith(top[:-1])", "比较时丢了斜杠"),
    ("path", "range(1, len(steps))", "range(1, len(steps) + 1)", "把自己算作上级"),
    ("tally", "2 * part > base", "2 * part >= base", "过半含半数"),
    ("tally", "2 * part >= base", "2 * part > base", "半数以上不含半数"),
    ("tally", "5 * part >= 4 * base", "5 * part > 4 * base", "五分之四不含本数"),
    ("tally", "-(-count * numerator // denominator)",
     "count * numerator // denominator", "差额舍去"),
    ("tally", "values[-1:]", "values[:]", "存量按月相加"),
    ("calendar", "self._worked_until(start) + days - 1",
     "self._worked_until(start - ONE_DAY) + days - 1", "从当日起算"),
    ("calendar", "if day in self._working:", "if False:", "忘记补班"),
    ("calendar", "and day not in self._resting", "", "忘记放假"),
    ("calendar", "frozenset(range(low, high + 1)) - self._tables.keys()",
     "frozenset()", "默默猜测"),
    ("deadline", "min(day.day, calendar.monthrange(year, month)[1])",
     "min(day.day, 28)", "夹紧到二十八日"),
    ("deadline", "add_years(born, years) <= on", "add_years(born, years) < on", "生日当天未满"),
    ("deadline", "if at > self.due:", "if at >= self.due:", "到期当日即超期"),
    ("deadline", "not paused and (", "(", "暂停也计时"),
    ("deadline", "total // AMBER_SHARE", "total // 2", "一半即预警"),
    ("term", "if on > self.end:", "if on >= self.end:", "届满当日即超期"),
    ("term", "village_or_community or level", "level", "村支部按三年"),
    ("term", "add_years(term.regular_end", "add_years(term.end", "延期之上再延期"),
    ("vote", '_majority(in_favour, entitled, "R-LIFE-09")',
     '_majority(in_favour, present, "R-LIFE-09")', "以实到为基数"),
    ("vote", "more_than_half(present, entitled)",
     "at_least_half(present, entitled)", "接收用普通法定人数"),
    ("vote", "_majority(in_favour + written,", "_majority(in_favour,", "书面意见不计票"),
    ("vote", "written <= entitled - present", "written <= entitled", "书面意见重复计人"),
    ("vote", "require(voter.belongs_here,", "require(True,", "流入党员有表决权"),
    ("election", "more_than_half(count, base)", "2 * count >= base", "恰好半数当选"),
    ("election", "sheet.seats, sheet.expected)", "sheet.seats, sheet.present)", "只算一个基数"),
    ("election", "0 <= returned <= issued", "0 <= returned", "多收选票也有效"),
    ("election", "if votes[passed[seats]] < last:",
     "if votes[passed[seats]] <= last:", "末位同票任取"),
    ("election", "0 <= marks <= seats", "0 <= marks < seats", "选满即废票"),
    ("period", "self.shifted(-self.length)", "self.shifted(-1)", "上期只退一月"),
    ("period", "and self.first.index % self.length == 0", "", "任意三月当季度"),
    ("rhythm", "1 if self.closes < self.opens else 0", "0", "窗口不跨年"),
    ("cadence", "or span.period.last_day < life.begins", "", "成立前也应开"),
    ("cadence", "monday + timedelta(days=3)", "monday", "一周算在周一的月份"),
    ("cadence", "first_day.replace(day=15)", "first_day.replace(day=16)", "上半月到十六日"),
    ("cadence", "self.grace_until + ONE_DAY", "self.grace_until", "到期当日即缺"),
    ("rhythm", "timedelta(days=ahead + 7 * (self.nth - 1))",
     "timedelta(days=ahead + 7 * self.nth)", "第一个数成第二个"),
    ("workflow", "step.needs - set(supplied)", "set[Need]()", "缺材料也办"),
    ("workflow", "if state.name not in reached:", "if False:", "不查可达"),
]  # fmt: skip


@pytest.fixture
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(declare, "_registry", {})
    yield
    for name in [name for name in sys.modules if name.startswith("seeded_")]:
        del sys.modules[name]


def _load(name: str, source: str) -> ModuleType:
    module = ModuleType(f"seeded_{name}")
    module.__package__ = "jishi.kernel"
    sys.modules[module.__name__] = module  # dataclasses look themselves up there
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    return module


def _complaints(module: ModuleType, name: str) -> list[str]:
    """What the vectors and the examples of the module's rules have to say."""
    found = [fault for rule in all_rules() for fault in faults_of(rule)]
    try:
        VECTORS[name](module)
    except (AssertionError, ValueError, IndexError, pytest.fail.Exception) as error:
        found.append(f"{name}：{error!r}")
    return found


@pytest.mark.usefixtures("_own_registry")
@pytest.mark.parametrize("name", sorted(VECTORS))
def test_the_sound_source_has_no_complaint(name: str) -> None:
    assert _complaints(_load(name, (KERNEL / f"{name}.py").read_text("utf-8")), name) == []


@pytest.mark.usefixtures("_own_registry")
@pytest.mark.parametrize(("name", "right", "wrong", "what"), FAULTS, ids=[f[3] for f in FAULTS])
def test_a_seeded_fault_is_noticed(name: str, right: str, wrong: str, what: str) -> None:
    source = (KERNEL / f"{name}.py").read_text("utf-8")
    assert source.count(right) == 1, f"{right!r} should stand once in {name}.py"
    assert _complaints(_load(name, source.replace(right, wrong)), name), what
