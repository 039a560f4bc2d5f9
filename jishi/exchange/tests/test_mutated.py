"""Damaged files: never a crash, never a row lost, never much memory or time."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def _tried(count: int, seed: int) -> None:
    told = subprocess.run(
        (sys.executable, "-m", "jishi.exchange.tests.ugly.trial", str(count), str(seed)),
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    took = json.loads(told.stdout)
    print(f"\n{count} damaged files: {took}")
    assert not took["unaccounted"]
    assert took["read"] > count // 5
    assert took["slowest"] <= 10
    assert took["megabytes"] <= 300


def test_damaged_files_are_read_or_refused():
    _tried(150, seed=1)


@pytest.mark.full
def test_three_thousand_damaged_files():
    _tried(3_000, seed=2)
