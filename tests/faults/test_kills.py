"""kill -9 at any moment under concurrent writes: nothing acknowledged is lost, nothing is half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from random import Random

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

pytestmark = pytest.mark.faults

STORED = (
    "import json\n"
    "from jishi.base.models import AuditEvent\n"
    "rows = AuditEvent.objects.filter(verb='org.rename').values_list('detail', flat=True)\n"
    "print(json.dumps([json.loads(d)['changed']['short_name'][1] for d in rows]))"
)
SOUND = (
    "from django.db import connection\n"
    "from jishi.base.audit.verify import verify\n"
    "from jishi.base.models import AuditEvent\n"
    "from jishi.tree.models import Organisation, OrganisationChange, OrganisationState\n"
    "org = Organisation.objects.get(code='QH0101')\n"
    "renames = AuditEvent.objects.filter(verb='org.rename').count()\n"
    "changes = OrganisationChange.objects.filter(org=org, kind='rename').count()\n"
    "running = OrganisationState.objects.get(org=org, until__isnull=True)\n"
    "faults = []\n"
    "if connection.vendor == 'sqlite':\n"
    "    with connection.cursor() as c:\n"
    "        c.execute('PRAGMA integrity_check')\n"
    "        faults += [r[0] for r in c.fetchall() if r[0] != 'ok']\n"
    "if not org.version - 1 == renames == changes: faults.append('half')\n"
    "if running.short_name != org.short_name: faults.append('half state')\n"
    "if not verify().intact: faults.append('chain')\n"
    "print(','.join(faults) or 'sound')"
)


def start(home: Path, number: int, fault: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(home / f"k{number}.log"),
         "4", "100000", fault],
        env=surroundings(home), cwd=ROOT, start_new_session=True,
    )  # fmt: skip


def kill_oldest(
    home: Path, running: deque[tuple[int, subprocess.Popen[bytes]]], random: Random
) -> None:
    number, victim = running.popleft()
    log, until = home / f"k{number}.log", time.monotonic() + 30
    while not (log.exists() and log.stat().st_size) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(random.random() * 0.25)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()


def kill_many(home: Path, kills: int, seed: int, fault: str = "") -> set[str]:
    """Two writers at a time; each is killed a moment after its first acknowledged act."""
    random, running = Random(seed), deque[tuple[int, subprocess.Popen[bytes]]]()
    for number in range(kills):
        running.append((number, start(home, number, fault)))
        if len(running) == 2 or number == kills - 1:
            kill_oldest(home, running, random)
    while running:
        kill_oldest(home, running, random)
    # A line cut short by the kill was never whole, so its act was not acknowledged.
    lines = [(home / f"k{n}.log").read_bytes().split(b"\n")[:-1] for n in range(kills)]
    return {line.split()[0].decode() for part in lines for line in part}


def lost(home: Path, acknowledged: set[str]) -> set[str]:
    import json

    return acknowledged - set(json.loads(python(STORED, home)))


@pytest.mark.parametrize(
    "kills", [6, pytest.param(100, marks=pytest.mark.full)], ids=["sampled", "all"]
)
def test_nothing_acknowledged_is_lost_and_nothing_is_half(tmp_path: Path, kills: int):
    home = prepared(tmp_path / "home")
    acknowledged = kill_many(home, kills, seed=kills)
    assert len(acknowledged) >= kills
    assert lost(home, acknowledged) == set()
    assert python(SOUND, home) == "sound"


@pytest.mark.slow
def test_acknowledging_before_the_commit_would_be_noticed(tmp_path: Path):
    home = prepared(tmp_path / "home")
    acknowledged = kill_many(home, 4, seed=4, fault="early")
    assert lost(home, acknowledged)
