"""From the asker down and back up: only the unknown is asked, zero is an answer, frozen stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jishi.base.inbox import todos
from jishi.exchange.reading import Sheet
from jishi.figures.models import StatedValue
from jishi.figures.queries.showing import figures
from jishi.figures.queries.verifying import differences as wrong_facts
from jishi.kernel.period import Period
from jishi.returns import workbook
from jishi.returns.actions import correcting, local, rounds, sheets
from jishi.returns.actions.sheets import Answers
from jishi.returns.models import ReturnCorrection, ReturnRound, ReturnSheet
from jishi.returns.queries.board import board, differences
from jishi.returns.queries.burden import burden
from jishi.returns.queries.filling import filled
from jishi.returns.queries.rounds import sheet_of
from jishi.returns.tables import all_tables
from jishi.returns.tables.table import asked, figure, text
from jishi.tree.errors import Forbidden, NotVisible, Refused
from jishi.tree.models import Grant
from tests.world import TODAY, World

OCTOBER = Period.parse("2026-10")
DEEDS, RELIEF = "stated.good_deeds", "stated.relief_money"
BRANCH, TOWN, COUNTY = "何文", "陈岚", "周正"


@pytest.fixture
def round_(world: World) -> ReturnRound:
    terms = rounds.RoundTerms(OCTOBER, TODAY + timedelta(days=5))
    return rounds.open_round(
        world.actor(COUNTY), world["青禾县委"], all_tables()["branch_month"], terms
    )  # fmt: skip


def sheet(round_: ReturnRound, world: World, org: str = "河东村党支部") -> ReturnSheet:
    rows = ReturnSheet.objects.select_related("round", "round__org", "org", "above", "above__org")
    return rows.get(round=round_, org=world[org])


def send(world: World, one: ReturnSheet, who: str = BRANCH, **given: Any) -> ReturnSheet:
    values = given.pop("values", {DEEDS: 3, RELIEF: 0})
    answers = Answers(values, given.pop("note", ""), given.pop("seconds", 0))
    return sheets.fill_sheet(world.actor(who), one, None, answers, submit=True)


def value(world: World, code: str, org: str, period: Period = OCTOBER) -> object:
    [found] = figures(world.actor(COUNTY), [code], world[org], period)
    return found.value


def test_everybody_below_has_a_sheet_and_a_todo(round_: ReturnRound, world: World):
    one = sheet(round_, world)
    assert one.fills
    assert one.above is not None
    assert one.above.org == world["白石镇党委"]
    assert not one.above.fills
    assert any(round_.title in each.title for each in todos(world.actor(BRANCH)))


def test_the_same_table_is_asked_once_for_a_period(round_: ReturnRound, world: World):
    with pytest.raises(Refused, match="已经布置过"):
        rounds.open_round(
            world.actor(COUNTY), world["青禾县委"], all_tables()["branch_month"],
            rounds.RoundTerms(OCTOBER, TODAY),
        )  # fmt: skip
    assert ReturnRound.objects.count() == 1


def test_only_what_the_records_cannot_answer_is_asked(round_: ReturnRound, world: World):
    lines = {each.line.code: each for each in filled(sheet(round_, world), TODAY)}
    assert [code for code, each in lines.items() if each.is_asked] == [DEEDS, RELIEF]
    assert lines["member.all"].value is not None
    assert lines["life"].value == 0


def test_an_empty_box_is_no_answer_and_zero_is_one(round_: ReturnRound, world: World):
    one = sheet(round_, world)
    with pytest.raises(Refused, match="还没有填：发放慰问金"):
        send(world, one, values={DEEDS: 3, RELIEF: None})
    one.refresh_from_db()
    assert one.state == "open"
    assert one.values == {}
    assert send(world, sheet(round_, world), values={DEEDS: 3, RELIEF: 0}).state == "submitted"


def test_what_is_counted_cannot_be_typed_over(round_: ReturnRound, world: World):
    one = send(world, sheet(round_, world), values={DEEDS: 1, RELIEF: 0, "member.all": 999})
    assert one.values["member.all"] != 999


def test_a_number_out_of_range_or_odd_is_not_taken(round_: ReturnRound, world: World):
    with pytest.raises(Refused, match="须在"):
        send(world, sheet(round_, world), values={DEEDS: -1, RELIEF: 0})
    StatedValue.objects.create(
        org=world["河东村党支部"], item=RELIEF, first_month=OCTOBER.previous().first.index,
        last_month=OCTOBER.previous().last.index, value=100, stated_on=TODAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="相差 5 倍"):
        send(world, sheet(round_, world), values={DEEDS: 1, RELIEF: 5000})
    assert send(world, sheet(round_, world), values={DEEDS: 1, RELIEF: 5000}, note="重阳节慰问")


def test_accepted_answers_are_facts_and_add_up_the_tree(round_: ReturnRound, world: World):
    one = send(world, sheet(round_, world))
    assert value(world, DEEDS, "青禾县委") == 0
    sheets.accept_sheet(world.actor(TOWN), one, None)
    assert value(world, DEEDS, "青禾县委") == value(world, DEEDS, "白石镇党委") == 3
    found = board(world.actor(COUNTY), round_, world["白石镇党委"])
    totals = {each.line.code: each.value for each in found.total}
    assert totals[DEEDS] == 3
    assert (found.sent, len(found.missing)) == (1, found.asked - 1)
    assert list(wrong_facts(TODAY)) == []


def test_nobody_checks_his_own_and_no_stranger_checks(round_: ReturnRound, world: World):
    one = send(world, sheet(round_, world), TOWN)
    with pytest.raises(Refused, match="自己上报"):
        sheets.accept_sheet(world.actor(TOWN), one, None)
    with pytest.raises((Forbidden, NotVisible)):
        sheets.accept_sheet(world.actor(BRANCH), one, None)
    one.refresh_from_db()
    assert one.state == "submitted"


def test_sent_back_it_is_filled_again_and_counts_no_longer(round_: ReturnRound, world: World):
    one = sheets.accept_sheet(world.actor(TOWN), send(world, sheet(round_, world)), None)
    with pytest.raises(Refused, match="写明退回"):
        sheets.send_back(world.actor(TOWN), one, None, " ")
    one = sheets.send_back(world.actor(TOWN), one, None, "慰问金漏填")
    assert (one.state, one.values[DEEDS]) == ("open", 3)
    assert value(world, DEEDS, "青禾县委") == 0
    one = send(world, sheet(round_, world), values={DEEDS: 4, RELIEF: 0})
    sheets.accept_sheet(world.actor(TOWN), one, None)
    assert value(world, DEEDS, "青禾县委") == 4


def all_in(world: World, round_: ReturnRound, deeds: int = 1) -> None:
    """Everybody reports, everything is accepted, level by level."""
    operator = world.actor(COUNTY)
    rows = ReturnSheet.objects.filter(round=round_).order_by("-fills", "-org__path")
    for one in rows.select_related("round", "round__org", "org", "above", "above__org"):
        given = {DEEDS: deeds, RELIEF: 0} if one.fills else {}
        sent = sheets.fill_sheet(operator, one, None, Answers(given), submit=True)
        ReturnSheet.objects.filter(pk=sent.pk).update(submitted_by=None)
        sheets.accept_sheet(operator, sheet_of(operator, sent.pk), None)


def test_a_level_sends_when_all_below_are_there(round_: ReturnRound, world: World):
    town = sheet(round_, world, "白石镇党委")
    with pytest.raises(Refused, match="没有审核通过"):
        sheets.fill_sheet(world.actor(TOWN), town, None, Answers(), submit=True)
    all_in(world, round_, 2)
    town = sheet(round_, world, "白石镇党委")
    assert town.state == "accepted"
    leaves = ReturnSheet.objects.filter(above=town, fills=True).count()
    assert town.values[DEEDS] == 2 * leaves


def test_frozen_stays_and_a_correction_is_seen_at_every_level(round_: ReturnRound, world: World):
    with pytest.raises(Refused, match="还有"):
        rounds.freeze_round(world.actor(COUNTY), round_, None)
    all_in(world, round_)
    rounds.freeze_round(world.actor(COUNTY), round_, None)
    one = sheet(round_, world)
    with pytest.raises(Refused, match="已封存"):
        sheets.send_back(world.actor(TOWN), one, None, "改一下")
    correcting.correct_answer(world.actor(BRANCH), one, None, line=DEEDS, now=5, reason="漏计四件")
    one.refresh_from_db()
    assert one.values[DEEDS] == 1
    for org in ("白石镇党委", "青禾县委"):
        changed = {(c.org.short_name, c.title): (c.was, c.now)
                   for c in differences(world.actor(COUNTY), round_, world[org])}  # fmt: skip
        was, now = changed["白石镇党委", "为民办实事"]
        assert int(now) - int(was) == 4
    assert value(world, DEEDS, "河东村党支部") == 5


@pytest.mark.parametrize("line", ["member.all", "remark", "nothing"])
def test_only_answers_are_corrected(round_: ReturnRound, world: World, line: str):
    all_in(world, round_)
    rounds.freeze_round(world.actor(COUNTY), round_, None)
    with pytest.raises(Refused):
        correcting.correct_answer(
            world.actor(BRANCH), sheet(round_, world), None, line=line, now=5, reason="漏计"
        )
    assert not ReturnCorrection.objects.exists()


def test_the_same_figure_is_never_asked_twice(round_: ReturnRound, world: World):
    sheets.accept_sheet(world.actor(TOWN), send(world, sheet(round_, world)), None)
    table = local.checked(
        code="local.table", title="民生月报", source="乡镇通知", length=1, days=5,
        lines=(asked(DEEDS), figure("member.all"), text("word", "说明")),
    )  # fmt: skip
    row = local.add_table(world.actor(COUNTY), world["青禾县委"], table)
    other = rounds.open_round(
        world.actor(COUNTY), world["青禾县委"], row.of, rounds.RoundTerms(OCTOBER, TODAY)
    )
    [line] = [e for e in filled(sheet(other, world), TODAY) if e.line.code == DEEDS]
    assert (line.value, line.origin) == (3, "stated")
    sent = send(world, sheet(other, world), values={DEEDS: 99})
    assert (sent.values[DEEDS], sent.known) == (3, [DEEDS])
    back = sheets.accept_sheet(world.actor(TOWN), sent, None)
    sheets.send_back(world.actor(TOWN), back, None, "说明不全")
    assert value(world, DEEDS, "河东村党支部") == 3  # it belongs to the first return


def test_a_period_that_is_not_over_is_not_sent(world: World):
    made = rounds.open_round(
        world.actor(COUNTY), world["青禾县委"], all_tables()["branch_month"],
        rounds.RoundTerms(Period.parse("2026-11"), date(2026, 12, 5)),
    )  # fmt: skip
    with pytest.raises(Refused, match="还没有结束"):
        send(world, sheet(made, world))


def test_the_village_income_of_a_year_in_bands(world: World):
    year = Period.parse("2025")
    made = rounds.open_round(
        world.actor(COUNTY), world["青禾县委"], all_tables()["village_income"],
        rounds.RoundTerms(year, TODAY + timedelta(days=5)),
    )  # fmt: skip
    five = [line.code for line in made.of.asked]
    one = send(world, sheet(made, world), values=dict.fromkeys(five, 30_000))
    assert one.values["total"] == 150_000
    sheets.accept_sheet(world.actor(TOWN), one, None)
    assert value(world, "income.total", "青禾县委", year) == 150_000
    assert value(world, "income.villages_from_10", "青禾县委", year) == 1
    assert value(world, "income.villages_from_10_up", "青禾县委", year) == 1
    assert value(world, "income.villages_below_5", "青禾县委", year) == 0


# --- a workbook out and back --------------------------------------------------------------------


def rewritten(data: bytes, **values: str) -> bytes:
    """The workbook as somebody would fill it in offline."""
    from jishi.base.web import export
    from jishi.exchange.reading import open_workbook

    found: Sheet = open_workbook(data, "表.xlsx").sheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for _, row in found.rows()]
    for row in rows:
        if row[0] in values:
            row[4] = values[row[0]]
    return export.to_xlsx("表", rows[0], rows[1:])


def test_a_workbook_comes_back_under_the_same_checks(round_: ReturnRound, world: World):
    one = sheet(round_, world)
    lines = filled(one, TODAY)
    filled_in = rewritten(workbook.out(one, lines), **{DEEDS: "7", RELIEF: "0", "note": "无"})
    given = workbook.answers_of(one, lines, filled_in, "表.xlsx")
    assert {code: given.values[code] for code in (DEEDS, RELIEF)} == {DEEDS: 7, RELIEF: 0}
    assert send(world, one, values=given.values).values[DEEDS] == 7


@pytest.mark.parametrize(("code", "value", "word"), [
    (DEEDS, "七", "要填整数"), ("sheet", "1", "不是本单位"), ("member.all", "5", ""),
])  # fmt: skip
def test_a_wrong_workbook_is_refused_as_a_whole(
    round_: ReturnRound, world: World, code: str, value: str, word: str
):
    one = sheet(round_, world)
    lines = filled(one, TODAY)
    data = rewritten(workbook.out(one, lines), **{code: value})
    if not word:  # what is counted is simply not read
        assert code not in workbook.answers_of(one, lines, data, "表.xlsx").values
        return
    with pytest.raises(Refused, match=word):
        workbook.answers_of(one, lines, data, "表.xlsx")


def test_the_burden_is_measured(round_: ReturnRound, world: World):
    send(world, sheet(round_, world), seconds=240)
    found = burden(world.actor(COUNTY))
    fills = ReturnSheet.objects.filter(round=round_, fills=True).count()
    assert (found.whole.sheets, found.whole.asked) == (fills, 2 * fills)
    assert (found.whole.sent, found.whole.minutes) == (1, "4.0")
    assert found.whole.prefilled == "85.7%"
    assert [load.label for load in found.months] == ["2026年11月"]


def test_the_neighbour_sees_no_such_sheet(round_: ReturnRound, world: World):
    other = sheet(round_, world, "松林村党支部")
    with pytest.raises(NotVisible):
        sheet_of(world.actor(BRANCH), other.pk)


def test_nobody_is_asked_by_whom_does_not_reach_him(world: World):
    Grant.objects.filter(account=world.people[TOWN]).update(subtree=False)
    with pytest.raises(Refused, match="只到本级"):
        rounds.open_round(
            world.actor(TOWN), world["白石镇党委"], all_tables()["branch_month"],
            rounds.RoundTerms(OCTOBER, TODAY),
        )  # fmt: skip
    assert not ReturnRound.objects.exists()
