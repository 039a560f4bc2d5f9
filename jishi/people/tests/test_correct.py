"""Records are put right by whom it behoves, with a reason, and what was there stays readable."""

from datetime import date
from typing import Any

import pytest

from jishi.base.crypto import blind_index
from jishi.base.models import AuditEvent
from jishi.people import queries
from jishi.people.actions import Basis
from jishi.people.actions.correct import (
    confirm_particulars,
    correct_person,
    regroup,
    take_part,
)
from jishi.people.models import MemberChange, Person
from jishi.people.tests.conftest import number
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

Folk = dict[str, Person]
PAPER = Basis(TODAY, document="青组〔2026〕8号")


def test_a_secretary_corrects_a_telephone_at_once(world: World, folk: Folk):
    he = world.actor("何文")
    lin = correct_person(he, folk["林可"], 1, {"phone": "13911112222"}, Basis(TODAY))
    assert str(lin.phone) == "139****2222"
    assert lin.phone_index == blind_index("phone", "13911112222")
    change = MemberChange.objects.get(kind="correct")
    assert queries.correction_detail(change) == {"phone": ["19900000002", "13911112222"]}
    assert "1391111" not in MemberChange.objects.values_list("detail", flat=True)[0].token
    line = AuditEvent.objects.get(verb="person.correct")
    assert ("139" in line.detail, "手机号" in line.detail) == (False, True)


def test_old_and_new_are_read_by_who_may_correct_masked_where_sensitive(world: World, folk: Folk):
    correct_person(world.actor("何文"), folk["林可"], 1, {"phone": "13911112222"}, Basis(TODAY))
    change = MemberChange.objects.get(kind="correct")
    url = f"/people/{folk['林可'].pk}/changes/{change.pk}/"
    page = world.client("何文").get(url).content.decode()
    assert ("199****0002" in page, "139****2222" in page, "13911112222" in page) == (
        True, True, False,
    )  # fmt: skip
    assert world.client("罗静").get(url).status_code == 403
    assert world.client("柳芳").get(url).status_code == 404


@pytest.mark.parametrize(
    ("values", "basis", "message"),
    [
        ({"born_on": date(1980, 3, 3)}, Basis(TODAY), "须写明依据"),
        ({"born_on": date(1980, 3, 3)}, Basis(TODAY, note="户口本"), "出生日期与填写的不一致"),
        ({"joined_on": date(2005, 7, 2)}, PAPER, "由上级党组织"),
        ({"phone": "19900000002"}, Basis(TODAY), "没有改动"),
        ({"identity": number(date(1985, 1, 9)), "born_on": date(1985, 1, 9), "sex": "1"},
         Basis(TODAY, note="身份证"), "已经登记在另一人名下"),
    ],
)  # fmt: skip
def test_what_a_secretary_may_not_correct_stays(
    world: World, folk: Folk, values: dict[str, Any], basis: Basis, message: str
):
    with pytest.raises(Refused, match=message):
        correct_person(world.actor("何文"), folk["林可"], 1, values, basis)
    assert Person.objects.get(pk=folk["林可"].pk).version == 1
    assert not MemberChange.objects.filter(kind="correct").exists()


def test_dates_of_membership_are_corrected_above_with_a_paper(world: World, folk: Folk):
    chen, values = world.actor("陈岚"), {"joined_on": date(2005, 6, 30)}
    with pytest.raises(Refused, match="须填会议或批复文号"):
        correct_person(chen, folk["林可"], 1, values, Basis(TODAY, note="笔误"))
    lin = correct_person(chen, folk["林可"], 1, values, PAPER)
    assert lin.joined_on == date(2005, 6, 30)
    with pytest.raises(Refused, match="一年以后"):
        correct_person(chen, lin, 2, {"full_on": date(2006, 6, 29)}, PAPER)


def test_a_name_is_found_under_its_new_spelling(world: World, folk: Folk):
    he = world.actor("何文")
    correct_person(he, folk["林可"], 1, {"name": "林柯"}, Basis(TODAY, note="户口本"))
    assert "linke" in Person.objects.get(pk=folk["林可"].pk).search_text
    assert queries.people(he).filter(search_text__contains="林柯").exists()


def test_only_one_of_two_who_correct_at_once_succeeds(world: World, folk: Folk):
    he = world.actor("何文")
    correct_person(he, folk["林可"], 1, {"work_place": "甲"}, Basis(TODAY))
    with pytest.raises(Conflict):
        correct_person(he, folk["林可"], 1, {"work_place": "乙"}, Basis(TODAY))
    assert Person.objects.get(pk=folk["林可"].pk).work_place == "甲"


def test_others_correct_nothing(world: World, folk: Folk):
    for name, refusal in (("罗静", Forbidden), ("韦明", Forbidden), ("柳芳", NotVisible)):
        with pytest.raises(refusal):
            correct_person(world.actor(name), folk["林可"], 1, {"work_place": "乙"}, Basis(TODAY))
        with pytest.raises(refusal):
            confirm_particulars(world.actor(name), folk["林可"], 1)
    assert Person.objects.get(pk=folk["林可"].pk).work_place == ""


def test_checked_records_are_no_longer_listed_as_stale(world: World, folk: Folk):
    he = world.actor("何文")
    Person.objects.filter(pk=folk["林可"].pk).update(confirmed_on=date(2024, 1, 1))
    assert confirm_particulars(he, folk["林可"], 1).confirmed_on == TODAY


def test_a_form_corrects_and_keeps_an_empty_number_as_it_was(world: World, folk: Folk):
    lin, client = folk["林可"], world.client("何文")
    page = client.get(f"/people/{lin.pk}/correct/").content.decode()
    assert 'name="joined_on"' not in page  # of the office above
    answer = client.post(
        f"/people/{lin.pk}/correct/",
        {"_version": "1", "_once": "a", "name": "林可", "sex": "2", "born_on": "1980-03-02",
         "nation": "01", "education": "21", "work_place": "村委会", "on": "2026-11-20"},
    )  # fmt: skip
    assert answer.status_code == 302
    fresh = Person.objects.get(pk=lin.pk)
    assert (fresh.education, fresh.work_place) == ("21", "村委会")
    assert str(fresh.phone) == "199****0002"


def test_a_partial_date_is_kept_as_it_is_known(world: World, folk: Folk):
    values = {"joined_on": date(2005, 7, 1), "joined_precision": "month"}
    lin = correct_person(world.actor("陈岚"), folk["林可"], 1, values, PAPER)
    assert lin.joined_text == "2005-07"


def test_groups_are_those_of_the_own_branch(world: World, folk: Folk):
    group = world.org("第一党小组", "河东村党支部", "group", "village", "QH010101")
    other = world.org("柳湾一组", "柳湾村党支部", "group", "village", "QH010201")
    he = world.actor("何文")
    lin = regroup(he, folk["林可"], 1, group, Basis(TODAY))
    assert lin.group == group
    for wrong in (other, world["河东村党支部"]):
        with pytest.raises(Refused):
            regroup(he, lin, 2, wrong, Basis(TODAY))
    assert regroup(he, lin, 2, None, Basis(TODAY)).group is None


def test_taking_part_elsewhere_moves_no_vote(world: World, folk: Folk):
    chen, host = world.actor("陈岚"), world["柳湾村党支部"]
    with pytest.raises(Refused, match="只能编入党支部"):
        take_part(chen, folk["林可"], 1, world["白石镇党委"], Basis(TODAY))
    take_part(chen, folk["林可"], 1, host, Basis(TODAY))
    assert folk["林可"] in queries.voters_on(chen, world["河东村党支部"], TODAY)
    assert folk["林可"] not in queries.voters_on(chen, host, TODAY)
    assert list(queries.guests(world.actor("柳芳"))) == [folk["林可"]]
