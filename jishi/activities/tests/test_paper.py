"""The paper journey: sheets printed ahead, a pile scanned, meetings entered beside the picture."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PIL import Image

from jishi.activities.actions import (
    Entry,
    TopicRow,
    Typed,
    What,
    cancel_activity,
    plan_activity,
)
from jishi.activities.actions.entering import attach_pages, enter_meeting
from jishi.activities.actions.paper import print_for, print_sheets, spoil_sheet
from jishi.activities.actions.scanning import close_batch, place_page, take_scan
from jishi.activities.hints import hints_of
from jishi.activities.models import Activity, ActivityFile, PaperSheet, ScanBatch, ScanPage
from jishi.activities.paper.codes import Mark, make_code, shown
from jishi.activities.paper.layout import SHEET_KINDS, pages_of
from jishi.activities.queries import paper
from jishi.activities.queries.evidence import evidence
from jishi.activities.tests.cast import BRANCH, Cast
from jishi.activities.tests.scanner import drawn, jpeg_of, pdf_of, scanned
from jishi.base.jobs.worker import work_one
from jishi.base.models import InboxItem
from jishi.tree.errors import Conflict, NotVisible, Refused
from tests.world import TODAY, World

PRINTED, HELD = date(2026, 11, 2), date(2026, 11, 6)
OTHERS = "柳湾村党支部"


def printed(
    world: World, count: int = 1, kind: str = "meeting", org: str = BRANCH, who: str = "何文"
) -> list[PaperSheet]:
    return print_sheets(world.actor(who, PRINTED), [world[org]], kind, count)


def marks(sheet: PaperSheet) -> list[Mark]:
    return [page.mark for page in pages_of(SHEET_KINDS[sheet.kind], sheet.code)]


def small(mark: Mark | None, **how: Any) -> Image.Image:
    return scanned(drawn(mark, 110), **how)


def scan(world: World, *pages: Image.Image, who: str = "何文", org: str = BRANCH) -> ScanBatch:
    batch = take_scan(world.actor(who), world[org], [("扫描.pdf", pdf_of(pages, 110))])
    while work_one():
        pass
    batch.refresh_from_db()
    return batch


def entry(kind: str = "committee", held_on: date = HELD, **more: Any) -> Entry:
    topics = (TopicRow("讨论村道硬化", "discuss", resolution="同意"),)
    values = {"typed": Typed(expected=5, present=4), "topics": topics, **more}
    return Entry(What((kind,), held_on), **values)


# --- sheets -------------------------------------------------------------------------------------


def test_sheets_are_numbered_on_within_the_year_of_each_organisation(world: World):
    printed(world, 2)
    printed(world, 1, "vote")
    elsewhere = printed(world, 1, org=OTHERS, who="柳芳")
    own = PaperSheet.objects.filter(org=world[BRANCH]).order_by("number")
    assert [(s.year, s.number, s.kind) for s in own] == [
        (2026, 1, "meeting"), (2026, 2, "meeting"), (2026, 3, "vote"),
    ]  # fmt: skip
    assert [s.number for s in elsewhere] == [1]
    assert len({s.code for s in PaperSheet.objects.all()}) == 4


def test_a_township_prints_for_every_branch_at_once(world: World):
    actor = world.actor("陈岚", PRINTED)
    orgs = paper.branches(actor, world["白石镇党委"])
    made = print_sheets(actor, orgs, "meeting", 3)
    assert [(s.org.short_name, s.number) for s in paper.run(actor, made[0].run)] == [
        (name, number) for name in (BRANCH, OTHERS) for number in (1, 2, 3)
    ]
    own = paper.run(world.actor("何文"), made[0].run)
    assert {s.org.short_name for s in own} == {BRANCH}
    with pytest.raises(NotVisible):
        paper.run(world.actor("宋青"), made[0].run)


def test_nobody_prints_for_the_neighbour_and_nothing_is_numbered(world: World):
    with pytest.raises(NotVisible):
        print_sheets(world.actor("何文"), [world[BRANCH], world["松林村党支部"]], "meeting", 2)
    assert not PaperSheet.objects.filter(org=world["松林村党支部"]).exists()


def test_too_many_are_refused(world: World):
    with pytest.raises(Refused):
        printed(world, 61)
    assert not PaperSheet.objects.exists()


def test_a_spoilt_sheet_records_nothing(cast: Cast):
    (sheet,) = printed(cast.world)
    actor = cast.world.actor("何文")
    batch = scan(cast.world, small(marks(sheet)[1]))
    spoil_sheet(actor, sheet, sheet.version, "写错")
    with pytest.raises(Refused, match="作废"):
        enter_meeting(actor, batch, sheet.code, entry())
    assert not Activity.objects.exists()
    with pytest.raises(Conflict):
        spoil_sheet(actor, sheet, sheet.version, "再来一次")


# --- the journey --------------------------------------------------------------------------------


def test_twenty_scanned_pages_become_six_meetings(cast: Cast):
    """Printed, written on, scanned as a heap, entered: six meetings with their minutes."""
    world = cast.world
    sheets = printed(world, 6)
    pages = [mark for sheet in sheets for mark in marks(sheet)]  # 18 pages
    heap = [small(mark, turn=180.0 * (n % 2), noise=20) for n, mark in enumerate(pages)]
    heap[5:5] = [small(None, noise=20)]  # a page of a note book
    heap[12:12] = [scanned(Image.new("L", (910, 1286), 245), noise=15)]
    order = [(n * 7) % 20 for n in range(20)]
    batch = scan(world, *(heap[n] for n in order))
    pile = paper.piled(batch)
    assert batch.state == "open"
    assert batch.pages.count() == 20
    assert {meeting.code for meeting in pile.meetings} == {sheet.code for sheet in sheets}
    assert all(len(meeting.pages) == 3 for meeting in pile.meetings)
    assert [len(pile.unknown), len(pile.blank)] == [1, 1]

    actor = world.actor("何文")
    kinds = ("assembly", "committee", "theme_day", "lesson", "committee", "group")
    place_page(actor, pile.unknown[0], shown(sheets[0].code).lower())
    for n, (sheet, kind) in enumerate(zip(sheets, kinds, strict=True)):
        topic = {
            "assembly": TopicRow("讨论村道硬化", "other", in_favour=8, against=0, abstained=1),
            "lesson": TopicRow("讲党史", "lecture", lecturer_name="陈岚"),
        }.get(kind, TopicRow("安排秋收", "arrange"))
        typed = Typed(expected=12, present=9, expected_voters=12, present_voters=9)
        day = date(2026, 11, 5 + n)
        enter_meeting(actor, batch, sheet.code, entry(kind, day, topics=(topic,), typed=typed))

    recorded = Activity.objects.order_by("held_on")
    assert [a.sheet_code for a in recorded] == [sheet.code for sheet in sheets]
    assert {a.source for a in recorded} == {"paper"}
    assert [a.files.count() for a in recorded] == [4, 3, 3, 3, 3, 3]
    assert ActivityFile.objects.filter(kind="minutes").count() == 13
    assert ActivityFile.objects.filter(kind="attendance").count() == 6
    counted = evidence([world[BRANCH].pk], kinds, PRINTED, TODAY)
    assert sorted(e.kind for e in counted) == sorted(kinds)
    batch.refresh_from_db()
    close_batch(actor, batch, batch.version)
    title = f"识别扫描件：{batch.title}已完成"
    assert InboxItem.objects.filter(account=world.people["何文"], title=title).count() == 1


def test_a_meeting_is_entered_once_and_its_pages_follow_later(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    (sheet,) = printed(world)
    first, second, third = marks(sheet)
    batch = scan(world, small(second), small(third))
    activity = enter_meeting(actor, batch, sheet.code, entry())
    with pytest.raises(Refused):
        enter_meeting(actor, batch, sheet.code, entry())
    late = scan(world, small(first))
    with pytest.raises(Refused, match="已经登记"):
        enter_meeting(actor, late, sheet.code, entry())
    assert attach_pages(actor, late, sheet.code) == activity
    assert Activity.objects.count() == 1
    kinds = activity.files.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["minutes", "minutes", "attendance"]


def test_a_refused_entry_leaves_pages_and_sheet_as_they_were(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    (sheet,) = printed(world)
    batch = scan(world, small(marks(sheet)[1]))
    with pytest.raises(Refused):
        enter_meeting(actor, batch, sheet.code, entry(held_on=date(2027, 1, 1)))
    sheet.refresh_from_db()
    assert sheet.state == "free"
    assert not Activity.objects.exists()
    assert not batch.pages.filter(activity__isnull=False).exists()


def test_when_a_meeting_was_cancelled_its_sheet_still_belongs_to_it(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    (sheet,) = printed(world)
    batch = scan(world, small(marks(sheet)[1]))
    activity = enter_meeting(actor, batch, sheet.code, entry())
    activity.refresh_from_db()
    cancel_activity(actor, activity, activity.version, "录重了")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.activity_id) == ("used", activity.pk)


def plan(world: World) -> Activity:
    what = What(("theme_day",), HELD, place="村口小河", noticed_on=PRINTED)
    topics = (TopicRow("清理河道", "practice"),)
    return plan_activity(world.actor("何文", PRINTED), world[BRANCH], what, topics)


def test_a_sheet_printed_for_a_planned_meeting_becomes_that_meeting(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    planned = plan(world)
    sheet = print_for(world.actor("何文", PRINTED), planned)
    assert print_for(world.actor("何文", PRINTED), planned) == sheet
    assert (sheet.activity, sheet.state) == (planned, "free")
    printed_page = world.client("何文").get(f"/activities/sheets/run/{sheet.run}/")
    assert "会议（活动）：主题党日" in printed_page.content.decode()
    batch = scan(world, *(small(mark) for mark in marks(sheet)))
    page = world.client("何文").get(f"/activities/scans/{batch.pk}/enter/{sheet.code}/")
    assert "清理河道" in page.content.decode()
    held = enter_meeting(actor, batch, sheet.code, entry("theme_day"))
    assert (held.pk, held.stage, held.source) == (planned.pk, "held", "paper")
    assert (held.sheet_code, held.noticed_on) == (sheet.code, PRINTED)
    sheet.refresh_from_db()
    assert sheet.state == "used"
    assert Activity.objects.count() == 1
    with pytest.raises(Refused, match="已经登记"):
        print_for(actor, held)


def test_a_sheet_of_a_plan_that_was_dropped_serves_another_meeting(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    planned = plan(world)
    sheet = print_for(world.actor("何文", PRINTED), planned)
    cancel_activity(actor, planned, None, "下雨")
    batch = scan(world, small(marks(sheet)[1]))
    held = enter_meeting(actor, batch, sheet.code, entry())
    sheet.refresh_from_db()
    assert held.pk != planned.pk
    assert (sheet.activity_id, sheet.state) == (held.pk, "used")


def test_a_sheet_of_a_plan_may_be_spoilt(cast: Cast):
    actor = cast.world.actor("何文", PRINTED)
    sheet = print_for(actor, plan(cast.world))
    spoil_sheet(actor, sheet, sheet.version, "写错")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.activity_id) == ("spoilt", None)


def test_scanned_sheets_are_no_photographs_seen_twice(cast: Cast):
    """Forms look alike: without the exception this pair would be shown as one picture twice."""
    world, actor = cast.world, cast.world.actor("何文")
    one, two = printed(world, 2)
    pages = [small(mark) for mark in (marks(one)[1], marks(two)[1])]
    batch = scan(world, *pages)
    first, second = (enter_meeting(actor, batch, s.code, entry()) for s in (one, two))
    assert all(file.look for file in ActivityFile.objects.all())
    assert hints_of(actor, second).pictures == ()
    Activity.objects.filter(pk__in=(first.pk, second.pk)).update(source="screen")
    second.refresh_from_db()
    assert len(hints_of(actor, second).pictures) == 1


def test_pages_of_an_old_note_book_become_a_meeting_without_sheets(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    batch = scan(world, small(None), small(None))
    one, two = batch.pages.all()
    place_page(actor, one, "new")
    place_page(actor, two, "#1")
    activity = enter_meeting(actor, batch, "#1", entry())
    assert (activity.sheet_code, activity.org, activity.files.count()) == ("", world[BRANCH], 2)


# --- by hand ------------------------------------------------------------------------------------


def test_a_code_of_somebody_else_is_not_believed(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    (theirs,) = printed(world, org=OTHERS, who="柳芳")
    batch = scan(world, small(marks(theirs)[1]), small(Mark(make_code(), "M", 1)))
    pages = list(batch.pages.all())
    assert [(p.state, p.code) for p in pages] == [("unknown", ""), ("unknown", "")]
    assert pages[0].said == theirs.code
    for where, why in ((theirs.code, "不是本组织"), ("1234", "编号不对"), ("#7", "编号不对")):
        with pytest.raises(Refused, match=why):
            place_page(actor, pages[0], where)
    assert ScanPage.objects.filter(state="unknown").count() == 2


def test_a_township_scans_the_heap_of_all_its_branches(cast: Cast):
    world = cast.world
    sheets = printed(world) + printed(world, org=OTHERS, who="柳芳")
    batch = scan(world, *(small(marks(s)[1]) for s in sheets), who="陈岚", org="白石镇党委")
    actor = world.actor("陈岚")
    activity = enter_meeting(actor, batch, sheets[1].code, entry("theme_day"))
    assert activity.org == world[OTHERS]
    with pytest.raises(NotVisible):
        paper.batch(world.actor("何文"), batch.pk)
    with pytest.raises(NotVisible):
        enter_meeting(world.actor("石磊"), batch, sheets[0].code, entry("theme_day"))
    assert Activity.objects.count() == 1


def test_a_pile_is_done_only_when_no_page_waits(cast: Cast):
    world, actor = cast.world, cast.world.actor("何文")
    batch = scan(world, small(None))
    with pytest.raises(Refused, match="还有 1 页"):
        close_batch(actor, batch, batch.version)
    place_page(actor, batch.pages.get(), "aside")
    close_batch(actor, batch, batch.version)
    batch.refresh_from_db()
    assert batch.state == "done"


def test_a_damaged_file_is_told_and_the_others_are_read(cast: Cast):
    world = cast.world
    (sheet,) = printed(world)
    good = jpeg_of(small(marks(sheet)[1]))
    batch = take_scan(
        world.actor("何文"), world[BRANCH], [("坏.pdf", b"%PDF-1.7 nothing"), ("好.jpg", good)]
    )
    while work_one():
        pass
    batch.refresh_from_db()
    assert "坏.pdf" in batch.notes
    assert [(p.number, p.code) for p in batch.pages.all()] == [(1, sheet.code)]


def test_what_is_no_scan_is_refused_and_nothing_is_kept(world: World):
    with pytest.raises(Refused, match="不是扫描件"):
        take_scan(world.actor("何文"), world[BRANCH], [("名册.csv", "姓名,性别\n".encode())])
    assert not ScanBatch.objects.exists()


def test_reading_goes_on_where_it_was_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """A worker that dies after the second page: the next one reads the third, none twice."""
    from jishi.activities.actions import scanning

    world = cast.world
    (sheet,) = printed(world)
    batch = take_scan(
        world.actor("何文"), world[BRANCH],
        [("扫描.pdf", pdf_of([small(m) for m in marks(sheet)], 110))],
    )  # fmt: skip
    whole, stored = scanning.read_scan, []

    def dies(data: bytes) -> Any:
        for page in whole(data):
            if page.at == 2 and not stored:
                stored.append(page)
                raise OSError("the worker is gone")
            yield page

    monkeypatch.setattr(scanning, "read_scan", dies)
    while work_one():
        pass
    assert batch.pages.count() == 2
    batch.job.refresh_from_db()
    batch.job.run_after = batch.job.made_at
    batch.job.save(update_fields=["run_after"])
    while work_one():
        pass
    assert [(p.number, p.at, p.part) for p in batch.pages.all()] == [
        (1, 0, "A"), (2, 1, "M"), (3, 2, "M"),
    ]  # fmt: skip
