"""Dashboards show what figures say; rankings are fair; the yearly tables agree or say why not."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.figures.actions.boards import drop_board, save_board
from jishi.figures.actions.closing import close_period
from jishi.figures.boards import Tile, all_boards
from jishi.figures.declared import all_indicators
from jishi.figures.models import OwnBoard
from jishi.figures.queries.boards import fill_board, first_board, own_board, ranked, shade
from jishi.figures.queries.showing import Figure, figures
from jishi.figures.queries.yearly import yearly
from jishi.figures.tests.test_reading import member
from jishi.kernel.period import Period
from jishi.people.actions import Particulars, Place, register_person
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotVisible, Refused
from tests.world import TODAY, World

YEAR = Period.parse("2026")


def test_every_role_of_business_has_a_board_of_its_own(world: World):
    assert {first_board(world.actor(who)).code for who in ("周正", "陈岚", "何文")} == {
        "county", "township", "branch",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["county", "township", "branch"])
def test_a_board_says_what_figures_say(world: World, code: str):
    member(world, "河东村党支部", "林一")
    operator = local_operator(TODAY)
    shown = fill_board(operator, all_boards()[code].tiles, world["青禾县委"], YEAR)
    found = [n.figure for each in shown for n in each.numbers]
    found += [cell.figure for each in shown for _, cells in each.rows for cell in cells]
    found += [r.figure for each in shown for r in each.ranked]
    for one in found:
        [again] = figures(operator, [one.indicator.code], one.org, YEAR)
        assert (one.numerator, one.denominator) == (again.numerator, again.denominator)


def _figure(world: World, org: str, top: int, bottom: int) -> Figure:
    share = all_indicators()["duty.met_share"]
    return Figure(share, world[org], YEAR, TODAY, top, bottom)


def test_equals_share_a_place_and_nothing_to_divide_has_none(world: World):
    found = [
        _figure(world, "河东村党支部", 1, 2), _figure(world, "柳湾村党支部", 9, 10),
        _figure(world, "松林村党支部", 2, 4), _figure(world, "白石镇党委", 0, 0),
        _figure(world, "石桥镇党委", 1, 4),
    ]  # fmt: skip
    places = {r.figure.org.short_name: r.place for r in ranked(found[0].indicator, found)}
    assert places == {
        "柳湾村党支部": 1, "河东村党支部": 2, "松林村党支部": 2, "石桥镇党委": 4, "白石镇党委": 0,
    }  # fmt: skip


def test_less_is_better_turns_the_shades(world: World):
    values = [each.value for each in (_figure(world, "河东村党支部", 0, 4),
                                      _figure(world, "柳湾村党支部", 4, 4))]  # fmt: skip
    known = [value for value in values if value is not None]
    more, less = all_indicators()["duty.met_share"], all_indicators()["duty.open_share"]
    assert [shade(more, value, known) for value in known] == [1, 5]
    assert [shade(less, value, known) for value in known] == [5, 1]
    assert shade(more, None, known) == 0


def test_only_what_is_better_or_worse_is_ranked(world: World):
    with pytest.raises(Refused, match="不能排名"):
        save_board(world.actor("何文"), None, None, "我的", [Tile("ranking", ("member.all",))])
    assert not OwnBoard.objects.exists()


def test_a_board_of_ones_own_is_nobody_elses(world: World):
    row = save_board(world.actor("何文"), None, None, "我的", [Tile("trend", ("visit.all",))])
    assert own_board(world.actor("何文"), row.pk).title == "我的"
    with pytest.raises(NotVisible):
        own_board(world.actor("陈岚"), row.pk)
    drop_board(world.actor("何文"), row, None)
    assert not OwnBoard.objects.exists()


def test_what_stands_in_no_part_is_named(world: World):
    member(world, "河东村党支部", "林一")
    unknown = Place(standing="full", joined_on=date(2001, 7, 1), full_on=date(2002, 7, 1),
                    since=date(2026, 2, 3))  # fmt: skip
    register_person(local_operator(TODAY), world["河东村党支部"], Particulars("林二", sex="1"),
                    unknown)  # fmt: skip
    found = yearly(local_operator(TODAY), world["青禾县委"], YEAR)
    ages = next(each for each in found.checks if each.check.title == "年龄")
    assert (ages.whole.numerator, ages.sum, ages.difference) == (2, 1, 1)
    assert (ages.agrees, ages.named) == (True, "出生日期不详")
    cross = found.crosses[0]
    assert cross.whole == sum(total for _, _, total in cross.lines) == 2
    orgs = next(each for each in found.checks if each.check.title == "组织类别")
    assert found.crosses[1].whole == orgs.whole.numerator == orgs.sum


def test_a_frozen_year_does_not_move(world: World):
    later = date(2027, 1, 4)
    member(world, "河东村党支部", "林一")
    close_period(local_operator(later), world["青禾县委"], YEAR)
    member(world, "柳湾村党支部", "林二")
    found = yearly(local_operator(later), world["青禾县委"], YEAR)
    assert found.checks[0].whole.numerator == 1
    assert found.crosses[0].whole == 2  # counted from the records of today: the page says so


def test_pages_of_boards_and_of_the_year_open(world: World):
    client = world.client("何文")
    for path in ("/figures/boards/", "/figures/boards/county/", "/figures/boards/new/",
                 "/figures/year/"):  # fmt: skip
        assert client.get(path).status_code == 200, path
