"""`reach`, `visible` and `can` equal the parent-walking oracle on thousands of questions."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from jishi.tree import permissions as declared
from jishi.tree.errors import Forbidden, NotVisible
from jishi.tree.models import Organisation, OrganisationState
from jishi.tree.permissions import ADMINISTRATORS, BUSINESS_ROLES, Permission
from jishi.tree.reach import can, reach, require, visible
from tests.access.holes import ORACLE_HOLES, Hole
from tests.access.oracle import Knot, Oracle
from tests.access.thickets import Thicket, grow
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Permission]:
    """A few permissions of every sort, gone again afterwards."""
    monkeypatch.setattr(declared, "_permissions", dict(declared._permissions))
    chance = random.Random(5)
    return [
        Permission("ask.all", "人人", to=BUSINESS_ROLES),
        Permission("ask.some", "一些", to=tuple(chance.sample(BUSINESS_ROLES, 5))),
        Permission("ask.few", "少数", to=tuple(chance.sample(BUSINESS_ROLES, 3))),
        Permission("ask.reveal", "看明文", to=("county", "township", "branch"), reveals=True),
        Permission("ask.system", "管系统", to=("sysadmin", "secadmin"), business=False),
        Permission("ask.both", "都可", to=("county", *ADMINISTRATORS), business=False),
        Permission("asked.view", "看一些", to=tuple(chance.sample(BUSINESS_ROLES, 6))),
        Permission("ask.nobody", "无人", to=()),
    ]


@dataclass
class Tally:
    asked: int = 0
    wrong: int = 0
    yes: int = 0

    def note(self, said: bool, truth: bool) -> None:
        self.asked += 1
        self.wrong += said is not truth
        self.yes += truth


def compare(thicket: Thicket, asked: list[Permission], tally: Tally) -> None:
    oracle = Oracle.of_database()
    idents = [o.pk for o in thicket.orgs]
    mine = Organisation.objects.filter(pk__in=idents)
    states = OrganisationState.objects.filter(org__in=idents, until=None)
    for first in thicket.actors:
        for permission in asked:
            actor = replace(first, memo=first.memo)
            listed = set(visible(actor, permission, mine).values_list("pk", flat=True))
            via = set(visible(actor, permission, states, "org").values_list("org_id", flat=True))
            tally.note(bool(can(actor, permission)), oracle.holds(actor, permission))
            for org in thicket.orgs:
                truth = oracle.allows(actor, permission, org.pk)
                tally.note(bool(can(actor, permission, org)), truth)
                tally.note(org.pk in listed, truth)
                if org.is_open:
                    tally.note(org.pk in via, truth)
                for day in (TODAY - timedelta(1), TODAY + timedelta(1)):
                    then = reach(actor, permission, day).covers(org.path)
                    tally.note(then, oracle.allows(actor, permission, org.pk, day))


def ask_all(asked: list[Permission], seeds: range) -> Tally:
    tally = Tally()
    for base, seed in enumerate(seeds, start=10):
        compare(grow(seed, base), asked, tally)
    return tally


def test_reach_visible_and_can_equal_the_oracle(asked: list[Permission]):
    tally = ask_all(asked, range(6))
    assert tally.wrong == 0
    assert tally.asked >= 2_000
    assert 0.03 < tally.yes / tally.asked < 0.9, "questions with one answer only prove nothing"


@pytest.mark.full
def test_reach_equals_the_oracle_over_many_more_trees(asked: list[Permission]):
    assert ask_all(asked, range(100, 160)).wrong == 0


def test_prefix_twins_stand_side_by_side_in_the_thickets():
    twins = 0
    for base in (10, 11, 12):
        paths = [o.path for o in grow(base, base).orgs]
        twins += sum(
            a != b and b.startswith(a.rstrip("/")) and not b.startswith(a)
            for a in paths
            for b in paths
        )
    assert twins >= 20


def test_a_refusal_is_404_outside_reach_and_403_without_the_permission(asked: list[Permission]):
    thicket = grow(1, 10)
    oracle = Oracle.of_database()
    seen = set()
    for actor in thicket.actors:
        for permission in asked:
            for org in thicket.orgs:
                expected = (
                    None
                    if oracle.allows(actor, permission, org.pk)
                    else NotVisible
                    if oracle.holds(actor, permission)
                    else Forbidden
                )
                if expected is None:
                    require(actor, permission, org)
                else:
                    with pytest.raises(expected) as told:
                        require(actor, permission, org)
                    assert org.short_name not in str(told.value)
                seen.add(expected)
    assert seen == {None, NotVisible, Forbidden}


@pytest.mark.parametrize("hole", ORACLE_HOLES, ids=lambda hole: hole.name)
def test_the_oracle_catches_a_hole(
    hole: Hole, asked: list[Permission], monkeypatch: pytest.MonkeyPatch
):
    hole.open(monkeypatch)
    tally = Tally()
    for base, seed in enumerate(range(8), start=10):
        try:
            compare(grow(seed, base), asked, tally)
        except Knot:
            return
        if tally.wrong:
            return
    pytest.fail("nobody noticed")
