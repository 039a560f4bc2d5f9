"""Each check is fine on a sound installation and finds the fault it is for."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from jishi.base import files
from jishi.base.audit import anchors, chain
from jishi.base.doctor import calendar as calendar_check
from jishi.base.doctor import check
from jishi.base.doctor import clock as clock_check
from jishi.base.doctor import free_space as space_check
from jishi.base.doctor import migrations as migrations_check
from jishi.base.doctor import secrets as secrets_check
from jishi.base.doctor import sqlite as sqlite_check
from jishi.base.doctor.check import Finding, Level
from jishi.base.jobs import pulse, queue
from jishi.base.models import AuditHead, Job, StoredFile
from jishi.config import environment
from jishi.config.keys import Keys, keys
from jishi.kernel.calendar import published_calendar
from jishi.tree.models import Organisation, OrganisationState
from tests.world import World


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder as the set-up makes it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("JISHI_HOME", str(folder))
    monkeypatch.setenv("JISHI_ANCHOR_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.delenv("JISHI_TODAY", raising=False)
    environment.prepare_home()
    (folder / "keys.json").touch(mode=0o600)
    return folder


def look(code: str) -> tuple[Finding, ...]:
    (result,) = check.run({code})
    return result.findings


def worst(found: object) -> str:
    levels = [finding.level for finding in found]  # type: ignore[attr-defined]
    return next((x.value for x in (Level.WRONG, Level.WARN) if x in levels), "fine")


def test_a_sound_installation_has_nothing_wrong(world: World, home: Path):
    chain.anchor(anchors.DEMAND)
    pulse._last = 0
    pulse.beat()
    results = check.run()
    assert check.well(results), [r.findings for r in results if r.level == Level.WRONG]
    warned = {r.check.code for r in results if r.level == Level.WARN}
    assert warned <= {"secrets", "calendar"}
    assert all(f.todo for r in results for f in r.findings if f.level != Level.FINE)
    assert len(results) >= 12


def test_readable_keys_and_data_are_found(home: Path):
    assert worst(look("file_modes")) == "fine"
    for name in ("keys.json", "jishi.sqlite3", "files"):
        path = home / name
        path.touch() if name.endswith("sqlite3") else None
        path.chmod(0o755 if path.is_dir() else 0o644)
        (finding,) = look("file_modes")
        assert finding.level == Level.WRONG
        command = finding.todo.removeprefix("运行 ")
        assert command.startswith("chmod ")
        subprocess.run(command.split(), check=True)
        assert worst(look("file_modes")) == "fine"


def test_weak_keys_are_found():
    good = keys()
    assert secrets_check.weak(good) == []
    poor = Keys(good.signing, {1: b"a" * 16}, b"short", b"\0" * 32)
    assert secrets_check.weak(poor) == ["index", "audit", "fields.1"]


def test_an_old_sqlite_or_an_unsafe_way_of_writing_is_found():
    assert worst(sqlite_check.judge((3, 53, 4), "wal", 2)) == "fine"
    assert worst(sqlite_check.judge((3, 40, 1), "truncate", 3)) == "warn"
    assert worst(sqlite_check.judge((3, 40, 1), "wal", 2)) == "wrong"
    assert worst(sqlite_check.judge((3, 53, 4), "wal", 1)) == "wrong"
    assert worst(sqlite_check.judge((3, 53, 4), "delete", 2)) == "wrong"


def test_a_database_older_newer_or_empty_is_found(db: None):
    assert worst(look("migrations")) == "fine"
    here = {("base", "0001_initial"), ("base", "0002_audit_guard")}
    assert worst(migrations_check.compare(here, here | {("base", "0009_later")})) == "wrong"
    assert worst(migrations_check.compare(here, {("base", "0001_initial")})) == "wrong"
    assert worst(migrations_check.compare(here, set())) == "wrong"


def test_a_clock_set_back_or_far_ahead_is_found():
    then = datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert worst(clock_check.judge(then, then - timedelta(minutes=1))) == "fine"
    assert worst(clock_check.judge(then, then + timedelta(minutes=2))) == "fine"
    assert worst(clock_check.judge(then, then + timedelta(hours=1))) == "wrong"
    assert worst(clock_check.judge(then, then - timedelta(days=2000))) == "warn"
    assert worst(clock_check.judge(datetime(1970, 1, 1, tzinfo=UTC), None)) == "wrong"


def test_a_day_fixed_outside_the_demo_is_found(world: World, home: Path, monkeypatch):
    monkeypatch.setenv("JISHI_TODAY", "2026-11-20")
    assert worst(look("clock")) == "wrong"


def test_a_disk_filling_up_is_found():
    assert worst(space_check.judge(1000, 150)) == "fine"
    assert worst(space_check.judge(1000, 149)) == "warn"
    assert worst(space_check.judge(1000, 19)) == "wrong"


def test_a_year_without_published_calendar_is_found():
    published = published_calendar()
    last = max(published.years)
    assert worst(calendar_check.judge(published, date(last, 10, 31))) == "fine"
    assert worst(calendar_check.judge(published, date(last, 11, 1))) == "warn"
    assert worst(calendar_check.judge(published, date(last + 1, 3, 1))) == "warn"


def test_a_cut_chain_a_missing_anchor_and_a_lost_place_are_found(world: World, home: Path):
    assert worst(look("audit_chain")) == "warn"  # no anchor yet
    chain.anchor(anchors.DEMAND)
    assert worst(look("audit_chain")) == "fine"
    head = chain.head()
    AuditHead.objects.update(seq=head.seq - 1)
    assert worst(look("audit_chain")) == "wrong"
    AuditHead.objects.update(seq=head.seq)
    forged = anchors.Point(1, head.seq, "f" * 64)
    anchors.keep(forged, anchors.HOURLY)
    assert worst(look("audit_chain")) == "wrong"


def test_a_place_of_anchors_out_of_reach_is_found(world: World, home: Path, monkeypatch):
    chain.anchor(anchors.DEMAND)
    blocked = home / "blocked"
    blocked.touch()
    monkeypatch.setenv("JISHI_ANCHOR_DIR", str(blocked))
    assert worst(look("audit_chain")) == "wrong"


def test_a_wrong_path_is_found(world: World):
    assert worst(look("tree_paths")) == "fine"
    branch, town = world["河东村党支部"], world["石桥镇党委"]
    Organisation.objects.filter(pk=branch.pk).update(path=f"{town.path}{branch.pk}/")
    (finding,) = look("tree_paths")
    assert finding.level == Level.WRONG
    assert "河东村党支部" in finding.text


def test_a_gap_an_overlap_and_a_state_unlike_the_row_are_found(world: World):
    assert worst(look("tree_states")) == "fine"
    branch = world["河东村党支部"]
    state = OrganisationState.objects.get(org=branch)
    values = {f: getattr(state, f) for f in ("name", "short_name", "kind", "sector", "parent")}
    mine = OrganisationState.objects.filter(pk=state.pk)
    for until, since, why in (
        (date(2024, 1, 1), date(2024, 2, 1), "空白"),
        (date(2024, 2, 1), date(2024, 1, 1), "重叠"),
    ):
        mine.update(until=until)
        later = OrganisationState.objects.create(org=branch, since=since, **values)
        assert why in look("tree_states")[0].text
        later.delete()
    mine.update(until=None, name="别的名字")
    assert "与现状不符" in look("tree_states")[0].text
    mine.delete()
    assert "没有沿革" in look("tree_states")[0].text


def test_a_lost_and_a_shortened_file_are_found(world: World, home: Path):
    body = files.lay_down(b"minutes of a meeting")
    files.register(body, "minutes.txt", owner=files.Owner("organisation", "1"))
    assert worst(look("stored_files")) == "fine"
    path = files.path_of(StoredFile.objects.get().digest)
    path.write_bytes(b"minutes")
    assert "长度不对" in look("stored_files")[0].text
    path.unlink()
    assert "不在磁盘上" in look("stored_files")[0].text


def test_a_silent_worker_and_waiting_work_are_found(world: World, home: Path):
    assert worst(look("worker")) == "warn"
    pulse._last = 0
    pulse.beat()
    assert worst(look("worker")) == "fine"
    queue.insert("test.kind", {}, "测试")
    Job.objects.update(run_after=datetime(2026, 1, 1, tzinfo=UTC))
    assert "还没开始" in look("worker")[0].text


def test_a_check_that_breaks_is_a_finding_and_hides_no_other(world: World, home: Path, monkeypatch):
    shutil.rmtree(home)
    monkeypatch.setattr(space_check.shutil, "disk_usage", lambda path: 1 / 0)
    results = {r.check.code: r.level for r in check.run()}
    assert results["free_space"] == Level.WRONG
    assert results["tree_paths"] == Level.FINE


def test_the_checks_run_on_the_database_in_use(db: None):
    found = look("database")
    assert worst(found) == "fine"
    assert found[0].text.lower().startswith(connection.vendor)
