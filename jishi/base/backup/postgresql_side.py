"""PostgreSQL in a backup: tables by COPY in one snapshot, back in one transaction.

No outside program is needed. A restore drops and rebuilds everything inside a transaction, so
until its commit nothing has happened, and afterwards all of it has. The raw SQL of the plumbing's
PostgreSQL stands here; names come from the database's own lists and are quoted by psycopg.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from jishi.base.audit.seal import Point
from jishi.base.backup.archive import parts_of
from jishi.base.backup.manifest import Manifest, Table
from jishi.base.backup.sqlite_side import Migrations
from jishi.config.environment import Fault

_TABLES = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    GROUP BY c.relname ORDER BY c.relname"""
_KEYS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    WHERE i.indisprimary AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname"""
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
_SEQUENCES = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns WHERE table_schema = current_schema()
    AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"""


@contextmanager
def snapshot() -> Iterator[Cursor[Any]]:
    """One state of the whole database, while others write."""
    if connection.in_atomic_block:
        raise RuntimeError("a snapshot is taken outside of any transaction")
    connection.ensure_connection()
    raw: Any = connection.connection
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            with raw.cursor() as own:
                yield own
        finally:
            cursor.execute("COMMIT")


def columns(cursor: Cursor[Any]) -> dict[str, list[str]]:
    return dict(cursor.execute(_TABLES).fetchall())


def copy_out(cursor: Cursor[Any], table: str, names: list[str]) -> Iterator[memoryview]:
    """All rows in the order of their key, so that equal tables give equal bytes."""
    keys = dict(cursor.execute(_KEYS).fetchall())
    statement = SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        SQL(", ").join(map(Identifier, names)),
        Identifier(table),
        SQL(", ").join(map(Identifier, keys.get(table, names))),
    )
    with cursor.copy(statement) as rows:
        yield from (memoryview(part) for part in rows)


def table_of(cursor: Cursor[Any], name: str, names: list[str]) -> Table:
    digest, count = hashlib.sha256(), 0
    for part in copy_out(cursor, name, names):
        digest.update(part)
        count += bytes(part).count(b"\n")
    return Table(count, digest.hexdigest(), tuple(names))


def state(cursor: Cursor[Any]) -> tuple[Migrations, Point, set[str]]:
    applied = cursor.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    head = cursor.execute("SELECT epoch, seq, mac FROM audit_head WHERE id = 1").fetchone()
    if head is None:
        raise Fault("数据库里没有审计链头，不能备份")
    digests = {row[0] for row in cursor.execute("SELECT digest FROM stored_file")}
    return tuple((app, name) for app, name in applied), Point(*head), digests


@contextmanager
def replacing(manifest: Manifest, folder: Path) -> Iterator[None]:
    """Inside: the restored database, seen by nobody else until the block ends well."""
    try:
        with transaction.atomic():
            _empty()
            _build(manifest)
            _fill(manifest, folder)
            call_command("migrate", verbosity=0, interactive=False)
            yield
    except DatabaseError as error:
        if "lock timeout" in str(error):
            raise Fault("数据库正被别的程序使用，请先停止服务再恢复；没有恢复任何内容") from error
        raise


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(_TABLES)
        for name, _ in cursor.fetchall():
            cursor.execute(SQL("DROP TABLE {} CASCADE").format(Identifier(name)))
        cursor.execute(_FUNCTIONS)
        for (name,) in cursor.fetchall():
            cursor.execute(SQL("DROP FUNCTION {} CASCADE").format(SQL(name)))


def _build(manifest: Manifest) -> None:
    """The tables as they were when the backup was made."""
    newest: dict[str, str] = {}
    for app, name in sorted(manifest.migrations):
        newest[app] = name
    for app, name in newest.items():
        call_command("migrate", app, name, verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [Identifier(name) for name, _ in cursor.fetchall()]
        cursor.execute(SQL("TRUNCATE {}").format(SQL(", ").join(names)))


def _fill(manifest: Manifest, folder: Path) -> None:
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        known = columns(cursor)
        for name, table in manifest.tables.items():
            if set(table.columns) - set(known.get(name, ())):
                raise Fault(f"备份里的表 {name} 和本程序对不上，没有恢复任何内容")
            fields = SQL(", ").join(map(Identifier, table.columns))
            statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(name), fields)
            with cursor.copy(statement) as copy:
                for part in parts_of(folder / "tables" / name):
                    copy.write(part)
            if table_of(cursor, name, list(table.columns)) != table:
                raise Fault(f"表 {name} 恢复后和备份对不上，没有恢复任何内容")
        for table_name, column, sequence in cursor.execute(_SEQUENCES).fetchall():
            largest = SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}")
            cursor.execute(largest.format(sequence, Identifier(column), Identifier(table_name)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every foreign key points somewhere
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
