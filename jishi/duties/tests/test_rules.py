"""What is owed and what fulfils it, by the vectors of the rules and against a naive recount."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from jishi.duties.facts import Being, Facts, Holding, Proof, Span
from jishi.duties.kinds import Duty, all_duties
from jishi.duties.local import GRACE, LESSON_RHYTHM, THEME_DAY
from jishi.duties.models import titled
from jishi.duties.rules.items import Item, items_of
from jishi.duties.rules.matching import Window, matched
from jishi.duties.rules.slots import Horizon
from jishi.duties.rules.state import State, state_of

YEAR = Horizon(date(2026, 1, 1), date(2026, 12, 31))
LONG = Span(date(2020, 1, 1))
BRANCH = Facts(1, (Being(LONG, "branch", "village"),), starts=date(2020, 1, 1), line=(9, 1))
FIRST_FRIDAY = {THEME_DAY.code: ((date(2026, 1, 1), "1-4"),)}


def duty(code: str) -> Duty:
    return all_duties()[code]


def facts(**more: object) -> Facts:
    values = {name: getattr(BRANCH, name) for name in Facts.__slots__}
    return Facts(**{**values, **more})  # type: ignore[arg-type]


def held(kind: str, *days: tuple[int, int], place: int = 1) -> list[Proof]:
    return [
        Proof(kind, date(2026, month, day), number, place=place)
        for number, (month, day) in enumerate(days, 1)
    ]


def owed(code: str, of: Facts = BRANCH, proofs: list[Proof] | None = None) -> list[Item]:
    return items_of(duty(code), of, proofs or [], YEAR)


def states(items: list[Item], today: date) -> list[str]:
    return [state_of(item, today).value for item in items]


def test_a_quarter_without_assembly_is_missing_from_the_first_day_of_the_next():
    third = owed("assembly.quarterly")[2]
    assert state_of(third, date(2026, 9, 30)) is State.DUE_SOON
    assert state_of(third, date(2026, 10, 1)) is State.MISSED


def test_a_branch_without_committee_owes_no_committee_meeting():
    assert owed("committee.monthly") == []


def test_a_branch_without_groups_owes_no_group_meeting():
    assert owed("group.monthly") == []


def test_a_branch_founded_in_may_owes_from_may_on():
    since = Span(date(2026, 5, 10))
    young = facts(beings=(Being(since, "branch", "village"),), committee=(since,))
    assert [item.slot for item in owed("committee.monthly", young)] == [
        f"2026-{month:02d}" for month in range(5, 13)
    ]


def test_a_closed_branch_owes_up_to_the_month_of_closing():
    ended = facts(beings=(Being(Span(date(2020, 1, 1), date(2026, 3, 2)), "branch", "village"),))
    assert [item.slot for item in owed("theme_day.monthly", ended)] == [
        "2026-01", "2026-02", "2026-03",
    ]  # fmt: skip


def test_two_meetings_either_side_of_a_month_count_for_two_months():
    items = owed("committee.monthly", facts(committee=(LONG,)), held("committee", (1, 31), (2, 1)))
    assert [item.met_on for item in items[:2]] == [date(2026, 1, 31), date(2026, 2, 1)]


def test_one_meeting_fills_one_slot_however_many_are_held():
    items = owed("theme_day.monthly", BRANCH, held("theme_day", (1, 5), (1, 6), (1, 7)))
    assert [item.met_by for item in items[:2]] == [1, None]


def test_nothing_is_owed_that_was_due_before_the_start():
    late = facts(starts=date(2026, 3, 15))
    assert owed("theme_day.monthly", late)[0].slot == "2026-03"
    quarter = owed("assembly.quarterly", late, held("assembly", (1, 20)))[0]
    assert quarter.met_on == date(2026, 1, 20), "held before the start, it counts"


def test_without_a_start_nothing_is_owed():
    assert owed("theme_day.monthly", facts(starts=None)) == []


def test_the_life_meeting_of_a_year_may_be_held_in_the_next_spring():
    [item] = owed("life_meeting.yearly", BRANCH, [Proof("life_meeting", date(2027, 2, 5), 1)])
    assert (item.slot, item.due_on, item.met_on, item.late) == (
        "2026", date(2027, 3, 31), date(2027, 2, 5), False,
    )  # fmt: skip


def test_the_rhythm_of_lessons_is_a_local_choice_from_its_day_on():
    numbers = {LESSON_RHYTHM.code: ((date(2026, 7, 1), "half_yearly"),)}
    items = owed("lesson.quarterly", facts(numbers=numbers))
    assert [item.slot for item in items] == ["2026Q1", "2026Q2", "2026H2"]


def test_the_fixed_day_is_shown_in_each_month():
    items = owed("theme_day.monthly", facts(numbers=FIRST_FRIDAY))
    assert [item.preferred_on for item in items[:2]] == [date(2026, 1, 2), date(2026, 2, 6)]


def test_within_the_grace_it_is_made_good_late():
    numbers = {GRACE.code: ((date(2026, 1, 1), "5"),)}
    two = facts(numbers=numbers)
    items = owed("theme_day.monthly", two, held("theme_day", (2, 3), (2, 20)))
    assert [(item.met_by, item.late) for item in items[:2]] == [(1, True), (2, False)]
    alone = owed("theme_day.monthly", two, held("theme_day", (2, 3)))
    assert [(item.met_by, item.late) for item in alone[:2]] == [(None, False), (1, False)]
    assert state_of(items[0], date(2026, 3, 1)) is State.FULFILLED_LATE
    assert states(alone[:1], date(2026, 2, 5)) == ["due_soon"]
    assert states(alone[:1], date(2026, 2, 6)) == ["missed"]


def test_an_excused_item_is_not_missing_and_a_met_one_is_met():
    excused = facts(excused=frozenset({("theme_day.monthly", "2026-01")}))
    items = owed("theme_day.monthly", excused)
    assert states(items[:2], date(2026, 4, 1)) == ["excused", "missed"]
    met = owed("theme_day.monthly", excused, held("theme_day", (1, 9)))
    assert states(met[:1], date(2026, 4, 1)) == ["fulfilled"]


def test_a_term_is_met_by_the_election_before_its_end():
    terms = ((date(2021, 6, 2), date(2026, 6, 1)), (date(2026, 5, 21), date(2031, 5, 20)))
    days = (date(2021, 6, 1), date(2026, 5, 20))
    elected = [Proof("election", day, day.toordinal(), "term") for day in days]
    first, second = owed("terms.re_election", facts(terms=terms), elected)
    assert (first.due_on, first.met_on, first.late) == (date(2026, 6, 1), date(2026, 5, 20), False)
    assert second.met_on is None


def test_a_report_counts_for_the_slot_it_names_even_when_late():
    report = Proof("report", date(2027, 5, 1), 7, "report", duty="report.yearly", slot="2026")
    [item] = owed("report.yearly", BRANCH, [report])
    assert (item.met_by, item.late) == (7, True)


def test_meetings_of_groups_count_once_all_of_them_met():
    two = facts(groups={5: (LONG,), 6: (LONG,)})
    own = [*held("group", (1, 5), place=5), Proof("group", date(2026, 1, 20), 8, place=6)]
    assert owed("group.monthly", two, own[:1])[0].met_on is None
    assert owed("group.monthly", two, own)[0].met_on == date(2026, 1, 20)
    assert owed("group.monthly", two, held("group", (1, 7)))[0].met_on == date(2026, 1, 7)


def test_only_a_lesson_of_the_secretary_counts_as_his():
    led = facts(
        beings=(Being(LONG, "committee", "township"),),
        secretaries=(Holding(Span(date(2026, 2, 1)), 77),),
    )
    lessons = [
        Proof("lesson", date(2026, 1, 9), 1, lecturers=(77,)),
        Proof("lesson", date(2026, 3, 9), 2, lecturers=(78,)),
        Proof("lesson", date(2026, 4, 9), 3, lecturers=(77,)),
    ]
    assert owed("lesson.leader_yearly", led, lessons)[0].met_by == 3


def test_before_a_holiday_it_is_due_on_the_last_working_day():
    committee = facts(beings=(Being(LONG, "committee", "township"),))
    items = owed("warning_education.spring_festival", committee)
    assert items[0].due_on == date(2026, 2, 14), "a Saturday that is worked"


# --- against a recount that shares nothing ------------------------------------------------------

DAY = date(2026, 1, 1)


def recount(windows: list[Window], days: list[date]) -> tuple[int, int]:
    """The most that can be met in time, and with that the most made good late: by trying all."""
    best = (0, 0)
    places = [*range(len(days)), *([None] * len(windows))]
    for choice in set(permutations(places, len(windows))):
        timely = late = 0
        for window, place in zip(windows, choice, strict=True):
            if place is None:
                continue
            day = days[place]
            if window.opens <= day <= window.due:
                timely += 1
            elif window.due < day <= window.until:
                late += 1
            else:
                break
        else:
            best = max(best, (timely, late))
    return best


@given(
    times=st.integers(1, 2),
    grace=st.integers(0, 9),
    offsets=st.lists(st.integers(0, 29), max_size=4),
)
def test_as_much_is_met_as_can_be(times: int, grace: int, offsets: list[int]):
    windows = [
        Window(
            DAY + timedelta(days=10 * part), DAY + timedelta(days=10 * part + 9),
            DAY + timedelta(days=10 * part + 9 + grace),
        )
        for part in range(3 if times == 1 else 2)
        for _ in range(times)
    ]  # fmt: skip
    days = sorted(DAY + timedelta(days=offset) for offset in offsets)
    filled = matched(windows, days)
    used = [place for place in filled if place is not None]
    assert len(used) == len(set(used))
    timely = late = 0
    for window, place in zip(windows, filled, strict=True):
        if place is not None:
            assert window.opens <= days[place] <= window.until
            timely += days[place] <= window.due
            late += days[place] > window.due
    assert (timely, late) == recount(windows, days)


@given(months=st.sets(st.integers(1, 12)))
def test_each_month_is_met_if_and_only_if_something_was_held_in_it(months: set[int]):
    proofs = [Proof("theme_day", date(2026, month, 28), month) for month in months]
    items = owed("theme_day.monthly", BRANCH, proofs)
    assert {item.first_month % 12 + 1 for item in items if item.met_on} == months


def test_states_follow_each_other_through_a_month():
    [item] = owed("theme_day.monthly")[:1]
    seen = [state_of(item, DAY + timedelta(days=n)) for n in range(40)]
    assert [s for n, s in enumerate(seen) if n == 0 or seen[n - 1] != s] == [
        State.UPCOMING, State.DUE_SOON, State.MISSED,
    ]  # fmt: skip


def test_a_class_for_members_trains_no_secretaries():
    county = facts(beings=(Being(LONG, "local_committee", "county"),))
    proofs = [
        Proof("training", date(2026, 3, 5), 1, audience="members"),
        Proof("training", date(2026, 4, 5), 2, audience="secretaries"),
    ]
    [item] = owed("training.secretary_yearly", county, proofs)
    assert item.met_by == 2
    [item] = owed("training.secretary_yearly", county, proofs[:1])
    assert item.met_by is None


def test_a_meeting_of_leaders_about_something_else_hears_no_report_on_building():
    county = facts(beings=(Being(LONG, "local_committee", "county"),))

    def met(year: int, *subjects: str) -> list[int | None]:
        days = [date(year, month, 10) for month, _ in enumerate(subjects, 3)]
        proofs = [
            Proof("leadership_meeting", day, number, subject=subject)
            for number, (day, subject) in enumerate(zip(days, subjects, strict=True), 1)
        ]
        span = Horizon(date(year, 1, 1), date(year, 6, 30))
        return [
            i.met_by for i in items_of(duty("leadership_meeting.half_yearly"), county, proofs, span)
        ]

    assert met(2027, "ideology", "building") == [2]
    assert met(2027, "clean", "branches") == [2]
    assert met(2027, "", "other") == [None], "since it is asked for, it has to be said"
    assert met(2026, "ideology", "") == [2], "what nobody was asked stays as it was"
    assert met(2026, "ideology") == [None]


def test_what_the_slot_says_is_not_said_again_by_the_duty():
    assert titled("2026年国庆前", "国庆前廉政提醒") == "2026年国庆前廉政提醒"
    assert titled("2026年11月", "主题党日") == "2026年11月主题党日"
