"""A dated state ends where the next begins: forwards, without a gap, one a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jishi.people.actions import Particulars, Place, register_person, turn
from jishi.people.models import MemberState, Person
from jishi.tree.errors import Refused
from tests.world import TODAY, World


@pytest.fixture
def lin(world: World) -> Person:
    place = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
    who = Particulars("林可", sex="2", born_on=date(1980, 3, 2))
    return register_person(world.actor("何文"), world["河东村党支部"], who, place)


def states(person: Person) -> list[tuple[date, date | None, str, str]]:
    rows = MemberState.objects.filter(person=person).order_by("since")
    return [(s.since, s.until, s.org.short_name, s.standing) for s in rows]


def test_a_move_ends_one_state_and_opens_the_next(world: World, lin: Person):
    changed = turn(lin, org=world["柳湾村党支部"], on=date(2026, 5, 1), today=TODAY)
    assert states(lin) == [
        (date(2005, 7, 1), date(2026, 5, 1), "河东村党支部", "full"),
        (date(2026, 5, 1), None, "柳湾村党支部", "full"),
    ]
    lin.refresh_from_db()
    assert (lin.org.short_name, lin.since, lin.version) == ("柳湾村党支部", date(2026, 5, 1), 2)
    assert "org" in changed
    assert "standing" not in changed


def test_two_changes_on_one_day_become_one_state(world: World, lin: Person):
    day = date(2026, 5, 1)
    turn(lin, org=world["柳湾村党支部"], on=day, today=TODAY)
    turn(lin, standing="stopped", on=day, today=TODAY)
    assert states(lin)[1:] == [(day, None, "柳湾村党支部", "stopped")]


def test_who_moves_leaves_the_group_and_is_no_guest_there_any_more(world: World, lin: Person):
    Person.objects.filter(pk=lin.pk).update(
        group=world["河东村党支部"], takes_part_at=world["柳湾村党支部"]
    )
    lin.refresh_from_db()
    turn(lin, org=world["柳湾村党支部"], on=date(2026, 5, 1), today=TODAY)
    lin.refresh_from_db()
    assert (lin.group, lin.takes_part_at) == (None, None)


@pytest.mark.parametrize("on", [date(2005, 6, 30), date(2026, 11, 21)])
def test_neither_backwards_nor_ahead_of_time(lin: Person, on: date):
    before = states(lin)
    with pytest.raises(Refused):
        turn(lin, standing="stopped", on=on, today=TODAY)
    lin.refresh_from_db()
    assert (states(lin), lin.standing) == (before, "full")


def test_the_database_keeps_one_running_state(world: World, lin: Person):
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberState.objects.create(
            person=lin, since=date(2026, 1, 1), org=world["柳湾村党支部"], standing="full"
        )
