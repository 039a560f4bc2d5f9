"""A notice is drafted by one, looked over and released by another; everybody reads only that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jishi.cases.tests.cast import PHOTO, Hands
from jishi.disclosures import actions
from jishi.disclosures.actions import Draft
from jishi.disclosures.actions.many import draft_many, release_many
from jishi.disclosures.kinds import all_items
from jishi.disclosures.models import Disclosure
from jishi.disclosures.queries import behind_by_org, hanging
from jishi.disclosures.queries.owed import owed
from jishi.duties.actions.starting import set_start
from jishi.kernel.period import Period
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotDone, NotVisible, Refused
from tests.world import TODAY, World

BRANCH = "河东村党支部"
ROW = Draft("finance.accounts", "三季度收支", "收入三万元，支出二万元。", "public", "2026Q3")


def drafted(world: World, row: Draft = ROW) -> Disclosure:
    return actions.draft(world.actor("何文"), world[BRANCH], row)


def reviewed(world: World, one: Disclosure) -> Disclosure:
    return actions.review(world.actor("陈岚"), one, None, secrecy_by="陈岚", classified=False,
                          needed=True, exact=True)  # fmt: skip


def published(world: World, row: Draft = ROW, days: int | None = 30) -> Disclosure:
    return actions.publish(
        world.actor("陈岚"), reviewed(world, drafted(world, row)), None, days=days
    )


def test_what_another_released_hangs_for_everybody_until_its_last_day(world: World):
    one = published(world)
    assert (one.shown_until, one.state) == (TODAY + timedelta(days=29), "published")
    for day, there in ((TODAY, 1), (one.shown_until, 1), (TODAY + timedelta(days=30), 0)):
        assert len(hanging(day)) == there
    assert hanging(TODAY)[0].place == "河东村"


def test_nobody_looks_over_or_releases_what_they_wrote(world: World):
    one = drafted(world)
    with pytest.raises(Refused, match="不能是起草人自己"):
        actions.review(world.actor("何文"), one, None, secrecy_by="何文", classified=False,
                       needed=True, exact=True)  # fmt: skip
    one = reviewed(world, one)
    with pytest.raises(Refused, match="不能是起草人自己"):
        actions.publish(world.actor("何文"), one, None, days=30)
    assert Disclosure.objects.get().state == "reviewed"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "请联系 13800000000"}, "手机号"),
        ({"text": "卡号 6222000000000000004"}, "银行卡号"),
        ({"title": "3栋2单元502室"}, "门牌"),
    ],
)
def test_particulars_of_a_person_are_never_released(world: World, change: dict, said: str):
    one = drafted(world, replace(ROW, **change))
    with pytest.raises(Refused, match=said):
        reviewed(world, one)
    assert hanging(TODAY) == []


def test_without_a_check_for_secrecy_nothing_is_released(world: World):
    one = drafted(world)
    with pytest.raises(Refused, match="保密审查人"):
        actions.review(world.actor("陈岚"), one, None, secrecy_by=" ", classified=False,
                       needed=True, exact=True)  # fmt: skip
    with pytest.raises(Refused, match="不能这样办"):
        actions.publish(world.actor("陈岚"), one, None, days=30)
    with pytest.raises(Refused, match="涉密"):
        actions.review(world.actor("陈岚"), one, None, secrecy_by="陈岚", classified=True,
                       needed=True, exact=True)  # fmt: skip


def test_a_week_is_the_least_and_what_is_fixed_stays(world: World):
    with pytest.raises(Refused, match="至少公开 7 天"):
        published(world, days=6)
    fixed = replace(ROW, item="party.structure", period="", happened_on=date(2026, 11, 16))
    assert published(world, fixed, days=None).shown_until is None


def test_a_correction_is_looked_over_again(world: World):
    one = reviewed(world, drafted(world))
    one = actions.correct(world.actor("何文"), one, one.version, replace(ROW, title="更正"))
    assert (one.state, one.secrecy_by, one.reviewed_on) == ("draft", "", None)


def test_what_is_taken_down_is_gone_at_once_and_stays_on_record(world: World):
    one = published(world)
    actions.withdraw(world.actor("陈岚"), one, one.version, "数字有误")
    assert hanging(TODAY) == []
    assert Client().get(f"/portal/disclosures/{one.pk}/").status_code == 404
    assert Disclosure.objects.get().published_on == TODAY


def test_the_stranger_next_door_can_do_none_of_it(world: World):
    one = drafted(world)
    for who in ("石磊", "宋青"):
        with pytest.raises((NotVisible, NotDone)):
            actions.review(world.actor(who), one, None, secrecy_by="某", classified=False,
                           needed=True, exact=True)  # fmt: skip
    assert world.client("石磊").get(f"/disclosures/{one.pk}/").status_code == 404


# --- who is behind -------------------------------------------------------------------------------


def start(world: World) -> None:
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))


def test_each_village_owes_each_item_of_each_period_once(world: World):
    start(world)
    published(world)
    found = {
        (each.org.short_name, each.item.code): each.state
        for each in owed(world.actor("陈岚"), Period.quarter(2026, 3))
    }
    quarterly = [i for i in all_items().values() if i.is_regular and i.rhythm == "quarterly"]
    assert len(found) == 2 * len(quarterly)  # 河东 and 柳湾; half-years end elsewhere
    assert found[BRANCH, "finance.accounts"] == "told_late"  # due seven working days after
    assert found["柳湾村党支部", "finance.accounts"] == "behind"
    assert set(behind_by_org(world.actor("石磊"))) == {world["松林村党支部"].pk}


def test_before_the_start_nothing_is_owed(world: World):
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 10, 1))
    assert owed(world.actor("陈岚"), Period.quarter(2026, 3)) == []
    assert {each.state for each in owed(world.actor("陈岚"), Period.quarter(2026, 4))} == {"due"}


def test_the_board_leads_to_a_draft_that_is_filled(world: World):
    start(world)
    client = world.client("何文")
    page = client.get("/disclosures/board/?period=2026Q3").content.decode()
    assert "欠公开" in page
    asked = "org=QH0101&item=finance.accounts&period=2026Q3"
    assert asked.replace("&", "&amp;") in page
    form = client.get(f"/disclosures/new/?{asked}").content.decode()
    assert 'value="2026Q3"' in form
    sent = {"org": "QH0101", "item": "finance.accounts", "period": "2026Q3", "title": "收支",
            "text": "收入三万元", "audience": "public"}  # fmt: skip
    assert client.post("/disclosures/new/", sent).status_code == 302
    assert Disclosure.objects.get().state == "draft"


# --- the residents' door -------------------------------------------------------------------------


def test_the_door_shows_what_is_released_for_everybody_and_nothing_else(world: World):
    told = published(world)
    published(world, replace(ROW, title="只给党员看的", audience="members"))
    drafted(world, replace(ROW, title="还没有审核的"))
    visitor = Client()
    for path in ("/portal/", "/portal/disclosures/", "/portal/disclosures/?place=QH0101"):
        page = visitor.get(path).content.decode()
        assert told.title in page
        assert "只给党员看的" not in page
        assert "还没有审核的" not in page
        assert "何文" not in page
        assert "陈岚" not in page
    assert told.title not in visitor.get("/portal/disclosures/?field=party").content.decode()
    one = visitor.get(f"/portal/disclosures/{told.pk}/").content.decode()
    assert "收入三万元" in one
    assert visitor.get("/portal/disclosures/?page=x&place=%00").status_code == 200


def test_a_question_is_worded_and_released_by_another(world: World):
    hands = Hands(world)
    case = hands.opened("request", org=world[BRANCH], subject_org=None)
    case = hands.step("何文", case, "sign") if case.state == "assigned" else case
    with pytest.raises(Refused, match="手机号"):
        hands.step("何文", case, "submit", outcome="修好", published="找 13800000000")
    case = hands.step("何文", case, "submit", outcome="修好", published="路灯已修好",
                      files=(("后.png", PHOTO),))  # fmt: skip
    assert "路灯已修好" not in Client().get("/portal/").content.decode()  # not settled yet
    case = hands.step("陈岚", case, "call_back", reached=True, solved=True, satisfaction=5)
    with pytest.raises(Refused, match="门牌"):
        hands.step("陈岚", case, "strike_off", question="3栋2单元502室的灯谁修？")
    hands.step("陈岚", case, "strike_off", question="村里的路灯坏了找谁修？")
    page = Client().get("/portal/").content.decode()
    assert "村里的路灯坏了找谁修？" in page
    assert "路灯已修好" in page


def test_what_slipped_past_the_check_is_still_not_shown(world: World):
    one = published(world)
    Disclosure.objects.filter(pk=one.pk).update(text="联系 13800000000")
    assert hanging(TODAY) == []
    assert Client().get(f"/portal/disclosures/{one.pk}/").status_code == 404


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_the_table_itself_refuses_what_nobody_looked_over(world: World, state: str):
    one = drafted(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=one.pk).update(state=state, published_on=TODAY)


def test_a_check_that_forgets_the_writer_is_noticed(world: World, monkeypatch):
    monkeypatch.setattr(actions.single, "is_own", lambda actor, one: False)
    with pytest.raises(pytest.fail.Exception):
        test_nobody_looks_over_or_releases_what_they_wrote(world)


def test_a_book_of_older_notices_is_released_by_another(world: World):
    on = TODAY - timedelta(days=3)
    made = draft_many(world.actor("何文"), [(world[BRANCH], ROW, on)] * 3)
    with pytest.raises(Refused, match="起草人自己"):
        release_many(world.actor("何文"), made, secrecy_by="何文", days=30)
    release_many(world.actor("陈岚"), made, secrecy_by="陈岚", days=30)
    told = Disclosure.objects.values_list("state", "published_on", "shown_until")
    assert set(told) == {("published", on, on + timedelta(days=29))}
