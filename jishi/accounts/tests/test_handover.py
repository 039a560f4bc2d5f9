"""A post is handed over in one act, and stood in for from a day to a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jishi.accounts import queries
from jishi.accounts.actions import handover, staff
from jishi.accounts.actions.own import save_draft
from jishi.accounts.models import Account, Handover
from jishi.accounts.tests.conftest import is_in, sign_in
from jishi.base import inbox
from jishi.base.models import AuditEvent, Draft, InboxItem, InboxKind
from jishi.orgs.access import ORG_VIEW
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from jishi.tree.models import Grant
from jishi.tree.reach import can, reach
from tests.world import TODAY, World

DRAFT = '[["minutes","会议开了一半"],["password","never-kept"]]'


def load(world: World) -> None:
    """何文 has things to do, and something begun."""
    he = world.people["何文"]
    inbox.put([he.pk], "duty:1", "上报三季度党课", kind=InboxKind.TODO)
    inbox.put([he.pk], "duty:2", "已办完的", kind=InboxKind.TODO)
    inbox.close("duty:2")
    inbox.put([he.pk], "news:1", "一条消息")
    save_draft(world.actor("何文"), "/activities/new/", "支部党员大会", "/activities/new/", DRAFT)


def hand(world: World, by: str, giver: str, to: str | None, **more: str) -> Handover:
    person = world.people[giver]
    person.refresh_from_db()
    return handover.hand_over(
        world.actor(by), person, person.version, successor=world.people[to] if to else None,
        reason="岗位调整", **more,
    )[0]  # fmt: skip


def unchanged(world: World) -> tuple[object, ...]:
    return (
        list(Grant.objects.order_by("pk").values_list("pk", "account", "until")),
        list(InboxItem.objects.order_by("pk").values_list("pk", "account")),
        list(Draft.objects.values_list("account")),
        list(Account.objects.order_by("pk").values_list("login", "state", "version")),
        AuditEvent.objects.count(),
    )


def test_everything_goes_to_the_successor_and_the_old_account_is_closed(world: World):
    load(world)
    client = sign_in(world, "何文")
    made = hand(world, "陈岚", "何文", "韦明")
    he, wei = Account.objects.get(login="he"), world.people["韦明"]
    assert he.state == "closed"
    assert not is_in(client)
    assert {(g.role, g.org.code) for g in wei.grants.filter(until=None)} == {
        ("member", "QH0101"), ("branch", "QH0101"),
    }  # fmt: skip
    assert not reach(queries.actor_of(he, TODAY), ORG_VIEW)
    assert InboxItem.objects.get(key="duty:1").account == wei
    assert InboxItem.objects.get(key="duty:2").account == he
    assert InboxItem.objects.get(key="news:1").account == he
    assert [line["what"] for line in made.lines] == ["角色", "待办", "草稿"]


def test_a_draft_opens_for_the_successor_and_never_held_a_password(world: World):
    load(world)
    assert "会议" not in Draft.objects.get().content
    hand(world, "陈岚", "何文", "韦明")
    answer = world.client("韦明").get("/drafts/?key=/activities/new/").json()
    assert answer["content"] == '[["minutes","会议开了一半"]]'


def test_drafts_and_todos_of_the_same_name_do_not_clash(world: World):
    load(world)
    wei = world.people["韦明"]
    inbox.put([wei.pk], "duty:1", "上报三季度党课", kind=InboxKind.TODO)
    save_draft(world.actor("韦明"), "/activities/new/", "我的", "/activities/new/", "[]")
    hand(world, "陈岚", "何文", "韦明")
    assert Draft.objects.filter(account=wei).count() == 2
    assert InboxItem.objects.filter(account=wei, key="duty:1", done_at=None).count() == 1


def test_a_new_successor_gets_a_slip_with_the_list(world: World):
    load(world)
    client, he = world.client("陈岚"), world.people["何文"]
    page = client.post(
        f"/staff/{he.pk}/handover/",
        {"new_name": "何接", "reason": "换届", "_version": he.version},
    ).content.decode()
    new = Account.objects.get(name="何接")
    password = page.split('一次性密码</dt><dd class="j-code">')[1].split("<")[0]
    assert new.login == "qh0101-1"
    assert new.check_password(password)
    assert "上报三季度党课" in page
    listed = client.get(f"/staff/handovers/{Handover.objects.get().pk}/").content.decode()
    assert "上报三季度党课" in listed
    assert password not in listed


def test_it_is_one_act_on_record(world: World):
    load(world)
    before = set(AuditEvent.objects.values_list("seq", flat=True))
    hand(world, "陈岚", "何文", "韦明")
    lines = AuditEvent.objects.exclude(seq__in=before)
    assert set(lines.values_list("verb", flat=True)) == {"account.close", "account.hand_over"}
    assert len(set(lines.values_list("at", flat=True))) == 1


@pytest.mark.parametrize(
    ("by", "giver", "to", "error"),
    [
        ("石磊", "何文", "宋青", NotVisible),  # next door
        ("陈岚", "宋青", "何文", NotVisible),  # not hers to take from
        ("陈岚", "何文", "宋青", Refused),  # not within her reach to give to
        ("陈岚", "何文", "何文", Refused),  # the same account
        ("陈岚", "何文", "陈岚", Refused),  # to herself
        ("陈岚", "陈岚", "何文", Refused),  # her own post
        ("陈岚", "石磊", "何文", NotVisible),
        ("安全", "何文", "审计", Refused),  # an administrator takes no business
        ("安全", "审计", "何文", Refused),  # and gives none
        ("何文", "韦明", "柳芳", Forbidden),
        ("系统", "何文", "韦明", Forbidden),
        ("审计", "何文", "韦明", Forbidden),
    ],
)
def test_refused_means_nothing_moved(
    world: World, by: str, giver: str, to: str, error: type[Exception]
):
    load(world)
    before = unchanged(world)
    with pytest.raises(error):
        hand(world, by, giver, to)
    assert unchanged(world) == before


def test_a_closed_successor_and_a_closed_giver_are_refused(world: World):
    liu = world.people["柳芳"]
    staff.close_account(world.actor("安全"), liu, liu.version)
    with pytest.raises(Refused, match="没有启用"):
        hand(world, "安全", "何文", "柳芳")
    with pytest.raises(Refused, match="已停用"):
        hand(world, "安全", "柳芳", "何文")


def test_the_cashier_does_not_inherit_the_accountants_books(world: World):
    world.grant("何文", "accountant", "河东村党支部")
    world.grant("韦明", "cashier", "河东村党支部")
    with pytest.raises(Refused, match="R-FEE-24"):
        hand(world, "陈岚", "何文", "韦明")
    assert Account.objects.get(login="he").state == "active"


def test_the_security_administrator_hands_over_greater_posts(world: World):
    hand(world, "安全", "陈岚", "柳芳")
    assert world.people["柳芳"].grants.filter(role="township").exists()
    with pytest.raises(Refused, match="系统管理员"):
        hand(world, "安全", "石磊", None, new_name="某人")


def test_a_stale_page_hands_nothing_over(world: World):
    he = world.people["何文"]
    with pytest.raises(Conflict):
        handover.hand_over(
            world.actor("陈岚"), he, he.version + 1, successor=world.people["韦明"], reason="x"
        )


# --- standing in ------------------------------------------------------------------------------


def stand_in(world: World, by: str = "陈岚", first: int = 0, last: int = 9) -> list[Grant]:
    return handover.arrange_stand_in(
        world.actor(by), world.people["何文"], world.people["柳芳"],
        since=TODAY + timedelta(first), until=TODAY + timedelta(last), reason="培训",
    )  # fmt: skip


def test_a_stand_in_begins_and_ends_by_itself(world: World):
    stand_in(world, first=1, last=5)
    he_dong = world["河东村党支部"]
    for day, allowed in ((0, False), (1, True), (5, True), (6, False)):
        actor = world.actor("柳芳", TODAY + timedelta(day))
        assert bool(can(actor, ORG_VIEW, he_dong)) is allowed, day


def test_it_is_said_everywhere_that_somebody_stands_in(world: World):
    stand_in(world)
    client = world.client("柳芳")
    assert "代班" in client.get("/why/").content.decode()
    assert "河东村党支部" in client.get("/me/").content.decode()
    page = world.client("陈岚").get(f"/staff/{world.people['柳芳'].pk}/").content.decode()
    assert "（代何文）" in page
    page = world.client("陈岚").get(f"/staff/{world.people['何文'].pk}/").content.decode()
    assert "柳芳：河东村党支部" in page


def test_a_stand_in_ends_early_and_with_a_handover(world: World):
    stand_in(world)
    client = world.client("陈岚")
    assert client.post(f"/staff/{world.people['何文'].pk}/stand-in/end/").status_code == 302
    assert not can(world.actor("柳芳"), ORG_VIEW, world["河东村党支部"])
    stand_in(world)
    hand(world, "陈岚", "何文", "韦明")
    assert not can(world.actor("柳芳"), ORG_VIEW, world["河东村党支部"])


def test_what_one_only_stands_in_for_is_not_handed_on(world: World):
    stand_in(world)
    hand(world, "陈岚", "柳芳", "韦明")
    roles = {(g.role, g.org.code) for g in world.people["韦明"].grants.all()}
    assert ("branch", "QH0101") not in roles
    assert ("branch", "QH0102") in roles


def test_no_stand_in_for_oneself_from_next_door_or_without_end(world: World):
    before = Grant.objects.count()
    chen, he = world.actor("陈岚"), world.people["何文"]
    span = {"since": TODAY, "until": TODAY, "reason": "x"}
    for who, error in (("何文", Refused), ("陈岚", Refused), ("宋青", Refused), ("安全", Refused)):
        with pytest.raises(error):
            handover.arrange_stand_in(chen, he, world.people[who], **span)
    with pytest.raises(NotVisible):
        stand_in(world, by="石磊")
    with pytest.raises(Forbidden):
        stand_in(world, by="柳芳")
    for first, last in ((2, 1), (-9, -1), (0, 400)):
        with pytest.raises(Refused):
            stand_in(world, first=first, last=last)
    assert Grant.objects.count() == before


def test_a_copy_never_lasts_longer_than_the_role_itself(world: World):
    Grant.objects.filter(account=world.people["何文"]).update(until=date(2026, 11, 22))
    assert stand_in(world)[0].until == date(2026, 11, 22)


def test_the_form_names_a_stand_in_by_account(world: World):
    he, client = world.people["何文"], world.client("陈岚")
    sent = {"since": "2026-11-20", "until": "2026-11-30", "reason": "病假"}
    for login, status in (("song", 422), ("nobody", 422), ("LIU", 302)):
        answer = client.post(f"/staff/{he.pk}/stand-in/", {**sent, "stand_in": login})
        assert answer.status_code == status, login
