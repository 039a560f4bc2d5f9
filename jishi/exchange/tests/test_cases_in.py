"""Books of cases and of the hotline go in once: numbered, timed, who asked sealed; and undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jishi.cases.actions.lists import draw_list
from jishi.cases.models import (
    Asker,
    AskerWords,
    Case,
    CaseCounter,
    CaseListing,
    CaseRole,
    CaseStep,
)
from jishi.cases.tests.cast import Hands, entry
from jishi.exchange import actions
from jishi.exchange.recognition import recognised, workbook_of
from jishi.exchange.records.hotline import class_of
from jishi.exchange.tests.tables import bring_in, snapshot, workbook, workbook_of_sheets
from jishi.exchange.tests.test_round_trips import book, rows_of, wipe
from jishi.exchange.way import AtOnce
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

BRANCH = "河东村党支部"
LEDGER = ("序号", "发现时间", "类型", "存在问题", "问题类别", "问题来源", "所在党组织", "责任单位",
          "责任人", "整改措施", "整改时限", "整改进展", "整改结果", "完成时间", "销号时间",
          "验收人")  # fmt: skip
OPEN_ROW = ["1", "2026年10月8日", "问题整改", "活动室漏雨", "阵地与保障", "党建督查", BRANCH,
            BRANCH, "何文", "翻修屋面", "30个工作日", "2026-10-12 请人看过", "", "", "",
            ""]  # fmt: skip
SETTLED = ["2", "2026.9.1", "问题整改", "三会一课记录不全", "组织生活", "自查自纠", BRANCH, BRANCH,
           "何文", "整改措施：补齐记录", "", "", "已补齐", "2026-09-20", "2026-09-25",
           "陈岚"]  # fmt: skip

HOTLINE = ("工单编号", "来电时间", "来电人", "联系电话", "诉求标题", "诉求内容", "问题分类",
           "事发地址", "承办单位", "紧急程度", "办理时限", "办理状态", "答复内容", "办结时间",
           "是否解决", "满意度")  # fmt: skip
LAMP = ["QH-001", "2026/10/8 9:12:33", "赵先生", "13800000000", "三组路灯不亮",
        "三组路灯不亮，请打 13800000000", "市政设施/路灯", "河东村三组 3栋2单元502室", BRANCH,
        "加急", "24小时", "处理中", "", "", "", ""]  # fmt: skip
ROAD = ["QH-002", "2026年10月9日", "", "", "通组路塌方", "雨后塌方，车过不去", "道路交通", "河东村",
        BRANCH, "普通", "2026-10-20", "已办结", "已清理", "2026-10-15 16:00", "已解决",
        "比较满意"]  # fmt: skip
STYLE = ["QH-003", "46304.5", "", "", "村干部办事推诿", "找了几次何某都不办", "干部作风", "河东村",
         "", "", "", "", "", "", "", ""]  # fmt: skip


def ledger(*rows: list[str]) -> bytes:
    title = ["白石镇问题整改台账"]
    return workbook_of_sheets({"整改台账": [title, LEDGER, *rows, ["填表人：陈岚"]]})


def hotline(*rows: list[str]) -> bytes:
    return workbook_of_sheets({"12345": [["12345政务服务便民热线转办单"], HOTLINE, *rows]})


def test_each_book_is_recognised_without_help(world: World):
    for data, kind in ((ledger(OPEN_ROW, SETTLED), "cases"), (hotline(LAMP, ROAD), "hotline")):
        _, layout = recognised(workbook_of(data, "台账.xlsx"), "", "", {})
        assert layout.kind == kind
        unread = [c.header for c in layout.columns if not c.field and c.header != "序号"]
        assert unread == []


def test_a_line_is_a_case_as_far_as_it_had_come(world: World):
    town = world["白石镇党委"]
    _, plan = bring_in(world.actor("陈岚"), "cases", ledger(OPEN_ROW, SETTLED), org=town)
    assert not plan.marks, plan.marks
    settled, running = Case.objects.order_by("number")
    assert (running.state, running.limit, running.limit_unit) == ("working", 30, "working_days")
    assert (running.org, running.home, running.subject_org) == (world[BRANCH], town, world[BRANCH])
    assert (running.number, running.opened_on, running.door) == (2, date(2026, 10, 8), "import")
    assert (settled.state, settled.struck_on, settled.in_time) == (
        "struck_off", date(2026, 9, 25), True,
    )  # fmt: skip
    assert settled.look_back_on == date(2026, 12, 25)
    steps = list(CaseStep.objects.filter(case=settled).values_list("step", "by_name"))
    assert steps[-1] == ("strike_off", "陈岚")
    # It goes on from there by the flow; whoever brought it in as answered has not answered it.
    done = Hands(world).step("何文", running, "progress", text="已动工")
    assert done.state == "working"


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (OPEN_ROW, 1, "2026-12-30", "今天以后"), (OPEN_ROW, 2, "别的", "没有“别的”这一类"),
        (OPEN_ROW, 4, "天气", "没有“天气”这种类别"), (OPEN_ROW, 7, "", "没有整改措施"),
        (SETTLED, 15, "", "核准人"), (SETTLED, 15, "何文", "不能是责任人自己"),
        (SETTLED, 12, "", "没有写办理结果"), (SETTLED, 13, "2026-08-01", "早于登记"),
        (SETTLED, 14, "2026-09-02", "早于答复"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(world: World, row: list[str], column: int, value: str, said: str):
    town = world["白石镇党委"]
    wrong = [*row]
    wrong[column] = value
    _, plan = bring_in(world.actor("陈岚"), "cases", ledger(wrong), org=town)
    if said == "没有整改措施":  # without a unit it waits to be sent out
        assert Case.objects.get().state == "registered"
        return
    assert [mark for mark in plan.marks if said in mark.message], plan.marks
    assert not Case.objects.exists()


def test_the_village_cannot_bring_in_what_is_settled(world: World):
    _, plan = bring_in(world.actor("何文"), "cases", ledger(OPEN_ROW, SETTLED), org=world[BRANCH])
    assert ["上级" in mark.message for mark in plan.marks] == [True], plan.marks
    assert Case.objects.count() == 1


def every_kind_of_case(world: World) -> None:
    """Cases in every state, with whatever a book can say of them."""
    hands = Hands(world)
    problem = hands.struck("problem", lists=[draw_list(hands["陈岚"], world["白石镇党委"], "巡察")])
    hands.opened("problem", title="等分办")
    hands.handed_in("problem", title="待核准", leader="李田")
    paused = hands.opened("problem", title="暂停的", org=world["白石镇党委"])
    hands.step("陈岚", paused, "pause", text="等汛期过")
    longer = hands.opened("problem", title="延期的", org=world["白石镇党委"])
    hands.step("陈岚", longer, "extend", days=5, text="材料没到")
    hands.opened("lost_member", title="失联")
    hands.opened("weak_organisation", org=world[BRANCH])
    hands.opened("worker_request", payload={"raised_on": "2026-11-18", "reply": "已列入计划"})
    hands.step("周正", problem, "reopen", text="又漏")


def test_out_wiped_and_in_again_gives_the_same_rows(world: World):
    operator = local_operator(TODAY)
    every_kind_of_case(world)
    bring_in(world.actor("陈岚"), "hotline", hotline(LAMP, ROAD, STYLE), org=world["白石镇党委"])
    before = {kind: rows_of(operator, kind) for kind in ("cases", "hotline")}
    assert (len(before["cases"]), len(before["hotline"])) == (11, 3)
    books = {kind: book(operator, kind) for kind in before}
    _wipe()
    _, plan = bring_in(operator, "cases", books["cases"])
    assert not plan.marks, plan.marks
    assert _plain(rows_of(operator, "cases")) == _plain(before["cases"])
    whole = snapshot()
    for kind in before:  # the hotline's lines are there as well: nothing new in either book
        _, plan = bring_in(operator, kind, book(operator, kind))
        assert (plan.counts()["new"], plan.marks) == (0, [])
    assert snapshot() == whole


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without our own number: those of one minute may change places."""
    plain = [{name: value for name, value in row.items() if name != "code"} for row in rows]
    return sorted(plain, key=lambda row: (row["received"], row["title"]))


def _wipe() -> None:
    wipe(CaseListing, CaseRole, CaseStep, AskerWords, Asker)
    Case.objects.update(earlier=None)
    wipe(Case, CaseCounter)


# --- the hotline ---------------------------------------------------------------------------------


def test_a_work_order_is_a_request_with_its_limit_and_unit_and_its_words_sealed(world: World):
    town, chen = world["白石镇党委"], world.actor("陈岚")
    _, plan = bring_in(chen, "hotline", hotline(LAMP, ROAD, STYLE), org=town)
    assert not plan.marks, plan.marks
    lamp, road, style = (Case.objects.get(order_no=f"QH-00{n}") for n in (1, 2, 3))
    assert (lamp.limit, lamp.limit_unit, lamp.grade, lamp.state) == (
        24, "hours", "urgent", "assigned",
    )  # fmt: skip
    assert lamp.due_at is not None
    assert (lamp.org, lamp.class_code, lamp.door) == (world[BRANCH], "water_power", "hotline")
    assert (road.limit, road.limit_unit, road.due_on) == (11, "natural_days", date(2026, 10, 20))
    assert (road.state, road.solved, road.satisfaction, road.in_time) == (
        "struck_off", True, 4, True,
    )  # fmt: skip
    assert (style.state, style.home, style.class_code) == ("registered", town, "style")
    # Nothing personal lies open; what is told of those who would handle it stays at the desk.
    for case in (lamp, road, style):
        open_text = f"{case.title}{case.detail}{case.payload}{case.search_text}"
        for secret in ("13800000000", "赵先生", "502", "何某"):
            assert secret not in open_text
    asker = Asker.objects.get(case=lamp)
    assert str(asker.phone) != "13800000000"
    rows = rows_of(local_operator(TODAY), "hotline")
    assert "13800000000" not in str(rows)
    assert "赵先生" not in str(rows)


def test_the_same_work_order_again_changes_nothing(world: World):
    town, chen = world["白石镇党委"], world.actor("陈岚")
    bring_in(chen, "hotline", hotline(LAMP, ROAD), org=town)
    whole = snapshot()
    later = [*LAMP]
    later[11], later[12], later[13] = "已办结", "修好了", "2026-10-09"
    _, plan = bring_in(chen, "hotline", hotline(later, ROAD), org=town)
    counts = plan.counts()
    assert (counts["same"], counts["new"], counts["act"]) == (2, 0, 2)
    assert snapshot() == whole
    _, plan = bring_in(chen, "hotline", hotline(LAMP, LAMP, STYLE), org=town)
    assert [mark.code for mark in plan.marks] == ["duplicate"]


def test_a_work_order_of_another_office_is_not_registered_twice(world: World):
    bring_in(world.actor("陈岚"), "hotline", hotline(LAMP), org=world["白石镇党委"])
    other = [*LAMP]
    other[8] = ""
    _, plan = bring_in(local_operator(TODAY), "hotline", hotline(other), org=world["石桥镇党委"])
    assert [mark.message for mark in plan.marks] == ["这个单号已由别的单位登记"]


def test_undo_takes_the_book_back_with_its_numbers(world: World):
    town, chen = world["白石镇党委"], world.actor("陈岚")
    bring_in(chen, "cases", ledger(OPEN_ROW), org=town)
    before = snapshot()
    batch, _ = bring_in(chen, "hotline", hotline(LAMP, ROAD), org=town)
    assert actions.undo(AtOnce(chen), batch).kept == []
    assert CaseCounter.objects.get(kind="request").last == 0
    CaseCounter.objects.filter(kind="request").delete()
    assert snapshot() == before


def test_what_was_worked_at_or_numbered_on_stays(world: World):
    town, chen = world["白石镇党委"], world.actor("陈岚")
    batch, _ = bring_in(chen, "hotline", hotline(LAMP, ROAD), org=town)
    Hands(world).opened("request", subject_org=None)
    kept = actions.undo(AtOnce(chen), batch).kept
    assert len(kept) == 2
    assert all("断号" in why for _, why in kept)
    assert Case.objects.count() == 3


# --- three ugly ones -----------------------------------------------------------------------------

UGLY = {
    "merged_title_and_total": workbook_of_sheets({
        "Sheet1": [
            ["白石镇12345热线工单交办台账（2026年10月）"],
            ["单位：白石镇", "", "", "日期：2026.10.31"],
            ["序号", "工单号 ", "派单时间", "反映人", "电话", "反映内容", "一级分类", "承办部门",
             "截止日期"],
            ["1", "20261001", "20261008", "钱女士", "0990-1234567", "垃圾没人收", "市容环卫",
             BRANCH, "2026年10月15日"],
            ["2", "20261002", "2026.10.9", "", "", "自来水停水两天", "公用事业", "河东村", "3天"],
            ["合计", "2"], ["制表：陈岚"],
        ]
    }),
    "two_sheets_and_blank_rows": workbook_of_sheets({
        "说明": [["本表由热线中心导出"]],
        "工单明细": [
            ["受理单号", "来电日期", "诉求标题", "诉求描述", "诉求分类", "主办单位", "限办时间",
             "缓急程度"],
            ["", "", "", "", "", "", "", ""],
            ["B-1", "2026-10-08 08:30:00", "停水", "全村停水", "供水", BRANCH, "2", "紧急件"],
            ["", "", "", "", "", "", "", ""],
            ["B-2", "2026/10/9", "路面破损", "坑大", "城市道路", BRANCH, "5个工作日", "一般件"],
        ],
    }),
    "wrong_cells": workbook_of_sheets({
        "转办": [
            ["热线编号", "交办时间", "主要内容", "归口类别", "办理单位", "到期时间"],
            ["C-1", "2026-10-08", "下水道堵", "物业管理", BRANCH, "尽快"],
            ["C-2", "昨天", "路灯坏", "路灯", BRANCH, "7天"],
            ["C-3", "2026-10-08", "路灯坏", "路灯", "不存在的单位", "7天"],
            ["C-4", "2026-10-08", "咨询低保", "民政", BRANCH, "7天"],
        ]
    }),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "went_in", "refused"),
    [("merged_title_and_total", 2, 0), ("two_sheets_and_blank_rows", 2, 0), ("wrong_cells", 1, 3)],
)
def test_ugly_hotline_books_go_in_row_by_row(world: World, name: str, went_in: int, refused: int):
    _, layout = recognised(workbook_of(UGLY[name], "热线.xlsx"), "", "", {})
    assert layout.kind == "hotline"
    _, plan = bring_in(world.actor("陈岚"), "", UGLY[name], org=world["白石镇党委"])
    assert (len(plan.intents), len(plan.refused)) == (went_in, refused), plan.marks
    assert Case.objects.filter(kind="request").count() == went_in


def test_classes_of_hotlines_tell_ours():
    said = {"道路交通": "roads", "市容环卫/垃圾清运": "environment", "城乡建设/物业": "property",
            "供水": "water_power", "民政/低保": "welfare", "三农问题": "land", "其他": "other",
            "无": "other"}  # fmt: skip
    assert {word: class_of(word) for word in said} == said


def test_a_second_word_for_the_kind_is_enough(world: World):
    heads = ("日期", "类型", "事由", "类别", "来源", "责任单位")
    row = ["2026-10-08", "问题", "漏雨", "阵地与保障", "党建督查", BRANCH]
    data = workbook(heads, [row])
    _, plan = bring_in(world.actor("陈岚"), "cases", data, org=world["白石镇党委"])
    assert ["整改措施" in mark.message for mark in plan.marks] == [True]
    assert entry(world, "problem").payload


def test_the_table_itself_refuses_a_second_case_of_one_work_order(world: World):
    bring_in(world.actor("陈岚"), "hotline", hotline(LAMP, ROAD), org=world["白石镇党委"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(order_no="QH-002").update(order_no="QH-001")


def test_a_book_that_left_words_open_would_be_noticed(world: World, monkeypatch):
    monkeypatch.setattr("jishi.exchange.records.hotline.private_in", lambda text: ())
    with pytest.raises(AssertionError):
        test_a_work_order_is_a_request_with_its_limit_and_unit_and_its_words_sealed(world)
