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

from django.db import connection, transaction

from jishi.base.audit import anchors
from jishi.base.audit.seal import FIELDS, Point, Sealer, clean
from jishi.base.bulk import insert
from jishi.base.clock import now
from jishi.base.models import AuditEvent, AuditHead
from jishi.config.keys import keys
from jishi.tree.actor import Actor

ANCHOR_EVERY = 1000  # lines
_HEAD = "SELECT epoch, seq, mac FROM audit_head WHERE id = 1"


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
    """Write the lines at the end of the chain, inside the caller's transaction.

    In plain SQL: all other writers wait in line meanwhile.
    """
    if not lines:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + (" FOR UPDATE" if connection.features.has_select_for_update else ""))
        epoch, before, mac = cursor.fetchone()
        sealer, at, seq, rows = Sealer(keys().audit), int(now().timestamp() * 1_000_000), before, []
        for seq, line in enumerate(lines, start=before + 1):
            values = (
                seq, epoch, at, line.actor.account_id, clean(line.actor.name), line.behalf_of,
                line.org_id, clean(line.verb), clean(line.object_kind), clean(line.object_id),
                json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
                clean(line.actor.address),
            )  # fmt: skip
            mac = sealer.mac(values, mac)
            rows.append((*values, mac))
        insert(AuditEvent, (*FIELDS, "mac"), rows)
        cursor.execute("UPDATE audit_head SET seq = %s, mac = %s WHERE id = 1", [seq, mac])
    if seq // ANCHOR_EVERY > before // ANCHOR_EVERY:
        point = Point(epoch, seq, mac)
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
