"""Django's SQLite backend with our engine, pragmas and writer lock (law 11).

The system's SQLite may carry the WAL-reset fault (fixed in 3.51.3); the pysqlite3 wheel brings
a sound one and takes the standard module's place before Django loads it. Where only an old
build is to be had, the rollback journal with EXTRA syncing is used and `doctor` says so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

try:
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    pass

from django.db.backends.sqlite3 import base as django_sqlite
from django.db.utils import OperationalError

from jishi.base.sqlite.lock import WriterBusy, WriterLock

engine: Any = django_sqlite  # its stubs know neither the cursors nor the transaction hooks
SOUND = (3, 51, 3)
_READS = ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN", "BEGIN", "WITH")


def pragmas(version: tuple[int, int, int]) -> str:
    journal, sync = ("WAL", "FULL") if version >= SOUND else ("TRUNCATE", "EXTRA")
    return (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous={sync}; "
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA mmap_size=0; "
        "PRAGMA temp_store=MEMORY"
    )


def is_write(sql: str) -> bool:
    return not sql.lstrip().upper().startswith(_READS)


class Cursor(engine.SQLiteCursorWrapper):  # type: ignore[misc]
    """A single writing statement outside a transaction takes the writer lock too."""

    owner: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self.owner.single_statement(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Sequence[Any] | Mapping[str, Any]) -> Any:
        with self.owner.single_statement(query):
            return super().executemany(query, param_list)


class _Single:
    def __init__(self, lock: WriterLock | None) -> None:
        self.lock = lock

    def __enter__(self) -> None:
        if self.lock:
            _take(self.lock)

    def __exit__(self, *_: object) -> None:
        if self.lock:
            self.lock.release()


def _take(lock: WriterLock) -> None:
    try:
        lock.acquire()
    except WriterBusy:
        raise OperationalError("database is busy") from None


class DatabaseWrapper(engine.DatabaseWrapper):  # type: ignore[misc]
    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.writer: WriterLock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        name = str(self.settings_dict["NAME"])
        if "memory" not in name:
            self.writer = WriterLock(Path(name + ".lock"), float(params.get("timeout", 20)))
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.writer:  # a file; made here for nobody else to read, if it is not there yet
            with suppress(OSError):
                flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
                os.close(os.open(conn_params["database"], flags, 0o600))
        connection = super().get_new_connection(conn_params)
        for pragma in pragmas(engine.Database.sqlite_version_info).split("; "):
            connection.execute(pragma)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.owner = self
        return cursor

    def single_statement(self, sql: str) -> _Single:
        free = self.writer and not self.writer.held and not self.in_atomic_block
        return _Single(self.writer if free and is_write(sql) else None)

    def _start_transaction_under_autocommit(self) -> None:
        if self.writer:
            _take(self.writer)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._release()
            raise

    def _release(self) -> None:
        if self.writer:
            self.writer.release()

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            if not self.connection or not self.connection.in_transaction:
                self._release()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._release()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._release()
