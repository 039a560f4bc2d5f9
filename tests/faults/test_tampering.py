"""Six ways to falsify the audit, each a hundred times, the database's own triggers dropped first.

The falsifier here may write anything into the database; in the last kind he even holds the key.
He cannot reach the anchors kept elsewhere: without them (the control) cutting the tail and
rewriting the chain stay unseen.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from jishi.base.audit import chain, seal
from jishi.base.audit.anchors import Anchor
from jishi.base.audit.chain import Line, append
from jishi.base.audit.seal import FIELDS, Sealer
from jishi.base.audit.verify import verify
from jishi.base.clock import now
from jishi.base.models import AuditEvent, AuditHead
from jishi.config.keys import keys
from jishi.tree.actor import local_operator
from tests.world import TODAY

LINES, ANCHORED = 120, 100
TEXTS = ("actor_name", "verb", "object_kind", "object_id", "detail", "address")
NUMBERS = ("at", "actor_id", "org_id", "behalf_of", "epoch")

Tampering = Callable[[random.Random], None]


def _lines(count: int) -> list[Line]:
    operator = local_operator(TODAY)
    return [
        Line(
            operator, "org.rename", "organisation", str(n), n % 7 or None, None, {"name": f"第{n}"}
        )
        for n in range(count)
    ]


@pytest.fixture
def anchor(db: None) -> Anchor:
    """A chain of 120 lines whose head was kept elsewhere at line 100."""
    operator = local_operator(TODAY)
    lines = [
        Line(
            operator, "org.rename", "organisation", str(n), n % 7 or None, None, {"name": f"第{n}"}
        )
        for n in range(LINES)
    ]
    append(lines[:ANCHORED])
    kept = Anchor(chain.head(), now(), "hourly")
    append(lines[ANCHORED:])
    return kept


@pytest.fixture
def unguarded(anchor: Anchor) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_no_update")
            cursor.execute("DROP TRIGGER audit_no_delete")
        else:
            cursor.execute("DROP TRIGGER audit_no_change ON audit_event")


def _seq(chance: random.Random, first: int = 1) -> int:
    return chance.randint(first, ANCHORED)


def _run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _end_head_at_last_line() -> None:
    last = AuditEvent.objects.order_by("-seq").first()
    assert last is not None
    AuditHead.objects.update(seq=last.seq, mac=last.mac, epoch=last.epoch)


def edit(chance: random.Random) -> None:
    seq = _seq(chance)
    if chance.random() < 0.5:
        _run(f"UPDATE audit_event SET {chance.choice(TEXTS)} = %s WHERE seq = %s", "改", seq)
    else:
        column = chance.choice(NUMBERS)
        _run(f"UPDATE audit_event SET {column} = %s WHERE seq = %s", 77, seq)


def delete(chance: random.Random) -> None:
    _run("DELETE FROM audit_event WHERE seq = %s", _seq(chance))


def swap(chance: random.Random) -> None:
    one, two = chance.sample(range(1, ANCHORED), 2)
    for old, new in ((one, -1), (two, one), (-1, two)):
        _run("UPDATE audit_event SET seq = %s WHERE seq = %s", new, old)


def insert(chance: random.Random) -> None:
    """A forged line in the middle, all later ones moved up, the head with them."""
    seq = _seq(chance)
    _run("UPDATE audit_event SET seq = -(seq + 1) WHERE seq > %s", seq)
    _run("UPDATE audit_event SET seq = -seq WHERE seq < 0")
    forged = AuditEvent.objects.get(pk=seq)
    forged.seq, forged.actor_name = seq + 1, "伪造"
    forged.save(force_insert=True)
    _end_head_at_last_line()


def truncate(chance: random.Random) -> None:
    """The tail cut off, and the head set back to what is left."""
    _run("DELETE FROM audit_event WHERE seq >= %s", _seq(chance, first=2))
    _end_head_at_last_line()


def rewrite(chance: random.Random) -> None:
    """With the key: a line changed, every later code computed again, the head too."""
    seq, sealer = _seq(chance), Sealer(keys().audit)
    events = list(AuditEvent.objects.filter(seq__gte=seq - 1).order_by("seq"))
    prev = events.pop(0).mac if seq > 1 else "0" * 64
    events[0].actor_name = "改写"
    for event in events:
        event.mac = prev = sealer.mac((getattr(event, f) for f in FIELDS), prev)
    AuditEvent.objects.bulk_update(events, ["actor_name", "mac"], batch_size=50)
    _end_head_at_last_line()


KINDS: tuple[Tampering, ...] = (edit, delete, swap, insert, truncate, rewrite)
TIMES = 100


def found(tampering: Tampering, times: int, anchors: list[Anchor]) -> int:
    """How many of so many tamperings verification reports; each is undone again."""
    count = 0
    for number in range(times):
        with transaction.atomic():
            tampering(random.Random(f"{tampering.__name__} {number}"))
            count += not verify(anchors).intact
            transaction.set_rollback(True)
    return count


@pytest.mark.parametrize("tampering", KINDS)
def test_every_tampering_older_than_the_anchor_is_found(
    tampering: Tampering, anchor: Anchor, unguarded: None
) -> None:
    assert verify([anchor]).intact
    assert found(tampering, TIMES, [anchor]) == TIMES
    assert verify([anchor]).intact


@pytest.mark.parametrize("tampering", KINDS)
def test_control_without_anchors_misses_truncation_and_rewriting(
    tampering: Tampering, anchor: Anchor, unguarded: None
) -> None:
    missed = tampering in (truncate, rewrite)
    assert found(tampering, 10, []) == (0 if missed else 10)


def test_seeded_fault_lines_that_are_not_linked_are_caught(
    anchor: Anchor, unguarded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were each line sealed without the one before it, the anchor would vouch for itself alone."""
    linked = seal.joined
    monkeypatch.setattr(seal, "joined", lambda prev, *values: linked("", *values))
    _run("DELETE FROM audit_event")
    AuditHead.objects.update(seq=0, mac="0" * 64)
    append(_lines(LINES))
    unlinked = Anchor(chain.head(), now(), "hourly")
    assert verify([unlinked]).intact
    assert found(rewrite, 10, [unlinked]) < 10
