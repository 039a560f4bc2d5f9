"""Making and revoking tokens. The secret is shown once, by whoever calls `make_token`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, transaction

from jishi.accounts.models import Account
from jishi.api.access import TOKENS
from jishi.api.models import ApiToken
from jishi.api.secrets import digest_of, new_secret
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused

TOKEN_MADE = Verb("api.token_make", "建立接口令牌")
TOKEN_REVOKED = Verb("api.token_revoke", "停用接口令牌")

MOST_TOKENS = 10
LONGEST_DAYS = 365


def make_token(actor: Actor, account: Account, *, label: str, days: int) -> tuple[ApiToken, str]:
    """A new token for oneself (the local operator: for anyone), with its secret."""
    with act(actor, TOKENS) as doing:
        if not actor.is_operator and actor.account_id != account.pk:
            raise NotVisible
        if not account.is_active:
            raise Refused("账号未启用，不能建立令牌", field="account")
        if not 1 <= days <= LONGEST_DAYS:
            raise Refused(f"有效期须在 1 至 {LONGEST_DAYS} 天之间", field="days")
        at = now()
        held = ApiToken.objects.filter(account=account, revoked_at=None, expires_at__gt=at)
        if held.count() >= MOST_TOKENS and not actor.is_operator:
            raise Refused(f"已有 {MOST_TOKENS} 个在用的令牌，请先停用不再需要的")
        secret = new_secret()
        token = ApiToken.objects.create(
            account=account, label=label, digest=digest_of(secret), made_at=at,
            expires_at=at + timedelta(days=days),
        )  # fmt: skip
        doing.record(TOKEN_MADE, token, account=account.pk, days=days)
        return token, secret


def revoke_token(actor: Actor, token: ApiToken) -> None:
    """From the next request on it opens nothing; revoking twice changes nothing."""
    with act(actor, TOKENS) as doing:
        if not actor.is_operator and actor.account_id != token.account_id:
            raise NotVisible
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now()):
            doing.record(TOKEN_REVOKED, token, account=token.account_id)


def note_use(token: ApiToken, actor: Actor) -> None:
    """The day of last use, written once a day; a full disk must not stop anyone from reading."""
    if token.used_on != actor.today:
        with suppress(DatabaseError), transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(used_on=actor.today)
