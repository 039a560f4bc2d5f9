"""Signing in: lock-out, folding, spray, one answer for all, safe ways on (threat 17)."""

from __future__ import annotations

import re
import statistics
import time

import pytest
from django.test import Client, override_settings

from jishi.accounts.actions.sign_in import forget_attempts, verify_password
from jishi.accounts.models import Account, Attempt, SignIn
from jishi.accounts.rules.sign_in import fold, safe_next
from jishi.accounts.tests.conftest import Clock, is_in, sign_in
from jishi.base.models import AuditEvent
from jishi.tree.errors import Refused
from tests.world import PASSWORD, World

WRONG = "not-the-password"


def fail(world: World, name: str, times: int, **where: str) -> Client:
    client = Client(**where)
    for _ in range(times):
        sign_in(world, name, WRONG, client)
    return client


def test_the_right_password_opens_and_leaves_no_count_behind(world: World):
    assert is_in(sign_in(world, "何文"))
    assert Attempt.objects.count() == 0
    assert SignIn.objects.get().account == world.people["何文"]


def test_five_failures_lock_even_the_right_password_for_a_quarter_of_an_hour(
    world: World, clock: Clock
):
    client = fail(world, "何文", 5)
    assert not is_in(sign_in(world, "何文", client=client))
    clock.forward(minutes=14)
    assert not is_in(sign_in(world, "何文", client=client))
    clock.forward(minutes=1)
    assert is_in(sign_in(world, "何文", client=client))


def test_four_failures_do_not_lock_and_success_forgives_them(world: World):
    client = fail(world, "何文", 4)
    assert is_in(sign_in(world, "何文", client=client))
    assert Attempt.objects.count() == 0


def test_trying_while_locked_does_not_prolong_the_lock(world: World, clock: Clock):
    client = fail(world, "何文", 5)
    clock.forward(minutes=10)
    fail(world, "何文", 3)
    clock.forward(minutes=5)
    assert is_in(sign_in(world, "何文", client=client))


@pytest.mark.parametrize("written", ["HE", "ｈｅ", " He ", "ＨＥ", "hE"])
def test_another_way_to_write_the_name_is_the_same_account_and_the_same_lock(
    world: World, written: str
):
    assert is_in(sign_in(world, written))
    client = fail(world, "何文", 5)
    assert not is_in(sign_in(world, written, client=client))


def test_a_lock_holds_for_its_address_only_and_nobody_locks_a_colleague_out(world: World):
    fail(world, "何文", 5, REMOTE_ADDR="10.0.0.9")
    assert is_in(sign_in(world, "何文", client=Client(REMOTE_ADDR="10.0.0.8")))


def test_twenty_names_failing_from_one_address_stop_that_address(world: World, clock: Clock):
    client = Client(REMOTE_ADDR="10.0.0.9")
    for number in range(20):
        client.post("/login/", {"login": f"name{number}", "password": "Spring2026!"})
    assert not is_in(sign_in(world, "何文", client=client))
    assert is_in(sign_in(world, "何文", client=Client(REMOTE_ADDR="10.0.0.8")))
    clock.forward(minutes=15)
    assert is_in(sign_in(world, "何文", client=client))


def test_a_made_up_forwarded_address_gives_no_fresh_tries(world: World):
    for number in range(6):
        last = Client().post(
            "/login/", {"login": "he", "password": WRONG}, HTTP_X_FORWARDED_FOR=f"1.2.3.{number}"
        )
    assert "15 分钟" in last.content.decode()
    assert set(Attempt.objects.values_list("address", flat=True)) == {"127.0.0.1"}


@override_settings(TRUSTED_PROXIES=("127.0.0.1",))
def test_behind_a_declared_proxy_the_nearest_forwarded_address_counts(world: World):
    Client().post(
        "/login/", {"login": "he", "password": WRONG}, HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.7"
    )
    assert Attempt.objects.get().address == "10.1.1.7"


def test_unknown_waiting_closed_and_wrong_are_answered_in_the_same_words(world: World):
    for name, login, state in (("新人", "newcomer", "waiting"), ("离任", "gone", "closed")):
        world.account(name, login)
        Account.objects.filter(login=login).update(state=state)
    words = set()
    for login, password in (
        ("nobody-here", PASSWORD), ("he", WRONG), ("newcomer", PASSWORD), ("gone", PASSWORD),
    ):  # fmt: skip
        answer = Client().post("/login/", {"login": login, "password": password})
        assert answer.status_code == 422
        words.add(re.search("账号或密码不对[^<]*", answer.content.decode()).group())
    assert words == {"账号或密码不对，还可以再试 4 次"}


def test_the_locked_answer_is_the_same_for_a_name_that_does_not_exist(world: World):
    answers = []
    for login in ("he", "nobody-here"):
        for _ in range(6):
            last = Client().post("/login/", {"login": login, "password": WRONG})
        answers.append("连续 5 次没有通过，请 15 分钟后再试" in last.content.decode())
    assert answers == [True, True]


def test_unknown_and_known_names_take_the_same_time(world: World):
    """One hash each, whatever the name: the medians of many tries lie close together."""

    def spent(login: str) -> float:
        start = time.thread_time()
        with pytest.raises(Refused):
            verify_password(login, WRONG, "10.0.0.1")
        Attempt.objects.all().delete()
        return time.thread_time() - start

    world.people["何文"].set_password(PASSWORD)
    world.people["何文"].save()
    spent("warm-up")
    known, unknown = zip(*((spent("he"), spent("nobody")) for _ in range(60)), strict=True)
    assert statistics.median(known) == pytest.approx(statistics.median(unknown), rel=0.5)


def test_a_lock_out_is_on_record_without_what_was_typed(world: World):
    fail(world, "何文", 5)
    line = AuditEvent.objects.get(verb="account.lock_out")
    assert (line.object_id, line.address) == (str(world.people["何文"].pk), "127.0.0.1")
    Client().post("/login/", {"login": "My-Secret-Pass", "password": "x"})
    assert not Attempt.objects.filter(who__contains="secret").exists()


def test_signing_in_and_out_are_on_record(world: World):
    client = sign_in(world, "何文")
    client.post("/logout/")
    verbs = AuditEvent.objects.filter(object_kind="account").values_list("verb", flat=True)
    assert {"account.sign_in", "account.sign_out"} <= set(verbs)
    assert not is_in(client)


def test_counts_are_pruned_the_night_after(world: World, clock: Clock):
    fail(world, "何文", 2)
    assert forget_attempts() == 0
    clock.forward(hours=25)
    assert forget_attempts() == 1


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "http:/evil.example", "/%09/evil\t.example", "///evil.example",
        "/ok\r\nSet-Cookie: a=b", " //evil.example", "/logout/", "/login/?next=//evil", "",
    ],
)  # fmt: skip
def test_after_signing_in_nobody_is_led_elsewhere(world: World, where: str):
    answer = Client().post("/login/", {"login": "he", "password": PASSWORD, "next": where})
    assert answer["Location"] == "/"


def test_after_signing_in_one_comes_to_the_page_one_wanted(world: World):
    assert safe_next("/orgs/?q=河东&at=x#top") == "/orgs/?q=河东&at=x#top"
    answer = Client().get("/me/")
    assert answer["Location"] == "/login/?next=/me/"
    answer = Client().post("/login/", {"login": "he", "password": PASSWORD, "next": "/me/"})
    assert answer["Location"] == "/me/"


def test_folding_is_stable():
    for text in ("ＣＨＥＮ", "Straße", "ﬁle", "İstanbul", "K"):  # the last one is the Kelvin sign
        assert fold(fold(text)) == fold(text)
    assert fold("K") == fold("k")


def test_nothing_but_get_and_post_and_signing_out_only_by_post(world: World):
    client = sign_in(world, "何文")
    assert client.get("/logout/").status_code == 405
    assert is_in(client)
    assert Client().put("/login/").status_code == 405


def test_a_form_from_elsewhere_does_not_sign_anybody_in(world: World):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/login/", {"login": "he", "password": PASSWORD})
    assert answer.status_code == 403
    assert SignIn.objects.count() == 0
