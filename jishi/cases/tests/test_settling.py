"""A case is settled by somebody else, with evidence; and what was not settled comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jishi.base.models import InboxItem
from jishi.cases import queries
from jishi.cases.actions import Given, open_case, take_step
from jishi.cases.actions.marks import name_role
from jishi.cases.actions.opening import Asking
from jishi.cases.kinds import all_kinds
from jishi.cases.models import Case, CaseStep
from jishi.cases.tests.cast import PHOTO, Hands, entry
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from jishi.tree.models import Grant
from tests.world import TODAY, World


@pytest.fixture
def hands(world: World) -> Hands:
    return Hands(world)


def test_a_problem_is_registered_sent_out_done_and_struck_off(hands: Hands):
    case = hands.handed_in()
    assert (case.state, case.label) == ("submitted", "问〔2026〕1号")
    case = hands.step("陈岚", case, "strike_off", text="看过现场")
    assert (case.state, case.struck_on, case.in_time) == ("struck_off", TODAY, True)
    assert case.look_back_on == date(2027, 2, 20)
    assert [step.step for step in CaseStep.objects.filter(case=case).order_by("id")] == [
        "open", "assign", "sign", "progress", "submit", "strike_off",
    ]  # fmt: skip


def test_whoever_did_it_cannot_strike_it_off(hands: Hands):
    """陈岚 keeps it, does it herself, and has to leave the last word to 周正."""
    case = hands.opened(org=hands.world["白石镇党委"])
    assert case.state == "working"
    case = hands.step("陈岚", case, "progress", text="自己办", files=(("前.png", PHOTO),))
    case = hands.step("陈岚", case, "submit", outcome="办好了")
    with pytest.raises(Refused, match="以外的人"):
        hands.step("陈岚", case, "strike_off", text="好")
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert hands.step("周正", case, "strike_off", text="核过").state == "struck_off"


def test_without_evidence_nothing_is_handed_in(hands: Hands):
    case = hands.opened()
    case = hands.step("陈岚", case, "assign", org=hands.world["河东村党支部"])
    case = hands.step("何文", case, "sign")
    case = hands.step("何文", case, "progress", text="说了一声")
    with pytest.raises(Refused, match="佐证材料"):
        hands.step("何文", case, "submit", outcome="办好了")
    assert Case.objects.get(pk=case.pk).state == "working"
    case = hands.step("何文", case, "submit", outcome="办好了", files=(("后.png", PHOTO),))
    assert case.state == "submitted"


def test_a_branch_cannot_direct_and_a_stranger_sees_nothing(hands: Hands):
    case = hands.opened()
    with pytest.raises((Forbidden, NotVisible)):
        hands.step("何文", case, "assign", org=hands.world["河东村党支部"])
    with pytest.raises(NotVisible):
        hands.step("石磊", case, "assign", org=hands.world["松林村党支部"])
    with pytest.raises(Refused, match="不能分办"):
        hands.step("陈岚", case, "assign", org=hands.world["松林村党支部"])


def test_a_stale_form_conflicts(hands: Hands):
    case = hands.opened()
    hands.step("陈岚", case, "assign", org=hands.world["河东村党支部"])
    with pytest.raises(Conflict):
        take_step(hands["何文"], case, "sign", 1, Given())


def test_a_look_back_that_finds_it_again_opens_the_same_case(hands: Hands):
    case = hands.struck()
    later = Hands(hands.world, date(2027, 2, 22))
    with pytest.raises(Forbidden):
        later.step("何文", case, "look_back", kept=False, text="又漏")
    case = later.step("陈岚", case, "look_back", kept=False, text="又漏了")
    assert (case.state, case.reopened, case.struck_on) == ("working", 1, None)
    assert case.looked == "relapsed"
    with pytest.raises(Refused, match="佐证材料"):  # what was handed in before proves nothing now
        later.step("何文", case, "submit", outcome="又修了")


@pytest.mark.parametrize(("days", "same"), [(300, True), (370, False)])
def test_the_same_thing_again_within_the_cooling_time_is_the_same_case(
    hands: Hands, days: int, same: bool
):
    case = hands.struck()
    later = Hands(hands.world, TODAY + timedelta(days=days))
    again = open_case(later["陈岚"], entry(hands.world, "problem", again_of=case))
    assert (again.pk == case.pk) is same
    if same:
        assert (again.state, again.reopened) == ("working", 1)
    else:
        assert (again.earlier_id, again.number) == (case.pk, 1)  # of the new year
        assert Case.objects.get(pk=case.pk).state == "struck_off"


def test_a_weak_organisation_wants_the_four_ones_and_a_document(hands: Hands):
    with pytest.raises(Refused, match="县级认定文号"):
        hands.opened("weak_organisation", who="周正", document="")
    case = hands.opened("weak_organisation", who="周正", home=hands.world["青禾县委"])
    with pytest.raises(Refused, match="已经有一件"):
        hands.opened("weak_organisation", who="周正", home=hands.world["青禾县委"])
    case = hands.step("周正", case, "assign", org=hands.world["白石镇党委"])
    case = hands.step("陈岚", case, "sign")
    case = hands.step("陈岚", case, "progress", text="进村", files=(("会.png", PHOTO),))
    with pytest.raises(Refused, match="联村县级领导、包村乡镇领导、驻村第一书记、结对县直单位"):
        hands.step("陈岚", case, "submit", outcome="班子配齐")
    for role in ("county_leader", "township_leader", "first_secretary", "paired_unit"):
        name_role(hands["周正"], case, role, name="某某")
    case = hands.step("陈岚", case, "submit", outcome="班子配齐")
    assert hands.step("周正", case, "strike_off").state_label == "已转化"


def test_a_lost_member_is_looked_for_in_two_ways(hands: Hands):
    case = hands.opened("lost_member", org=hands.world["白石镇党委"])
    case = hands.step("陈岚", case, "progress", text="打电话", method="phone")
    case = hands.step("陈岚", case, "progress", text="再打电话", method="phone")
    with pytest.raises(Refused, match="两种不同方式"):
        hands.step("陈岚", case, "submit", outcome="没有找到")
    case = hands.step("陈岚", case, "progress", text="上门", method="home")
    assert hands.step("陈岚", case, "submit", outcome="找到了").state == "submitted"


def test_time_stands_still_while_paused_and_is_extended_once(hands: Hands):
    case = hands.opened(org=hands.world["白石镇党委"])
    due = case.due_on
    case = hands.step("陈岚", case, "pause", text="等鉴定")
    assert case.due_on is None
    assert not case.is_late(date(2030, 1, 1), case.opened_at)
    later = Hands(hands.world, TODAY + timedelta(days=14))
    case = later.step("陈岚", case, "resume")
    assert due is not None
    assert case.due_on is not None
    assert case.due_on > due
    with pytest.raises(Refused, match="没有暂停"):
        later.step("陈岚", case, "resume")
    before = case.due_on
    case = later.step("陈岚", case, "extend", days=5, text="材料未到")
    assert case.due_on is not None
    assert case.due_on > before
    with pytest.raises(Refused, match="只能延一次"):
        later.step("陈岚", case, "extend", days=5, text="再延")


def test_merged_cases_stay_findable_and_are_counted_once(hands: Hands):
    first, second = hands.opened(), hands.opened()
    second = hands.step("陈岚", second, "merge", into=first, text="重复")
    assert (second.state, second.merged_into_id) == ("merged", first.pk)
    with pytest.raises(Refused):
        hands.step("陈岚", first, "merge", into=first, text="自己")


def test_the_next_one_to_act_finds_it_in_the_inbox_and_only_once(hands: Hands):
    def todo(name: str) -> list[str]:
        rows = InboxItem.objects.filter(
            account=hands.world.people[name], done_at=None, key__startswith="case:"
        )
        return [row.title for row in rows]

    case = hands.opened()
    case = hands.step("陈岚", case, "assign", org=hands.world["河东村党支部"])
    assert todo("何文") == ["请办理：活动室漏雨"]
    case = hands.step("何文", case, "sign")
    case = hands.step("何文", case, "progress", text="看过", files=(("前.png", PHOTO),))
    case = hands.step("何文", case, "submit", outcome="修了")
    assert (todo("何文"), todo("陈岚")) == ([], ["待核准：活动室漏雨"])
    case = hands.step("陈岚", case, "send_back", text="没有修好")
    assert (todo("何文"), todo("陈岚")) == (["请办理：活动室漏雨"], [])


def test_the_narrow_store_is_seen_by_its_own_role_alone(hands: Hands):
    world = hands.world
    account = world.people["罗静"]
    Grant.objects.filter(account=account).delete()
    Grant.objects.create(
        account=account, org=world["白石镇党委"], role="discipline", subtree=True, since=TODAY
    )
    case = hands.opened("clue", who="罗静", asker=Asking(allegation="某项目款项"))
    assert case.detail == ""
    assert str(case.asker.allegation) == "******"
    for name in ("周正", "陈岚", "何文"):
        actor = hands[name]
        assert not queries.clues(actor).exists()
        assert not queries.cases(actor).filter(pk=case.pk).exists()
        with pytest.raises(NotVisible):
            queries.case(actor, case.pk)
    assert queries.case(hands["罗静"], case.pk) == case


def test_each_number_of_the_desk_opens_to_as_many_cases(hands: Hands):
    """A wish waits on the same desk; the numbers are those of requests, and so is what opens."""
    hands.opened("request", classes=["roads"])
    hands.opened("wish")
    client = hands.world.client("陈岚")
    numbers = client.get("/cases/requests/").context["numbers"]
    assert numbers[0][1] == 1
    for label, n, url, _ in numbers:
        assert client.get(url).context["total"] == n, label


def test_a_worker_is_called_back_by_another_and_stays_sealed(hands: Hands):
    """Who asks is known to those who receive it; whoever answers does not call back."""
    asked = Asking("夜班没有热饭", "何某", "13900001111")
    case = hands.opened("worker_request", org=hands.world["白石镇党委"], asker=asked, detail="")
    case = hands.step("陈岚", case, "submit", outcome="夜班供应热饭")
    with pytest.raises(Refused, match="回访"):
        hands.step("周正", case, "strike_off")
    heard = {"reached": True, "solved": True, "satisfaction": 5, "text": "电话回访"}
    with pytest.raises(Refused, match="经办人以外"):
        hands.step("陈岚", case, "call_back", **heard)
    case = hands.step("周正", case, "call_back", **heard)
    assert hands.step("周正", case, "strike_off").state_label == "已办结"
    assert str(case.asker.phone) != "13900001111"
    assert not all_kinds()["worker_request"].public


def test_a_worker_request_waits_on_the_desk_of_requests(hands: Hands):
    case = hands.opened("worker_request")
    shown = hands.world.client("陈岚").get("/cases/requests/").context
    assert shown["groups"][0] == ("待分办", [case])
    assert shown["numbers"][0][1] == 0  # the three rates are of residents' requests
