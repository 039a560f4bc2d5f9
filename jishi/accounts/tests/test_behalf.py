"""代填: entered for somebody, confirmed by that person, checked by a third."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.accounts import queries
from jishi.accounts.actions import behalf, staff
from jishi.accounts.actions.behalf import From
from jishi.accounts.models import Account, BehalfEntry
from jishi.base.act import act
from jishi.base.models import AuditEvent, InboxItem
from jishi.orgs.access import ORG_EDIT
from jishi.orgs.actions import Basis, rename_organisation
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotVisible, Refused
from tests.world import TODAY, World


def rename_for(world: World, by: str = "陈岚", whom: str = "何文", kind: str = "phone"):
    """The township renames a branch because its secretary called."""
    actor, org = world.actor(by), world["河东村党支部"]
    org.refresh_from_db()
    with act(actor, ORG_EDIT, org) as doing:
        org = rename_organisation(
            actor, org, org.version, name="河东新村党支部", short_name="河东新村",
            basis=Basis(date(2026, 11, 1)),
        )  # fmt: skip
        return behalf.note(
            doing, actor, world.people[whom], From(kind, "11 月 3 日上午来电"), org,
            label="支部更名", link=f"/orgs/{org.pk}/", org=org,
        )  # fmt: skip


def verdict(world: World, checker: str) -> tuple[str, ...]:
    pk = str(world["河东村党支部"].pk)
    return queries.check_verdict("organisation", pk, world.people[checker].pk).codes


def test_it_is_kept_who_entered_for_whom_from_what(world: World):
    entry = rename_for(world)
    assert (entry.entered_by.name, entry.for_account.name) == ("陈岚", "何文")
    assert (entry.source, entry.source_note) == ("phone", "11 月 3 日上午来电")
    line = AuditEvent.objects.get(verb="behalf.enter")
    assert (line.actor_name, line.behalf_of) == ("陈岚", world.people["何文"].pk)
    assert (line.object_kind, line.object_id) == ("organisation", str(world["河东村党支部"].pk))


def test_the_person_gets_a_to_do_that_ends_with_the_answer(world: World):
    entry = rename_for(world)
    todo = InboxItem.objects.get(account=world.people["何文"])
    assert (todo.kind, todo.link) == ("todo", f"/behalf/{entry.pk}/")
    client = world.client("何文")
    assert "电话" in client.get(todo.link).content.decode()
    assert client.post(todo.link, {"confirm": "1"}).status_code == 302
    todo.refresh_from_db()
    assert todo.done_at is not None


def test_who_entered_and_who_confirmed_may_not_check_a_third_may(world: World):
    assert verdict(world, "周正") == ()
    entry = rename_for(world)
    assert verdict(world, "陈岚") == ("entered", "open")
    assert verdict(world, "周正") == ("open",)
    behalf.confirm(world.actor("何文"), entry)
    assert verdict(world, "陈岚") == ("entered",)
    assert verdict(world, "何文") == ("confirmed",)
    assert verdict(world, "周正") == ()


def test_an_objection_goes_back_to_whoever_entered_it(world: World):
    entry = rename_for(world)
    client = world.client("何文")
    assert client.post(f"/behalf/{entry.pk}/", {"objection": ""}).status_code == 422
    client.post(f"/behalf/{entry.pk}/", {"objection": "不叫新村"})
    assert verdict(world, "周正") == ("objected",)
    todo = InboxItem.objects.get(account=world.people["陈岚"])
    assert "有异议" in todo.title
    assert "不叫新村" in world.client("陈岚").get(f"/behalf/{entry.pk}/").content.decode()


def test_mended_and_confirmed_it_may_be_checked_but_not_by_the_first_who_entered(world: World):
    entry = rename_for(world)
    behalf.object_to(world.actor("何文"), entry, "不对")
    again = rename_for(world, by="周正")
    behalf.confirm(world.actor("何文"), again)
    assert verdict(world, "陈岚") == ("entered",)
    assert verdict(world, "周正") == ("entered",)
    assert verdict(world, "石磊") == ()


def test_nobody_answers_for_another_or_twice(world: World):
    entry = rename_for(world)
    with pytest.raises(Refused, match="本人"):
        behalf.confirm(world.actor("陈岚"), entry)
    with pytest.raises(NotVisible):
        behalf.confirm(world.actor("柳芳"), entry)
    assert world.client("柳芳").get(f"/behalf/{entry.pk}/").status_code == 404
    behalf.confirm(world.actor("何文"), entry)
    with pytest.raises(Refused, match="答复过"):
        behalf.object_to(world.actor("何文"), entry, "反悔")
    entry.refresh_from_db()
    assert entry.objected_at is None


def test_not_for_oneself_nor_an_administrator_nor_a_closed_account_nor_by_nobody(world: World):
    before = AuditEvent.objects.count()
    gone = world.people["柳芳"]
    staff.close_account(world.actor("安全"), gone, gone.version)
    gone.refresh_from_db()
    before = AuditEvent.objects.count()
    for whom in ("陈岚", "审计", "柳芳"):
        with pytest.raises(Refused):
            rename_for(world, whom=whom)
    with pytest.raises(Refused):
        rename_for(world, kind="rumour")
    operator, org = local_operator(TODAY), world["河东村党支部"]
    with pytest.raises(Refused), act(operator, ORG_EDIT, org) as doing:
        behalf.note(doing, operator, world.people["何文"], From("paper"), org)
    org.refresh_from_db()
    assert org.short_name == "河东村党支部"
    assert (BehalfEntry.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_what_waits_for_confirmation_goes_to_the_successor(world: World):
    from jishi.accounts.actions.handover import hand_over

    entry = rename_for(world)
    he = Account.objects.get(login="he")
    hand_over(world.actor("陈岚"), he, he.version, successor=world.people["韦明"], reason="换届")
    behalf.confirm(world.actor("韦明"), entry)
    assert verdict(world, "韦明") == ("confirmed",)


def test_ones_list_shows_what_is_open(world: World):
    rename_for(world)
    assert "支部更名" in world.client("何文").get("/behalf/?state=open").content.decode()
    assert "支部更名" in world.client("陈岚").get("/behalf/").content.decode()
    assert "支部更名" not in world.client("柳芳").get("/behalf/").content.decode()
    assert "代您填了 1 项" in world.client("何文").get("/me/").content.decode()
