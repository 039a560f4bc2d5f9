"""After any history: the number = counted once more, naively = the rows shown; facts = records."""

from __future__ import annotations

from random import Random

import pytest

from jishi.base import clock
from jishi.duties.actions.keeping import extend_horizon
from jishi.duties.actions.starting import set_start
from jishi.figures.actions.refreshing import rebuild_all
from jishi.figures.declared import all_measures
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.verifying import differences
from jishi.figures.tests.histories import TODAY, History
from jishi.figures.tests.naive import RECOUNTS, Count, all_lines
from jishi.kernel.period import Period
from jishi.people.actions import Particulars, Place, register_person
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation
from tests.world import World

PERIODS = [Period.parse(text) for text in (
    "2026", "2026H1", "2026Q2", "2026-11", "2026-05", "2026-03..2026-09", "2025",
)]  # fmt: skip


@pytest.fixture
def history(world: World, monkeypatch: pytest.MonkeyPatch) -> History:
    return begun(world, monkeypatch)


def begun(world: World, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    operator = local_operator(TODAY)
    people = [
        register_person(operator, world["河东村党支部"], Particulars(f"林{n}", sex="1"), Place())
        for n in range(4)
    ]
    set_start(operator, world["青禾县委"], starts_on=TODAY.replace(month=1, day=1))
    extend_horizon(TODAY)
    rebuild_all(TODAY)
    return History(Random(1), people)


def look(history: History, many: int) -> None:
    """Some (measure, organisation, period) at random, each said three times."""
    orgs = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    asked = [
        (history.random.choice(list(RECOUNTS)), history.random.choice(orgs),
         history.random.choice(PERIODS))
        for _ in range(many)
    ]  # fmt: skip

    def find(at: Reading) -> list[tuple[int, int]]:
        return [
            (
                at.total(all_measures()[code], org, period),
                at.summed(all_measures()[code], org, period),
            )
            for code, org, period in asked
        ]

    lines = all_lines()
    for (code, org, period), (number, rows) in zip(asked, read(TODAY, find), strict=True):
        naive = RECOUNTS[code](Count(org, period, TODAY, lines))
        assert number == rows == naive, f"{code} of {org} in {period}"


def live_on(history: History, seed: int, steps: int, every: int, many: int) -> None:
    history.random = Random(seed)
    for number in range(steps):
        history.step()
        if number % every == every - 1:
            look(history, many)
    assert [d.document for d in differences(TODAY)] == [], f"seed {seed}"


def test_many_at_once_are_the_same_as_one_by_one(history: History):
    history.random = Random(5)
    for _ in range(40):
        history.step()
    orgs = list(Organisation.objects.values_list("pk", flat=True))
    year = PERIODS[0]

    def look_at(at: Reading) -> None:
        for code in ("member.all", "activity.sanhui_yike", "org.branches"):
            measure = all_measures()[code]
            found = at.monthly(measure, orgs, year.first, year.last)
            for place, org in enumerate(orgs):
                months = [p for p in year.split() if p.first_day <= TODAY]
                assert found[place].tolist() == [at.total(measure, org, p) for p in months]
        wanted = [m for m in all_measures().values() if not m.people]
        together = at.matrix(wanted, orgs, year.first, year.last)
        for measure in wanted:
            alone = at.monthly(measure, orgs, year.first, year.last)
            assert together[measure.code].tolist() == alone.tolist(), measure.code

    read(TODAY, look_at)


@pytest.mark.parametrize("seed", range(2))
def test_number_naive_count_and_rows_agree(history: History, seed: int):
    live_on(history, seed, 40, 4, 3)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 125))
def test_number_naive_count_and_rows_agree_through_long_histories(history: History, seed: int):
    """Five thousand questions in all."""
    live_on(history, seed, 200, 4, 4)
