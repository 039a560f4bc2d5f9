"""Several processes write, refresh and read at once; no figure ever differs from its rows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

VERIFY = (
    "from datetime import date\n"
    "from jishi.figures.actions.refreshing import refresh\n"
    "from jishi.figures.models import FactMark\n"
    "from jishi.figures.queries.verifying import differences\n"
    "today = date(2026, 11, 20)\n"
    "wrong = len(list(differences(today)))\n"
    "refresh(today)\n"
    "print(wrong + len(list(differences(today))), FactMark.objects.count())"
)
MAKE = (
    "from datetime import date\n"
    "from jishi.figures.actions.refreshing import rebuild_all\n"
    "rebuild_all(date(2026, 11, 20))"
)


def start(home: Path, role: str, seconds: float, seed: int, fault: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "jishi.figures.tests.crowding", role, str(seconds), str(seed)]
    return subprocess.Popen(
        [*words, *([fault] if fault else [])], env=surroundings(home), cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def crowd(home: Path, roles: str, seconds: float, fault: str = "", kills: int = 0) -> list[str]:
    """What readers found to differ, and what is wrong afterwards; roles are first letters."""
    prepared(home)
    python(MAKE, home)
    names = {"w": "write", "f": "refresh", "r": "read"}
    running = [start(home, names[r], seconds, n + 1, fault) for n, r in enumerate(roles)]
    for number in range(kills):  # whoever refreshes is killed, and another begins
        time.sleep(seconds / (kills + 1))
        victim = start(home, "refresh", seconds, 900 + number, fault)
        time.sleep(1.5)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
    told = [process.communicate(timeout=seconds + 120) for process in running]
    for out, err in told:
        assert fault or "done" in out, err[-2000:]  # a seeded fault may end in a deadlock
    differ = [line for out, _ in told for line in out.splitlines() if line.startswith("differs")]
    wrong, marks = python(VERIFY, home).split()
    return [*differ, *(["facts"] if wrong != "0" else []), *(["marks"] if marks != "0" else [])]


@pytest.mark.slow
def test_no_reader_sees_a_figure_that_differs_from_its_rows(tmp_path: Path):
    assert crowd(tmp_path / "home", "wwfr", 6) == []


@pytest.mark.full
def test_eight_processes_for_a_minute_and_killed_refreshers(tmp_path: Path):
    assert crowd(tmp_path / "home", "wwwffrrr", 60, kills=6) == []


@pytest.mark.full
def test_a_reader_that_does_not_look_again_would_be_noticed(tmp_path: Path):
    assert crowd(tmp_path / "home", "wwfrr", 20, "hasty")


@pytest.mark.full
def test_a_refresh_that_loses_marks_would_be_noticed(tmp_path: Path):
    """Where one writer waits for another nothing is lost: this needs PostgreSQL."""
    if "JISHI_DATABASE_URL" in os.environ:
        assert crowd(tmp_path / "home", "wwwffrr", 20, "forgetful")
