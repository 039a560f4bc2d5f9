"""Entering on another's behalf (代填): noted where it happens, confirmed later by that person.

Another room's action calls `note(doing, …)` inside its own act; before something is checked it
asks `accounts.queries.check_verdict`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from jishi.accounts.models import Account, BehalfEntry, Source
from jishi.accounts.queries import entry_of
from jishi.accounts.rules import behalf as rules
from jishi.base import clock, inbox
from jishi.base.act import Doing, act, lock
from jishi.base.audit.verbs import Verb
from jishi.base.models import InboxKind
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import SELF

ENTERED = Verb("behalf.enter", "代填")
CONFIRMED = Verb("behalf.confirm", "确认代填")
OBJECTED = Verb("behalf.object", "对代填提出异议")


@dataclass(frozen=True)
class From:
    """From what it was entered: a paper, a call, a word, a message."""

    kind: str
    note: str = ""


def note(
    doing: Doing,
    actor: Actor,
    for_account: Account,
    source: From,
    target: Model,
    *,
    label: str = "",
    link: str = "",
    org: Organisation | None = None,
) -> BehalfEntry:
    """Part of the act that enters something: who entered it, for whom, from what."""
    insist(
        rules.may_enter_for(
            actor.account_id, for_account.pk, for_account.kind, for_account.is_active
        ),
        "for_account",
    )
    if source.kind not in Source.values:
        raise Refused("请选择来源：纸质、电话、口头或微信", field="source")
    assert actor.account_id is not None
    entry = BehalfEntry.objects.create(
        entered_by_id=actor.account_id, for_account=for_account, source=source.kind,
        source_note=source.note, object_kind=target._meta.model_name or "",
        object_id=str(target.pk), org=org, label=(label or str(target))[:120], link=link,
        entered_at=clock.now(),
    )  # fmt: skip
    inbox.put(
        [for_account.pk], key_of(entry), f"{actor.name}代您填了「{entry.label}」，请核对",
        kind=InboxKind.TODO, link=f"/behalf/{entry.pk}/", org_id=org.pk if org else None,
    )  # fmt: skip
    doing.record(
        ENTERED, target, org=org, behalf_of=for_account.pk, source=entry.get_source_display()
    )
    return entry


def key_of(entry: BehalfEntry) -> str:
    return f"behalf:{entry.pk}"


def confirm(actor: Actor, entry: BehalfEntry) -> BehalfEntry:
    """It is as I said; from now on I may not check it."""
    with act(actor, SELF) as doing:
        entry = _mine(actor, entry)
        entry.confirmed_at = clock.now()
        entry.save(update_fields=["confirmed_at"])
        inbox.close(key_of(entry))
        doing.record(CONFIRMED, entry, org=entry.org_id)
        return entry


def object_to(actor: Actor, entry: BehalfEntry, objection: str) -> BehalfEntry:
    """It is not as I said; whoever entered it is told to mend it."""
    if not objection.strip():
        raise Refused("请写明哪里不对", field="objection")
    with act(actor, SELF) as doing:
        entry = _mine(actor, entry)
        entry.objected_at, entry.objection = clock.now(), objection.strip()[:200]
        entry.save(update_fields=["objected_at", "objection"])
        inbox.close(key_of(entry))
        inbox.put(
            [entry.entered_by_id], f"{key_of(entry)}:objected",
            f"您代填的「{entry.label}」本人有异议，请更正", kind=InboxKind.TODO,
            link=entry.link or f"/behalf/{entry.pk}/", org_id=entry.org_id,
        )  # fmt: skip
        doing.record(OBJECTED, entry, org=entry.org_id)
        return entry


def _mine(actor: Actor, entry: BehalfEntry) -> BehalfEntry:
    row = lock(BehalfEntry.objects.all(), entry.pk)
    if actor.account_id not in (row.entered_by_id, row.for_account_id):
        raise NotVisible
    insist(rules.may_answer(entry_of(row), actor.account_id))
    return row
