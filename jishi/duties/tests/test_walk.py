"""A year day by day: reminders equal an independent table, whatever breaks off in between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.db import transaction
from django.db.models import Q

from jishi.base import inbox
from jishi.base.models import InboxItem
from jishi.duties.actions import ladder as ladder_actions
from jishi.duties.actions.starting import set_start
from jishi.duties.queries import ladder as ladder_queries
from jishi.duties.reminders import remind_of_duties
from jishi.duties.rules import ladder as rules
from jishi.duties.tests.walking import YEAR, Sent, Walk, days_of, logins
from jishi.tree.actor import local_operator
from tests.world import World


class Killed(BaseException):
    """Stands for the process going away in the middle of a write."""


class Killer:
    """Breaks off at random puts, so many times."""

    def __init__(self, random: Random, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.random, self.left, self.put = random, times, inbox.put
        monkeypatch.setattr(ladder_actions.inbox, "put", self)

    def __call__(self, *args: object, **more: object) -> None:
        if self.left and self.random.random() < 0.05:
            self.left -= 1
            raise Killed
        self.put(*args, **more)  # type: ignore[arg-type]


@pytest.fixture
def walk(world: World, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.setenv("JISHI_TODAY", f"{YEAR}-01-01")
    set_start(local_operator(date(YEAR, 1, 1)), world["青禾县委"], starts_on=date(YEAR, 1, 1))
    return Walk(world, Random(7))


def go(walk: Walk, until: date = date.max) -> dict[date, Sent]:
    """The morning's run each day, then what is held that day."""
    held, who = walk.draw(), logins()
    seen: Sent = set()
    by_day: dict[date, Sent] = {}
    ours = {branch.pk for branch in walk.branches}
    for day in (day for day in days_of(YEAR) if day <= until):
        for _ in range(50):  # a run that broke off is begun again, as the service is
            with suppress(Killed), transaction.atomic():
                remind_of_duties(local_operator(day))
                break
        rows = InboxItem.objects.filter(org_id__in=ours).values_list("account_id", "key")
        now = {(who[account], key) for account, key in rows}
        by_day[day], seen = now - seen, now
        for branch, kind in held.get(day, ()):
            walk.hold(day, branch, kind)
    return by_day


def compare(got: dict[date, Sent], wanted: dict[date, Sent]) -> None:
    wrong = [
        f"{day}: missing {sorted(wanted.get(day, set()) - sent)}, "
        f"too much {sorted(sent - wanted.get(day, set()))}"
        for day, sent in got.items()
        if sent != wanted.get(day, set())
    ]
    assert wrong == []


def test_a_year_of_reminders_is_that_of_the_table(walk: Walk, monkeypatch: pytest.MonkeyPatch):
    walk.found(4)
    killer = Killer(Random(3), 10, monkeypatch)
    got = go(walk)
    assert sum(map(len, got.values())) > 40
    assert killer.left == 0
    compare(got, walk.expected())
    met = {f"duty:{org}:{duty}:{slot}" for org, duty, slot in walk.met}
    still_open = InboxItem.objects.filter(done_at__isnull=True, kind="todo")
    keys = {key.rpartition(":")[0] for key in still_open.values_list("key", flat=True)}
    assert met & keys == set(), "what is met leaves no open to-do"


@pytest.mark.full
def test_sixty_branches_and_a_hundred_breaks(walk: Walk, monkeypatch: pytest.MonkeyPatch):
    walk.found(60)
    killer = Killer(Random(5), 100, monkeypatch)
    got = go(walk)
    assert killer.left == 0
    compare(got, walk.expected())


def _days_off(patch: pytest.MonkeyPatch) -> None:
    """Reminding on days off as well."""
    patch.setattr(rules, "_working", lambda day, calendar, way: day)


def _after_fulfilment(patch: pytest.MonkeyPatch) -> None:
    """Reminding of what has been done."""
    patch.setattr(ladder_queries, "OPEN", Q(excused=False))


def _a_day_late(patch: pytest.MonkeyPatch) -> None:
    """Seven days before becomes six."""
    steps = rules.steps

    def later(due: date, grace: date, ladder: rules.Ladder, calendar: object) -> object:
        return steps(due, grace, replace(ladder, before=ladder.before - 1), calendar)

    patch.setattr(ladder_queries, "steps", later)


@pytest.mark.parametrize("fault", [_days_off, _after_fulfilment, _a_day_late])
def test_a_ladder_that_is_wrong_is_noticed(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
):
    fault(monkeypatch)
    walk.found(2)
    with pytest.raises(AssertionError):
        compare(go(walk, date(YEAR, 3, 31)), walk.expected())
