"""The second factor: each code once, each card code once, required where it matters."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from jishi.accounts.actions import factors
from jishi.accounts.models import Account, Attempt, CardCode, SecondFactor
from jishi.accounts.tests.conftest import Clock, code_of, is_in, sign_in
from jishi.base.models import Installation
from jishi.tree.errors import Forbidden, Refused
from tests.world import World


def give_phone(world: World, name: str, clock: Clock) -> None:
    actor = world.actor(name)
    factors.start_totp(actor)
    factors.confirm_factor(actor, code_of(world.people[name], clock))
    clock.forward(seconds=60)


def give_card(world: World, name: str) -> list[str]:
    actor = world.actor(name)
    codes = factors.start_card(actor)
    factors.confirm_factor(actor, codes[0])
    return codes


def second(client: Client, code: str) -> int:
    return client.post("/login/second/", {"code": code}).status_code


def test_the_password_alone_is_not_enough(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    client = sign_in(world, "何文")
    assert not is_in(client)
    assert second(client, code_of(world.people["何文"], clock)) == 302
    assert is_in(client)


def test_a_code_is_good_once(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    code = code_of(world.people["何文"], clock)
    assert second(sign_in(world, "何文"), code) == 302
    eavesdropper = sign_in(world, "何文")
    assert second(eavesdropper, code) == 422
    assert not is_in(eavesdropper)


def test_an_earlier_code_is_worth_nothing_after_a_later_one(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    earlier = code_of(world.people["何文"], clock)
    clock.forward(seconds=30)
    assert second(sign_in(world, "何文"), code_of(world.people["何文"], clock)) == 302
    assert second(sign_in(world, "何文"), earlier) == 422


def test_a_code_may_be_half_a_minute_off_but_not_two(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    code = code_of(world.people["何文"], clock)
    clock.forward(seconds=90)
    assert second(sign_in(world, "何文"), code) == 422
    code = code_of(world.people["何文"], clock)
    clock.forward(seconds=30)
    assert second(sign_in(world, "何文"), f"{code[:3]} {code[3:]}") == 302


def test_five_wrong_codes_lock_the_step_although_the_password_stays_right(
    world: World, clock: Clock
):
    give_phone(world, "何文", clock)
    client = sign_in(world, "何文")
    for _ in range(5):
        assert second(client, "000000") == 422
    client = sign_in(world, "何文")  # a right password must not give five tries more
    assert second(client, code_of(world.people["何文"], clock)) == 422
    clock.forward(minutes=15)
    assert second(sign_in(world, "何文"), code_of(world.people["何文"], clock)) == 302


def test_the_step_lasts_minutes_and_ends_with_a_changed_password(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    assert Client().get("/login/second/")["Location"] == "/login/"
    client = sign_in(world, "何文")
    he = Account.objects.get(login="he")
    he.set_password("changed-meanwhile")
    he.save()
    assert client.post("/login/second/", {"code": code_of(he, clock)})["Location"] == "/login/"


def test_the_note_of_the_step_holds_no_password_and_cannot_be_forged(world: World, clock: Clock):
    give_phone(world, "何文", clock)
    client = sign_in(world, "何文")
    note = client.cookies["jishi_step"]
    assert note["path"] == "/login/"
    assert note["httponly"]
    client.cookies["jishi_step"] = note.value[:-2] + "xx"
    assert client.get("/login/second/")["Location"] == "/login/"


def test_card_codes_are_asked_by_number_and_used_once(world: World):
    codes = give_card(world, "何文")
    client = sign_in(world, "何文")
    assert "第 <b>2</b> 号" in client.get("/login/second/").content.decode()
    assert second(client, codes[4]) == 422
    assert second(client, codes[1]) == 302
    client = sign_in(world, "何文")
    assert second(client, codes[1]) == 422
    assert second(client, f"{codes[2][:4]} {codes[2][4:]}") == 302


def test_the_number_asked_for_stays_the_same_until_it_is_used(world: World):
    codes = give_card(world, "何文")
    asked = set()
    for _ in range(4):
        client = sign_in(world, "何文")
        asked.add(
            re.search(r"第 <b>(\d+)</b> 号", client.get("/login/second/").content.decode())[1]
        )
        second(client, codes[9])
    assert asked == {"2"}


def test_neither_card_codes_nor_the_phones_secret_are_stored_in_clear(world: World, clock: Clock):
    codes = give_card(world, "何文")
    assert not set(codes) & set(CardCode.objects.values_list("digest", flat=True))
    give_phone(world, "柳芳", clock)
    factor = SecondFactor.objects.get(account=world.people["柳芳"])
    plain = factors.totp_key_text(factor).replace(" ", "")
    assert plain not in factor.secret
    assert factor.secret.startswith("v1.")


def test_a_used_up_card_opens_nothing(world: World):
    give_card(world, "何文")
    CardCode.objects.update(used_at="2026-11-20T00:00Z")
    client = sign_in(world, "何文")
    assert "用完" in client.get("/login/second/").content.decode()
    assert second(client, "12345678") == 422


def test_an_unconfirmed_factor_is_not_asked_for(world: World):
    factors.start_card(world.actor("何文"))
    assert is_in(sign_in(world, "何文"))


def test_a_wrong_first_code_confirms_nothing(world: World):
    factors.start_card(world.actor("何文"))
    with pytest.raises(Refused):
        factors.confirm_factor(world.actor("何文"), "00000000")
    assert Account.objects.get(login="he").second_factor == ""
    assert Attempt.objects.get().failures == 1


def test_a_running_factor_cannot_be_replaced_by_whoever_sits_at_the_desk(world: World):
    give_card(world, "何文")
    with pytest.raises(Refused, match="已经设置"):
        factors.start_totp(world.actor("何文"))


def test_a_new_card_costs_a_code_of_the_old_one(world: World):
    codes = give_card(world, "何文")
    with pytest.raises(Refused):
        factors.renew_card(world.actor("何文"), codes[5])
    fresh = factors.renew_card(world.actor("何文"), codes[1])
    assert len(fresh) == 40
    assert CardCode.objects.count() == 40
    factors.confirm_factor(world.actor("何文"), fresh[0])


@pytest.mark.parametrize("name", ["周正", "系统", "安全", "审计"])
def test_administrators_and_the_county_must_set_one_up_first(world: World, name: str):
    client = sign_in(world, name)
    for page in ("/", "/orgs/", "/staff/", "/me/", "/why/"):
        assert client.get(page).get("Location") == "/me/second/", page
    assert client.get("/me/second/").status_code == 200


def test_others_may_go_without_and_a_demonstration_asks_nobody(world: World):
    assert is_in(sign_in(world, "陈岚"))
    Installation.objects.create(pk=1, demo=True, name="演示", made_at="2026-01-01T00:00Z")
    assert is_in(sign_in(world, "安全"))


def test_the_phone_is_set_up_by_a_picture_inside_the_page(world: World, clock: Clock):
    client = sign_in(world, "系统")
    client.post("/me/second/", {"start": "totp"})
    page = client.get("/me/second/").content.decode()
    assert 'src="data:image/png;base64,' in page
    answer = client.post("/me/second/", {"code": code_of(world.people["系统"], clock)})
    assert answer["Location"] == "/me/"
    assert is_in(client)


def test_the_card_is_shown_for_printing_this_once(world: World):
    client = sign_in(world, "安全")
    page = client.post("/me/second/", {"start": "card"}).content.decode()
    shown = re.findall(r"(\d{4}) (\d{4})</td>", page)
    assert len(shown) == 40
    assert "".join(shown[0]) not in client.get("/me/second/").content.decode()
    assert client.post("/me/second/", {"code": "".join(shown[0])})["Location"] == "/me/"


def test_only_the_security_administrator_resets_and_not_the_own_one(world: World):
    give_card(world, "何文")
    client = sign_in(world, "柳芳")
    he = Account.objects.get(login="he")
    for name in ("陈岚", "系统", "审计", "何文"):
        with pytest.raises(Forbidden):
            factors.reset_factor(world.actor(name), he, he.version)
    factors.reset_factor(world.actor("安全"), he, he.version)
    assert not SecondFactor.objects.exists()
    assert is_in(client)
    assert is_in(sign_in(world, "何文"))
    sec = world.people["安全"]
    with pytest.raises(Refused):
        factors.reset_factor(world.actor("安全"), sec, sec.version)
