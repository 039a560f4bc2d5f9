"""All tables before and after: which rows came, changed or went, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from jishi.accounts.models import Account
from jishi.tree.models import Organisation

Rows = dict[Any, tuple[Any, ...]]

# Written by the frame itself, for whoever asks: nothing of anybody's lies in them.
FRAME = {"django_session", "audit_event", "audit_head", "sign_in_attempt", "once_key"}


@dataclass(frozen=True)
class Change:
    model: type[Model]
    pk: Any
    how: str  # made, changed or gone
    org: int | None
    accounts: frozenset[int]  # all it names

    def __str__(self) -> str:
        return f"{self.model._meta.db_table} {self.pk} {self.how}"


@dataclass
class Watch:
    """Which tables were written: only those are worth comparing."""

    written: set[str] = field(default_factory=set)
    unclear: bool = False  # a statement of another form: then all of them

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not sql.lstrip().upper().startswith(_READS):
            into = _WRITES.match(sql)
            if into:
                self.written.add(into[1])
            else:
                self.unclear = True
        return execute(sql, params, many, context)

    def taken(self) -> dict[type[Model], Rows]:
        return take(None if self.unclear else self.written)


_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")
_WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def take(tables: Collection[str] | None = None) -> dict[type[Model], Rows]:
    found: dict[type[Model], Rows] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table, key = model._meta.db_table, model._meta.pk.column
            if table in FRAME or (tables is not None and table not in tables):
                continue
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")
            at = [c[0] for c in cursor.description].index(key)
            found[model] = {row[at]: tuple(row) for row in cursor.fetchall()}
    return found


def changes(before: dict[type[Model], Rows], after: dict[type[Model], Rows]) -> list[Change]:
    found = []
    for model, rows in after.items():
        was = before[model]
        if was == rows:
            continue
        for pk in sorted({*was, *rows}, key=str):
            if was.get(pk) != rows.get(pk):
                how = "made" if pk not in was else "gone" if pk not in rows else "changed"
                found.append(_owned(model, pk, how, rows.get(pk) or was[pk]))
    return found


def _owned(model: type[Model], pk: Any, how: str, row: tuple[Any, ...]) -> Change:
    """Whose row it is: its organisation, its account, or those of the row it hangs on."""
    if model is Organisation:
        return Change(model, pk, how, pk, frozenset())
    if model is Account:
        return Change(model, pk, how, None, frozenset({pk}))
    held = dict(zip(_columns(model), row, strict=True))
    org, accounts = None, set()
    for one in model._meta.concrete_fields:
        if isinstance(one, ForeignKey):
            value = held.get(one.column)
            if one.related_model is Organisation and one.name != "parent":
                org = org or value
            elif one.related_model is Account:
                accounts |= {value} - {None}
    return Change(model, pk, how, org, frozenset(accounts))


def _columns(model: type[Model]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 0")
        return [c[0] for c in cursor.description]
