"""Reading the audit is itself an act: once per search, not once per page."""

from __future__ import annotations

import json
from datetime import timedelta

from jishi.base.access import AUDIT_READ
from jishi.base.act import act
from jishi.base.audit import anchors, chain, queries
from jishi.base.audit.verbs import Verb
from jishi.base.audit.verify import Report, verify
from jishi.base.clock import now
from jishi.base.models import AuditHead
from jishi.tree.actor import Actor

SEARCHED = Verb("audit.search", "查阅审计记录")
EXPORTED = Verb("audit.export", "导出审计记录")
VERIFIED = Verb("audit.verify", "核验审计记录")
ANCHORED = Verb("audit.anchor", "留存审计锚点")

SAME_SEARCH = timedelta(minutes=10)


def note_search(actor: Actor, filters: dict[str, str], export: str = "") -> None:
    """Leave a line for a search; the same search again within ten minutes leaves none."""
    verb = EXPORTED if export else SEARCHED
    text = json.dumps({"filters": filters, "file": export}, ensure_ascii=False, sort_keys=True)
    since = int((now() - SAME_SEARCH).timestamp() * 1_000_000)
    if not export and queries.already_noted(actor, verb.code, text, since):
        return
    with act(actor, AUDIT_READ) as doing:
        doing.record(verb, AuditHead(pk=1), filters=filters, file=export)


def verify_chain(actor: Actor, more: list[anchors.Anchor] | None = None) -> Report:
    """Verify the whole chain against all anchors (and those read off paper), and say so in it."""
    every = [*anchors.kept().anchors, *(more or [])]
    report = verify(every)
    with act(actor, AUDIT_READ) as doing:
        doing.record(
            VERIFIED,
            AuditHead(pk=1),
            rows=report.checked,
            result="完整" if report.intact else "异常",
        )
    return report


def keep_anchor(actor: Actor) -> anchors.Anchor:
    """Keep the chain's head elsewhere now, on demand; the act itself is part of what is kept."""
    with act(actor, AUDIT_READ) as doing:
        doing.record(ANCHORED, AuditHead(pk=1))
    return chain.anchor(anchors.DEMAND)


def keep_hourly_anchor() -> anchors.Anchor | None:
    """The timed job: nothing new since the last anchor, nothing to keep."""
    newest, head = anchors.kept().newest, chain.head()
    if newest is not None and newest.point == head:
        return None
    return chain.anchor(anchors.HOURLY)
