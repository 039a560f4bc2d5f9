"""One writer at a time, across threads and processes.

SQLite's own busy handler polls with growing naps, so under 32 writers the unlucky wait for
most of a second. A file lock in front of BEGIN hands over in order and keeps the tail short.
The lock dies with its process: a killed writer blocks nobody.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one process serves, the thread lock alone is enough
    fcntl = None  # type: ignore[assignment]

_in_process: dict[str, threading.Lock] = {}
_registry = threading.Lock()


class WriterBusy(Exception):
    """Another writer held the database longer than we may wait."""


class WriterLock:
    def __init__(self, path: Path, patience: float = 20.0) -> None:
        self.path = path
        self.patience = patience
        self.held = False
        self._handle = -1
        with _registry:
            self._threads = _in_process.setdefault(str(path), threading.Lock())

    def acquire(self) -> None:
        if self.held:
            return
        until = time.monotonic() + self.patience
        if not self._threads.acquire(timeout=self.patience):
            raise WriterBusy
        try:
            self._acquire_file(until)
        except BaseException:
            self._threads.release()
            raise
        self.held = True

    def _acquire_file(self, until: float) -> None:
        if fcntl is None:
            return
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        nap = 0.0002
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(self._handle)
                    raise WriterBusy from None
            time.sleep(nap)
            nap = min(nap * 1.5, 0.004)

    def release(self) -> None:
        if not self.held:
            return
        self.held = False
        if fcntl is not None:
            os.close(self._handle)  # closing drops the lock
        self._threads.release()
