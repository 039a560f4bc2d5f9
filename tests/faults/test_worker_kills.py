"""Workers killed and frozen at any moment: no job is lost, none is finished twice."""

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
    "from jishi.base.tests.specimen import make_tables\n"
    "from jishi.base.jobs import enqueue\n"
    "from tests.faults.jobber import declare_work\n"
    "from jishi.tree.actor import local_operator\n"
    "from jishi.base.clock import today\n"
    "make_tables(); declare_work()\n"
    "for n in range({jobs}): enqueue(local_operator(today()), 'test.append', {{'n': n}})\n"
)
COUNT = (
    "import json\n"
    "from django.db.models import Count\n"
    "from jishi.base.models import Job\n"
    "from jishi.base.tests.specimen import Ran\n"
    "states = dict(Job.objects.values_list('state').annotate(n=Count('id')).order_by())\n"
    "rows = list(Ran.objects.values_list('job_id', flat=True))\n"
    "print(json.dumps({'states': states, 'rows': rows}))"
)


class Crew:
    """Two workers at a time; whoever falls is replaced."""

    def __init__(self, home: Path, seed: int, fault: str = "") -> None:
        self.home, self.random, self.fault = home, Random(seed), fault
        self.workers = [self.start(), self.start()]

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.jobber", *([self.fault] if self.fault else [])],
            env=surroundings(self.home), cwd=ROOT, start_new_session=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill_one(self) -> None:
        victim = self.workers.pop(self.random.randrange(2))
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        self.workers.append(self.start())

    def freeze_one(self, seconds: float) -> None:
        """Asleep beyond its lease, as on an overloaded machine; then it goes on unaware."""
        victim = self.workers[self.random.randrange(2)]
        os.kill(victim.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(victim.pid, signal.SIGCONT)

    def end(self) -> None:
        for worker in self.workers:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()


def count(home: Path) -> dict[str, int | list[int] | dict[str, int]]:
    return json.loads(python(COUNT, home))


def wait_until_done(home: Path, jobs: int, patience: float) -> dict:
    until = time.monotonic() + patience
    while True:
        found = count(home)
        if found["states"].get("done", 0) == jobs or time.monotonic() > until:
            return found
        time.sleep(0.3)


@pytest.mark.parametrize(
    ("kills", "jobs"), [(8, 60), pytest.param(100, 600, marks=pytest.mark.full)]
)
def test_no_job_is_lost_and_none_finished_twice(tmp_path: Path, kills: int, jobs: int):
    home = prepared(tmp_path / "home")
    python(SUBMIT.format(jobs=jobs), home)
    crew = Crew(home, seed=kills)
    try:
        for number in range(kills):
            time.sleep(0.6 + crew.random.random() * 0.6)
            if number % 4 == 3:
                crew.freeze_one(1.3)
            crew.kill_one()
        found = wait_until_done(home, jobs, 60)
    finally:
        crew.end()
    assert found["states"] == {"done": jobs}
    assert len(found["rows"]) == len(set(found["rows"])) == jobs


@pytest.mark.slow
def test_without_the_token_a_double_finish_is_noticed(tmp_path: Path):
    home = prepared(tmp_path / "home")
    python(SUBMIT.format(jobs=40), home)
    crew = Crew(home, seed=1, fault="unfenced")
    try:
        for _ in range(20):
            time.sleep(0.3 + crew.random.random() * 0.2)
            crew.freeze_one(1.3)
            rows = count(home)["rows"]
            if len(rows) != len(set(rows)):
                break
    finally:
        crew.end()
    assert len(rows) != len(set(rows))
