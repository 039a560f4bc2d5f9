"""Bounds for a process that reads what somebody has sent: no Django here, it is imported apart."""

from __future__ import annotations

import contextlib


def bound(memory: int, seconds: int) -> None:
    """No more memory and time than an honest file needs, where there are means for it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
