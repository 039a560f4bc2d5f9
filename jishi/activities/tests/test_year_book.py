"""The year book of a branch, and the inspector who reads it for some days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jishi.activities.actions import ItemRow, TopicRow, cancel_activity, finish_item
from jishi.activities.actions import inspection as acts
from jishi.activities.models import ActionItem, Inspection, InspectionNote
from jishi.activities.queries import inspections, year_book
from jishi.activities.tests.cast import BRANCH, Cast
from jishi.base.models import InboxItem
from jishi.base.web.chapters import Book, chapters
from jishi.tree.errors import NotVisible, Refused
from tests.world import TODAY, World

LESSON = TopicRow("讲百年党史", "lecture", lecturer_name="陈岚")
ITEM = ItemRow("丈量路段", owner_name="李田", due_on=date(2026, 11, 10))
BOOK_URL = "/activities/year-book/{}/?year=2026"


def book(world: World, year: int = 2026) -> Book:
    return Book(world[BRANCH], year, TODAY)


def titles(world: World, who: str) -> list[str]:
    return [written.chapter.title for written in chapters(world.actor(who), book(world))]


def opened(world: World, who: str = "周正", inspector: str = "luo") -> Inspection:
    until = TODAY + timedelta(days=14)
    return acts.open_book(world.actor(who), world[BRANCH], 2026, inspector, until, "督查")


# --- the book -----------------------------------------------------------------------------------


def test_a_book_holds_the_meetings_of_its_year_in_order_and_none_that_was_cancelled(cast: Cast):
    cast.hold("theme_day", held_on=date(2026, 3, 5))
    cast.hold("committee", held_on=date(2026, 2, 3), topics=(TopicRow("安排", "arrange"),))
    cast.hold("theme_day", held_on=date(2025, 12, 30))
    gone = cast.hold("theme_day", held_on=date(2026, 4, 5))
    cancel_activity(cast.world.actor("何文"), gone, gone.version, "录重了")
    found = year_book.records(book(cast.world))
    assert [(r.number, r.activity.held_on, r.kinds) for r in found] == [
        (1, date(2026, 2, 3), "支委会"),
        (2, date(2026, 3, 5), "主题党日"),
    ]
    assert year_book.counts(found) == [("支委会", 1), ("主题党日", 1)]


def test_a_member_has_the_times_he_came_beside_the_times_he_was_expected(cast: Cast):
    cast.hold("theme_day", held_on=date(2026, 3, 5), present=12)
    cast.hold("theme_day", held_on=date(2026, 4, 5), present=3)
    came = {member.name: member.came for member in year_book.members(book(cast.world))}
    assert (came["何文"], came["王桐"]) == ("2/2", "1/2")
    posts = {member.name: member.posts for member in year_book.members(book(cast.world))}
    assert posts["何文"] == ["书记"]


def test_what_was_decided_stands_with_what_became_of_it(cast: Cast):
    cast.hold("assembly", items=(ITEM, ItemRow("公示预算")))
    item = ActionItem.objects.get(text="丈量路段")
    finish_item(cast.world.actor("何文"), item, item.version, on=TODAY, note="已量完")
    page = cast.world.client("何文").get(BOOK_URL.format(cast.world[BRANCH].pk)).content.decode()
    assert "2026-11-20 办结：已量完" in page
    assert "办理中" in page


def test_everybody_reads_the_chapters_of_his_own_rights(cast: Cast):
    whole = titles(cast.world, "何文")
    assert whole[:5] == [
        "班子和任职", "党员名册", "组织生活目录", "会议和活动记录", "议定事项及办理结果",
    ]  # fmt: skip
    assert {"应办事项完成情况", "党费收缴"} <= set(whole)
    assert titles(cast.world, "宋青") == []
    assert titles(cast.world, "韦明") == []


def test_the_neighbour_does_not_read_it(cast: Cast):
    url = BOOK_URL.format(cast.world[BRANCH].pk)
    assert cast.world.client("宋青").get(url).status_code == 404
    assert cast.world.client("陈岚").get(url).status_code == 200


def test_a_year_that_has_not_come_is_this_one(cast: Cast):
    url = f"/activities/year-book/{cast.world[BRANCH].pk}/"
    for year in ("2099", "x", "', '"):
        page = cast.world.client("何文").get(url, {"year": year}).content.decode()
        assert "2026年工作手册" in page or "年工作手册" in page


# --- the inspector ------------------------------------------------------------------------------


def own_url(row: Inspection) -> str:
    return f"/activities/inspections/own/{row.pk}/"


def test_a_stranger_reads_the_opened_book_and_nothing_else(cast: Cast):
    """石磊 of the neighbouring town may read this book, and no other page of the branch."""
    cast.hold("assembly")
    row = opened(cast.world, inspector="shi")
    client = cast.world.client("石磊")
    page = client.get(own_url(row)).content.decode()
    assert "讨论村道硬化" in page
    assert "党费收缴" in page
    assert client.get(BOOK_URL.format(cast.world[BRANCH].pk)).status_code == 404
    assert cast.world.client("宋青").get(own_url(row)).status_code == 404


def test_it_closes_by_itself_and_at_once_when_taken_back(cast: Cast):
    row = opened(cast.world)
    actor = cast.world.actor("罗静", row.until)
    assert inspections.own(actor, row.pk) == row
    with pytest.raises(NotVisible):
        inspections.own(cast.world.actor("罗静", row.until + timedelta(days=1)), row.pk)
    acts.withdraw(cast.world.actor("周正"), row, row.version)
    with pytest.raises(NotVisible):
        inspections.own(actor, row.pk)
    with pytest.raises(Refused):
        acts.add_note(actor, row, "remark", "chapter-1", "班子", "看不到了")
    assert not InspectionNote.objects.exists()


def test_a_correction_reaches_the_branch_is_answered_and_settled(cast: Cast):
    world, row = cast.world, opened(cast.world)
    reader, clerk = world.actor("罗静"), world.actor("何文")
    note = acts.add_note(reader, row, "correction", "record-1", "第1次", "请补讲稿")
    todo = InboxItem.objects.get(account=world.people["何文"], key=f"inspection_note:{note.pk}")
    assert (todo.kind, todo.done_at) == ("todo", None)
    with pytest.raises(Refused):
        acts.settle_note(reader, note)
    acts.answer_note(clerk, note, note.version, "已补")
    todo.refresh_from_db()
    assert todo.done_at is not None
    assert InboxItem.objects.filter(
        account=world.people["罗静"], key__startswith=f"inspection_note:{note.pk}:"
    ).exists()
    assert acts.settle_note(reader, note).state == "settled"
    with pytest.raises(Refused):
        acts.answer_note(clerk, note, note.version + 2, "再答")


def test_a_remark_needs_no_answer_and_nobody_else_writes_one(cast: Cast):
    row = opened(cast.world)
    note = acts.add_note(cast.world.actor("罗静"), row, "remark", "chapter-2", "名册", "很好")
    with pytest.raises(Refused):
        acts.answer_note(cast.world.actor("何文"), note, note.version, "谢谢")
    with pytest.raises(NotVisible):
        acts.add_note(cast.world.actor("石磊"), row, "remark", "chapter-2", "名册", "我也看")
    with pytest.raises(NotVisible):
        acts.answer_note(cast.world.actor("宋青"), note, note.version, "不是我的")
    assert InspectionNote.objects.get().answer == ""


def test_who_has_read_which_book_is_seen(cast: Cast):
    row = opened(cast.world)
    acts.finish(cast.world.actor("罗静"), row, "总体规范")
    seen = inspections.inspection(cast.world.actor("何文"), row.pk)
    assert (seen.finished_on, seen.opinion, seen.inspector_name) == (TODAY, "总体规范", "罗静")
    assert not inspections.inspections(cast.world.actor("宋青")).exists()


@pytest.mark.parametrize(
    ("login", "days", "year", "why"),
    [
        ("sys", 14, 2026, "没有这个账号"),
        ("nobody", 14, 2026, "没有这个账号"),
        ("luo", 300, 2026, "最多开放"),
        ("luo", -1, 2026, "已过"),
        ("luo", 14, 2027, "还没有"),
    ],
)
def test_a_book_is_not_opened(world: World, login: str, days: int, year: int, why: str):
    with pytest.raises(Refused, match=why):
        acts.open_book(
            world.actor("周正"), world[BRANCH], year, login, TODAY + timedelta(days), "督查"
        )
    assert not Inspection.objects.exists()


def test_a_township_opens_to_its_own_people_and_confirms_no_login_of_others(world: World):
    assert opened(world, "陈岚", "chen").inspector == world.people["陈岚"]
    assert opened(world, "陈岚", "liu").inspector == world.people["柳芳"]
    for login in ("shi", "no-such-login"):
        with pytest.raises(Refused, match="没有这个账号"):
            opened(world, "陈岚", login)


def test_a_branch_does_not_open_its_own_book_to_others(world: World):
    client = world.client("何文")
    assert client.get("/activities/inspections/new/").status_code == 403
