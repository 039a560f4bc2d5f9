"""Every test runs in a data folder of its own, on SQLite or (JISHI_TEST_DB=postgres) PostgreSQL.

Named in pytest's options, because it must be read before Django's settings are: a conftest comes
too late, and then the developer's own data folder and database would be used.
"""

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
