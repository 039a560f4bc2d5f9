"""What all tests share; the surroundings themselves are made in `tests/early.py`."""

from __future__ import annotations

import os

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
