"""Appending lines to the audit chain.

Each line's code (mac) covers all its fields and the code before it. The head row is locked by
whoever appends, so numbers have no gaps. A restore opens a new epoch, so that two histories
with the same numbers can be told apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from jishi.base.audit import anchors
from jishi.base.audit.seal import FIELDS, Point, Sealer, clean
from jishi.base.clock import now
from jishi.base.models import AuditEvent, AuditHead
from jishi.config.keys import keys
from jishi.tree.actor import Actor

ANCHOR_EVERY = 1000  # lines


@dataclass(frozen=True)
class Line:
    actor: Actor
    verb: str
    object_kind: str
    object_id: str
    org_id: int | None
    behalf_of: int | None
    detail: dict[str, Any]


def append(lines: list[Line]) -> None:
    """Write the lines at the end of the chain, inside the caller's transaction."""
    if not lines:
        return
    head = AuditHead.objects.select_for_update().get(pk=1)
    sealer, at, before = Sealer(keys().audit), int(now().timestamp() * 1_000_000), head.seq
    events = []
    for line in lines:
        head.seq += 1
        event = AuditEvent(
            seq=head.seq,
            epoch=head.epoch,
            at=at,
            actor_id=line.actor.account_id,
            actor_name=clean(line.actor.name),
            behalf_of=line.behalf_of,
            org_id=line.org_id,
            verb=clean(line.verb),
            object_kind=clean(line.object_kind),
            object_id=clean(line.object_id),
            detail=json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
            address=clean(line.actor.address),
        )
        head.mac = event.mac = sealer.mac((getattr(event, f) for f in FIELDS), head.mac)
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    head.save(update_fields=["seq", "mac"])
    if head.seq // ANCHOR_EVERY > before // ANCHOR_EVERY:
        point = Point(head.epoch, head.seq, head.mac)
        # After the commit, and never in its way: a full disk must not undo what is done.
        transaction.on_commit(partial(anchors.keep, point, anchors.LINES), robust=True)


def head() -> Point:
    """Where the chain stands now."""
    row = AuditHead.objects.get(pk=1)
    return Point(row.epoch, row.seq, row.mac)


def anchor(why: str) -> anchors.Anchor:
    """Keep the present head in all places."""
    return anchors.keep(head(), why)


def open_epoch(after: int = 0) -> Point:
    """Start a new epoch, later than any this installation has known; called by a restore."""
    row = AuditHead.objects.select_for_update().get(pk=1)
    row.epoch = max(row.epoch, after) + 1
    row.save(update_fields=["epoch"])
    return Point(row.epoch, row.seq, row.mac)
