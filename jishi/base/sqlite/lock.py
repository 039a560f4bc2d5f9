"""One writer at a time, across threads and processes, in the order in which they came.

SQLite's own busy handler polls with growing naps, so under 32 writers the unlucky wait for
seconds. A file lock in front of BEGIN keeps writers apart, and the line in `line.py` decides who
takes it next. Both die with their process: a killed writer blocks nobody.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from jishi.base.sqlite.line import SLICE, Place

try:
    import fcntl
except ImportError:  # Windows: one process serves, the thread lock alone is enough
    fcntl = None  # type: ignore[assignment]

IN_LINE = sys.platform == "linux"  # elsewhere the threads stand in line, the processes look again
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
        self._place: Place | None = None
        with _registry:
            self._threads = _in_process.setdefault(str(path), threading.Lock())

    def acquire(self) -> None:
        if self.held:
            return
        until = time.monotonic() + self.patience
        if not IN_LINE and not self._threads.acquire(timeout=self.patience):
            raise WriterBusy
        try:
            if fcntl is not None:
                self._acquire_file(until)
        except BaseException:
            self._leave()
            raise
        self.held = True

    def _acquire_file(self, until: float) -> None:
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        self._place = _stand(self._handle, until)
        nap = 0.0002
        while True:
            place = self._place
            turn = place is None or place.wait(min(until, time.monotonic() + SLICE))
            # Not our turn, and still the lock may be free: whoever is before us has been stopped.
            if self._lock():
                if place and turn:
                    place.take_turn()
                return
            if time.monotonic() > until:
                raise WriterBusy
            time.sleep(nap)  # somebody who does not stand in line has it
            nap = min(nap * 1.5, 0.004)

    def _lock(self) -> bool:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.held:
            self.held = False
            self._leave()

    def _leave(self) -> None:
        """Let go of the lock, then of the place, so that whoever is next finds it free."""
        if self._handle >= 0:
            # Told, not only closed: a child being started may hold a copy for a moment.
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)
            self._handle = -1
        if self._place:
            self._place.leave()
            self._place = None
        if not IN_LINE:
            self._threads.release()


def _stand(handle: int, until: float) -> Place | None:
    """A place in line where there is one to be had; without it we look again and again."""
    if not IN_LINE:
        return None
    try:
        return Place(handle, until)
    except TimeoutError:
        raise WriterBusy from None
    except OSError:  # no sockets for this service
        return None
