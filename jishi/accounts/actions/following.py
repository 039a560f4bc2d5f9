"""In a merger the roles held at the absorbed organisation go on at its successor."""

from __future__ import annotations

from datetime import date

from jishi.accounts.actions.staff import cut
from jishi.accounts.queries import not_past
from jishi.base.act import Doing
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.models import Grant, Organisation

FOLLOWED = Verb("grant.follow", "授权随组织合并转移")


def count_grants(actor: Actor, org: Organisation) -> int:
    return Grant.objects.filter(not_past(actor.today), org=org).count()


def move_grants(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """End each as of today, and give the same at the successor to whoever lacks it there.

    Access is always today's, so the new ones begin today, whenever the merger took effect.
    """
    today, moved = doing.actor.today, 0
    there = Grant.objects.filter(not_past(today), org=target)
    held = set(there.values_list("account_id", "role", "subtree"))
    for grant in Grant.objects.filter(not_past(today), org=source).select_related("account"):
        if (grant.account_id, grant.role, grant.subtree) not in held:
            Grant.objects.create(
                account=grant.account, role=grant.role, org=target, subtree=grant.subtree,
                since=max(grant.since, today), until=grant.until,
                stands_in_for=grant.stands_in_for, reason=f"{source.short_name}并入"[:120],
            )  # fmt: skip
        doing.record(
            FOLLOWED, grant.account, org=target, role=grant.role, source=source.short_name,
            on=str(on),
        )  # fmt: skip
        cut(grant, today)
        moved += 1
    return moved
