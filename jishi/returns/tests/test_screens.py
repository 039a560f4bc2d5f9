"""The pages of returns: what is out of date, sent twice or over is said in plain words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from jishi.returns.actions import rounds, sheets
from jishi.returns.actions.sheets import Answers
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.returns.tables import all_tables
from jishi.returns.tests.test_returns import BRANCH, COUNTY, DEEDS, OCTOBER, RELIEF, TOWN, sheet
from tests.world import TODAY, World


@pytest.fixture
def round_(world: World) -> ReturnRound:
    terms = rounds.RoundTerms(OCTOBER, TODAY + timedelta(days=5))
    return rounds.open_round(
        world.actor(TOWN), world["白石镇党委"], all_tables()["branch_month"], terms
    )  # fmt: skip


def sent(deeds: str, version: int = 1, once: str = "", **more: str) -> dict[str, str]:
    return {"v_stated_good_deeds": deeds, "v_stated_relief_money": "0", "_version": str(version),
            "_once": once, **more}  # fmt: skip


def fill(world: World, one: ReturnSheet, given: dict[str, str], who: str = BRANCH) -> Any:
    return world.client(who).post(f"/returns/sheets/{one.pk}/fill/", given)


def submitted(world: World, one: ReturnSheet) -> ReturnSheet:
    answers = Answers({DEEDS: 3, RELIEF: 0})
    return sheets.fill_sheet(world.actor(BRANCH), one, None, answers, submit=True)


def test_a_number_that_cannot_be_is_said_beside_its_box(round_: ReturnRound, world: World):
    answer = fill(world, sheet(round_, world), sent("20000", submit="1"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"为民办实事（件）</a>：[^<]*10000", html)
    empty = fill(world, sheet(round_, world), sent("", submit="1")).content.decode()
    assert "还没有填：为民办实事；没有的填 0" in empty
    assert ReturnSheet.objects.get(pk=sheet(round_, world).pk).values == {}


def test_two_people_at_one_sheet_see_both_answers(round_: ReturnRound, world: World):
    one = sheet(round_, world)
    assert fill(world, one, sent("3")).status_code == 302
    answer = fill(world, one, sent("5", began="x"), TOWN)
    html = answer.content.decode()
    assert answer.status_code == 409
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == 1  # what differs, and nothing that no eye can read
    assert "为民办实事" in body
    [version] = re.findall(r'name="_version" value="(\d+)"', html)
    assert fill(world, one, sent("5", int(version)), TOWN).status_code == 302
    assert sheet(round_, world).values[DEEDS] == 5


def test_a_second_click_sends_once(round_: ReturnRound, world: World):
    one, given = sheet(round_, world), sent("3", once="c" * 32, submit="1")
    assert [fill(world, one, given).status_code for _ in range(2)] == [302, 302]
    assert sheet(round_, world).steps.count() == 1


def test_what_is_sent_is_not_filled_again(round_: ReturnRound, world: World):
    one = submitted(world, sheet(round_, world))
    for path in ("fill", "upload"):
        answer = world.client(BRANCH).get(f"/returns/sheets/{one.pk}/{path}/")
        assert "已经上报、正在审核，不能再填；要改请审核的党组织先退回" in answer.content.decode()
    sheets.accept_sheet(world.actor(TOWN), one, None)
    assert "已经审核通过，不能再填" in fill(world, one, sent("9")).content.decode()
    assert sheet(round_, world).values[DEEDS] == 3


@pytest.mark.parametrize(("state", "said"), [
    ("frozen", "已封存，数不再改；填错的在报表页「更正」"), ("cancelled", "已取消，不用再填"),
])  # fmt: skip
def test_a_round_that_is_over_says_what_can_be_done_instead(
    round_: ReturnRound, world: World, state: str, said: str
):
    frozen_on = TODAY if state == "frozen" else None
    ReturnRound.objects.filter(pk=round_.pk).update(state=state, frozen_on=frozen_on)
    one = sheet(round_, world)
    html = world.client(BRANCH).get(f"/returns/sheets/{one.pk}/").content.decode()
    assert f"/returns/sheets/{one.pk}/fill/" not in html
    assert said in fill(world, one, sent("3", submit="1")).content.decode()
    assert sheet(round_, world).state == "open"


def test_a_sheet_is_accepted_with_one_press_and_only_as_it_was_seen(
    round_: ReturnRound, world: World
):
    one = submitted(world, sheet(round_, world))
    client = world.client(TOWN)
    html = client.get(f"/returns/sheets/{one.pk}/").content.decode()
    form = re.search(rf'action="/returns/sheets/{one.pk}/accept/">(.*?)</form>', html, re.DOTALL)
    assert form is not None
    given = dict(re.findall(r'name="(_version|_once)" value="([^"]*)"', form[1]))
    stale = client.post(f"/returns/sheets/{one.pk}/accept/", {**given, "_version": "1"})
    assert stale.status_code == 409
    assert client.post(f"/returns/sheets/{one.pk}/accept/", given).status_code == 302
    assert sheet(round_, world).state == "accepted"


def test_who_fills_in_sees_no_total_of_others(round_: ReturnRound, world: World):
    html = world.client(BRANCH).get(f"/returns/{round_.pk}/").content.decode()
    assert "打开本组织的报表" in html
    assert "还没有报的" not in html
    above = world.client(TOWN).get(f"/returns/{round_.pk}/").content.decode()
    assert "还没有报的" in above
    assert "打开本组织的报表" not in above


def test_freezing_says_what_it_decides_upon(round_: ReturnRound, world: World):
    submitted(world, sheet(round_, world))
    html = world.client(TOWN).get(f"/returns/{round_.pk}/freeze/").content.decode()
    assert "先审核或退回" in html
    assert "过后才能封存" in html


def test_a_ready_table_is_where_ones_own_begins(world: World):
    html = world.client(TOWN).get("/returns/tables/new/?from=half_year").content.decode()
    assert "基层党建情况半年报（本地）" in html
    assert "org.all" in html
    assert world.client(TOWN).get("/returns/tables/new/?from=no").status_code == 200


def test_the_period_is_chosen_by_the_length_of_the_table(world: World):
    client = world.client(COUNTY)
    html = client.get("/returns/open/?table=half_year").content.decode()
    assert '<option value="2026H1" selected>' in html
    assert "2026-10" not in html
    wrong = client.post("/returns/open/", {"org": world["青禾县委"].code, "table": "half_year",
                                           "period": "2026-13"})  # fmt: skip
    assert wrong.status_code == 422
    assert '<option value="2026-13" selected>' in wrong.content.decode()
