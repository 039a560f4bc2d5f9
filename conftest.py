"""What all tests share; the surroundings themselves are made in `tests/early.py`."""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

import pytest

pytest_plugins = ["tests.world"]


def _flush_past_the_guard() -> None:
    """Django empties all tables after a transactional test; the audit's triggers would refuse.

    They are set aside for that moment and put back, with the chain's first head.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def flush_with_guard_aside(self: TransactionTestCase) -> None:
        from jishi.base.models import AuditHead

        with connection.cursor() as cursor:
            kept = []
            if connection.vendor == "sqlite":
                cursor.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                    "AND tbl_name = 'audit_event'"
                )
                kept = cursor.fetchall()
            for name, _ in kept:
                cursor.execute(f"DROP TRIGGER {name}")
        flush(self)
        with connection.cursor() as cursor:
            for _, sql in kept:
                cursor.execute(sql)
        AuditHead.objects.get_or_create(pk=1)

    TransactionTestCase._fixture_teardown = flush_with_guard_aside  # type: ignore[method-assign]


def pytest_configure() -> None:
    from django.db import connection

    wanted = "postgresql" if os.environ.get("JISHI_TEST_DB") == "postgres" else "sqlite"
    if connection.vendor != wanted:
        raise pytest.UsageError(f"tests would run on {connection.vendor}, not on {wanted}")
    _flush_past_the_guard()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """JISHI_HALF=first, second: the tests of every other file (`make test`, `make check`)."""
    half = os.environ.get("JISHI_HALF")
    if half:
        mine = [item for item in items if _half(item.path.relative_to(config.rootpath)) == half]
        kept = set(map(id, mine))
        config.hook.pytest_deselected(items=[i for i in items if id(i) not in kept])
        items[:] = mine


def _half(path: Path) -> str:
    """Of a file, the same on every machine; what runs on one database only comes first."""
    once = [Path(each) for each in os.environ.get("JISHI_ONCE", "").split()]
    if any(each == path or each in path.parents for each in once):
        return "first"
    return "second" if crc32(path.as_posix().encode()) % 2 else "first"
