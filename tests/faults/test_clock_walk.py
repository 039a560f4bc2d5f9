"""A year of reminders, the process killed at random moments: each still comes once, on its day."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.faults.home import ROOT, prepared, surroundings

pytestmark = pytest.mark.faults
START = "2024-01-01"


def walker(home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.walker", *words], cwd=ROOT, text=True,
        env=surroundings(home, JISHI_TODAY=START), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def said(home: Path, *words: str) -> str:
    process = walker(home, *words)
    out, errors = process.communicate(timeout=900)
    assert process.returncode == 0, errors[-2000:]
    return out


def killed_after(home: Path, until: str, seconds: float) -> bool:
    """Whether it was still walking; once it walks it gets so long, and no longer."""
    process = walker(home, "walk", until)
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(seconds)
    walking = process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return walking


@pytest.mark.parametrize(
    ("branches", "until", "kills", "longest"),
    [
        (8, "2024-02-20", 2, 0.6),  # New Year, the Spring Festival and its make-up days
        pytest.param(60, "2024-12-31", 100, 2.0, marks=pytest.mark.full),
    ],
)
def test_a_year_of_mornings_outlives_being_killed(
    tmp_path: Path, branches: int, until: str, kills: int, longest: float
):
    home, random = prepared(tmp_path / "home"), Random(kills)
    said(home, "found", str(branches))
    hit = sum(killed_after(home, until, random.random() * longest) for _ in range(kills))
    assert hit == kills, "the walk was over before it had been killed often enough"
    assert said(home, "walk", until).endswith("done\n")
    found = json.loads(said(home, "report"))
    assert (found["wrong"], found["late"]) == ([], [])
    assert found["days"] == date.fromisoformat(until).timetuple().tm_yday
    assert found["sent"] > 0, "something was to be reminded of"
