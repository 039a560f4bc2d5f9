"""Many rows at once: the same values Django would write, without an object per row.

    pks = reserve(Person, len(batch))
    insert(Person, ("id", "name", …), rows)
    put(payments)  # models of one kind, where their maker needs them afterwards

For acts that put thousands of rows on the books, and for the few rows that every write adds while
all others wait in line; everything else uses models. Both join the
caller's transaction. Sealed columns are sealed here, under the purpose of their column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    Model,
    TextField,
)
from django.db.models.fields import IntegerField
from django.db.models.fields.related import ForeignKey

from jishi.base.sealed import SealedField

MANY = 1000
CACHE = 64 * 1024  # kilobytes of pages: a dozen indexes do not fit into SQLite's usual two thousand

Change = Callable[[Any], Any]


def reserve(model: type[Model], count: int) -> list[int]:
    """Numbers for rows about to be inserted; taken for good, as if they had been used."""
    if count <= 0:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # The writer's lock is held: nobody inserts between this and our own insert.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
    return list(range(last + 1, last + count + 1))


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of the columns (attribute names, `org_id`)."""
    statement, changes = _how(model, tuple(columns), connection.vendor)
    changed = [_changed(row, changes) for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and len(changed) > MANY:
            cursor.execute(f"PRAGMA cache_size={-CACHE}")
        cursor.executemany(statement, changed)
        if connection.vendor == "postgresql" and len(changed) >= MANY:
            # Until somebody counts them, its planner takes the new rows for none (no vacuum looks
            # into an act that is under way), and goes through all of them for each row of another.
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def put(objects: Sequence[Model]) -> None:
    """Objects that nobody has saved yet, numbered and inserted as they stand."""
    if objects:
        model = type(objects[0])
        names = [f.attname for f in model._meta.concrete_fields]
        for each, number in zip(objects, reserve(model, len(objects)), strict=True):
            each.pk = number
        values = attrgetter(*names)
        insert(model, names, map(values, objects))
        for each in objects:
            each._state.adding = False


@lru_cache
def _how(
    model: type[Model], columns: tuple[str, ...], vendor: str
) -> tuple[str, list[tuple[int, Change]]]:
    """The statement, and what has to be done to which column."""
    fields: list[Field[Any, Any]] = [_field(model, name) for name in columns]
    changes = [(place, change) for place, f in enumerate(fields) if (change := _change(f))]
    names = ", ".join(connection.ops.quote_name(f.column or "") for f in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})", changes  # noqa: S608 our own names


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(f for f in model._meta.concrete_fields if f.attname == name)


def _changed(row: Sequence[Any], changes: Sequence[tuple[int, Change]]) -> Sequence[Any]:
    values = list(row)
    for place, change in changes:
        values[place] = change(values[place])
    return values


def _change(field: Field[Any, Any]) -> Change | None:
    """How a value of this field becomes a value of the database; None for as it is."""
    if isinstance(field, SealedField):
        return field.get_prep_value
    if isinstance(field, DateField) and not isinstance(field, DateTimeField):
        return None if connection.vendor == "postgresql" else _iso
    if isinstance(field, CharField | TextField | IntegerField | ForeignKey | BooleanField):
        return None
    if isinstance(field, DateTimeField):  # mostly one moment for all
        return lru_cache(maxsize=64)(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
