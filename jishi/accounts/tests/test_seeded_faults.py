"""Faults put in on purpose: a guard is taken away, and the story that relies on it must fail."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from jishi.accounts import middleware, queries
from jishi.accounts.actions import behalf, factors, handover, own, setup, sign_in, staff
from jishi.accounts.models import SignIn
from jishi.accounts.rules import passwords
from jishi.accounts.rules import sign_in as rules
from jishi.accounts.screens import sign_in as pages
from jishi.accounts.tests import (
    test_behalf,
    test_first_run,
    test_handover,
    test_own_pages,
    test_second_factor,
    test_sessions,
    test_sign_in,
    test_staff,
)
from jishi.accounts.tests.conftest import Clock
from jishi.kernel.verdict import OK
from tests.world import World

Story = Callable[..., None]


def yes(*_: Any, **__: Any) -> Any:
    return OK


def nothing(*_: Any, **__: Any) -> None:
    return None


def totp_without_memory(factor: Any, code: str) -> bool:
    now = int(factors.clock.now().timestamp()) // factors.STEP_SECONDS
    return any(code == factors.code_at(factor, now + d) for d in (-1, 0, 1))


def card_without_striking_off(factor: Any, code: str) -> bool:
    return any(factors.digest(factor, row.number, code) == row.digest for row in factor.codes.all())


def anybodys_stay(session: Any) -> SignIn | None:
    return SignIn.objects.select_related("account").filter(pk=session.get("stay")).first()


FAULTS: list[tuple[str, Any, str, Any, Story]] = [
    ("no lock-out", sign_in.rules, "may_try", yes,
     test_sign_in.test_five_failures_lock_even_the_right_password_for_a_quarter_of_an_hour),
    ("six tries instead of five", rules, "MOST_FAILURES", 6,
     test_sign_in.test_five_failures_lock_even_the_right_password_for_a_quarter_of_an_hour),
    ("the lock lasts a minute", rules, "LOCKED_FOR", timedelta(minutes=1),
     test_sign_in.test_five_failures_lock_even_the_right_password_for_a_quarter_of_an_hour),
    ("no spray limit", rules, "MOST_NAMES", 10_000,
     test_sign_in.test_twenty_names_failing_from_one_address_stop_that_address),
    ("success is not forgiven", sign_in, "forgive", nothing,
     test_sign_in.test_four_failures_do_not_lock_and_success_forgives_them),
    ("anywhere after signing in", pages.rules, "safe_next", lambda raw: raw or "/",
     lambda world: test_sign_in.test_after_signing_in_nobody_is_led_elsewhere(
         world, "//evil.example/")),
    ("sessions never idle", middleware, "over", lambda stay, now: "",
     test_sessions.test_idle_for_half_an_hour_is_over_and_says_so),
    ("no twelve hours", rules, "LONGEST", timedelta(days=9),
     test_sessions.test_twelve_hours_are_the_most_however_busy),
    ("whose stay it is does not matter", middleware, "stay_of", anybodys_stay,
     test_sessions.test_a_stay_of_somebody_else_opens_nothing),
    ("sessions survive a new password", own, "end_all_stays", nothing,
     test_sessions.test_changing_the_password_ends_other_devices_and_keeps_this_one),
    ("sessions survive a new role", staff, "end_all_stays", nothing,
     test_sessions.test_a_new_role_a_lost_role_and_closing_end_the_sessions),
    ("signing out leaves the stay", sign_in, "end_stay", nothing,
     test_sessions.test_changing_user_ends_the_session_entirely),
    ("nobody has to change", middleware, "must_first", lambda *_: "",
     test_sessions.test_whoever_has_a_one_time_password_gets_nowhere_before_changing_it),
    ("no second factor for the great", rules, "needs_second_factor", lambda *_, **__: False,
     lambda world: test_second_factor.test_administrators_and_the_county_must_set_one_up_first(
         world, "周正")),
    ("a phone's code twice", factors, "_spend_totp", totp_without_memory,
     test_second_factor.test_a_code_is_good_once),
    ("a card's code twice", factors, "_spend_card", card_without_striking_off,
     test_second_factor.test_card_codes_are_asked_by_number_and_used_once),
    ("the step is not counted", factors, "fail", lambda a, *_: (_ for _ in ()).throw(
        factors.Refused("验证码不对")) if sign_in.forgive(a) is None else None,
     test_second_factor.test_five_wrong_codes_lock_the_step_although_the_password_stays_right),
    ("the note of the step outlives the password", pages, "proof", lambda account: "x",
     test_second_factor.test_the_step_lasts_minutes_and_ends_with_a_changed_password),
    ("a demonstration over real data", setup, "_refuse_over_data", nothing,
     test_first_run.test_a_demonstration_is_never_switched_on_over_real_data),
    ("setting up from anywhere", setup, "first_run_code", lambda: "12345678",
     test_first_run.test_from_another_computer_the_code_of_the_server_is_needed),
    ("granting to anyone anything", staff.rules, "may_grant", yes,
     test_staff.test_accountant_and_cashier_of_one_place_are_two_people),
    ("managing whoever is seen", staff.rules, "may_manage", yes,
     test_staff.test_a_small_role_below_does_not_hand_over_a_great_account),
    ("any role from below", staff.rules, "BRANCH_ROLES", ("branch", "township"),
     lambda world: test_staff.test_no_higher_role_can_be_made_that_way(world, "township")),
    ("the last administrator may go", staff, "_keep_one_of_each", nothing,
     test_staff.test_the_last_administrator_of_a_kind_stays),
    ("handing over to the same account", handover.rules, "may_hand_over", yes,
     lambda world: test_handover.test_refused_means_nothing_moved(
         world, "陈岚", "何文", "何文", staff.Refused)),
    ("stand-ins without end", handover.rules, "may_stand_in", yes,
     test_handover.test_no_stand_in_for_oneself_from_next_door_or_without_end),
    ("anyone confirms", behalf.rules, "may_answer", yes,
     test_behalf.test_nobody_answers_for_another_or_twice),
    ("whoever entered also checks", queries.behalf_rules, "may_check", yes,
     test_behalf.test_who_entered_and_who_confirmed_may_not_check_a_third_may),
    ("drafts in clear", own, "seal", lambda text, purpose: text,
     test_own_pages.test_a_draft_is_sealed_and_holds_no_secrets),
    ("drafts keep passwords", own, "NEVER_KEPT", (),
     test_own_pages.test_a_draft_is_sealed_and_holds_no_secrets),
    ("card codes in clear", factors, "digest", lambda factor, number, code: code,
     test_second_factor.test_neither_card_codes_nor_the_phones_secret_are_stored_in_clear),
    ("names are not folded", sign_in.rules, "fold", lambda text: text,
     lambda world: test_sign_in
     .test_another_way_to_write_the_name_is_the_same_account_and_the_same_lock(world, "ｈｅ")),
    ("any password will do", own.rules, "may_be_password", yes,
     lambda world: passwords.may_be_password("x", "x", "he").refused or pytest.fail("same")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "name", "fault", "story"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_guard_taken_away_is_noticed(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch, where: Any, name: str,
    fault: Any, story: Story,
):  # fmt: skip
    monkeypatch.setattr(where, name, fault)
    at_hand = {"world": world, "clock": clock, "db": None}
    needed = {name: at_hand[name] for name in inspect.signature(story).parameters}
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        story(**needed)
