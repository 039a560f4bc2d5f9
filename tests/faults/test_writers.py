"""32 writers on one record: nobody is locked out, no edit is lost, no double click counts twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

pytestmark = pytest.mark.faults

COUNT = (
    "from jishi.tree.models import Organisation\n"
    "from jishi.base.models import AuditEvent\n"
    "from jishi.base.audit.verify import verify\n"
    "org = Organisation.objects.get(code='QH0101')\n"
    "renames = AuditEvent.objects.filter(verb='org.rename').count()\n"
    "print(org.version, renames, verify().intact)"
)


Ack = tuple[str, int, int]  # name, version read, version written


def start_team(
    module: str, home: Path, processes: int, threads: int, rounds: int, fault: str = ""
) -> list[str]:
    """Start so many processes of threads, wait, return the lines of their logs."""
    team = [
        subprocess.Popen(
            [sys.executable, "-m", module, str(home / f"w{n}.log"), str(threads), str(rounds),
             fault],
            env=surroundings(home), cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for n in range(processes)
    ]  # fmt: skip
    said = [writer.communicate(timeout=240)[0] for writer in team]
    assert all(writer.returncode == 0 for writer in team), said
    return [
        line for n in range(processes) for line in (home / f"w{n}.log").read_text().splitlines()
    ]


def run_writers(
    home: Path, processes: int, threads: int, rounds: int, fault: str = ""
) -> list[Ack]:
    """What the writers were told was done."""
    lines = start_team("tests.faults.writer", home, processes, threads, rounds, fault)
    acks = map(str.split, lines)
    return [(name, int(read), int(written)) for name, read, written in acks]


def lost(acknowledged: list[Ack]) -> int:
    """Edits written over something their author had not seen."""
    return sum(written != read + 1 for _, read, written in acknowledged)


def test_no_writer_is_locked_out_and_no_edit_is_lost(tmp_path: Path):
    home = prepared(tmp_path / "home")
    acknowledged = run_writers(home, processes=4, threads=8, rounds=4)
    assert len(acknowledged) == len({name for name, _, _ in acknowledged}) == 4 * 8 * 4
    assert lost(acknowledged) == 0
    version, renames, intact = python(COUNT, home).split()
    assert int(version) == 1 + len(acknowledged)
    assert int(renames) == len(acknowledged)
    assert intact == "True"


@pytest.mark.slow
def test_comparing_no_versions_would_be_noticed(tmp_path: Path):
    acknowledged = run_writers(
        prepared(tmp_path / "home"), processes=2, threads=8, rounds=3, fault="blind"
    )
    assert lost(acknowledged) > 0
