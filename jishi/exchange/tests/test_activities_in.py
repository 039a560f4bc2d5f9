"""A ledger of meetings goes in once: counted, answering for its duties, never doubled, undone."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.activities.models import (
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
    Topic,
)
from jishi.activities.tests.cast import LESSON as LECTURE
from jishi.activities.tests.cast import NAMES, Cast, build
from jishi.duties.actions.starting import set_start
from jishi.duties.models import DutyItem
from jishi.exchange import actions, export_book
from jishi.exchange.recognition import recognised, workbook_of
from jishi.exchange.records.activities import kinds_of
from jishi.exchange.records.kind import Wrong, kinds
from jishi.exchange.tests.tables import bring_in, snapshot, workbook, workbook_of_sheets
from jishi.exchange.tests.test_round_trips import book, rows_of, wipe
from jishi.exchange.way import AtOnce
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

LEDGER = ("序号", "召开时间", "会议类型", "会议主题", "会议地点", "主持人", "记录人", "应到人数",
          "实到人数", "主要内容")  # fmt: skip
BRANCH = "河东村党支部"


@pytest.fixture
def cast(world: World) -> Cast:
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))
    return build(world)


def ledger(*rows: list[str]) -> bytes:
    """As a branch keeps it: a title above the heads, a note below."""
    title = [f"{BRANCH}三会一课登记表"]
    return workbook_of_sheets({"三会一课": [title, LEDGER, *rows, ["填表人：何文"]]})


ASSEMBLY = ["1", "2026年10月8日", "支部党员大会", "", "党员活动室", "何文", "林可", "12", "10",
            "1.通过计划；2.学习"]  # fmt: skip
LESSON = [
    "2",
    "2026.10.15",
    "主题党日、党课",
    "秋收帮工",
    "田间",
    "何文",
    "韦明",
    "12",
    "9",
    "帮工",
]


def test_a_ledger_with_a_title_is_recognised_without_help(cast: Cast):
    book_ = workbook_of(ledger(ASSEMBLY, LESSON), "三会一课台账.xlsx")
    _, layout = recognised(book_, "", "", {})
    assert layout.kind == "activities"
    fields = {column.field for column in layout.columns}
    assert {"held_on", "kind", "title", "place", "chair", "recorder", "expected", "present",
            "minutes"} <= fields  # fmt: skip


def test_a_row_is_a_meeting_that_fulfils_its_duty(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    _, plan = bring_in(chen, "activities", ledger(ASSEMBLY, LESSON), org=branch)
    assert not plan.marks, plan.marks
    held = Activity.objects.get(parts__kind="assembly")
    assert (held.held_on, held.expected, held.present) == (date(2026, 10, 8), 12, 10)
    assert (held.source, held.stage, held.chair) == ("import", "held", cast.people["何文"])
    assert [part.counts for part in held.parts.all()] == [True]
    assert DutyItem.objects.get(org=branch, duty="assembly.quarterly", slot="2026Q4").met_on
    month = DutyItem.objects.get(org=branch, duty="theme_day.monthly", slot="2026-10")
    assert month.met_on == date(2026, 10, 15)


def test_named_people_are_the_list(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    heads = ("活动时间", "活动类型", "议题", "参加人员", "授课人", "状态")
    there = "、".join(NAMES[:8])
    row = ["2026-10-08", "党员大会、党课", "守纪律；讨论修路", there, "外请教授", "已归档"]
    _, plan = bring_in(chen, "activities", workbook(heads, [row]), org=branch)
    assert not plan.marks, plan.marks
    held = Activity.objects.get()
    assert (held.expected, held.present, held.present_voters) == (12, 8, 8)
    assert (held.stage, held.archived_on) == ("archived", TODAY)
    assert Attendance.objects.filter(activity=held, mark="absent").count() == 4
    lecture = Topic.objects.get(activity=held, kind="lecture")
    assert (lecture.lecturer, lecture.lecturer_name) == (None, "外请教授")


@pytest.mark.parametrize(
    ("column", "value", "field", "said"),
    [
        (1, "2026-12-08", "held_on", "还没有开的"),
        (1, "2011-05-01", "held_on", "早于组织成立"),
        (2, "联欢会", "kind", "没有“联欢会”这种活动"),
        (7, "8", "present", "实到人数须在零与应到人数之间"),
        (5, "周麦", "chair", "由书记主持"),
    ],
)
def test_what_cannot_be_is_said_on_its_cell(
    cast: Cast, column: int, value: str, field: str, said: str
):
    row = [*ASSEMBLY]
    row[column] = value
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    _, plan = bring_in(chen, "activities", ledger(row, LESSON), org=branch)
    assert [mark.message for mark in plan.marks if said in mark.message], plan.marks
    assert plan.counts()["new"] == 1  # the other row goes in
    places = plan.marks[0].column
    heads = {"held_on": 2, "kind": 3, "present": 9, "chair": 6}
    assert places == heads[field]


def test_a_stranger_on_the_list_is_named(cast: Cast):
    heads = ("日期", "类型", "议题", "到会人员")
    row = ["2026-10-08", "党员大会", "修路", "何文、赵无名"]
    _, plan = bring_in(
        cast.world.actor("陈岚"), "activities", workbook(heads, [row]), org=cast.world[BRANCH]
    )
    assert "赵无名" in plan.marks[0].message
    assert not Activity.objects.exists()


def test_the_same_ledger_again_changes_nothing_and_says_what_differs(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    bring_in(chen, "activities", ledger(ASSEMBLY, LESSON), org=branch)
    before = snapshot()
    other = [*LESSON]
    other[8] = "11"
    _, plan = bring_in(chen, "activities", ledger(ASSEMBLY, other), org=branch)
    counts = plan.counts()
    assert (counts["same"], counts["new"], counts["act"]) == (2, 0, 1)
    assert snapshot() == before


def test_two_rows_of_one_meeting_are_told(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    _, plan = bring_in(chen, "activities", ledger(LESSON, LESSON), org=branch)
    assert plan.marks[0].code == "duplicate"
    assert Activity.objects.count() == 1


def test_undo_takes_the_meetings_and_what_followed_from_them(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    before = snapshot()
    batch, _ = bring_in(chen, "activities", ledger(ASSEMBLY, LESSON), org=branch)
    assert snapshot() != before
    assert actions.undo(AtOnce(chen), batch).kept == []
    assert snapshot() == before


def test_one_that_was_corrected_since_stays(cast: Cast):
    chen, branch = cast.world.actor("陈岚"), cast.world[BRANCH]
    batch, _ = bring_in(chen, "activities", ledger(ASSEMBLY, LESSON), org=branch)
    from jishi.activities.actions import cancel_activity

    cancel_activity(chen, Activity.objects.order_by("pk")[0], None, "登记重了")
    outcome = actions.undo(AtOnce(chen), batch)
    assert [why for _, why in outcome.kept] == ["之后又改过"]
    assert Activity.objects.count() == 1


def test_out_wiped_and_in_again_gives_the_same_rows(cast: Cast):
    operator = local_operator(TODAY)
    cast.hold("assembly", "lesson", topics=(LECTURE,), what={"title": "十一月大会"})
    cast.hold("life_meeting", what={"payloads": {"life_meeting": {"form": "assembly"}}})
    cast.hold("committee", present=4, minutes="第一行\n第二行")
    before, data = rows_of(operator, "activities"), book(operator, "activities")
    items = list(DutyItem.objects.order_by("org", "duty", "slot").values_list("duty", "met_on"))
    wipe(Topic, Attendance, ActivityOrg, ActivityPart, Activity)
    _, plan = bring_in(operator, "activities", data)
    assert not plan.marks, plan.marks
    assert [_but_code(row) for row in rows_of(operator, "activities")] == [
        _but_code(row) for row in before
    ]
    again = DutyItem.objects.order_by("org", "duty", "slot").values_list("duty", "met_on")
    assert list(again) == items
    _, plan = bring_in(operator, "activities", book(operator, "activities"))
    assert plan.counts()["same"] == 3


def _but_code(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "code"}


def test_an_empty_table_is_recognised(world: World):
    empty = workbook_of(export_book.template(kinds()["activities"]), "空表.xlsx")
    _, layout = recognised(empty, "", "", {})
    assert layout.kind == "activities"
    assert len(layout.columns) == len(kinds()["activities"].fields)


def test_offices_words_for_kinds():
    from jishi.activities.kinds import all_kinds

    assert kinds_of("支部党员大会，党课", all_kinds()) == ("assembly", "lesson")
    assert kinds_of("theme_day", all_kinds()) == ("theme_day",)
    with pytest.raises(Wrong):
        kinds_of("主题党日 野餐", all_kinds())
