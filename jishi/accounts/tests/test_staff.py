"""Administering accounts: nobody alone, nobody upwards, nobody next door (threat 18)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jishi.accounts import queries
from jishi.accounts.actions import staff
from jishi.accounts.actions.staff import GrantTerms, Wanted
from jishi.accounts.models import Account
from jishi.accounts.tests.conftest import is_in, sign_in
from jishi.base.models import AuditEvent
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from jishi.tree.models import Grant
from jishi.tree.permissions import ADMINISTRATORS, BUSINESS_ROLES, all_permissions
from tests.world import TODAY, World


def terms(world: World, role: str = "reader", org: str = "白石镇党委") -> GrantTerms:
    return GrantTerms(role, world[org], TODAY, reason="青组〔2026〕8号")


def test_it_takes_two_administrators_to_let_somebody_in(world: World):
    slip = staff.create_account(world.actor("系统"), "Xu.Ning", "许宁", "business")
    assert slip.account.login == "xu.ning"
    assert not is_in(sign_in(world, "xu.ning", slip.password))
    with pytest.raises(Forbidden):
        staff.enable_account(world.actor("系统"), slip.account, slip.account.version)
    with pytest.raises(Forbidden):
        staff.create_account(world.actor("安全"), "other", "别人", "business")
    staff.enable_account(world.actor("安全"), slip.account, slip.account.version)
    client = sign_in(world, "xu.ning", slip.password)
    assert client.get("/")["Location"] == "/me/password/"


def test_rights_are_not_the_password_keepers_and_passwords_not_the_right_givers(world: World):
    he = world.people["何文"]
    with pytest.raises(Forbidden):
        staff.give_grant(world.actor("系统"), he, terms(world))
    with pytest.raises(Forbidden):
        staff.reset_passwords(world.actor("安全"), [he])
    auditor = world.actor("审计")
    with pytest.raises(Forbidden):
        staff.give_grant(auditor, he, terms(world))
    with pytest.raises(Forbidden):
        staff.create_account(auditor, "a1", "b", "business")
    with pytest.raises(Forbidden):
        staff.reset_passwords(auditor, [he])
    assert Grant.objects.filter(account=he).count() == 1


def test_nobody_grants_to_himself_and_administrators_get_nothing(world: World):
    before = Grant.objects.count()
    for name in ("系统", "安全", "审计"):
        with pytest.raises(Refused):
            staff.give_grant(world.actor("安全"), world.people[name], terms(world))
    for role in ADMINISTRATORS:
        with pytest.raises(Refused):
            staff.give_grant(world.actor("安全"), world.people["何文"], terms(world, role))
    assert Grant.objects.count() == before


def test_the_database_itself_keeps_administrators_apart(world: World):
    refused = []
    for name in ("系统", "安全", "审计"):
        try:
            with transaction.atomic():
                world.grant(name, "branch", "河东村党支部")
        except IntegrityError:
            refused.append(name)
    grant = Grant.objects.filter(account=world.people["何文"]).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(account=world.people["审计"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(login="he").update(kind="sysadmin")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(login="sec").update(kind="business")
    assert refused == ["系统", "安全", "审计"]


def test_the_kind_of_an_account_is_in_no_form_but_the_one_that_creates_it(world: World):
    slip = staff.create_account(world.actor("系统"), "plain", "平常", "business")
    page = world.client("安全").post(
        f"/staff/{slip.account.pk}/grant/",
        {
            "role": "sysadmin",
            "org": "QH01",
            "since": "2026-11-20",
            "reason": "x",
            "kind": "sysadmin",
        },
    )
    assert page.status_code == 422
    slip.account.refresh_from_db()
    assert slip.account.kind == "business"
    assert not slip.account.grants.exists()


def test_accountant_and_cashier_of_one_place_are_two_people(world: World):
    he, sec = world.people["何文"], world.actor("安全")
    staff.give_grant(sec, he, terms(world, "cashier", "河东村党支部"))
    with pytest.raises(Refused, match="R-FEE-24"):
        staff.give_grant(sec, he, terms(world, "accountant", "白石镇党委"))
    staff.give_grant(sec, he, terms(world, "accountant", "松林村党支部"))


def test_a_taken_login_and_a_bad_login_are_refused(world: World):
    for login in ("HE", "ｈｅ", "a", "陈岚", "-x", "a b", "x" * 41):
        with pytest.raises(Refused):
            staff.create_account(world.actor("系统"), login, "某人", "business")
    assert Account.objects.filter(name="某人").count() == 0


def test_a_stale_page_does_not_close_an_account(world: World):
    he = world.people["何文"]
    staff.reset_passwords(world.actor("陈岚"), [he])
    with pytest.raises(Conflict):
        staff.close_account(world.actor("安全"), he, he.version)
    he.refresh_from_db()
    assert he.state == "active"


def test_closing_takes_the_roles_and_keeps_the_record(world: World):
    he = world.people["何文"]
    closed = staff.close_account(world.actor("安全"), he, he.version)
    assert closed.state == "closed"
    assert not queries.account(world.actor("安全"), he.pk).grants_now
    assert he.grants.count() == 1  # ended, not deleted
    reopened = staff.enable_account(world.actor("安全"), closed, closed.version)
    assert not reopened.has_usable_password()
    assert not queries.account(world.actor("安全"), he.pk).grants_now


def test_the_last_administrator_of_a_kind_stays(world: World):
    auditor = world.people["审计"]
    with pytest.raises(Refused, match="最后一个"):
        staff.close_account(world.actor("安全"), auditor, auditor.version)
    second = staff.create_account(world.actor("系统"), "aud2", "审计二", "auditor").account
    staff.enable_account(world.actor("安全"), second, second.version)
    staff.close_account(world.actor("安全"), auditor, auditor.version)


# --- below one's own place ------------------------------------------------------------------


def test_a_township_makes_its_branches_accounts_with_slips(world: World):
    slips = staff.create_branch_accounts(
        world.actor("陈岚"),
        [Wanted(world["河东村党支部"], "branch"), Wanted(world["柳湾村党支部"], "branch", "柳一")],
    )
    assert [s.account.login for s in slips] == ["qh0101-1", "qh0102-1"]
    assert [s.account.name for s in slips] == ["河东村党支部书记", "柳一"]
    assert len({s.password for s in slips}) == 2
    client = sign_in(world, "qh0101-1", slips[0].password)
    assert client.get("/orgs/")["Location"] == "/me/password/"
    grant = slips[0].account.grants.get()
    assert (grant.role, grant.org, grant.since) == ("branch", world["河东村党支部"], TODAY)


def test_the_next_account_of_a_place_gets_the_next_number(world: World):
    for expected in ("qh0101-1", "qh0101-2"):
        slips = staff.create_branch_accounts(
            world.actor("陈岚"), [Wanted(world["河东村党支部"], "member")]
        )
        assert slips[0].account.login == expected


@pytest.mark.parametrize("role", [r for r in BUSINESS_ROLES if r not in
    ("branch", "member", "accountant", "cashier", "grid_worker")])  # fmt: skip
def test_no_higher_role_can_be_made_that_way(world: World, role: str):
    with pytest.raises(Refused):
        staff.create_branch_accounts(world.actor("陈岚"), [Wanted(world["河东村党支部"], role)])
    assert not Account.objects.filter(login__startswith="qh01").exists()


def test_not_next_door_not_above_not_for_ones_own_place(world: World):
    before = Account.objects.count()
    for org, error in (
        ("松林村党支部", NotVisible), ("石桥镇党委", NotVisible), ("青禾县委", NotVisible),
        ("白石镇党委", Refused),
    ):  # fmt: skip
        with pytest.raises(error):
            staff.create_branch_accounts(
                world.actor("陈岚"), [Wanted(world["河东村党支部"]), Wanted(world[org])]
            )
    for name in ("何文", "罗静", "系统", "安全", "审计"):
        with pytest.raises(Forbidden):
            staff.create_branch_accounts(world.actor(name), [Wanted(world["河东村党支部"])])
    assert Account.objects.count() == before


def test_a_school_clerk_makes_accounts_of_the_school(world: World):
    staff.create_branch_accounts(world.actor("严可"), [Wanted(world["小学部党支部"])])
    assert Account.objects.filter(login="qh0301-1").exists()


def test_a_manager_of_one_place_without_what_is_below_gives_nothing_below(world: World):
    world.account("窄口", "narrow")
    world.grant("窄口", "unit_clerk", "县实验学校党总支", subtree=False)
    with pytest.raises(NotVisible):
        staff.create_branch_accounts(world.actor("窄口"), [Wanted(world["小学部党支部"])])


def test_a_township_resets_its_branches_and_nobody_else(world: World):
    slip = staff.reset_passwords(world.actor("陈岚"), [world.people["何文"]])[0]
    assert slip.account.must_change
    for name, error in (
        ("宋青", NotVisible), ("石磊", NotVisible), ("周正", NotVisible), ("安全", NotVisible),
        ("陈岚", Refused),
    ):  # fmt: skip
        old = world.people[name].password
        with pytest.raises(error):
            staff.reset_passwords(world.actor("陈岚"), [world.people["柳芳"], world.people[name]])
        world.people[name].refresh_from_db()
        assert world.people[name].password == old
    world.people["柳芳"].refresh_from_db()
    assert not world.people["柳芳"].must_change


def test_a_small_role_below_does_not_hand_over_a_great_account(world: World):
    """周正 of the county is a member in 河东村 too: the township must not take his account over."""
    world.grant("周正", "member", "河东村党支部")
    world.grant("宋青", "member", "河东村党支部")
    for name in ("周正", "宋青"):
        with pytest.raises(Refused):
            staff.reset_passwords(world.actor("陈岚"), [world.people[name]])
        person = world.people[name]
        with pytest.raises(Refused):
            staff.close_account(world.actor("陈岚"), person, person.version)


def test_slips_are_shown_once_and_stored_nowhere(world: World):
    client = world.client("陈岚")
    page = client.get("/staff/below/").content.decode()
    once = page.split('name="_once" value="')[1].split('"')[0]
    sent = {"_once": once, "role": "branch", "org": [world["河东村党支部"].pk]}
    first = client.post("/staff/below/", sent)
    text = first.content.decode()
    password = text.split('一次性密码</dt><dd class="j-code">')[1].split("<")[0]
    account = Account.objects.get(login="qh0101-1")
    assert account.check_password(password)
    again = client.post("/staff/below/", sent)
    assert (again.status_code, Account.objects.filter(login="qh0101-2").exists()) == (409, False)
    assert password not in again.content.decode()
    written = str(list(AuditEvent.objects.values_list("detail", flat=True)))
    assert password not in written


def test_the_page_below_lists_who_has_an_account_and_hides_the_neighbours(world: World):
    page = world.client("陈岚").get("/staff/below/").content.decode()
    assert "何文（支部书记）" in page
    assert "柳湾村党支部" in page
    assert "松林村" not in page
    assert world.client("何文").get("/staff/below/").status_code == 403


def test_ticking_a_neighbours_branch_by_hand_makes_nothing(world: World):
    client = world.client("陈岚")
    client.post("/staff/below/", {"role": "branch", "org": [world["松林村党支部"].pk]})
    assert not Account.objects.filter(login__startswith="qh02").exists()


# --- pages ----------------------------------------------------------------------------------


def test_lists_show_ones_own_reach_and_exports_hold_no_password(world: World):
    client = world.client("陈岚")
    page = client.get("/staff/").content.decode()
    assert "何文" in page
    assert "宋青" not in page
    assert "周正" not in page
    body = client.get("/staff/?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[0] == ["姓名", "账号", "角色和范围", "状态", "第二道验证", "最近使用"]
    assert "argon2" not in body
    assert {row[1] for row in rows[1:]} == {"chen", "he", "wei", "liu"}


def test_filters_of_the_list(world: World):
    client = world.client("安全")
    page = client.get("/staff/?role=branch&org=QH01").content.decode()
    assert "何文" in page
    assert "宋青" not in page
    assert "没有这个角色" in client.get("/staff/?role=emperor").content.decode()


def test_outside_is_not_found_and_without_permission_forbidden(world: World):
    song, he = world.people["宋青"].pk, world.people["何文"].pk
    chen = world.client("陈岚")
    for page in ("", "reset/", "close/", "handover/", "stand-in/"):
        assert chen.get(f"/staff/{song}/{page}").status_code == 404, page
        assert chen.post(f"/staff/{song}/{page}", {}).status_code in (404, 405), page
    for page in ("grant/", "second/", "why/", "enable/"):
        assert chen.get(f"/staff/{he}/{page}").status_code == 403, page
    for name in ("何文", "韦明", "罗静"):
        assert world.client(name).get("/staff/").status_code == 403


def test_one_account_with_everything_about_it(world: World):
    page = world.client("安全").get(f"/staff/{world.people['何文'].pk}/").content.decode()
    for words in ("河东村党支部 · 支部书记", "授予角色", "停用", "交接"):
        assert words in page
    assert "argon2" not in page
    assert "重置密码" not in page  # the system administrator's


def test_administrators_pages_show_no_business(world: World):
    business = [p for p in all_permissions().values() if p.business]
    for name in ("系统", "安全", "审计"):
        actor = world.actor(name)
        assert not [why for why in queries.why(actor) if why.held and why.permission in business]


def test_a_role_taken_away_by_the_township_and_not_by_the_neighbour(world: World):
    he = world.people["何文"]
    grant = he.grants.get()
    with pytest.raises(NotVisible):
        staff.end_grant(world.actor("石磊"), grant)
    assert world.client("陈岚").post(f"/staff/{he.pk}/grants/{grant.pk}/end/").status_code == 302
    grant.refresh_from_db()
    assert grant.until == date(2026, 11, 19)


def test_recovering_from_the_server_itself_is_only_for_its_operator(world: World):
    from jishi.tree.actor import local_operator

    with pytest.raises(Refused):
        staff.recover_account(world.actor("系统"), "sec")
    slip = staff.recover_account(local_operator(TODAY), "SEC")
    assert slip.account.check_password(slip.password)
    assert AuditEvent.objects.filter(verb="account.recover").exists()
