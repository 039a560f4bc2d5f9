"""A rotation killed again and again: every value stays readable, and at the end all are renewed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

pytestmark = pytest.mark.faults

SEED = (
    "from jishi.base.tests.specimen import Specimen, make_tables\n"
    "from jishi.base.rotation import add_key\n"
    "from jishi.tree.actor import local_operator\n"
    "from jishi.base.clock import today\n"
    "make_tables()\n"
    "for at in range(0, {rows}, 2000):\n"
    "    Specimen.objects.bulk_create([Specimen(name=str(n), phone=str(13800000000 + n))\n"
    "        for n in range(at, min(at + 2000, {rows}))])\n"
    "add_key(local_operator(today()))\n"
)
READ = (
    "from collections import Counter\n"
    "from jishi.base import crypto\n"
    "from jishi.base.tests.specimen import Specimen\n"
    "keys, unreadable = Counter(), 0\n"
    "for name, value in Specimen.objects.values_list('name', 'phone').iterator():\n"
    "    keys[crypto.key_number(value.token)] += 1\n"
    "    unreadable += crypto.unseal(value.token, value.purpose) != str(13800000000 + int(name))\n"
    "print(unreadable, keys[1], keys[2])"
)


def counts(home: Path) -> tuple[int, int, int]:
    """Unreadable values, those under the old key, those under the new."""
    unreadable, old, new = python(READ, home, timeout=300).split()
    return int(unreadable), int(old), int(new)


def rotate(home: Path, steps: int | None) -> None:
    """Run the rotation; kill it a few commits on, or let it end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.rotator"], env=surroundings(home), cwd=ROOT,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    for count, _ in enumerate(process.stdout, start=1):
        if count == steps:
            process.kill()
            break
    process.wait()
    assert (process.returncode == 0) == (steps is None)


@pytest.mark.parametrize(
    ("rows", "kills"), [(2_000, 3), pytest.param(100_000, 10, marks=pytest.mark.full)]
)
def test_no_value_is_lost_however_often_the_rotation_is_killed(
    tmp_path: Path, rows: int, kills: int
):
    home, random = prepared(tmp_path / "home"), Random(rows)
    python(SEED.format(rows=rows), home, timeout=300)
    share = rows // 200 // kills  # commits between two kills, so that none comes after the end
    for _ in range(kills):
        before = counts(home)
        rotate(home, random.randint(1, share - 1))
        after = counts(home)
        assert after[0] == 0
        assert before[2] < after[2] < rows
    rotate(home, None)
    assert counts(home) == (0, 0, rows)
