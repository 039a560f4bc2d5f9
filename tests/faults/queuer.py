"""One of many who want the writer lock again and again, noting how long each wait was.

Run as `python -m tests.faults.queuer LOCK LOG THREADS SECONDS [FAULT]`; every line of the log is
one turn: when it was asked for, when it came, when it ended (monotonic seconds). Seeded fault:
with `polling` nobody stands in line and whoever looks at the right moment goes first.
With `hold` in place of all but the lock it takes the lock, says so and keeps it.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from jishi.base.sqlite import lock

WORK = 0.002  # about what a short act holds the lock


def work(path: Path, until: float, turns: list[str]) -> None:
    writer = lock.WriterLock(path)
    while (asked := time.monotonic()) < until:
        writer.acquire()
        came = time.monotonic()
        time.sleep(WORK)
        turns.append(f"{asked} {came} {time.monotonic()}\n")
        writer.release()


def main(path: Path, log: Path, threads: int, seconds: float, fault: str = "") -> None:
    if fault == "polling":
        lock.IN_LINE = False
    turns: list[str] = []
    until = time.monotonic() + seconds
    team = [threading.Thread(target=work, args=(path, until, turns)) for _ in range(threads)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    log.write_text("".join(turns))


def hold(path: Path) -> None:
    print("asking", flush=True)
    lock.WriterLock(path).acquire()
    print("held", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    if sys.argv[2] == "hold":
        hold(Path(sys.argv[1]))
        sys.exit()
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), *sys.argv[5:])
