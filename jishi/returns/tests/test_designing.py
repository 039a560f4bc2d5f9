"""A table put together by picking: rows become lines, say what is missing, and a stale page loses
nothing."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from django.http import QueryDict

from jishi.figures.picking import found
from jishi.returns.actions import local, rounds, sheets
from jishi.returns.actions.correcting import correct_answer
from jishi.returns.actions.sheets import Answers
from jishi.returns.designing import faults_of, lines_of, made, row_of, rows_of, told, typed
from jishi.returns.models import LocalReturn, ReturnCorrection, ReturnSheet
from jishi.returns.queries.board import board
from jishi.returns.queries.filling import filled
from jishi.returns.tables import ReturnTable, all_tables
from jishi.returns.tables.table import ReturnLine, added, asked, body_of, figure, table_of, text
from jishi.returns.tests.test_returns import BRANCH, DEEDS, OCTOBER, TODAY, TOWN, sheet
from jishi.tree.errors import Refused
from tests.world import World

OWN = "own.0123456789ab"
NUMBER = ReturnLine(OWN, "number", "慰问困难党员", own_unit="人", high=500, times=3)


def rows(*more: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": "member.all", "kind": "figure", "title": "党员总数"}, *more]


def of(*lines: ReturnLine, title: str = "民生月报") -> ReturnTable:
    return local.checked(code="local.table", title=title, source="乡镇通知", length=1, days=5,
                         lines=lines)  # fmt: skip


@pytest.mark.parametrize("code", sorted(all_tables()))
def test_every_table_can_be_arranged_and_stays_what_it_is(code: str):
    lines = all_tables()[code].lines
    again = lines_of(json.loads(json.dumps(rows_of(lines))))
    assert [asdict(line) | {"own_unit": ""} for line in again] == [asdict(line) for line in lines]
    assert faults_of(rows_of(lines)) == []


def test_a_table_stored_before_opens_as_it_was():
    table = all_tables()["branch_month"]
    body = body_of(table)
    for line in body["lines"]:
        for name in ("own_unit", "low", "high", "times"):
            del line[name]
    assert table_of(body, code=table.code, title=table.title, source=table.source).lines == (
        table.lines
    )


def test_an_indicator_is_found_by_name_unit_and_heading():
    assert "member.all" in [each.code for each in found("党员总数").picks]
    assert found("发展党员").picks[0].group == "发展党员"
    assert {each.unit for each in found("元").picks if "元" not in each.title} == {"元"}
    assert found("天马行空").picks == []
    assert found("党员总数", {"member.all"}).picks[0].taken


def test_a_sum_counts_in_the_unit_of_its_parts_and_shares_do_not_add():
    total = {"key": "sum_1", "kind": "sum", "title": "合计", "parts": ["member.all"]}
    assert lines_of(rows(total))[1].own_unit == "名"
    share = {"key": "duty.met_share", "kind": "figure", "title": "完成率"}
    wrong = {**total, "parts": ["member.all", "duty.met_share"]}
    assert any("不能相加" in fault for fault in faults_of(rows(share, wrong)))


@pytest.mark.parametrize(("row", "said"), [
    ({"key": OWN, "kind": "number", "title": "慰问"}, "写明单位"),
    ({"key": OWN, "kind": "number", "title": "", "own_unit": "人"}, "第 2 行：缺少名称"),
    ({"key": OWN, "kind": "number", "title": "慰", "own_unit": "人", "low": 5, "high": 2}, "最小"),
    ({"key": OWN, "kind": "number", "title": "慰问", "own_unit": "人", "high": "很多"}, "填整数"),
    ({"key": "local", "kind": "number", "title": "慰问", "own_unit": "人"}, "不是自定填报"),
    ({"key": DEEDS, "kind": "asked", "title": "办实事", "high": 10**9}, "更窄"),
    ({"key": "no.such", "kind": "figure", "title": "某数"}, "没有编码"),
    ({"key": "text_1", "kind": "text", "title": "说明", "most": 0}, "最多"),
    ({"key": "sum_1", "kind": "sum", "title": "合计"}, "只能加有数的行"),
    ({"key": "sum_1", "kind": "sum", "title": "合计", "parts": ["gone"]}, "只能加有数的行"),
    ({"key": "odd", "kind": "magic", "title": "怪"}, "没有「magic」"),
    ({"key": "odd", "kind": ["x"], "title": {"a": 1}, "parts": 7}, "没有"),
])  # fmt: skip
def test_what_is_missing_is_said(row: dict[str, Any], said: str):
    assert said in "；".join(faults_of(rows(row)))


def test_what_stands_in_the_boxes_is_taken_and_other_rows_stay():
    row = row_of(NUMBER)
    given = QueryDict(
        f"row-{OWN}-title=慰问&row-{OWN}-unit=户&row-{OWN}-low=&row-{OWN}-high=１，０００"
        f"&row-{OWN}-times=2&row-{OWN}-help=含离休"
    )
    line = lines_of([typed(row, given)])[0]
    assert (line.title, line.unit, line.low, line.high, line.times, line.help) == (
        "慰问", "户", None, 1000, 2, "含离休",
    )  # fmt: skip
    assert typed(row_of(figure("member.all")), given) == row_of(figure("member.all"))


def test_what_can_be_both_is_asked_or_taken_from_what_was_reported():
    row = row_of(asked(DEEDS))
    name = f"row-{DEEDS}-"
    taken = typed(row, QueryDict(f"{name}title=办实事&{name}kind=figure"))
    assert lines_of([taken])[0].kind == "figure"
    other = typed(row_of(figure("member.all")),
                  QueryDict("row-member.all-title=党员&row-member.all-kind=asked"))  # fmt: skip
    assert other["kind"] == "figure"


# --- on the page ----------------------------------------------------------------------------------


def posted(world: World, do: str, sent: dict[str, Any], path: str = "/returns/tables/new/") -> Any:
    return world.client(TOWN).post(path, {**sent, "do": do})


def state(answer: Any) -> dict[str, Any]:
    """What a page without scripts would send next."""
    html = answer.content.decode()
    found: dict[str, Any] = {}
    for name in ("lines", "past"):
        [text_] = re.findall(rf'name="{name}" value="([^"]*)"', html)
        found[name] = text_.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    return found


def keys(sent: dict[str, Any]) -> list[str]:
    return [row["key"] for row in json.loads(sent["lines"])]


def test_rows_are_added_ordered_removed_and_taken_back_without_scripts(world: World):
    sent: dict[str, Any] = {"title": "我的表", "org_kinds": ["branch", "general_branch"]}
    for do, expected in (
        ("add:member.all", ["member.all"]), ("add:text", ["member.all", "text_1"]),
        ("add:member.all", ["member.all", "text_1"]), ("up:text_1", ["text_1", "member.all"]),
        ("up:text_1", ["text_1", "member.all"]), ("down:text_1", ["member.all", "text_1"]),
        ("drop:member.all", ["text_1"]), ("undo", ["member.all", "text_1"]),
        ("undo", ["text_1", "member.all"]), ("add:no.such", ["text_1", "member.all"]),
    ):  # fmt: skip
        answer = posted(world, do, sent)
        assert answer.status_code == 200
        sent |= state(answer)
        assert (do, keys(sent)) == (do, expected)
    html = answer.content.decode()
    assert 'value="我的表"' in html
    assert html.count(" checked") == 2
    assert "data-draft-key" not in html  # an older draft would undo what was pressed
    assert "没有保存" not in html
    assert not LocalReturn.objects.exists()


def test_scripts_get_only_the_part_that_changed(world: World):
    answer = world.client(TOWN).post(
        "/returns/tables/new/", {"do": "add:member.all"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert html.lstrip().startswith('<div class="j-arrange"')
    assert "预览：白石镇党委" in html


@pytest.mark.parametrize("junk", [
    "[", "7", '[{"key": "<b>"}]', '[{"key": 3}]', "[[[[", '{"key": "a"}', "null", "[" * 5000,
    '[{"key": "a", "kind": {"x": 1}, "title": [2], "parts": {"q": 1}, "low": [1], "most": 1.5}]',
])  # fmt: skip
def test_what_is_no_table_breaks_nothing(world: World, junk: str):
    answer = posted(world, "undo", {"lines": junk, "past": junk})
    assert answer.status_code == 200


def test_the_preview_shows_nobody_elses_figures(world: World):
    other = world["石桥镇党委"]
    answer = posted(world, "add:member.all", {"org": other.code})
    html = answer.content.decode()
    assert "预览：白石镇党委" in html
    assert f"预览：{other.short_name}" not in html


def saved(world: World, *lines: ReturnLine) -> LocalReturn:
    return local.add_table(world.actor(TOWN), world["白石镇党委"], of(*lines))


def amended(row: LocalReturn, version: int, *lines: ReturnLine, once: str = "") -> dict[str, Any]:
    return {
        "title": row.title, "source": row.source, "length": "1", "days": "5",
        "org_kinds": ["branch"], "lines": json.dumps(rows_of(lines)), "_version": str(version),
        "_once": once,
    }  # fmt: skip


def test_a_page_made_before_somebody_else_saved_shows_both(world: World):
    row = saved(world, figure("member.all"))
    path, mine = f"/returns/tables/{row.pk}/", (figure("member.all"), text("text_1", "我的"))
    theirs = (figure("member.all"), text("text_1", "他的"))
    client = world.client(TOWN)
    assert client.post(path, amended(row, row.version, *theirs)).status_code == 302
    answer = client.post(path, amended(row, row.version, *mine))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "他的（文字" in html
    assert "我的（文字" in html
    assert "党支部" not in html.split("<tbody>")[1].split("</tbody>")[0]  # the same on both sides
    [version] = re.findall(r'name="_version" value="(\d+)"', html)
    assert client.post(path, amended(row, int(version), *mine)).status_code == 302
    running = LocalReturn.objects.get(code=row.code, until__isnull=True)
    assert (running.edition, running.of.lines[1].title) == (3, "我的")


def test_a_table_that_was_ended_meanwhile_is_not_changed(world: World):
    row = saved(world, figure("member.all"))
    local.end_table(world.actor(TOWN), row, None)
    answer = world.client(TOWN).post(
        f"/returns/tables/{row.pk}/", amended(row, row.version, figure("org.all"))
    )
    assert "已经停用" in answer.content.decode()
    assert LocalReturn.objects.count() == 1


def test_a_second_click_makes_no_second_table(world: World):
    client, place = world.client(TOWN), world["白石镇党委"]
    row = LocalReturn(title="民生月报", source="乡镇通知")
    sent = {**amended(row, 0, figure("member.all"), once="f" * 32), "org": place.code}
    assert [client.post("/returns/tables/new/", sent).status_code for _ in range(2)] == [302, 302]
    assert LocalReturn.objects.count() == 1


# --- a number that only this table asks ---------------------------------------------------------


def opened(world: World, period: Any = OCTOBER) -> Any:
    row = LocalReturn.objects.first() or saved(world, NUMBER, figure("member.all"))
    return rounds.open_round(
        world.actor(TOWN), world["白石镇党委"], row.of, rounds.RoundTerms(period, TODAY)
    )


def corrected(world: World, one: ReturnSheet, now: int) -> ReturnCorrection:
    return correct_answer(world.actor(BRANCH), one, None, line=OWN, now=now, reason="漏计")


def test_a_number_of_ones_own_is_asked_judged_added_up_and_known_next_time(world: World):
    before = opened(world, OCTOBER.previous())
    one = sheets.fill_sheet(world.actor(BRANCH), sheet(before, world), None, Answers({OWN: 4}),
                            submit=True)  # fmt: skip
    sheets.accept_sheet(world.actor(TOWN), one, None)
    now = opened(world)
    [line] = [each for each in filled(sheet(now, world), TODAY) if each.is_asked]
    assert (line.before, line.line.unit) == (4, "人")
    for value, said in ((501, "须在 0 至 500"), (13, "相差 3 倍")):
        with pytest.raises(Refused, match=said):
            sheets.fill_sheet(world.actor(BRANCH), sheet(now, world), None, Answers({OWN: value}),
                              submit=True)  # fmt: skip
    one = sheets.fill_sheet(world.actor(BRANCH), sheet(now, world), None, Answers({OWN: 6}),
                            submit=True)  # fmt: skip
    sheets.accept_sheet(world.actor(TOWN), one, None)
    total = {each.line.code: each.value for each in
             board(world.actor(TOWN), now, world["白石镇党委"]).total}  # fmt: skip
    assert total[OWN] == 6
    ReturnSheet.objects.filter(round=now, state="open").delete()
    rounds.freeze_round(world.actor(TOWN), now, None)
    with pytest.raises(Refused, match="须在 0 至 500"):
        correct_answer(world.actor(BRANCH), sheet(now, world), None, line=OWN, now=600, reason="误")
    assert correct_answer(
        world.actor(BRANCH), sheet(now, world), None, line=OWN, now=7, reason="漏"
    )


def test_two_versions_are_told_in_words():
    said = told(rows_of((NUMBER, added("sum_1", "合计", OWN), text("text_1", "特色", 80))))
    assert said.splitlines() == [
        "慰问困难党员（自定填报，人，最大 500，倍数 3）", "合计（合计，人，慰问困难党员）",
        "特色（文字，80 字以内）",
    ]  # fmt: skip


def test_a_button_adds_what_can_be_added():
    from jishi.base.web.arranging import Arrangement

    found_ = {what: made(Arrangement([]), what) for what in (DEEDS, "member.all", "number", "x")}
    kinds = {what: each and each[0]["kind"] for what, each in found_.items()}
    assert kinds == {DEEDS: "asked", "member.all": "figure", "number": "number", "x": None}
