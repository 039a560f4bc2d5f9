"""A board of one's own by picking: tiles put together, opened with a place and a period."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from jishi.figures.actions.boards import Opening, save_board
from jishi.figures.boards import Tile, all_boards
from jishi.figures.boards.span import SPANS, span_period
from jishi.figures.designing import faults_of, rows_of, tiles_of
from jishi.figures.models import OwnBoard
from tests.world import World

WHO, NEW = "陈岚", "/figures/boards/new/"
NUMBERS, TREND = Tile("number", ("member.all", "org.all")), Tile("trend", ("visit.all",))


def posted(world: World, do: str, sent: dict[str, Any], path: str = NEW) -> Any:
    return world.client(WHO).post(path, {**sent, "do": do})


def state(answer: Any) -> dict[str, Any]:
    """What a page without scripts would send next."""
    html = answer.content.decode()
    found = {}
    for name in ("lines", "past"):
        [text] = re.findall(rf'name="{name}" value="([^"]*)"', html)
        found[name] = text.replace("&quot;", '"')
    chosen = re.search(r'<select[^>]*name="into".*?value="(tile_\d+)" selected', html, re.DOTALL)
    return {**found, "into": chosen[1] if chosen else ""}


def tiles(sent: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(row["shape"], row["codes"]) for row in json.loads(sent["lines"])]


@pytest.mark.parametrize("code", sorted(all_boards()))
def test_every_board_can_be_arranged_and_stays_what_it_is(code: str):
    rows = json.loads(json.dumps(rows_of(all_boards()[code].tiles)))
    assert tuple(tiles_of(rows)) == all_boards()[code].tiles
    assert faults_of(rows) == []


def test_indicators_go_into_one_tile_where_it_takes_several(world: World):
    sent: dict[str, Any] = {"title": "我的", "shape": "heat"}
    for do, expected in (
        ("add:duty.met_share", [("heat", ["duty.met_share"])]),
        ("add:dues.paid_share", [("heat", ["duty.met_share", "dues.paid_share"])]),
        ("add:dues.paid_share", [("heat", ["duty.met_share", "dues.paid_share"])]),
        ("out:tile_1:duty.met_share", [("heat", ["dues.paid_share"])]),
        ("out:tile_1:dues.paid_share", []),
        ("undo", [("heat", ["dues.paid_share"])]),
    ):
        answer = posted(world, do, sent)
        sent |= state(answer)
        assert (do, tiles(sent)) == (do, expected)
    sent |= {"into": "", "shape": "trend"}
    for do in ("add:visit.all", "add:member.all", "up:tile_2"):
        sent |= state(posted(world, do, sent))
    assert tiles(sent) == [
        ("trend", ["visit.all"]), ("heat", ["dues.paid_share"]), ("trend", ["member.all"]),
    ]  # fmt: skip
    assert not OwnBoard.objects.exists()


def test_a_shape_that_does_not_fit_is_said_beside_its_row(world: World):
    rows = json.dumps(rows_of([NUMBERS]))
    answer = posted(world, "set", {"lines": rows, "row-tile_1-shape": "trend"})
    assert "「走势」只放一个指标" in answer.content.decode()
    only = posted(world, "find:党员队伍", {"shape": "ranking"}).content.decode()
    assert "add:member.all" not in only
    assert "add:member.all" in posted(world, "find:党员队伍", {"shape": "trend"}).content.decode()


def sent_board(**more: Any) -> dict[str, Any]:
    return {"title": "我的", "span": "month", "org": "", "lines": json.dumps(rows_of([NUMBERS])),
            **more}  # fmt: skip


def test_a_board_opens_with_its_place_and_period(world: World):
    client, branch = world.client(WHO), world["河东村党支部"]
    answer = client.post(NEW, sent_board(org=branch.code))
    assert answer.status_code == 302
    html = client.get(answer.url).content.decode()
    assert "河东村党支部及其下级，2026年11月" in html
    assert "2026年10月" in client.get(f"{answer.url}?period=2026-10").content.decode()
    OwnBoard.objects.update(org=world["石桥镇党委"])  # no longer within reach
    assert "白石镇党委及其下级" in client.get(answer.url).content.decode()
    assert "石桥镇" not in client.get(f"{answer.url}edit/").content.decode()


def test_nobody_keeps_a_place_out_of_reach(world: World):
    answer = world.client(WHO).post(NEW, sent_board(org=world["石桥镇党委"].code))
    assert answer.status_code == 422
    assert not OwnBoard.objects.exists()


def test_a_board_made_before_opens_for_editing_even_without_an_indicator_that_is_no_more(
    world: World,
):
    row = OwnBoard.objects.create(
        account=world.people[WHO], title="早先的",
        tiles=[{"shape": "number", "codes": ["member.all", "no.more"], "title": ""},
               {"shape": "trend", "codes": ["no.more"], "title": "没了"}],
    )  # fmt: skip
    client = world.client(WHO)
    assert client.get(f"/figures/boards/own/{row.pk}/").status_code == 200
    html = client.get(f"/figures/boards/own/{row.pk}/edit/").content.decode()
    assert "党员总数" in html
    assert "no.more" not in html


def test_a_stale_page_shows_both_and_a_second_click_makes_no_second_board(world: World):
    client = world.client(WHO)
    sent = sent_board(_once="a" * 32)
    assert [client.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    row = OwnBoard.objects.get()
    path = f"/figures/boards/own/{row.pk}/edit/"
    theirs = sent_board(lines=json.dumps(rows_of([TREND])), _version=str(row.version))
    assert client.post(path, theirs).status_code == 302
    answer = client.post(path, sent_board(title="改名", _version=str(row.version)))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "走势：走访" in html
    assert "数字：党员总数、" in html
    [version] = re.findall(r'name="_version" value="(\d+)"', html)
    again = sent_board(title="改名", _version=version)
    assert client.post(path, again).status_code == 302
    assert OwnBoard.objects.get().title == "改名"


@pytest.mark.parametrize("junk", [
    "7", '[{"key": "a", "shape": ["x"], "codes": {"a": 1}, "title": 3}]', "[" * 5000,
    '[{"key": "a", "shape": "heat", "codes": [1, "no.such"]}]',
])  # fmt: skip
def test_what_is_no_board_breaks_nothing(world: World, junk: str):
    assert posted(world, "set", {"lines": junk, "past": junk}).status_code == 200
    assert world.client(WHO).post(NEW, sent_board(lines=junk)).status_code == 422


def test_one_of_the_house_is_where_ones_own_begins(world: World):
    client = world.client(WHO)
    assert "?from=township" in client.get("/figures/boards/").content.decode()
    html = client.get(f"{NEW}?from=township").content.decode()
    assert "乡镇（街道）党建（自己的）" in html
    assert html.count('class="j-arrange-row"') == len(all_boards()["township"].tiles)
    assert client.get(f"{NEW}?from=none").status_code == 200


def test_spans_follow_the_day():
    found = {code: str(span_period(code, date(2026, 2, 10))) for code in SPANS}
    assert found == {
        "year": "2026", "half": "2026H1", "quarter": "2026Q1", "month": "2026-02",
        "last_month": "2026-01", "last_quarter": "2025Q4", "last_year": "2025",
    }  # fmt: skip


def test_what_a_board_opens_with_is_kept(world: World):
    opening = Opening(world["河东村党支部"], "last_month")
    row = save_board(world.actor(WHO), None, None, "我的", [TREND], opening)
    assert (row.org, row.span) == (world["河东村党支部"], "last_month")
    assert save_board(world.actor(WHO), row, None, "我的", [TREND]).org is None
