"""Reading tokens: one's own, and the one a program shows at the door."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.api.models import ApiToken
from jishi.api.secrets import digest_of
from jishi.base.clock import now
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible


def tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own, whoever one is; nobody sees another's."""
    return ApiToken.objects.filter(account_id=actor.account_id or 0)


def token(actor: Actor, pk: int) -> ApiToken:
    found = tokens(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def working_token(secret: str) -> ApiToken | None:
    """The token behind this secret, if it and its account are in force."""
    found = ApiToken.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or not found.works(now()) or not found.account.is_active:
        return None
    return found
