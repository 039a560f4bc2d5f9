"""SQLite in a backup: a snapshot by the online backup API, and the swap of a whole file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from jishi.base.audit.seal import Point
from jishi.base.backup.manifest import Table
from jishi.base.sqlite import base as engine
from jishi.base.sqlite.lock import WriterLock
from jishi.config.environment import Fault

sqlite3: Any = engine.django_sqlite.Database  # type: ignore[attr-defined]  # the sound build, also where the system's own is old
Migrations = tuple[tuple[str, str], ...]


def snapshot(path: Path, target: Path) -> None:
    """A consistent copy while others write: one step reads one state of the database."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    with (
        closing(sqlite3.connect(path, timeout=20)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        yield database


def tables(path: Path) -> dict[str, Table]:
    """Rows and digest of every table, in the order of their keys."""
    with _reading(path) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return {name: _digest(database, name) for (name,) in sorted(names)}


def _digest(database: Any, name: str) -> Table:
    # The name comes from the database's own list, quoted as an identifier.
    quoted = name.replace('"', '""')
    rows = database.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid')  # noqa: S608
    digest, count = hashlib.sha256(), 0
    encode = json.JSONEncoder(default=bytes.hex).encode
    for row in rows:
        digest.update(encode(row).encode() + b"\n")
        count += 1
    return Table(count, digest.hexdigest(), tuple(column[0] for column in rows.description))


def state(path: Path) -> tuple[Migrations, Point, set[str]]:
    """Migrations applied, where the audit chain stands, which files the rows speak of."""
    with _reading(path) as database:
        applied = database.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = tuple((app, name) for app, name in applied)
        head = database.execute("SELECT epoch, seq, mac FROM audit_head WHERE id = 1").fetchone()
        digests = {digest for (digest,) in database.execute("SELECT digest FROM stored_file")}
    return migrations, Point(*head), digests


def check(path: Path, promised: dict[str, Table]) -> None:
    """The unpacked database is whole, and holds what the manifest says."""
    try:
        with _reading(path) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        found = tables(path)
    except sqlite3.DatabaseError as error:
        raise Fault(f"备份里的数据库打不开，没有恢复任何内容：{error}") from None
    if answer != "ok" or found != promised:
        raise Fault("备份里的数据库和它的目录对不上，没有恢复任何内容")


@contextmanager
def django_at(path: Path) -> Iterator[None]:
    """Let Django's connection work on this file instead of the installation's database."""
    ours: Any = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
    _into_one_file(path)
    Path(f"{path}.lock").unlink(missing_ok=True)


def _into_one_file(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=5)) as database:
        (mode,) = database.execute("PRAGMA journal_mode=DELETE").fetchone()
    if mode != "delete":
        raise Fault("数据库正被别的程序使用，请先停止服务再恢复；没有恢复任何内容")
    sync(path)


def swap(new: Path, path: Path, kept: Path) -> None:
    """Put the new database in place in one rename; the old one is kept beside it."""
    lock = WriterLock(Path(f"{path}.lock"))
    lock.acquire()
    try:
        _swap(new, path, kept)
    finally:
        lock.release()


def _swap(new: Path, path: Path, kept: Path) -> None:
    if path.exists():
        try:
            _into_one_file(path)
        except sqlite3.DatabaseError:  # it is broken, perhaps the very reason for restoring
            for log in ("-wal", "-shm", "-journal"):
                if Path(f"{path}{log}").exists():
                    Path(f"{path}{log}").replace(f"{kept}{log}")
        os.link(path, kept)
    os.replace(new, path)
    sync(path.parent)


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
