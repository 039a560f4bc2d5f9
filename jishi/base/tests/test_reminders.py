"""The day's reminders: all of them, each exactly once, one that fails stopping no other."""

from datetime import date

import pytest

from jishi.base import inbox, reminders
from jishi.base.models import AuditEvent, InboxItem, Installation
from jishi.base.reminders import reminder, run_reminders
from jishi.tree.actor import Actor, local_operator
from jishi.tree.errors import Forbidden
from tests.world import TODAY, World


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "REMINDERS", {})
    monkeypatch.setattr(reminders, "drawers", lambda name: ())


def test_each_reminder_runs_on_the_day_asked_for_and_adds_nothing_twice(world: World):
    account = world.people["何文"].pk

    @reminder("test.due", "测试到期")
    def _due(actor: Actor) -> None:
        inbox.put([account], f"due:{actor.today}", "到期了", kind="todo", due_on=actor.today)

    day = date(2026, 12, 1)
    assert [line.made for line in run_reminders(local_operator(TODAY), day)] == [1]
    assert [line.made for line in run_reminders(local_operator(TODAY), day)] == [0]
    assert InboxItem.objects.get(account_id=account).due_on == day


def test_one_that_fails_leaves_nothing_and_stops_no_other(world: World):
    account = world.people["何文"].pk

    @reminder("a.broken", "坏的")
    def _broken(actor: Actor) -> None:
        inbox.put([account], "half", "半件")
        raise RuntimeError("broken")

    @reminder("b.well", "好的")
    def _well(actor: Actor) -> None:
        inbox.put([account], "whole", "一件")

    assert [line.made for line in run_reminders(local_operator(TODAY), TODAY)] == [None, 1]
    assert [item.key for item in InboxItem.objects.all()] == ["whole"]


def test_the_run_goes_on_record_and_is_nothing_for_a_clerk(world: World):
    Installation.objects.create(pk=1, demo=True, name="青禾县", made_at="2026-01-01T00:00Z")
    run_reminders(local_operator(TODAY), TODAY)
    assert AuditEvent.objects.filter(verb="reminders.run").count() == 1
    with pytest.raises(Forbidden):
        run_reminders(world.actor("陈岚"), TODAY)
