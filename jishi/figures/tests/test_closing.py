"""A closed period stays what it was: tree, definitions, rows; what came later is named."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.figures.actions.closing import close_period, reopen_period
from jishi.figures.actions.refreshing import refresh
from jishi.figures.declared import all_indicators
from jishi.figures.models import PeriodClosing
from jishi.figures.queries.closings import broken_closings, closed, since_closed
from jishi.figures.queries.comparing import page_of
from jishi.figures.queries.reading import read
from jishi.figures.queries.showing import Beside, figures
from jishi.figures.tests.test_reading import member, operator, value
from jishi.kernel.period import Period
from jishi.orgs.actions import Basis, move_organisation
from jishi.tree.errors import NotDone
from tests.world import TODAY, World

HALF = Period.parse("2026H1")
MAY = Period.parse("2026-05")


@pytest.fixture
def shut(world: World) -> PeriodClosing:
    member(world, "河东村党支部", "林一")
    return close_period(operator, world["青禾县委"], HALF)


def test_what_is_recorded_later_does_not_change_it(world: World, shut: PeriodClosing):
    member(world, "柳湾村党支部", "林二", date(2026, 3, 1))
    refresh(TODAY)
    assert value(world, "member.all", "青禾县委", HALF) == 1
    assert value(world, "member.all", "白石镇党委", MAY) == 1
    assert value(world, "member.all", "青禾县委", Period.parse("2026")) == 2
    [shown] = figures(operator, ["member.all"], world["青禾县委"], HALF)
    assert shown.closed_on is not None


def test_every_difference_is_named(world: World, shut: PeriodClosing):
    assert since_closed(shut, TODAY).changed == []
    member(world, "柳湾村党支部", "林二", date(2026, 3, 1))
    found = since_closed(shut, TODAY)
    named = {(c.measure.code, c.org_id): (c.was, c.now) for c in found.changed}
    assert named["member.all", world["柳湾村党支部"].pk] == (0, 1)
    assert named["member.women", world["青禾县委"].pk] == (1, 2)
    assert ("member.all", world["石桥镇党委"].pk) not in named
    assert (found.rows, found.tree, found.rules) == (True, False, False)


def test_the_tree_of_then_stays(world: World, shut: PeriodClosing):
    org = world["河东村党支部"]
    basis = Basis(date(2026, 5, 6), "青组〔2026〕8号")
    move_organisation(operator, org, org.version, parent=world["石桥镇党委"], basis=basis)
    assert value(world, "member.all", "白石镇党委", HALF) == 1
    assert since_closed(shut, TODAY).tree
    indicator = all_indicators()["member.all"]
    asked = (indicator, world["白石镇党委"], HALF, Beside())
    page = read(TODAY, lambda at: page_of(operator, at, *asked))
    assert world["河东村党支部"] in [child.org for child in page.children]
    hidden = read(TODAY, lambda at: page_of(world.actor("陈岚"), at, *asked))
    assert (len(hidden.children), hidden.hidden) == (len(page.children) - 1, 1)


def test_reopened_it_follows_the_records_again_and_both_stay(world: World, shut: PeriodClosing):
    member(world, "柳湾村党支部", "林二", date(2026, 3, 1))
    reopen_period(operator, shut, shut.version, reason="漏登一名党员")
    assert value(world, "member.all", "青禾县委", HALF) == 2
    again = close_period(operator, world["青禾县委"], HALF)
    assert (again.number, again.rows_hash != shut.rows_hash) == (2, True)
    kept = [closed(row) for row in PeriodClosing.objects.order_by("number")]
    whole = all_indicators()["member.all"].numerator
    assert [each.total(whole, world["青禾县委"].pk, HALF) for each in kept] == [1, 2]


def test_a_period_is_closed_once_and_only_when_it_is_over(world: World, shut: PeriodClosing):
    for period in (HALF, Period.parse("2026")):
        with pytest.raises(NotDone):
            close_period(operator, world["青禾县委"], period)
    assert PeriodClosing.objects.count() == 1


def test_the_neighbour_can_neither_close_nor_reopen(world: World, shut: PeriodClosing):
    stranger = world.actor("石磊")
    with pytest.raises(NotDone):
        close_period(stranger, world["白石镇党委"], HALF)
    with pytest.raises(NotDone):
        reopen_period(stranger, shut, shut.version, reason="要改")
    shut.refresh_from_db()
    assert shut.reopened_at is None


def test_a_body_that_was_changed_is_found_by_its_print(world: World, shut: PeriodClosing):
    assert broken_closings() == []
    body = bytes(shut.body)
    PeriodClosing.objects.filter(pk=shut.pk).update(body=body[:-1] + bytes([body[-1] ^ 1]))
    assert [row.pk for row in broken_closings()] == [shut.pk]
