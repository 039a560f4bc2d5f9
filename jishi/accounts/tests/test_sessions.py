"""A session lives as long as its stay: no fixation, ended by change, by time, from elsewhere."""

from __future__ import annotations

from datetime import date

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jishi.accounts.actions import staff
from jishi.accounts.actions.sign_in import forget_stays
from jishi.accounts.models import Account, SignIn
from jishi.accounts.tests.conftest import Clock, is_in, sign_in
from jishi.base import settings_tree
from jishi.base.local import SESSION_IDLE
from tests.world import PASSWORD, World

NEW = "seven-quiet-rivers"


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = "") -> int:
    sent = {"old": old, "new": new, "again": again or new}
    return client.post("/me/password/", sent).status_code


def test_the_session_key_is_another_after_signing_in(world: World):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["jishi_session"] = planted = session.session_key
    sign_in(world, "何文", client=client)
    assert client.cookies["jishi_session"].value != planted
    assert "planted" not in client.session
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_in_over_another_persons_session_keeps_nothing_of_it(world: World):
    client = sign_in(world, "何文")
    before = client.cookies["jishi_session"].value
    sign_in(world, "柳芳", client=client)
    assert client.cookies["jishi_session"].value != before
    assert "柳芳" in client.get("/me/").content.decode()
    stale = Client()
    stale.cookies["jishi_session"] = before
    assert not is_in(stale)


def test_a_session_without_its_stay_is_void(world: World):
    client = Client()
    client.force_login(world.people["何文"])
    assert not is_in(client)


def test_a_stay_of_somebody_else_opens_nothing(world: World):
    client, other = sign_in(world, "何文"), sign_in(world, "柳芳")
    session = client.session
    session["stay"] = other.session["stay"]
    session.save()
    assert not is_in(client)


def test_changing_the_password_ends_other_devices_and_keeps_this_one(world: World):
    here, elsewhere = sign_in(world, "何文"), sign_in(world, "何文")
    assert change(here) == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert SignIn.objects.filter(ended_by="changed").count() == 1
    assert is_in(sign_in(world, "何文", NEW))
    assert not is_in(sign_in(world, "何文", PASSWORD))


def test_a_wrong_or_poor_password_changes_nothing(world: World):
    here, elsewhere = sign_in(world, "何文"), sign_in(world, "何文")
    assert change(here, old="guess") == 422
    assert change(here, new="short") == 422
    assert change(here, new="123456789012") == 422
    assert change(here, new=PASSWORD) == 422
    assert change(here, again="something-else") == 422
    assert is_in(elsewhere)


def test_guessing_the_old_password_at_an_unlocked_desk_is_counted(world: World):
    here = sign_in(world, "何文")
    for _ in range(5):
        change(here, old="guess")
    assert change(here) == 422
    assert not is_in(sign_in(world, "何文"))


def test_a_new_role_a_lost_role_and_closing_end_the_sessions(world: World):
    he, sec = world.people["何文"], world.actor("安全")
    client = sign_in(world, "何文")
    terms = staff.GrantTerms("member", world["柳湾村党支部"], date(2026, 11, 1), reason="转入")
    grant = staff.give_grant(sec, he, terms)
    assert not is_in(client)
    client = sign_in(world, "何文")
    staff.end_grant(sec, grant)
    assert not is_in(client)
    client = sign_in(world, "何文")
    he.refresh_from_db()
    staff.close_account(sec, he, he.version)
    assert not is_in(client)
    assert not is_in(sign_in(world, "何文"))


def test_resetting_the_password_ends_the_sessions(world: World):
    client = sign_in(world, "何文")
    staff.reset_passwords(world.actor("陈岚"), [world.people["何文"]])
    assert not is_in(client)
    assert not is_in(sign_in(world, "何文", PASSWORD))


def test_idle_for_half_an_hour_is_over_and_says_so(world: World, clock: Clock):
    client = sign_in(world, "何文")
    clock.forward(minutes=29)
    assert is_in(client)
    clock.forward(minutes=29)
    assert is_in(client)
    clock.forward(minutes=30)
    assert not is_in(client)
    assert "离开时间较久" in client.get("/login/").content.decode()
    assert SignIn.objects.get().ended_by == "idle"


def test_an_office_with_shared_computers_may_set_a_shorter_time(world: World, clock: Clock):
    root, basis = world["青禾县委"], settings_tree.Basis(world.actor("系统").today)
    settings_tree.set_value(world.actor("系统"), SESSION_IDLE, root, 10, basis)
    client = sign_in(world, "何文")
    clock.forward(minutes=9)
    assert is_in(client)
    clock.forward(minutes=10)
    assert not is_in(client)


def test_twelve_hours_are_the_most_however_busy(world: World, clock: Clock):
    client = sign_in(world, "何文")
    for _ in range(35):
        clock.forward(minutes=20)
        assert is_in(client)
    clock.forward(minutes=20)
    assert not is_in(client)
    assert SignIn.objects.get().ended_by == "long"


def test_being_seen_is_written_every_five_minutes_at_most(world: World, clock: Clock):
    client = sign_in(world, "何文")
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get("/me/")
    assert not [q for q in first if q["sql"].startswith("UPDATE")]
    clock.forward(minutes=6)
    client.get("/me/")
    stay = SignIn.objects.get()
    assert stay.seen_at == clock.at
    clock.forward(minutes=4)
    client.get("/me/")
    stay.refresh_from_db()
    assert stay.seen_at < clock.at


def test_one_sees_ones_devices_and_signs_the_others_out(world: World):
    here = sign_in(world, "何文")
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/110 MicroMessenger/8")
    sign_in(world, "何文", client=phone)
    assert "安卓手机 · 微信" in here.get("/me/").content.decode()
    here.post("/me/sign-ins/")
    assert is_in(here)
    assert not is_in(phone)


def test_changing_user_ends_the_session_entirely(world: World):
    client = sign_in(world, "何文", remember="on")
    old = client.cookies["jishi_session"].value
    answer = client.post("/switch/", {"account": "liu"})
    assert answer["Location"] == "/login/"  # 柳芳 was never remembered here
    sign_in(world, "柳芳", client=client)
    answer = client.post("/switch/", {"account": "he"})
    assert answer["Location"] == "/login/?account=he"
    assert 'value="he"' in client.get(answer["Location"]).content.decode()
    stale = Client()
    stale.cookies["jishi_session"] = old
    assert not is_in(stale)
    assert SignIn.objects.filter(ended_at__isnull=True).count() == 0


def test_an_account_is_remembered_only_if_asked_and_forgotten_if_not(world: World):
    client = sign_in(world, "何文", remember="on")
    client.post("/logout/")
    assert ">he<" in client.get("/login/").content.decode()
    sign_in(world, "何文", client=client)
    client.post("/logout/")
    assert ">he<" not in client.get("/login/").content.decode()


def test_a_forged_list_of_remembered_accounts_is_ignored(world: World):
    client = Client()
    client.cookies["jishi_known"] = "WyJzeXNhZG1pbiJd:forged:signature"
    assert client.get("/login/").status_code == 200
    assert "sysadmin" not in client.get("/login/").content.decode()


def test_old_stays_are_forgotten_after_180_days(world: World, clock: Clock):
    sign_in(world, "何文")
    clock.forward(days=1)
    assert forget_stays() == 0
    assert SignIn.objects.get().ended_by == "long"
    clock.forward(days=181)
    assert forget_stays() == 1


def test_whoever_has_a_one_time_password_gets_nowhere_before_changing_it(world: World):
    Account.objects.filter(login="he").update(must_change=True)
    client = sign_in(world, "何文")
    for page in ("/", "/me/", "/orgs/", "/why/", "/me/second/", "/me/name/"):
        assert client.get(page).get("Location") == "/me/password/", page
    answer = client.get("/orgs/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/me/password/")
    assert client.get("/me/password/").status_code == 200
    assert change(client) == 302
    assert is_in(client)


def test_a_must_change_account_may_still_sign_out(world: World):
    Account.objects.filter(login="he").update(must_change=True)
    client = sign_in(world, "何文")
    assert client.post("/logout/")["Location"] == "/login/"


def test_signed_in_pages_are_not_cached_and_cookies_are_hard_to_reach(world: World):
    client = sign_in(world, "何文")
    assert client.get("/me/")["Cache-Control"] == "no-store"
    cookie = client.cookies["jishi_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"] == ""
    secure = Client()
    secure.post("/login/", {"login": "he", "password": PASSWORD}, secure=True)
    assert secure.cookies["jishi_session"]["secure"]


def test_whoever_lost_every_role_still_reaches_the_own_pages(world: World):
    world.people["何文"].grants.update(until=date(2026, 1, 1), since=date(2025, 1, 1))
    client = sign_in(world, "何文")
    assert is_in(client)
    assert client.get("/why/").status_code == 200
    assert client.get("/orgs/").status_code == 403
