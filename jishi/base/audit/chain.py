"""Appending lines to the audit chain, and verifying it.

Each line's code (mac) covers all its fields and the code before it. The head row is locked by
whoever appends, so numbers have no gaps. A restore opens a new epoch, so that two histories
with the same numbers can be told apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from django.db import connection

from jishi.base.clock import now
from jishi.base.models import AuditEvent, AuditHead
from jishi.config.keys import keys
from jishi.tree.actor import Actor

FIRST = "0" * 64
FIELDS = (
    "seq",
    "epoch",
    "at",
    "actor_id",
    "actor_name",
    "behalf_of",
    "org_id",
    "verb",
    "object_kind",
    "object_id",
    "detail",
    "address",
)


@dataclass(frozen=True)
class Line:
    actor: Actor
    verb: str
    object_kind: str
    object_id: str
    org_id: int | None
    behalf_of: int | None
    detail: dict[str, Any]


class Sealer:
    """HMAC-SM3 over a line and the code before it."""

    def __init__(self, key: bytes | None = None) -> None:
        self._start = hmac.HMAC(key or keys().audit, hashes.SM3())

    def mac(self, values: Iterable[Any], prev: str) -> str:
        # Length before each part: no two different lines can give the same bytes.
        parts = ["" if v is None else str(v) for v in values]
        text = prev + "".join(f"{len(p)}:{p}" for p in parts)
        seal = self._start.copy()
        seal.update(text.encode())
        return seal.finalize().hex()


def append(lines: list[Line]) -> None:
    """Write the lines at the end of the chain, inside the caller's transaction."""
    if not lines:
        return
    head = AuditHead.objects.select_for_update().get(pk=1)
    sealer, at = Sealer(), int(now().timestamp() * 1_000_000)
    events = []
    for line in lines:
        head.seq += 1
        event = AuditEvent(
            seq=head.seq,
            epoch=head.epoch,
            at=at,
            actor_id=line.actor.account_id,
            actor_name=line.actor.name,
            behalf_of=line.behalf_of,
            org_id=line.org_id,
            verb=line.verb,
            object_kind=line.object_kind,
            object_id=line.object_id,
            detail=json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
            address=line.actor.address,
        )
        head.mac = event.mac = sealer.mac((getattr(event, f) for f in FIELDS), head.mac)
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    head.save(update_fields=["seq", "mac"])


def open_epoch() -> int:
    """Start a new epoch; called by a restore."""
    head = AuditHead.objects.select_for_update().get(pk=1)
    head.epoch += 1
    head.save(update_fields=["epoch"])
    return head.epoch


@dataclass(frozen=True)
class Fault:
    """Something wrong in the chain: at which number, and what."""

    seq: int
    what: str


@dataclass(frozen=True)
class Point:
    """A head of the chain as it once stood, kept elsewhere."""

    epoch: int
    seq: int
    mac: str


@dataclass(frozen=True)
class Report:
    checked: int
    last: Point
    faults: tuple[Fault, ...]

    @property
    def intact(self) -> bool:
        return not self.faults


def verify(anchors: Iterable[Point] = (), most: int = 20) -> Report:
    """Recompute the whole chain and compare it with its head and with the anchors kept elsewhere."""
    sealer, faults = Sealer(), list[Fault]()
    wanted: dict[int, set[tuple[int, str]]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.seq, set()).add((anchor.epoch, anchor.mac))
    seq, prev, epoch = 0, FIRST, 1
    for row in _rows():
        number, mac = row[0], row[-1]
        if number != seq + 1:
            faults.append(Fault(number, f"缺少第 {seq + 1} 至 {number - 1} 条"))
        if sealer.mac(row[:-1], prev) != mac:
            faults.append(Fault(number, "内容或次序与校验码不符"))
        if row[1] < epoch:
            faults.append(Fault(number, "纪元倒退"))
        for kept in wanted.pop(number, ()):
            if kept != (row[1], mac):
                faults.append(Fault(number, "与别处保存的锚点不符，此前的记录被整体改写过"))
        seq, prev, epoch = number, mac, row[1]
        if len(faults) >= most:
            break
    else:
        faults += [Fault(n, "锚点证明曾有此条，现在没有，末尾被截去") for n in sorted(wanted)]
        head = AuditHead.objects.get(pk=1)
        if (head.seq, head.mac) != (seq, prev):
            faults.append(Fault(seq, "链头与最后一条不符"))
    return Report(seq, Point(epoch, seq, prev), tuple(faults[:most]))


def _rows() -> Iterator[tuple[Any, ...]]:
    columns = ", ".join((*FIELDS, "mac"))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM audit_event ORDER BY seq")  # noqa: S608 constants
        while batch := cursor.fetchmany(5000):
            yield from batch
