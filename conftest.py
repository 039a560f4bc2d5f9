"""Every test runs in a data folder of its own, on SQLite or (JISHI_TEST_DB=postgres) PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="jishi-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["JISHI_HOME"] = _home
os.environ["JISHI_TODAY"] = "2026-11-20"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs an event loop
for name in ("JISHI_SECRET_FILE", "JISHI_PUBLIC_URL", "JISHI_PROXY", "JISHI_DATABASE_URL"):
    os.environ.pop(name, None)

if os.environ.get("JISHI_TEST_DB") == "postgres":
    from tests.postgres import start

    os.environ["JISHI_DATABASE_URL"] = start()

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
    _flush_past_the_guard()
