"""What the pages show, and to whom."""

from datetime import date

import pytest
from django.test import Client

from jishi.people.models import Person
from jishi.registers.actions import Terms, amend_link, appoint_person, cover_unit, end_link
from jishi.registers.actions.links import Ends
from jishi.registers.models import Link, Unit
from jishi.registers.queries import boards, coverage, health
from jishi.registers.queries.unit_facts import unit_facts
from jishi.registers.queries.units import count_gaps
from jishi.registers.tests.conftest import Cast
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

BRANCH = "河东村党支部"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    he, wei = cast.member("何文", BRANCH), cast.member("韦明", BRANCH)
    cast.post(he, "secretary", BRANCH)
    cast.post(wei, "village_director", BRANCH)
    liu = cast.member("柳芳", "柳湾村党支部")
    cast.post(liu, "secretary", "柳湾村党支部")
    cast.post(liu, "village_director", "柳湾村党支部")
    cast.unit("青禾食品有限公司", members=4, full_members=3, staff=60)
    cast.unit("白石建材有限公司", members=0, full_members=0)
    return cast


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_the_health_report_counts_and_opens_to_its_rows(filled: Cast):
    chen = filled.world.client("陈岚")
    page = text(chen, "/health/")
    assert "应建未建" in page
    assert "1</b> 家" in page
    rows = text(chen, "/health/unit_should_build/")
    assert "青禾食品有限公司" in rows
    assert "白石建材有限公司" not in rows
    assert "成立党支部并登记覆盖" in rows


def test_the_report_of_a_stranger_is_about_other_organisations(filled: Cast):
    shi = filled.world.client("石磊")
    assert "青禾食品有限公司" not in text(shi, "/health/unit_should_build/")
    assert shi.get("/health/?org=QH01").status_code == 404
    assert filled.world.client("韦明").get("/health/").status_code == 403


def test_a_post_is_held_and_left_a_link_goes_on_and_ends(filled: Cast):
    chen, terms = filled.world.client("陈岚"), Terms(date(2026, 3, 1))
    org, who = filled.world[BRANCH], Person.objects.get(name="韦明")
    post = Link.objects.get(kind="secretary", org=org)
    link = appoint_person(
        local_operator(TODAY), org, "contact_household", who, terms, Ends(partner="三组刘家")
    )
    held, ongoing = text(chen, f"/posts/{post.pk}/"), text(chen, f"/posts/{link.pk}/")
    assert [word in held for word in ("在任", "免职", "续任")] == [True] * 3
    assert [word in ongoing for word in ("进行中", "结束", "续期")] == [True] * 3
    assert "免职" not in ongoing
    assert "结束：韦明" in text(chen, f"/posts/{link.pk}/end/")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "print"])
def test_rows_go_out_as_workbook_text_and_paper(filled: Cast, kind: str):
    answer = filled.world.client("陈岚").get(f"/health/unit_should_build/?format={kind}")
    assert answer.status_code == 200
    if kind != "xlsx":
        assert "青禾食品有限公司" in answer.content.decode("utf-8-sig")


def test_one_person_in_two_posts_by_sector_and_the_reason_where_not(filled: Cast):
    board = boards.Board(filled.world.actor("陈岚"), None)
    assert boards.by_sector(board) == [("村", 1, 2)]
    link = Link.objects.get(kind="village_director", person__name="韦明")
    amend_link(board.actor, link, 1, Terms(link.since, exception="主任年内到龄"))
    [row] = boards.apart(boards.Board(filled.world.actor("陈岚"), None)).rows
    assert (str(row[0]), row[2], row[3]) == (BRANCH, "两个人", "主任年内到龄")


def test_a_vacancy_stands_on_the_board_since_the_day_it_began(filled: Cast):
    link = Link.objects.get(kind="secretary", person__name="何文")
    end_link(filled.world.actor("陈岚"), link, 1, until=date(2026, 8, 1))
    page = text(filled.world.client("陈岚"), "/posts/board/vacancies/")
    assert BRANCH in page
    assert "2026年8月1日" in page
    assert "111 天" in page


def test_both_rates_stand_beside_both_denominators(filled: Cast):
    chen = filled.world.actor("陈岚")
    unit = Unit.objects.get(name="青禾食品有限公司")
    cover_unit(chen, unit, filled.world[BRANCH], "joint", since=date(2026, 5, 1))
    told = [
        (rate.label[:5], rate.ratio.numerator, rate.ratio.denominator)
        for rate in coverage.rates(unit_facts(chen))
    ]
    assert told == [("组织覆盖率", 1, 2), ("组织覆盖率", 1, 1), ("工作覆盖率", 1, 2),
                    ("工作覆盖率", 1, 1)]  # fmt: skip
    assert "青禾食品有限公司" in text(filled.world.client("陈岚"), "/units/coverage/gap/")


def test_the_first_page_counts_gaps_as_the_finding_does(filled: Cast):
    for number, (full, members, mode) in enumerate(
        ((3, 3, "single"), (3, 4, "joint"), (2, 9, ""), (None, 3, ""), (None, None, ""))
    ):
        unit = filled.unit(f"第{number}家公司", full_members=full, members=members)
        if mode:
            chen, org = filled.world.actor("陈岚"), filled.world[BRANCH]
            cover_unit(chen, unit, org, mode, since=date(2026, 5, 1))
    for name in ("周正", "陈岚", "石磊"):
        actor = filled.world.actor(name)
        assert count_gaps(actor) == len(health.rows(actor, None, "unit_should_build").rows)
    assert count_gaps(filled.world.actor("陈岚")) == 3


def test_a_hundred_units_thirty_built_sixty_instructed_are_ninety_percent():
    from jishi.registers.facts import UnitFacts

    built = [UnitFacts(id=n, mode="single", instructors=0) for n in range(30)]
    sent = [UnitFacts(id=n, instructors=1) for n in range(60)]
    none = [UnitFacts(id=n, instructors=0) for n in range(10)]
    by_label = {r.label: r.ratio.percent() for r in coverage.rates([*built, *sent, *none])}
    assert by_label["工作覆盖率（全部单位）"] == "90.0%"
    assert by_label["组织覆盖率（全部单位）"] == "30.0%"


def test_a_township_appoints_by_the_form_and_sees_what_is_only_usual(filled: Cast):
    young = filled.member("罗田", BRANCH, full_on=date(2026, 1, 1))
    chen = filled.world.client("陈岚")
    answer = chen.post(
        "/posts/new/",
        {"kind": "deputy_secretary", "org": "QH0101", "person": young.code, "since": "2026-11-01"},
    )
    link = Link.objects.get(person=young)
    assert answer.status_code == 302
    assert link.is_pending
    assert "待批复" in text(chen, f"/posts/{link.pk}/")


def test_a_secretary_finds_no_stranger_in_the_box(filled: Cast):
    box = text(filled.world.client("何文"), "/posts/pick/person/?q=hw")
    assert "何文" in box
    assert "柳芳" not in text(filled.world.client("何文"), "/posts/pick/person/?q=lf")
    assert "柳芳" in text(filled.world.client("陈岚"), "/posts/pick/person/?q=lf")


def test_the_page_of_an_organisation_and_its_findings(filled: Cast):
    page = text(filled.world.client("何文"), f"/orgs/{filled.world[BRANCH].pk}/")
    assert "班子与任职" in page
    assert "韦明" in page
    assert "没有登记任期" in page


def test_the_checklist_shows_what_is_done_and_goes_when_put_away(world: World):
    zhou = world.client("周正")
    page = text(zhou, "/")
    assert "拖入党员花名册" in page
    assert "建组织树（已办）" in page
    assert "/exchange/new/?kind=members" in page
    assert zhou.post("/start/", {"do": "seen"}).status_code == 302
    assert "拖入党员花名册" in text(zhou, "/")
    assert zhou.post("/start/").status_code == 302
    assert "拖入党员花名册" not in text(zhou, "/")
    assert "拖入党员花名册" in text(zhou, "/start/")


def test_the_checklist_is_for_managers(world: World):
    assert "拖入党员花名册" not in text(world.client("何文"), "/")
    assert world.client("何文").get("/start/").status_code == 403


def test_a_person_who_is_no_member_is_no_finding(cast: Cast):
    cast.member("罗田", BRANCH, standing="none")
    assert Person.objects.count() == 1
    assert (
        "身份证号"
        not in text(cast.world.client("陈岚"), "/health/identity_missing/")
        .split("共 <b>")[1]
        .split("</b>")[0]
    )
