"""Reading tokens: one's own, and the one a program shows at the door; what a payload names."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from jishi.accounts.models import Account, AccountState
from jishi.api.models import ApiToken
from jishi.api.secrets import digest_of
from jishi.base.clock import now
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.fixed import day
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own, whoever one is; nobody sees another's."""
    return ApiToken.objects.filter(account_id=actor.account_id or 0)


def token(actor: Actor, pk: int) -> ApiToken:
    found = tokens(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


# Asked by every request of a program, so it is said in SQL (as `_STANDING` of `jishi.tree.reach`).
# What works is what `ApiToken.works` and `Account.is_active` say.
_WORKING = """
    SELECT token.id, token.used_on, account.id, account.login, account.name, account.kind
    FROM api_token token JOIN account ON account.id = token.account_id
    WHERE token.digest = %s AND token.revoked_at IS NULL AND token.expires_at > %s
        AND account.state = %s
"""


def working_token(secret: str) -> ApiToken | None:
    """The token behind this secret, if it and its account are in force."""
    moment = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(_WORKING, [digest_of(secret), moment, AccountState.ACTIVE.value])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, used_on, account, login, name, kind = row
    whose = Account(pk=account, login=login, name=name, kind=kind)
    return ApiToken(pk=pk, used_on=day(used_on), account=whose)


def org_named(actor: Actor, code: str, field: str, permission: Permission) -> Organisation:
    found = visible(actor, permission, Organisation.objects.all()).filter(code=code).first()
    if found is None:
        raise Refused("没有这个组织，或不在您的范围内", field=field, code="bad_org")
    return found
