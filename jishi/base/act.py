"""How anything gets written: authorise → decide → write + audit, in one transaction (law 1, 12).

    with act(actor, ORG_RENAME, org) as doing:
        ...write...
        doing.record(RENAMED, org, changed={"name": (old, new)})

The audit lines of all nested acts are written last, just before the outermost commit: so the
chain's head is locked for the shortest time, and an act that cannot be audited does not happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model, QuerySet

from jishi.base.audit.chain import Line, append
from jishi.base.audit.verbs import Verb
from jishi.base.touches import Touch, bring_up_to_date, on_record
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.privacy import Privacy
from jishi.tree.reach import insist_below, require

M = TypeVar("M", bound=Model)
_current: ContextVar[Doing | None] = ContextVar("current_act", default=None)


@dataclass
class Doing:
    """The act under way. `record` says what was done; `changed` keeps personal values out."""

    actor: Actor
    lines: list[Line] = field(default_factory=list)
    touches: set[Touch] = field(default_factory=set)

    def touch(self, source: str, org: Organisation | int, day: date, kind: str = "") -> None:
        """What is derived from this is brought up to date before the act ends."""
        org_id = org if isinstance(org, int) else org.pk
        self.touches.add(Touch(source, org_id, day, kind))

    def record(
        self,
        verb: Verb,
        target: Model,
        *,
        org: Organisation | int | None = None,
        changed: Mapping[str, tuple[Any, Any]] | None = None,
        behalf_of: int | None = None,
        note: str = "",
        **facts: Any,
    ) -> None:
        detail: dict[str, Any] = {**facts}
        if changed:
            detail["changed"] = _harmless(target, changed)
        if note:
            detail["note"] = note
        org_id = org.pk if isinstance(org, Organisation) else org
        if org_id is None and isinstance(target, Organisation):
            org_id = target.pk
        self.touch(on_record(type(target)), org_id or 0, self.actor.today)
        self.lines.append(
            Line(
                actor=self.actor,
                verb=verb.code,
                object_kind=target._meta.model_name or "",
                object_id=str(target.pk),
                org_id=org_id,
                behalf_of=behalf_of,
                detail=detail,
            )
        )


def _harmless(target: Model, changed: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Old and new values, but for personal fields only that they changed."""
    privacy: Privacy = target.privacy  # type: ignore[attr-defined]
    return {
        name: None if privacy.of(name) else [_plain(old), _plain(new)]
        for name, (old, new) in changed.items()
        if old != new
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | None) else str(value)


@contextmanager
def act(
    actor: Actor, permission: Permission, org: Organisation | None = None, *, below: bool = False
) -> Iterator[Doing]:
    """Open (or join) the transaction of an act, after checking that the actor may do it here,
    and, where it binds all `below`, there too."""
    require(actor, permission, org)
    if below and org is not None:
        insist_below(actor, permission, org)
    outer = _current.get()
    if outer is not None:
        # Its lines and touches join the outer act's, under its own actor.
        yield Doing(actor, outer.lines, outer.touches)
        return
    doing = Doing(actor)
    token = _current.set(doing)
    try:
        with transaction.atomic():
            yield doing
            bring_up_to_date(doing.touches)
            append(doing.lines)
    finally:
        _current.reset(token)


def touching(source: str, org: Organisation | int, day: date, kind: str = "") -> None:
    """The same as `Doing.touch`, said where a row is written and the act is not at hand."""
    touch_all({Touch(source, org if isinstance(org, int) else org.pk, day, kind)})


def touch_all(touches: Set[Touch]) -> None:
    """The act under way has touched these; where none is, they are followed at once."""
    doing = _current.get()
    if doing is not None:
        doing.touches |= touches
    else:
        bring_up_to_date(touches)


@contextmanager
def attempt() -> Iterator[None]:
    """A part of an act that may fail alone: its rows and its audit lines go, the rest stays."""
    outer = _current.get()
    said = len(outer.lines) if outer is not None else 0
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if outer is not None:
            del outer.lines[said:]
        raise


def lock(queryset: QuerySet[M], pk: Any, version: int | None = None) -> M:
    """Fetch one row for change; a stale version from the form is a conflict (law 10)."""
    row = queryset.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Conflict(row)
    return row


def bump(row: Model, **values: Any) -> dict[str, tuple[Any, Any]]:
    """Set values, raise the version, save; returns what changed, for `record`."""
    changed = {name: (getattr(row, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    row.version = F("version") + 1  # type: ignore[attr-defined]
    row.save(update_fields=[*values, "version"])
    row.refresh_from_db(fields=["version"])
    return changed
