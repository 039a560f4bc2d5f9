"""What people see: their own, the proof behind it, no rank unless the office shows one."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jishi.activities.tests.cast import build
from jishi.base.models import InboxItem
from jishi.base.settings_tree import Basis, set_value
from jishi.kernel.period import Period
from jishi.registers.actions import Terms, appoint_person
from jishi.registers.actions.venues import VenueRow, correct_venue, register_venue
from jishi.standards.actions.grading import Sheets, count_sheets
from jishi.standards.actions.rounds import RoundTerms, open_round
from jishi.standards.actions.sites import end_site, name_site
from jishi.standards.kinds import all_standards
from jishi.standards.local import RANKING
from jishi.standards.models import Assessment
from jishi.standards.reminders import remind_of_waiting, settle
from jishi.standards.tests.test_assessing import (
    checked,
    confirmed,
    of,
    opened,
    refused,
)
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotDone, Refused
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
TERMS = RoundTerms(Period.year(2026), date(2026, 12, 10), date(2026, 12, 31))


def test_a_branch_sees_its_own_assessment_and_no_other(world: World):
    round_ = opened(world)
    client = world.client("何文")
    page = client.get(f"/standards/rounds/{round_.pk}/").content.decode()
    assert "河东村党支部" in page
    assert "松林村党支部" not in page
    assert client.get(f"/standards/assessments/{of(round_, '松林村党支部').pk}/").status_code == 404
    assert client.get(f"/standards/rounds/{round_.pk}/grade/").status_code == 403


def test_the_page_names_what_lacks_the_clause_and_the_day(world: World):
    row = of(opened(world), "河东村党支部")
    page = world.client("何文").get(f"/standards/assessments/{row.pk}/").content.decode()
    assert "缺2026年第一季度党员大会" in page
    assert "补上可得 2 分" in page
    assert "R-LIFE-01" in page
    assert "2026年12月31日前可补" in page


def test_the_board_goes_out_as_a_workbook(world: World):
    round_ = opened(world)
    answer = world.client("周正").get(f"/standards/rounds/{round_.pk}/?format=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    assert "河东村党支部" in text
    assert "QH0101" in text


def test_no_rank_is_shown_unless_the_office_says_so(world: World):
    row = confirmed(world, opened(world))
    client = world.client("何文")
    assert "同级第" not in client.get(f"/standards/assessments/{row.pk}/").content.decode()
    set_value(
        local_operator(TODAY), RANKING, world["青禾县委"], True, Basis(TODAY, "青组〔2026〕1号")
    )
    assert "同级第 1 / 1" in client.get(f"/standards/assessments/{row.pk}/").content.decode()


def test_a_phone_fills_the_check_and_submits_it(world: World):
    row = of(opened(world), "河东村党支部")
    client = world.client("何文")
    sent = {
        "roll_points": "6", "roll_note": "逐人核对", "rules_points": "0", "place_points": "0",
        "money_points": "5", "money_note": "列入预算", "_version": str(row.version),
    }  # fmt: skip
    client.post(f"/standards/assessments/{row.pk}/check/", sent)
    row.refresh_from_db()
    assert row.state == "open"  # kept, not handed in
    client.post(
        f"/standards/assessments/{row.pk}/check/",
        {**sent, "submit": "1", "_version": str(row.version)},
    )
    row.refresh_from_db()
    assert row.state == "self_checked"
    answer = client.get(f"/standards/assessments/{row.pk}/accept/")
    assert answer.status_code in (403, 404, 422)


def test_what_waits_is_told_once_and_rounds_are_settled(world: World):
    round_ = opened(world)
    checked(world, round_)
    operator = local_operator(TODAY)
    remind_of_waiting(operator)
    remind_of_waiting(operator)
    told = InboxItem.objects.filter(account=world.people["陈岚"], key__startswith="standard-accept")
    assert told.count() == 1
    settle(operator)
    round_.refresh_from_db()
    assert round_.settled_on is None
    settle(local_operator(date(2027, 1, 1)))
    round_.refresh_from_db()
    assert round_.settled_on == date(2027, 1, 1)


def test_sides_are_counted_on_paper_before_a_secretary_is_confirmed(world: World):
    cast = build(world)
    assert cast.people
    standard = all_standards()["secretary.branch_year"]
    round_ = open_round(world.actor("周正"), world["青禾县委"], standard, TERMS)
    row = Assessment.objects.select_related("round__org", "org__parent").get(round=round_)
    assert row.person is not None
    assert row.person.name == "何文"
    chen = world.actor("陈岚")
    wrong = {"masses": Sheets(10, 12, 10, 10)}
    refused(lambda: count_sheets(chen, row, None, wrong), says="依次不增")
    short = {"masses": Sheets(10, 10, 10, 9)}
    refused(lambda: count_sheets(chen, row, None, short), says="各档合计")
    refused(lambda: count_sheets(world.actor("何文"), row, None, wrong))
    count_sheets(chen, row, None, {s.code: Sheets(10, 10, 10, 5, 5) for s in standard.sides})
    page = world.client("陈岚").get(f"/standards/assessments/{row.pk}/").content.decode()
    assert "92.50" in page  # half good, half fair


def test_a_venue_is_assessed_by_its_rooms(world: World):
    he, branch = world.actor("何文"), world["河东村党支部"]
    venue = register_venue(
        he, branch, VenueRow("村部", "village_venue", TODAY, area=300), ["service_hall", "office"]
    )
    standard = all_standards()["venue.hall_four_rooms"]
    round_ = open_round(world.actor("陈岚"), world["白石镇党委"], standard, TERMS)
    row = Assessment.objects.get(round=round_)
    page = world.client("何文").get(f"/standards/assessments/{row.pk}/").content.decode()
    assert "村部缺班子会议室" in page
    more = ["service_hall", "office", "meeting_room", "masses_room", "convenience_room"]
    correct_venue(
        he, venue, venue.version, VenueRow("村部", "village_venue", TODAY, area=300), more
    )
    page = world.client("何文").get(f"/standards/assessments/{row.pk}/").content.decode()
    assert "缺班子会议室" not in page
    with pytest.raises(Refused, match="同名"):
        register_venue(he, branch, VenueRow("村部", "village_venue", TODAY))
    with pytest.raises(NotDone):
        register_venue(world.actor("柳芳"), branch, VenueRow("别处", "village_venue", TODAY))


def test_sites_keep_to_their_quota_and_say_why(world: World):
    zhou = world.actor("周正")
    site = name_site(
        zhou, world["河东村党支部"], "county", since=TODAY, reason="带动周边", document="青组"
    )
    with pytest.raises(Refused, match="名额"):
        name_site(zhou, world["松林村党支部"], "county", since=TODAY, reason="带动周边")
    with pytest.raises(Refused):
        end_site(zhou, site, None, on=TODAY, reason=" ")
    end_site(zhou, site, None, on=TODAY, reason="作用减弱")
    name_site(zhou, world["松林村党支部"], "county", since=TODAY, reason="带动周边")
    with pytest.raises(NotDone):
        name_site(world.actor("何文"), world["河东村党支部"], "street", since=TODAY, reason="自荐")
    world.grant("石磊", "township", "白石镇党委", subtree=False)  # the office alone
    with pytest.raises(Refused, match="上级"):
        name_site(world.actor("石磊"), world["河东村党支部"], "street", since=TODAY, reason="代荐")
    one = name_site(
        world.actor("陈岚"), world["河东村党支部"], "street", since=TODAY, reason="先进"
    )
    assert world.client("石磊").get(f"/standards/sites/{one.pk}/end/").status_code == 404


def test_posts_approved_count_and_others_do_not(world: World):
    cast = build(world)
    row = of(opened(world), "柳湾村党支部")
    client = world.client("柳芳")
    assert "书记空缺" in client.get(f"/standards/assessments/{row.pk}/").content.decode()
    who = cast.member("柳芳", "柳湾村党支部")
    appoint_person(
        local_operator(TODAY), world["柳湾村党支部"], "secretary", who, Terms(date(2026, 3, 1))
    )
    assert "书记空缺" in client.get(f"/standards/assessments/{row.pk}/").content.decode()
    link = who.links.get()
    link.document = "青组〔2026〕3号"
    link.save(update_fields=["document"])
    assert "书记空缺" not in client.get(f"/standards/assessments/{row.pk}/").content.decode()
