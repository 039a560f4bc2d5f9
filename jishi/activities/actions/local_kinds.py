"""A county's own kinds: declared, revised, ended; what was held keeps the words of its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jishi.activities.access import ACTIVITY_KINDS
from jishi.activities.models import LocalKind
from jishi.activities.queries.kinds import OWN
from jishi.activities.rules.payload import kind_from
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.kernel.declare import DeclarationError
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

DECLARED = Verb("activity_kind.declare", "增设活动种类")
REVISED = Verb("activity_kind.revise", "修订活动种类")
ENDED = Verb("activity_kind.end", "停用活动种类")


def declare_kind(
    actor: Actor, org: Organisation, word: str, title: str, body: Mapping[str, Any], *, since: date
) -> LocalKind:
    """For an organisation and all below it, from a day on; `word` becomes its code."""
    with act(actor, ACTIVITY_KINDS, org, below=True) as doing:
        code = f"{OWN}{word.strip()}"
        if LocalKind.objects.filter(code=code).exists():
            raise Refused("这个编码已经用过，请换一个", field="word")
        _stands(code, title, body, since)
        row = LocalKind.objects.create(
            code=code, org=org, title=title.strip(), body=dict(body), since=since
        )
        doing.record(DECLARED, row, org=org, name=row.title, since=str(since))
        return row


def revise_kind(
    actor: Actor, row: LocalKind, title: str, body: Mapping[str, Any], *, since: date
) -> LocalKind:
    """A new version from a day on; what was held before keeps the old one."""
    with act(actor, ACTIVITY_KINDS, row.org, below=True) as doing:
        old = _running(row)
        _stands(old.code, title, body, since)
        if since <= old.since:
            raise Refused("新的一版须晚于现在这一版生效", field="since")
        old.until = since
        old.save(update_fields=["until"])
        fresh = LocalKind.objects.create(
            code=old.code, revision=old.revision + 1, org=old.org, title=title.strip(),
            body=dict(body), since=since,
        )  # fmt: skip
        doing.record(REVISED, fresh, org=old.org, name=fresh.title, since=str(since))
        return fresh


def end_kind(actor: Actor, row: LocalKind, *, until: date) -> LocalKind:
    """From that day on nothing of this kind is held; the records stay what they are."""
    with act(actor, ACTIVITY_KINDS, row.org, below=True) as doing:
        old = _running(row)
        if until <= old.since:
            until = old.since + timedelta(days=1)
        old.until = until
        old.save(update_fields=["until"])
        doing.record(ENDED, old, org=old.org, name=old.title, until=str(until))
        return old


def _running(row: LocalKind) -> LocalKind:
    rows = LocalKind.objects.select_for_update(of=("self",)).select_related("org")
    newest = rows.filter(code=row.code).order_by("-revision").first()
    if newest is None or newest.until is not None:
        raise Refused("这个种类已经停用")
    return newest


def _stands(code: str, title: str, body: Mapping[str, Any], since: date) -> None:
    """The same validation as a file of the product passes."""
    try:
        kind_from(code, title, body, since=since)
    except DeclarationError as fault:
        raise Refused(str(fault), field="title", code="bad_kind") from None
