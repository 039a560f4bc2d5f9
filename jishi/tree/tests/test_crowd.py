"""Eight at once moving subtrees and founding under them leave a sound tree, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

PLANT = (
    "from jishi.orgs.actions import Basis, found_organisation\n"
    "from jishi.tree.actor import local_operator\n"
    "from jishi.tree.models import Organisation\n"
    "from tests.world import LONG_AGO, TODAY\n"
    "top = Organisation.objects.get(code='QH')\n"
    "for n in range(12):\n"
    "    above = top if n < 4 else Organisation.objects.get(code=f'M{n - 4}')\n"
    "    found_organisation(local_operator(TODAY), above, code=f'M{n}', name=f'M{n}',\n"
    "        short_name=f'M{n}', kind='committee', sector='township', basis=Basis(LONG_AGO))\n"
)


def crowd(home: Path, rounds: int, fault: str = "") -> tuple[int, list[str]]:
    python(PLANT, prepared(home))
    ran = subprocess.run(
        [sys.executable, "-m", "jishi.tree.tests.mover", "8", str(rounds), fault],
        env=surroundings(home), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    done, *faults = ran.stdout.splitlines()
    return int(done), [fault for fault in faults if fault]


def test_eight_at_once_leave_a_sound_tree(tmp_path: Path):
    done, faults = crowd(tmp_path / "home", rounds=12)
    assert faults == []
    assert done >= 20


# SQLite has one writer at a time and stays sound without the gate: another fault shows the test.
FAULT = "gateless" if os.environ.get("JISHI_DATABASE_URL") else "forgetful"


@pytest.mark.full
def test_a_fault_would_be_noticed(tmp_path: Path):
    _, faults = crowd(tmp_path / "home", rounds=60, fault=FAULT)
    assert faults
