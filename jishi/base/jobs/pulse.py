"""Is the worker alive? It touches a file while it waits and while it works; others look at its age.

A file and not a row: a sign of life each few seconds is no reason to write to the database.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from jishi.config import environment

EVERY = 5.0  # seconds between touches
FRESH = 30.0  # older than this is no sign of life

_last = 0.0


def _file() -> Path:
    return environment.home() / "worker.pulse"


def beat() -> None:
    """Called often by the worker; touches the file now and then. A full disk does not stop work."""
    global _last
    if time.monotonic() - _last < EVERY and _last:
        return
    _last = time.monotonic()
    with suppress(OSError):
        _file().touch(mode=0o600)


def alive() -> bool:
    try:
        return abs(time.time() - _file().stat().st_mtime) < FRESH
    except OSError:
        return False
