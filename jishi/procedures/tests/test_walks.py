"""Walks by chance over all kinds: nothing undeclared, skipped, self-signed, silently changed."""

from __future__ import annotations

from random import Random

import pytest

from jishi.activities.tests.cast import Cast
from jishi.kernel.verdict import OK
from jishi.people.models import MemberChange, Person
from jishi.procedures.actions import steps as taking
from jishi.procedures.rules import weighing
from jishi.procedures.tests.walker import BEGIN, Walker


def walk(cast: Cast, tries: int, seed: int = 7, **more: str) -> Walker:
    walker = Walker(cast, Random(seed), **more)
    walker.walk(tries)
    return walker


def test_a_short_walk(cast: Cast):
    walker = walk(cast, 300)
    assert walker.taken > 60
    assert walker.refused > 60
    assert walker.opened > 5


@pytest.mark.full
@pytest.mark.parametrize("seed", range(7, 11))
def test_twenty_thousand_steps(cast: Cast, seed: int):
    walker = walk(cast, 5_000, seed)  # four of them: one transaction grows no further
    assert walker.taken > 1_200
    assert walker.refused > 700
    acts = set(MemberChange.objects.values_list("kind", flat=True))
    assert {"admit", "correction_period", "strike_off"} <= acts


FAULTS = {
    "a step may be skipped": ("not_skipped", lambda *a, **k: OK),
    "days may go backwards": ("in_order", lambda *a, **k: OK),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_hole_in_the_engine_is_noticed(cast: Cast, fault: str, monkeypatch: pytest.MonkeyPatch):
    name, instead = FAULTS[fault]
    monkeypatch.setattr(weighing, name, instead)
    with pytest.raises(Exception):  # noqa: B017, PT011 the walker's own, or a step out of place
        walk(cast, 250)


def test_signing_ones_own_entry_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    cast.world.grant("何文", "township", "白石镇党委")
    monkeypatch.setattr(taking, "signed_by_other", lambda *a, **k: OK)
    with pytest.raises(AssertionError, match="signed by"):
        walk(cast, 250, signer="何文")


def test_a_standing_changed_outside_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """Taking any step makes a member of the applicant: the walker sees that nobody approved."""
    write = taking._write

    def seduced(procedure, *rest):
        Person.objects.filter(pk=procedure.person_id, standing="none").update(
            standing="probationary", joined_on=BEGIN
        )
        return write(procedure, *rest)

    monkeypatch.setattr(taking, "_write", seduced)
    with pytest.raises(AssertionError, match="without an approval"):
        walk(cast, 400)
