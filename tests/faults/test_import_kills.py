"""Imports whose worker is killed at any moment: resumed or rolled back, never in force by half."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

pytestmark = pytest.mark.faults

SUBMIT = (
    "from jishi.exchange import actions\n"
    "from jishi.exchange.tests.tables import MEMBER, identity, workbook\n"
    "from jishi.exchange.models import ImportBatch\n"
    "from jishi.accounts.models import Account\n"
    "from jishi.accounts.queries import actor_of\n"
    "from jishi.tree.models import Organisation\n"
    "from tests.world import TODAY\n"
    "from datetime import date\n"
    "chen = actor_of(Account.objects.get(login='chen'), TODAY)\n"
    "town = Organisation.objects.get(code='QH01')\n"
    "def row(n):\n"
    "    born = date(1960 + n % 40, 1 + n % 12, 1 + n % 28)\n"
    "    return ['韦' + '甲乙丙丁戊己庚辛'[n % 8], '男', '汉族', born.isoformat(),\n"
    "            identity(born, n % 499, True, f'99{{n // 499:04d}}'), f'139{{n:08d}}', '大专',\n"
    "            '河东村党支部', '正式党员', '2020-07-01', '2021-07-01']\n"
    "rows = [row(n) for n in range({first}, {first} + {rows})]\n"
    "batch = actions.hand_in(chen, 'members', workbook(MEMBER, rows), '名册.xlsx', org=town)\n"
    "actions.submit(chen, batch, 'check')\n"
    "print(batch.pk)"
)
STEP = (
    "from jishi.exchange import actions\n"
    "from jishi.exchange.models import ImportBatch\n"
    "from jishi.accounts.models import Account\n"
    "from jishi.accounts.queries import actor_of\n"
    "from tests.world import TODAY\n"
    "chen = actor_of(Account.objects.get(login='chen'), TODAY)\n"
    "actions.submit(chen, ImportBatch.objects.get(pk={pk}), '{step}')"
)
COUNT = (
    "import json\n"
    "from jishi.exchange.models import AppliedRow, ImportBatch\n"
    "from jishi.base.models import AuditEvent\n"
    "from jishi.people.models import MemberChange, MemberState, Person\n"
    "print(json.dumps({\n"
    "    'state': ImportBatch.objects.order_by('-pk')[0].state,\n"
    "    'people': Person.objects.count(), 'states': MemberState.objects.count(),\n"
    "    'changes': MemberChange.objects.count(), 'applied': AppliedRow.objects.count(),\n"
    "    'lines': AuditEvent.objects.filter(verb='import.publish').count(),\n"
    "}))"
)
ROWS = 2000


class Worker:
    """One at a time; whoever falls is replaced."""

    def __init__(self, home: Path, fault: str = "") -> None:
        self.home, self.fault = home, fault
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.importer", *([self.fault] if self.fault else [])],
            env=surroundings(self.home), cwd=ROOT, start_new_session=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def replace(self) -> None:
        self.kill()
        self.process = self.start()


def count(home: Path) -> dict[str, int | str]:
    return json.loads(python(COUNT, home))


def whole(found: dict[str, int | str]) -> bool:
    """All of it or nothing: people, their history, the journal and the audit line agree."""
    numbers = {found[name] for name in ("people", "states", "changes", "applied")}
    return len(numbers) == 1 and numbers.pop() == ROWS * int(found["lines"])


def until(home: Path, state: str, patience: float) -> dict[str, int | str]:
    end = time.monotonic() + patience
    while True:
        found = count(home)
        if found["state"] == state or time.monotonic() > end:
            return found
        time.sleep(0.3)


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.full)])
def test_a_killed_import_is_resumed_or_rolled_back(tmp_path: Path, kills: int):
    """Killed in staging and in publishing by turns; imports go on one after another."""
    home, random, killed, done = prepared(tmp_path / "home"), Random(kills), 0, 0
    worker = Worker(home)
    try:
        while killed < kills:
            pk = python(SUBMIT.format(rows=ROWS, first=done * ROWS), home, timeout=120)
            for step, state in (("check", "checked"), ("publish", "published")):
                if step == "publish":
                    python(STEP.format(pk=pk, step=step), home)
                for _ in range(2):
                    time.sleep(0.4 + random.random() * 1.6)
                    worker.replace()
                    killed += 1
                    found = count(home)
                    assert whole(found), found
                found = until(home, state, 90)
                assert found["state"] == state, found
                assert whole(found), found
            done += 1
    finally:
        worker.kill()
    assert count(home)["people"] == done * ROWS
    assert python("from jishi.base.audit.verify import verify; print(verify().intact)", home) == (
        "True"
    )


@pytest.mark.slow
def test_half_an_import_would_be_noticed(tmp_path: Path):
    home = prepared(tmp_path / "home")
    pk = python(SUBMIT.format(rows=ROWS, first=0), home, timeout=120)
    worker = Worker(home, "half")
    try:
        assert until(home, "checked", 90)["state"] == "checked"
        python(STEP.format(pk=pk, step="publish"), home)
        end, found = time.monotonic() + 60, count(home)
        while whole(found) and found["state"] != "published" and time.monotonic() < end:
            found = count(home)
    finally:
        worker.kill()
    assert not whole(found), found
