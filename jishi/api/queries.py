"""Reading tokens: one's own, and the one a program shows at the door; what a payload names."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.api.models import ApiToken
from jishi.api.secrets import digest_of
from jishi.base.clock import now
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
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


def working_token(secret: str) -> ApiToken | None:
    """The token behind this secret, if it and its account are in force."""
    found = ApiToken.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or not found.works(now()) or not found.account.is_active:
        return None
    return found


def org_named(actor: Actor, code: str, field: str, permission: Permission) -> Organisation:
    found = visible(actor, permission, Organisation.objects.all()).filter(code=code).first()
    if found is None:
        raise Refused("没有这个组织，或不在您的范围内", field=field, code="bad_org")
    return found
