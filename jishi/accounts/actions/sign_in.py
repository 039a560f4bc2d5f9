"""Signing in and out: counting failures, opening and ending stays.

Start at `verify_password`. Every try is counted before the password is looked at, so that many
at the same moment get no more than one after the other; a success takes the count away again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from jishi.accounts.models import Account, AccountState, Attempt, Ending, SignIn
from jishi.accounts.queries import actor_of, own_id
from jishi.accounts.rules import sign_in as rules
from jishi.base import clock
from jishi.base.act import Doing, act
from jishi.base.audit.chain import append
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.permissions import SELF

SIGNED_IN = Verb("account.sign_in", "登录")
SIGNED_OUT = Verb("account.sign_out", "退出登录")
SIGNED_OUT_ELSEWHERE = Verb("account.sign_out_elsewhere", "退出其他设备")
LOCKED = Verb("account.lock_out", "多次输错，暂停登录")

WRONG = "账号或密码不对"
KEPT = timedelta(days=180)


@cache
def _nobody() -> str:
    """A hash that fits no password: an unknown name costs the same time as a known one."""
    return make_password("\x00nobody")


def verify_password(login: str, password: str, address: str) -> Account:
    """The account, if the password is right; otherwise `Refused`, in the same words for all."""
    name = rules.fold(login)
    attempt = begin_attempt(name, address)
    account = Account.objects.filter(login=name, state=AccountState.ACTIVE).first()
    if not password_fits(account, password):
        fail(attempt, account)
    forgive(attempt)
    assert account is not None
    return account


def password_fits(account: Account | None, password: str) -> bool:
    """One hash is computed in every case, for names that do not exist too."""
    known = account is not None and is_password_usable(account.password)
    encoded = account.password if account is not None and known else _nobody()
    return check_password(password, encoded) and known


def begin_attempt(name: str, address: str) -> Attempt:
    """Count one try of this name from this address, or refuse it. Commits at once."""
    at, who = clock.now(), salted_hmac("jishi.attempt", name).hexdigest()
    with transaction.atomic():
        Attempt.objects.bulk_create(
            [Attempt(who=who, address=address, last_at=at)], ignore_conflicts=True
        )
        attempt = Attempt.objects.select_for_update().get(who=who, address=address)
        others = Attempt.objects.filter(
            address=address, last_at__gt=at - rules.LOCKED_FOR, failures__gt=0
        ).exclude(pk=attempt.pk)
        tries = rules.Tries(attempt.failures, attempt.last_at, others.count())
        insist(rules.may_try(tries, at))
        attempt.failures, attempt.last_at = rules.failures_after(tries, at), at
        attempt.save(update_fields=["failures", "last_at"])
    return attempt


def fail(attempt: Attempt, account: Account | None, words: str = WRONG) -> None:
    """Say so, with what is left; the last one is audited."""
    left = rules.MOST_FAILURES - attempt.failures
    if left > 0:
        raise Refused(f"{words}，还可以再试 {left} 次")
    visitor = Actor(None, "", "未登录", "visitor", clock.today(), attempt.address)
    doing = Doing(visitor)
    doing.record(LOCKED, account or attempt, failures=attempt.failures)
    with transaction.atomic():
        append(doing.lines)
    raise Refused(f"{words}，已连续 {attempt.failures} 次，请 15 分钟后再试")


def forgive(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).delete()


def open_stay(account: Account, address: str, browser: str) -> SignIn:
    """Note that somebody has signed in; the session carries the number of this row."""
    with act(actor_of(account, clock.today(), address), SELF) as doing:
        at = clock.now()
        stay = SignIn.objects.create(
            account=account, address=address, browser=browser, at=at, seen_at=at
        )
        doing.record(SIGNED_IN, account, browser=browser)
        return stay


def end_own_stay(actor: Actor, stay_id: int) -> None:
    with act(actor, SELF) as doing:
        stay = SignIn.objects.get(pk=stay_id, account_id=own_id(actor))
        end_stay(stay, Ending.LEFT)
        doing.record(SIGNED_OUT, stay.account)


def end_other_stays(actor: Actor, keep: int) -> int:
    """退出其他设备: everything but this device."""
    with act(actor, SELF) as doing:
        account = Account.objects.get(pk=own_id(actor))
        others = SignIn.objects.filter(account=account, ended_at__isnull=True).exclude(pk=keep)
        count = others.update(ended_at=clock.now(), ended_by=Ending.OTHER_DEVICE)
        doing.record(SIGNED_OUT_ELSEWHERE, account, devices=count)
        return count


def end_stay(stay: SignIn, why: str) -> None:
    SignIn.objects.filter(pk=stay.pk, ended_at__isnull=True).update(
        ended_at=clock.now(), ended_by=why
    )


def end_all_stays(account: Account, keep: int = 0) -> None:
    """Password, role or state has changed: whoever is signed in with the old one is out.

    Part of the act that changes it. The stamp is bound into every session, so even a session
    that carries no number of a stay is over.
    """
    Account.objects.filter(pk=account.pk).update(stamp=F("stamp") + 1)
    account.refresh_from_db(fields=["stamp"])
    SignIn.objects.filter(account=account, ended_at__isnull=True).exclude(pk=keep).update(
        ended_at=clock.now(), ended_by=Ending.CHANGED
    )


def note_seen(stay: SignIn, at: datetime) -> None:
    """At most every few minutes. A full disk must not stop anyone from reading."""
    try:
        with transaction.atomic():
            SignIn.objects.filter(pk=stay.pk).update(seen_at=at)
    except DatabaseError:
        return


def note_over(stay: SignIn, why: str) -> None:
    try:
        with transaction.atomic():
            end_stay(stay, why)
    except DatabaseError:
        return


def forget_attempts() -> int:
    """Nightly: what happened a day ago locks nobody."""
    return Attempt.objects.filter(last_at__lt=clock.now() - timedelta(days=1)).delete()[0]


def forget_stays() -> int:
    """Nightly: stays whose browser was just closed end now; those long over are forgotten."""
    at = clock.now()
    SignIn.objects.filter(ended_at__isnull=True, at__lt=at - rules.LONGEST).update(
        ended_at=at, ended_by=Ending.TOO_LONG
    )
    return SignIn.objects.filter(ended_at__lt=at - KEPT).delete()[0]
