"""One's own record: everything of it, a way to have it put right, and who looked (R-LAW-22)."""

import json

import pytest

from jishi.base import reveal
from jishi.base.models import AuditEvent, InboxItem, RevealLog
from jishi.people import queries
from jishi.people.actions import link_account, unlink_account
from jishi.people.actions.own import answer_correction, ask_correction
from jishi.people.models import CorrectionRequest, Person
from jishi.people.reveals import PHONE
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import World

Folk = dict[str, Person]


@pytest.fixture
def wei(world: World, folk: Folk) -> Person:
    return link_account(world.actor("陈岚"), folk["韦明"], 1, world.people["韦明"])


def test_an_account_is_linked_to_its_namesake_only(world: World, folk: Folk, wei: Person):
    chen = world.actor("陈岚")
    with pytest.raises(Refused, match="姓名"):
        link_account(chen, folk["林可"], 1, world.people["何文"])
    with pytest.raises(Refused, match="已对应"):
        link_account(chen, wei, 2, world.people["韦明"])
    with pytest.raises(Forbidden):
        link_account(world.actor("何文"), folk["何文"], 1, world.people["何文"])
    with pytest.raises(NotVisible):
        link_account(world.actor("石磊"), folk["何文"], 1, world.people["何文"])
    assert Person.objects.exclude(account=None).get() == wei
    assert unlink_account(chen, wei, 2).account is None


def test_somebody_sees_their_own_record_and_nobody_elses(world: World, folk: Folk, wei: Person):
    page = world.client("韦明").get("/me/person/").content.decode()
    assert "1962-04-05" in page
    assert "199****0001" in page
    assert "19900000001" not in page
    assert world.client("韦明").get(f"/people/{wei.pk}/").status_code == 403
    unlinked = world.client("何文").get("/me/person/").content.decode()
    assert "还没有与党员登记对应" in unlinked


def test_ones_own_number_is_shown_and_is_no_strangers_look(world: World, wei: Person):
    answer = world.client("韦明").post("/me/person/show/phone/")
    assert "19900000001" in answer.content.decode()
    assert not RevealLog.objects.exists()
    assert AuditEvent.objects.filter(verb="person.own_shown").count() == 1
    assert world.client("韦明").post("/me/person/show/name/").status_code == 404
    assert world.client("何文").post("/me/person/show/phone/").status_code == 404


def test_who_looked_is_told_to_whom_it_concerns(world: World, wei: Person):
    reveal.open_one(world.actor("何文"), PHONE, wei, "通知本人")
    page = world.client("韦明").get("/me/person/").content.decode()
    assert "何文" in page
    assert "通知本人" in page


def test_a_copy_holds_everything_in_clear(world: World, wei: Person):
    answer = world.client("韦明").post("/me/person/copy/", {"kind": "json"})
    copy = {line["item"]: line["value"] for line in json.loads(answer.content)}
    assert copy["手机号"] == "19900000001"
    assert copy["身份证号"].startswith("99000019620405")
    assert AuditEvent.objects.filter(verb="person.own_copied").count() == 1
    assert world.client("何文").post("/me/person/copy/", {"kind": "json"}).status_code == 404


def test_a_correction_is_asked_for_and_put_right(world: World, wei: Person):
    actor = world.actor("韦明")
    asked = ask_correction(actor, "education", "大专", "毕业证")
    todo = InboxItem.objects.get(account=world.people["何文"])
    assert todo.title == "韦明申请更正学历"
    with pytest.raises(Refused, match="已有一份申请"):
        ask_correction(actor, "education", "本科", "")
    page = world.client("何文").get(todo.link).content.decode()
    assert "大专" in page
    answer_correction(world.actor("何文"), asked, 1, accept=True, answer="")
    wei.refresh_from_db()
    todo.refresh_from_db()
    assert (wei.education, todo.done_at is not None) == ("30", True)
    assert InboxItem.objects.get(account=world.people["韦明"]).title.endswith("已更正")


def test_membership_goes_the_way_of_the_organisation(world: World, wei: Person):
    asked = ask_correction(world.actor("韦明"), "joined_on", "1990-05-01", "入党志愿书")
    done = answer_correction(world.actor("何文"), asked, 1, accept=True, answer="报镇党委")
    wei.refresh_from_db()
    assert (done.state, wei.joined_text) == ("procedure", "1990-06-01")


def test_a_request_is_declined_with_a_reason_and_once(world: World, wei: Person):
    asked = ask_correction(world.actor("韦明"), "phone", "13911112222", "")
    he = world.actor("何文")
    with pytest.raises(Refused, match="不采纳的理由"):
        answer_correction(he, asked, 1, accept=False, answer=" ")
    answer_correction(he, asked, 1, accept=False, answer="与本人核实，号码有误")
    with pytest.raises(Refused, match="已经办过"):
        answer_correction(he, asked, 2, accept=True, answer="")
    wei.refresh_from_db()
    assert str(wei.phone) == "199****0001"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "123"),
        ("born_on", "昨天"),
        ("education", "很高"),
        ("standing", "full"),
        ("sex", ""),
    ],
)
def test_what_cannot_be_meant_is_said_at_once(world: World, wei: Person, field: str, value: str):
    with pytest.raises(Refused):
        ask_correction(world.actor("韦明"), field, value, "")
    assert not CorrectionRequest.objects.exists()


def test_requests_are_answered_where_the_record_is_kept(world: World, wei: Person):
    asked = ask_correction(world.actor("韦明"), "phone", "13911112222", "")
    for name in ("柳芳", "石磊"):
        with pytest.raises(NotVisible):
            answer_correction(world.actor(name), asked, 1, accept=True, answer="")
        with pytest.raises(NotVisible):
            queries.correction(world.actor(name), asked.pk)
    with pytest.raises(NotVisible):
        ask_correction(world.actor("何文"), "phone", "13911112222", "")
