"""Statements that never change, put into words once a process.

Making a statement through the ORM takes longer than running it where what is found is a few rows.
What every request or every figure asks, without conditions of its own, is asked this way; values
come as the database writes them (`day` for SQLite's dates).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Rows = Callable[[], QuerySet[Any, Any]]


def fixed_rows(rows: Rows) -> list[tuple[Any, ...]]:
    """The rows of `rows()`, a `values_list` of always the same statement."""
    with connection.cursor() as cursor:
        cursor.execute(*_words(rows))
        return list(cursor.fetchall())


@cache
def _words(rows: Rows) -> tuple[str, tuple[Any, ...]]:
    return rows().query.sql_with_params()


def day(value: date | str) -> date:
    """SQLite hands days over as they are written."""
    return date.fromisoformat(value) if isinstance(value, str) else value
