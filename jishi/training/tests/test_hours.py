"""Hours of study: by the sessions somebody was at, by the year they were taught in."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from jishi.activities import actions as activity_actions
from jishi.activities.actions import Roll
from jishi.activities.models import Activity, Attendance, ClassSession, SessionAbsence
from jishi.activities.queries.hours import hours_of
from jishi.activities.tests.cast import MAY, NAMES, Cast
from jishi.training.actions.relief import grant_relief
from jishi.training.queries import coverage
from jishi.training.queries.coverage import Scope
from jishi.training.rules.coverage import year_is_enough
from jishi.training.screens.coverage import studied_of
from jishi.training.tests.classes import FIRST, SECOND, TOWN, planned, recorded, row
from tests.world import TODAY

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def studied(cast: Cast, name: str, span: tuple[date, date] = YEAR) -> Decimal:
    pk = cast.people[name].pk
    return hours_of([pk], *span)[pk].studied


def test_whoever_missed_a_session_has_the_hours_of_the_others(cast: Cast):
    recorded(cast, "韦明", "林可", missed={"林可": [2]})
    assert studied(cast, "韦明") == 12
    assert studied(cast, "林可") == 8
    assert studied(cast, "黄树") == 0


def test_a_class_over_the_turn_of_the_year_counts_in_both(cast: Cast):
    rows = (row(date(2025, 12, 31), "8"), row(date(2026, 1, 1), "4"))
    activity = planned(cast, rows=rows)
    assert activity.hours == 12
    came = Roll(cast.ids("韦明"))
    held = activity_actions.hold_activity(
        cast.world.actor("陈岚"), activity, activity.version,
        cast.entry("training", held_on=rows[0].held_on, roll=came, chair=None, topics=(), what={
            "title": "轮训班", "hours": Decimal(12),
            "payloads": {"training": {"audience": "members"}},
        }),
    )  # fmt: skip
    assert held.parts.get(kind="training").counts
    assert studied(cast, "韦明") == 4
    assert studied(cast, "韦明", (date(2025, 1, 1), date(2025, 12, 31))) == 8


def test_an_activity_of_two_kinds_gives_its_hours_once(cast: Cast):
    cast.hold("theme_day", "lesson", what={"hours": Decimal(2), "title": "讲党史"}, topics=(
        activity_actions.TopicRow("讲党史", "lecture", lecturer_name="陈岚"),
    ))  # fmt: skip
    assert studied(cast, "何文") == 2


def test_what_was_cancelled_or_lacks_an_element_gives_none(cast: Cast):
    activity = recorded(cast, "韦明")
    activity_actions.cancel_activity(cast.world.actor("陈岚"), activity, None, "录错了")
    cast.hold("branch_study", what={"hours": Decimal(3)}, topics=(), minutes="")
    assert studied(cast, "韦明") == 0


def _plainly(person: int, first: date, last: date, online: bool) -> Decimal:
    """The definition once more, row by row, without its queries."""
    total = Decimal(0)
    for mark in Attendance.objects.filter(person=person, mark="present"):
        activity = Activity.objects.get(pk=mark.activity_id)
        parts = [
            part
            for part in activity.parts.all()
            if part.counts
            and part.kind in ("training", "branch_study", "lesson", "theme_day")
            and (not online or part.payload.get("online"))
        ]  # fmt: skip
        if activity.stage not in ("held", "archived") or not parts:
            continue
        courses = list(ClassSession.objects.filter(activity=activity))
        for course in courses:
            missed = SessionAbsence.objects.filter(session=course, person=person).exists()
            if first <= course.held_on <= last and not missed:
                total += course.hours
        if not courses and first <= activity.held_on <= last:
            total += activity.hours or 0
    return total


def _fill(cast: Cast, chance: random.Random) -> None:
    for n in range(10):
        on = MAY - timedelta(days=chance.randrange(0, 400))
        there = Roll(cast.ids(*chance.sample(NAMES, chance.randrange(1, 12))))
        kind = chance.choice(("branch_study", "theme_day", "training", "assembly"))
        payload = {"online": True} if chance.random() < 0.5 and kind != "assembly" else {}
        if kind == "training":
            payload |= {"audience": "members"}
        own = {"payloads": {kind: payload} if kind in ("training", "branch_study") else {}}
        cast.hold(
            kind, roll=there, held_on=on, topics=(), late_reason="补记",
            what={"hours": Decimal(chance.randrange(0, 40)) / 2, "title": f"第{n}次", **own},
        )  # fmt: skip
    for _ in range(3):
        names = chance.sample(NAMES, 6)
        missed = {name: [chance.randrange(1, 4)] for name in names[:3]}
        recorded(cast, *names, missed=missed, online=chance.random() < 0.5)


@pytest.mark.parametrize("seed", range(4))
def test_the_database_adds_up_what_the_rows_say(cast: Cast, seed: int):
    _fill(cast, random.Random(seed))
    for name in NAMES:
        pk = cast.people[name].pk
        found = hours_of([pk], *YEAR)[pk]
        assert found.studied == _plainly(pk, *YEAR, online=False)
        assert found.online == _plainly(pk, *YEAR, online=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_list_of_those_short_of_hours_is_what_the_rule_says(cast: Cast, seed: int):
    chance = random.Random(seed)
    _fill(cast, chance)
    actor = cast.world.actor("陈岚")
    for name in chance.sample(NAMES, 3):
        grant_relief(actor, cast.people[name], 2026, chance.randrange(0, 20), "away", 32)
    scope = Scope(actor, 2026, cast.world[TOWN])
    norms = scope.norms()
    for group in ("members", "committee"):
        rows = coverage.detailed(scope, group, norms)
        by_rule = {
            one.pk for one in rows if "hours" in year_is_enough(studied_of(one, norms)).codes
        }
        short = set(coverage.short_of_hours(rows, norms).values_list("pk", flat=True))
        assert short == by_rule


def test_days_of_the_class_lie_where_they_should(cast: Cast):
    assert [c.held_on for c in planned(cast).sessions.order_by("number")] == [FIRST, FIRST, SECOND]
    assert TODAY > SECOND
