"""The second factor: a phone's codes (TOTP) or a printed card of numbered codes.

Start one, confirm it with its first code, check it at sign-in, reset it when lost. A code of a
phone is good once (its time step is kept), a code of a card likewise (it is struck off).
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils.crypto import constant_time_compare, salted_hmac

from jishi.accounts.access import ACCOUNT_GRANT
from jishi.accounts.actions.sign_in import begin_attempt, end_all_stays, fail, forgive
from jishi.accounts.models import Account, CardCode, FactorKind, SecondFactor
from jishi.accounts.queries import actor_of, own_id
from jishi.accounts.rules.passwords import card_codes, typed_code
from jishi.base import clock
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.crypto import seal, unseal
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.permissions import SELF

FACTOR_SET = Verb("account.set_second_factor", "设置第二道验证")
FACTOR_RESET = Verb("account.reset_second_factor", "重置第二道验证")

TOTP_SECRET: Final = "second_factor.secret"  # noqa: S105 a purpose, not a secret
STEP_SECONDS: Final = 30
WRONG_CODE: Final = "验证码不对"


def start_totp(actor: Actor) -> SecondFactor:
    """A fresh secret for the phone; counts for nothing until confirmed."""
    with act(actor, SELF):
        key = secrets.token_bytes(20)
        return _start(actor, FactorKind.TOTP, seal(key.hex(), TOTP_SECRET))


def start_card(actor: Actor) -> list[str]:
    """A fresh card; its codes are returned this once and kept only as keyed hashes."""
    with act(actor, SELF):
        factor, codes = _start(actor, FactorKind.CARD, ""), card_codes()
        CardCode.objects.bulk_create(
            CardCode(factor=factor, number=n, digest=digest(factor, n, code))
            for n, code in enumerate(codes, start=1)
        )
        return codes


def _start(actor: Actor, kind: str, secret: str) -> SecondFactor:
    account = lock(Account.objects.all(), own_id(actor))
    if account.second_factor:
        raise Refused("已经设置过第二道验证；手机或密码卡遗失时请安全管理员重置")
    SecondFactor.objects.filter(account=account).delete()
    return SecondFactor.objects.create(
        account=account, kind=kind, secret=secret, made_at=clock.now()
    )


def confirm_factor(actor: Actor, raw: str) -> Account:
    """Its first code proves that the phone or card is in the right hands."""
    factor = SecondFactor.objects.filter(account_id=own_id(actor)).first()
    if factor is None or factor.confirmed_at:
        raise Refused("请先选择一种验证方式")
    attempt = begin_attempt(f"2:{actor.login}", actor.address)
    with act(actor, SELF) as doing:
        if spend(factor, raw):
            account = lock(Account.objects.all(), own_id(actor))
            SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=clock.now())
            bump(account, second_factor=factor.kind)
            doing.record(FACTOR_SET, account, kind=factor.kind)
            forgive(attempt)
            return account
    raise Refused(WRONG_CODE, field="code")


def check_factor(account: Account, raw: str, address: str) -> None:
    """The step after the password; failures are counted apart from those of the password."""
    attempt = begin_attempt(f"2:{account.login}", address)
    factor = SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).first()
    spent = False
    if factor is not None:
        with act(actor_of(account, clock.today(), address), SELF):
            spent = spend(factor, raw)
    if not spent:
        fail(attempt, account, WRONG_CODE)
    forgive(attempt)


def spend(factor: SecondFactor, raw: str) -> bool:
    """Use up a right code; a second use of the same finds nothing left. Inside an act."""
    code = typed_code(raw)
    factor = lock(SecondFactor.objects.all(), factor.pk)
    return (
        _spend_totp(factor, code) if factor.kind == FactorKind.TOTP else _spend_card(factor, code)
    )


def _spend_totp(factor: SecondFactor, code: str) -> bool:
    now = int(clock.now().timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):  # clocks of phones differ by seconds
        right = constant_time_compare(code, code_at(factor, step))
        if right and step > factor.last_step:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            return True
    return False


def code_at(factor: SecondFactor, step: int) -> str:
    return _totp(factor).generate(step * STEP_SECONDS).decode()


def _totp(factor: SecondFactor) -> TOTP:
    key = bytes.fromhex(unseal(factor.secret, TOTP_SECRET))
    return TOTP(key, 6, SHA1(), STEP_SECONDS)  # noqa: S303 what phones' generators speak


def totp_address(factor: SecondFactor, issuer: str) -> str:
    """What the QR code holds."""
    return _totp(factor).get_provisioning_uri(factor.account.login, issuer)


def totp_key_text(factor: SecondFactor) -> str:
    """The secret in groups of four, for phones that cannot scan."""
    from base64 import b32encode

    text = b32encode(bytes.fromhex(unseal(factor.secret, TOTP_SECRET))).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def asked_number(factor: SecondFactor) -> int | None:
    """The lowest unused number: the same until it is used, so that nobody can shop for another."""
    return factor.codes.filter(used_at__isnull=True).values_list("number", flat=True).first()


def codes_left(account: Account) -> int:
    return CardCode.objects.filter(factor__account=account, used_at__isnull=True).count()


def _spend_card(factor: SecondFactor, code: str) -> bool:
    number = asked_number(factor)
    if number is None:
        return False
    row = factor.codes.get(number=number)
    if not constant_time_compare(row.digest, digest(factor, number, code)):
        return False
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return True


def digest(factor: SecondFactor, number: int, code: str) -> str:
    return salted_hmac("jishi.card", f"{factor.pk}:{number}:{code}").hexdigest()


def reset_factor(actor: Actor, person: Account, version: int) -> Account:
    """Phone or card lost: the security administrator takes it off; its owner sets up a new one."""
    with act(actor, ACCOUNT_GRANT) as doing:
        if person.pk == actor.account_id:
            raise Refused("不能重置自己的第二道验证，请由另一位安全管理员办理")
        account = lock(Account.objects.all(), person.pk, version)
        SecondFactor.objects.filter(account=account).delete()
        bump(account, second_factor="")
        end_all_stays(account)
        doing.record(FACTOR_RESET, account)
        return account


def renew_card(actor: Actor, raw: str) -> list[str]:
    """A new card for one running out, against a code of the old one (or of the phone)."""
    factor = SecondFactor.objects.get(account_id=own_id(actor))
    attempt = begin_attempt(f"2:{actor.login}", actor.address)
    with act(actor, SELF) as doing:
        account = lock(Account.objects.all(), own_id(actor))
        if spend(factor, raw):
            bump(account, second_factor="")
            codes = start_card(actor)
            doing.record(FACTOR_RESET, account, by="owner")
            forgive(attempt)
            return codes
    raise Refused(WRONG_CODE, field="code")
