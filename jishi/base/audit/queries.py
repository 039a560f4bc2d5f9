"""Reading the audit: the history of one object, and the auditor's search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Model, OuterRef, QuerySet, Subquery

from jishi.base.access import AUDIT_READ
from jishi.base.audit import verbs, words
from jishi.base.models import AuditEvent
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import require

MOST = 100


@dataclass(frozen=True)
class HistoryLine:
    """One act as the history panel shows it."""

    seq: int
    when: datetime
    who: str
    behalf: str  # 代谁, or empty
    org: str
    label: str
    changes: tuple[words.Change, ...]
    note: str


def history(object_kind: str, object_id: str | int, most: int = MOST) -> list[HistoryLine]:
    """What was done to one object, newest first. The caller has fetched it through `visible()`."""
    events = AuditEvent.objects.filter(object_kind=object_kind, object_id=str(object_id))
    return lines(events.order_by("-seq")[:most])


def history_lines(obj: Model, most: int = MOST) -> list[HistoryLine]:
    """The same for an object at hand; `web/_history.html` shows them."""
    return history(obj._meta.model_name or "", obj.pk, most)


def lines(events: Iterable[AuditEvent]) -> list[HistoryLine]:
    """Events in words; the names of those acted for come in one query."""
    found = list(events)
    wanted = {e.behalf_of for e in found if e.behalf_of is not None}
    accounts = get_user_model()._default_manager.filter(pk__in=wanted) if wanted else []
    names = {account.pk: str(account) for account in accounts}
    return [_line(event, names) for event in found]


def _line(event: AuditEvent, names: dict[int, str]) -> HistoryLine:
    changes, facts = words.parts(event.object_kind, event.detail)
    return HistoryLine(
        event.seq,
        event.when,
        event.actor_name,
        names.get(event.behalf_of, "") if event.behalf_of else "",
        getattr(event, "org_name", "") or "",
        verbs.label(event.verb),
        tuple(changes),
        "；".join(facts),
    )


def search(actor: Actor) -> QuerySet[AuditEvent]:
    """All lines, for the auditor, with the short name of their organisation."""
    require(actor, AUDIT_READ)
    name = Organisation.objects.filter(pk=OuterRef("org_id")).values("short_name")[:1]
    return AuditEvent.objects.annotate(org_name=Subquery(name))


def already_noted(actor: Actor, verb: str, detail: str, since: int) -> bool:
    """Whether this actor's last line of this kind, not older than `since`, says the same."""
    last = (
        AuditEvent.objects.filter(actor_id=actor.account_id, verb=verb, at__gte=since)
        .order_by("-seq")
        .values_list("detail", flat=True)
        .first()
    )
    return last == detail
