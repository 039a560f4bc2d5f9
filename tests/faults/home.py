"""A data folder of its own for tests that start real processes."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process living in this data folder, on the database under test."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JISHI_")}
    note = home / "database-url"
    url = note.read_text() if note.exists() else ""
    return {
        **kept,
        "JISHI_HOME": str(home),
        "JISHI_TODAY": "2026-11-20",
        "DJANGO_SETTINGS_MODULE": "jishi.config.settings",
        "PYTHONPATH": str(ROOT),
        **({"JISHI_DATABASE_URL": url} if url else {}),
        **more,
    }


def python(code: str, home: Path, *, timeout: float = 180, **more: str) -> str:
    """Run a piece of Django code in a fresh process; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=surroundings(home, **more), capture_output=True, text=True, timeout=timeout,
        check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


def own_database(home: Path) -> None:
    """On PostgreSQL: a database of this home's own, beside the one of the test run."""
    server = os.environ.get("JISHI_DATABASE_URL", "")
    if not server:
        return
    import psycopg

    name = f"home_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    (home / "database-url").write_text(server.replace("/postgres?", f"/{name}?"))


def prepared(home: Path) -> Path:
    """A migrated database with the named cast in it."""
    home.mkdir(parents=True, exist_ok=True)
    own_database(home)
    python(
        "from django.core.management import call_command\n"
        "from jishi.config.environment import prepare_home\n"
        "prepare_home(); call_command('migrate', verbosity=0)\n"
        "from tests.world import build; build()",
        home,
    )
    return home
