"""A transaction that sees one moment, however long it reads."""

from __future__ import annotations

from django.db import connection


def one_moment() -> None:
    """SQLite's holds the writer's lock anyway; PostgreSQL has to be told first of all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
