"""What is derived is brought up to date once an act, in its transaction, or the act fails."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest

from jishi.base import touches
from jishi.base.act import act, attempt
from jishi.base.models import AuditEvent
from jishi.base.touches import Touch, derived
from jishi.orgs.access import ORG_EDIT
from jishi.orgs.actions import RENAMED
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from tests.world import World

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touches, "DERIVED", {})
    monkeypatch.setattr(touches, "drawers", lambda name: ())


@pytest.fixture
def heard() -> list[list[Touch]]:
    found: list[list[Touch]] = []

    @derived("test.ears", "noise")
    def listen(said: Sequence[Touch]) -> None:
        found.append(list(said))

    return found


@pytest.mark.django_db
def test_nested_acts_bring_up_to_date_once_and_in_order(world: World, heard: list[list[Touch]]):
    actor, branch, town = world.actor("陈岚"), world["河东村党支部"], world["白石镇党委"]
    with act(actor, ORG_EDIT, town) as doing:
        doing.touch("noise", town, DAY)
        with act(actor, ORG_EDIT, branch) as inner:
            inner.touch("noise", branch, DAY, "b")
            inner.touch("noise", branch, DAY, "a")
            inner.touch("noise", branch, DAY, "a")
            inner.touch("silence", branch, DAY)
        assert not heard
    expected = [Touch("noise", town.pk, DAY), *(Touch("noise", branch.pk, DAY, k) for k in "ab")]
    assert heard == [sorted(expected)]


@pytest.mark.django_db
def test_nothing_touched_asks_nobody(world: World, heard: list[list[Touch]]):
    with act(world.actor("陈岚"), ORG_EDIT, world["白石镇党委"]):
        pass
    assert heard == []


@pytest.mark.django_db
def test_a_part_that_failed_is_looked_at_again_which_does_no_harm(
    world: World, heard: list[list[Touch]]
):
    with act(world.actor("陈岚"), ORG_EDIT, world["白石镇党委"]) as doing:
        with suppress(ValueError), attempt():
            doing.touch("noise", world["河东村党支部"], DAY)
            raise ValueError
        assert not heard
    assert len(heard) == 1


@pytest.mark.django_db
def test_what_cannot_be_brought_up_to_date_does_not_happen(world: World):
    @derived("test.broken", "noise")
    def fail(said: Sequence[Touch]) -> None:
        raise RuntimeError("cannot")

    branch, before = world["河东村党支部"], AuditEvent.objects.count()
    with pytest.raises(RuntimeError, match="cannot"):
        write(world.actor("陈岚"), branch)
    assert not Organisation.objects.filter(short_name="不该留下").exists()
    assert AuditEvent.objects.count() == before


def write(actor: Actor, branch: Organisation) -> None:
    with act(actor, ORG_EDIT, branch) as doing:
        Organisation.objects.filter(pk=branch.pk).update(short_name="不该留下")
        doing.record(RENAMED, branch)
        doing.touch("noise", branch, DAY)
