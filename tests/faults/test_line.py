"""Writers stand in line: first come, first served, whichever process they live in."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from jishi.base.sqlite import line, lock
from jishi.base.sqlite.lock import WriterBusy, WriterLock
from tests.faults.home import ROOT

pytestmark = pytest.mark.faults

PROCESSES, THREADS, SECONDS = 2, 8, 3
OTHERS = PROCESSES * THREADS - 1


@dataclass(frozen=True)
class Turn:
    asked: float
    came: float
    ended: float


def turns(folder: Path, fault: str = "") -> list[Turn]:
    """Everybody wants the lock all the time; who had it when, in order."""
    folder.mkdir()
    logs = [folder / f"{n}.log" for n in range(PROCESSES)]
    more = [fault] if fault else []
    team = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.queuer", str(folder / "lock"), str(log),
             str(THREADS), str(SECONDS), *more],
            cwd=ROOT,
        )
        for log in logs
    ]  # fmt: skip
    assert [member.wait(timeout=60) for member in team] == [0] * PROCESSES
    lines = [text for log in logs for text in log.read_text().splitlines()]
    return sorted((Turn(*map(float, text.split())) for text in lines), key=lambda t: t.came)


def most_passed(had: list[Turn]) -> int:
    """How often, at worst, others had their turn while one was waiting for its own."""
    starts = [turn.came for turn in had]
    return max(
        sum(turn.asked < start for start in starts[max(0, index - 2000) : index])
        for index, turn in enumerate(had)
    )


def tail(had: list[Turn]) -> float:
    """How many times the usual wait one in a hundred has to wait."""
    waits = sorted(turn.came - turn.asked for turn in had)
    return waits[len(waits) * 99 // 100] / mean(waits)


def test_everybody_gets_a_turn_before_anybody_gets_many(tmp_path: Path):
    had = turns(tmp_path / "line")
    assert all(after.came >= before.ended for before, after in pairwise(had))
    # In a perfect line each is passed by all others once; a process may be stopped for a moment
    # between asking and drawing its number.
    assert most_passed(had) <= 8 * OTHERS
    assert tail(had) <= 3


@pytest.mark.slow
def test_looking_again_and_again_instead_would_be_noticed(tmp_path: Path):
    had = turns(tmp_path / "polling", "polling")
    # Either is enough to be noticed; where one process starves the other, all waits are alike.
    assert most_passed(had) > 8 * OTHERS or tail(had) > 3


@contextmanager
def somebody(path: Path, says: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock, or has asked for it and waits."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.queuer", str(path), "hold"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for text in process.stdout:
            if text.strip() == says:
                break
        if says == "asking":
            time.sleep(0.3)  # from there into the line
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def waiting(writer: WriterLock) -> Iterator[list[float]]:
    """This writer in line, in a thread of its own; afterwards: how long it stood there."""
    waited: list[float] = []

    def work() -> None:
        started = time.monotonic()
        writer.acquire()
        waited.append(time.monotonic() - started)
        writer.release()

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.1)
    yield waited
    thread.join(timeout=30)
    assert waited


def test_killed_in_line_or_with_the_lock_in_hand_they_let_the_next_one_on(tmp_path: Path):
    path = tmp_path / "lock"
    with (
        somebody(path, "held") as holder,
        somebody(path, "asking") as waiter,
        waiting(WriterLock(path)) as waited,
    ):
        waiter.kill()
        time.sleep(0.2)
        assert not waited
        killed = time.monotonic()
        holder.kill()
        while not waited:
            assert time.monotonic() - killed < line.SLICE / 2  # told, not found out by looking
            time.sleep(0.005)


def test_one_stopped_in_line_stops_nobody(tmp_path: Path):
    path = tmp_path / "lock"
    with (
        somebody(path, "held") as holder,
        somebody(path, "asking") as waiter,
        waiting(WriterLock(path)) as waited,
    ):
        waiter.send_signal(signal.SIGSTOP)
        holder.kill()
        until = time.monotonic() + line.SLICE + 2
        while not waited:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_who_loses_patience_leaves_and_those_behind_go_on(tmp_path: Path):
    path = tmp_path / "lock"
    first, impatient = WriterLock(path), WriterLock(path, patience=0.3)
    first.acquire()
    started = time.monotonic()
    with waiting(WriterLock(path)) as before:
        with pytest.raises(WriterBusy):
            impatient.acquire()
        assert 0.25 < time.monotonic() - started < 2
        with waiting(WriterLock(path)) as behind:
            first.release()
    assert before
    assert behind
    impatient.acquire()  # and may come again
    impatient.release()


@pytest.mark.parametrize("content", [b"", b"\xff" * 40, b"12345"])
def test_whatever_the_lock_file_holds_there_is_one_writer(tmp_path: Path, content: bytes):
    path = tmp_path / "lock"
    path.write_bytes(content)
    first, second = WriterLock(path), WriterLock(path, patience=0.2)
    first.acquire()
    with pytest.raises(WriterBusy):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_without_sockets_there_is_still_one_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise OSError(errno.EAFNOSUPPORT, "not here")

    monkeypatch.setattr(lock, "Place", refused)
    test_whatever_the_lock_file_holds_there_is_one_writer(tmp_path, b"")


def test_a_program_that_does_not_stand_in_line_is_waited_for(tmp_path: Path):
    path = tmp_path / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with waiting(WriterLock(path)) as waited:
        assert not waited
        os.close(handle)
    assert waited[0] < 5


def test_nothing_stays_open_afterwards(tmp_path: Path):
    writer = WriterLock(tmp_path / "lock", patience=0.05)
    other = WriterLock(tmp_path / "lock")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        other.acquire()
        with pytest.raises(WriterBusy):
            writer.acquire()
        other.release()
    assert len(os.listdir("/proc/self/fd")) == before
