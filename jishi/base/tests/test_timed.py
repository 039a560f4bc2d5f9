"""Timed work starts once per slot; the night forgets what is past its time and counts it."""

import json
from datetime import datetime, timedelta

import pytest

from jishi.base.clock import SHANGHAI, now
from jishi.base.jobs import declare, timed
from jishi.base.jobs.worker import work_one
from jishi.base.models import AuditEvent, CronMark, Draft, InboxItem, Job, OnceKey, StoredFile
from jishi.base.retention import CLOCKS, Clock
from tests.faults.home import prepared, python
from tests.world import World


@pytest.fixture
def clocks(monkeypatch):
    """Only these two timed kinds exist."""
    declare.load()
    monkeypatch.setattr(declare, "TIMED", {})
    monkeypatch.setattr(timed, "TIMED", declare.TIMED)
    monkeypatch.setattr(declare, "KINDS", dict(declare.KINDS))
    declare.daily(2, 30, "test.daily", "每日")(lambda run: None)
    declare.every(15, "test.often", "常常")(lambda run: None)


def at(hour: int, minute: int, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def kinds() -> list[str]:
    return list(Job.objects.order_by("id").values_list("kind", flat=True))


def test_daily_work_starts_at_its_time_once_whoever_asks(db, clocks):
    assert timed.start_due({"test.often": "2026-11-20 02:15"}, at(2, 29)) == 0
    for _ in range(3):  # three workers, none knowing of the others
        timed.start_due({}, at(2, 31))
    assert kinds().count("test.daily") == 1
    Job.objects.update(state="done")
    timed.start_due({}, at(2, 31, day=21))
    assert kinds().count("test.daily") == 2


RUSH = (
    "import threading\n"
    "from django.db import connection\n"
    "from jishi.base.jobs import declare, timed\n"
    "from jishi.base.models import Job\n"
    "from jishi.base.clock import now\n"
    "declare.load(); moment, gate = now(), threading.Barrier(8)\n"
    "declare.every(15, 'test.often', '常常')(lambda run: None)\n"
    "def rush():\n"
    "    gate.wait(); timed.start_due({}, moment); connection.close()\n"
    "threads = [threading.Thread(target=rush) for _ in range(8)]\n"
    "[t.start() for t in threads]; [t.join() for t in threads]\n"
    "print(Job.objects.filter(kind='test.often').count())"
)


@pytest.mark.faults
@pytest.mark.slow
def test_eight_workers_at_the_same_moment_start_it_once(tmp_path):
    assert python(RUSH, prepared(tmp_path / "home")) == "1"


def test_a_server_that_was_off_at_night_does_it_in_the_morning(db, clocks):
    timed.start_due({}, at(9, 0))
    assert "test.daily" in kinds()


def test_frequent_work_does_not_pile_up_behind_a_slow_one(db, clocks):
    timed.start_due({}, at(1, 0))
    timed.start_due({}, at(1, 16))
    assert kinds() == ["test.often"]
    Job.objects.update(state="done")
    timed.start_due({}, at(1, 29))
    assert kinds() == ["test.often"]
    timed.start_due({}, at(1, 30))
    assert kinds() == ["test.often"] * 2


def test_the_night_forgets_what_is_past_its_time_and_nothing_else(world: World):
    he, long_ago = world.people["何文"], now() - timedelta(days=400)
    for made, key in ((long_ago, "old"), (now(), "new")):
        OnceKey.objects.create(account_id=he.pk, key=key, payload="", made_at=made)
        Draft.objects.create(account=he, key=key, title="", link="", content="", saved_at=made)
        InboxItem.objects.create(account=he, key=key, title=key, made_at=made, done_at=made)
        StoredFile.objects.create(
            digest="0" * 64, size=1, name=key, owner_kind="x", owner_id="1", made_at=made,
            expires_at=made + timedelta(days=1),
        )  # fmt: skip
        Job.objects.create(kind="x", title=key, run_after=made, made_at=made, ended_at=made,
                           state="done")  # fmt: skip
        CronMark.objects.create(name="x", slot=made.astimezone(SHANGHAI).date().isoformat())
    InboxItem.objects.create(account=he, key="open", title="open", made_at=long_ago, kind="todo")
    declare.load()
    job = Job.objects.create(
        kind="retention.nightly", title="到期清理", run_after=now(), made_at=now()
    )
    assert work_one()
    assert [k.key for k in OnceKey.objects.all()] == ["new"]
    assert [d.key for d in Draft.objects.all()] == ["new"]
    assert {i.key for i in InboxItem.objects.all()} == {"new", "open"}
    assert [f.name for f in StoredFile.objects.all()] == ["new"]
    assert {j.title for j in Job.objects.all()} == {"new", "到期清理"}
    job.refresh_from_db()
    assert job.state == "done"
    counts = json.loads(AuditEvent.objects.get(verb="retention.sweep").detail)["counts"]
    assert {k: counts[k] for k in ("upload.once", "inbox", "upload.files")} == {
        "upload.once": 1, "inbox": 1, "upload.files": 1,
    }  # fmt: skip


def test_one_failing_clock_stops_no_other_and_is_named(world: World, monkeypatch):
    declare.load()
    monkeypatch.setitem(CLOCKS, "bad", Clock("bad", "坏钟", "当天", lambda: 1 // 0))
    old = now() - timedelta(days=9)
    OnceKey.objects.create(account_id=1, key="old", payload="", made_at=old)
    job = Job.objects.create(kind="retention.nightly", title="x", run_after=now(), made_at=now())
    work_one()
    job.refresh_from_db()
    assert "没有做成：坏钟" in job.message
    assert not OnceKey.objects.exists()
