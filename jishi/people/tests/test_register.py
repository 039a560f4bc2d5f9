"""Somebody comes onto the books: once, within reach, with dates that agree."""

from datetime import date

import pytest

from jishi.orgs.actions import Basis as ClosingBasis
from jishi.orgs.actions import close_organisation
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.kinds import COUNTED
from jishi.people.models import MemberState, Person
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY, World

LIN = Particulars("林可", sex="2", born_on=date(1980, 3, 2), identity="99000019800302002X")
FULL = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))


def test_a_secretary_registers_a_member_of_the_own_branch(world: World):
    person = register_person(world.actor("何文"), world["河东村党支部"], LIN, FULL)
    state = MemberState.objects.get(person=person)
    assert (state.since, state.standing) == (date(2005, 7, 1), "full")
    assert person.code == f"P{person.pk:07d}"
    assert str(person.identity) == "99*************02X"


def test_the_same_identity_comes_onto_the_books_once(world: World):
    register_person(world.actor("何文"), world["河东村党支部"], LIN, FULL)
    with pytest.raises(Refused, match="已经登记过"):
        register_person(world.actor("宋青"), world["松林村党支部"], LIN, FULL)
    assert Person.objects.count() == 1


def test_a_stranger_registers_nobody_here(world: World):
    with pytest.raises(NotVisible):
        register_person(world.actor("宋青"), world["河东村党支部"], LIN, FULL)
    with pytest.raises(Forbidden):
        register_person(world.actor("韦明"), world["河东村党支部"], LIN, FULL)
    assert not Person.objects.exists()


def test_dates_that_disagree_are_refused_and_nothing_is_written(world: World):
    early = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 6, 30))
    with pytest.raises(Refused, match="一年以后"):
        register_person(world.actor("何文"), world["河东村党支部"], LIN, early)
    assert not Person.objects.exists()


def test_a_branch_with_members_is_not_closed(world: World):
    """They need a place first (R-REL-01); once they have one it can go."""
    branch, basis = world["河东村党支部"], ClosingBasis(TODAY, "青组〔2026〕9号")
    register_person(world.actor("何文"), branch, LIN, FULL)
    assert Person.objects.get().standing in COUNTED
    with pytest.raises(Refused, match="还有党员和登记人员 1 人没有安置"):
        close_organisation(world.actor("周正"), branch, branch.version, basis=basis)
    Person.objects.filter(org=branch).update(standing="moved_out")
    close_organisation(world.actor("周正"), branch, branch.version, basis=basis)
