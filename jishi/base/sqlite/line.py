"""Standing in line, across threads and processes: first come, first served.

Who waits for a file lock by looking again and again is passed by whoever looks at the right
moment, and one of two busy processes may wait for seconds. So each takes a number from the lock
file, opens a door under that number (a socket without a file) and waits for the door before its
own to close. A door closes with its process: a killed holder or waiter lets the next one on at
once, and nothing is left to clear away.

The line only says who asks next. What keeps two writers apart is the file lock in `lock.py`, so
that a line gone wrong costs time and never data.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
import sys
import time
from contextlib import suppress

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SLICE = 1.0  # seconds after which a waiter looks whether those before it are asleep
NAP = 0.0005
MOST_TAKEN = 64  # numbers in use that are passed over before we do without the line
BACKLOG = 64
MOST_BEFORE = 1024  # numbers looked at for somebody still waiting
NUMBER = struct.Struct("=Q")
LAST, TURN = 0, 8  # where the file keeps the last number given out, the last that had its turn


class Place:
    """A place in the line of this lock file, kept until `leave`."""

    def __init__(self, handle: int, until: float) -> None:
        self.handle = handle
        file = os.fstat(handle)
        self._name = f"\0jishi-line-{file.st_dev:x}-{file.st_ino:x}-"
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._number = self._draw(until)
        except BaseException:
            self._door.close()
            raise

    def _draw(self, until: float) -> int:
        """The next number, its door open before anybody can learn of it."""
        _dispenser(self.handle, fcntl.F_WRLCK, until)
        try:
            last = self._kept(LAST)
            for number in range(last + 1, last + 1 + MOST_TAKEN):
                with suppress(_Taken):
                    self._open(number)
                    os.pwrite(self.handle, NUMBER.pack(number), LAST)
                    return number
            raise OSError(errno.EADDRINUSE, "no number is free")
        finally:
            _dispenser(self.handle, fcntl.F_UNLCK, until)

    def _open(self, number: int) -> None:
        try:
            self._door.bind(f"{self._name}{number}")
        except OSError as fault:
            raise _Taken if fault.errno == errno.EADDRINUSE else fault from None
        self._door.listen(BACKLOG)

    def _kept(self, where: int) -> int:
        kept = os.pread(self.handle, NUMBER.size, where)
        # Whatever the file holds, it is a number that can still be counted up.
        return int(NUMBER.unpack(kept)[0]) % 2**62 if len(kept) == NUMBER.size else 0

    def wait(self, until: float) -> bool:
        """Until all before us have gone; False if they have not by then."""
        before = self._number - 1
        while before >= max(self._kept(TURN), self._number - MOST_BEFORE):
            if not self._gone(before, until):
                return False
            before -= 1
        return True

    def _gone(self, number: int, until: float) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
            knock.settimeout(max(0.001, until - time.monotonic()))
            try:
                knock.connect(f"{self._name}{number}")
                knock.recv(1)  # nobody answers; it ends when the door closes
            except (TimeoutError, BlockingIOError):
                return False
            except (ConnectionRefusedError, ConnectionResetError):
                pass
        return True

    def take_turn(self) -> None:
        """All before us have gone, and need not be looked for again."""
        with suppress(OSError):  # a full disk
            os.pwrite(self.handle, NUMBER.pack(self._number), TURN)

    def leave(self) -> None:
        self._door.close()


class _Taken(Exception):
    pass


def _dispenser(handle: int, kind: int, until: float) -> None:
    """One at a time draws a number: a lock of the open file, gone with its process."""
    if sys.platform != "linux":
        return
    while True:
        try:
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, struct.pack("hhqqi0q", kind, 0, 0, 1, 0))
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise TimeoutError from None
        time.sleep(NAP)
