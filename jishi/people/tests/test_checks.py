"""The doctor notices a row, a state or an index that has come apart from the others."""

from datetime import date

import pytest

from jishi.base.crypto import blind_index
from jishi.base.doctor import check
from jishi.people.actions import turn
from jishi.people.actions.succession import move_members
from jishi.people.models import MemberState, Person
from tests.world import TODAY, World

Folk = dict[str, Person]


def said(code: str) -> str:
    (result,) = check.run({code})
    return "；".join(finding.text for finding in result.findings)


def test_sound_records_leave_nothing_to_say(world: World, folk: Folk):
    turn(folk["林可"], org=world["柳湾村党支部"], on=date(2026, 5, 1), today=TODAY)
    assert (said("member_states"), said("identity_index")) == ("", "")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"standing": "stopped"}, "状态或所在组织与沿革不符"),
        ({"since": date(2026, 6, 1), "until": None}, "中间断开"),
    ],
)
def test_a_state_that_has_come_apart_is_found(world: World, folk: Folk, fault, words: str):
    turn(folk["林可"], org=world["柳湾村党支部"], on=date(2026, 5, 1), today=TODAY)
    MemberState.objects.filter(person=folk["林可"], until=None).update(**fault)
    assert words in said("member_states")
    assert folk["林可"].code in said("member_states")
    assert "林可" not in said("member_states")


def test_an_index_of_another_value_is_found(world: World, folk: Folk):
    Person.objects.filter(pk=folk["林可"].pk).update(phone_index=blind_index("phone", "1"))
    assert f"1 个检索码与号码不符：{folk['林可'].code}" in said("identity_index")


def test_members_go_along_when_their_branch_is_merged(world: World, folk: Folk):
    from jishi.base.act import act
    from jishi.people.access import STANDING_EDIT

    with act(world.actor("陈岚"), STANDING_EDIT, world["白石镇党委"]) as doing:
        moved = move_members(doing, world["河东村党支部"], world["柳湾村党支部"], TODAY)
    assert moved == 3
    assert Person.objects.filter(org=world["柳湾村党支部"]).count() == 4
    assert said("member_states") == ""
