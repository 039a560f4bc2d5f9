"""A new key is added to the ring, everything is renewed under it, and the old ones still read."""

import json

import pytest

from jishi.base import crypto, files, rotation, sealed
from jishi.base.clock import now
from jishi.base.files import Owner
from jishi.base.jobs import enqueue
from jishi.base.jobs.worker import work_one
from jishi.base.models import AuditEvent, Draft
from jishi.config.keys import keys, new_keys, write_keys
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden
from tests.world import TODAY, World


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    """A key file of this test's own."""
    path = tmp_path / "keys" / "keys.json"
    write_keys(path, new_keys())
    monkeypatch.setenv("JISHI_SECRET_FILE", str(path))
    keys.cache_clear()
    yield path
    monkeypatch.undo()
    keys.cache_clear()


def test_a_new_key_writes_and_the_old_ones_read(db, key_file):
    old = crypto.seal("甲", "x.y")
    number = rotation.add_key(local_operator(TODAY))
    assert number == keys().current == 2
    assert crypto.seal("甲", "x.y").startswith("v1.2.")
    assert crypto.unseal(old, "x.y") == "甲"
    assert key_file.stat().st_mode & 0o077 == 0
    line = AuditEvent.objects.get(verb="keys.add")
    assert json.loads(line.detail) == {"number": 2}


def test_a_process_with_the_old_ring_reads_what_a_newer_one_wrote(db, key_file):
    rotation.add_key(local_operator(TODAY))
    fresh = crypto.seal("甲", "x.y")
    keys().fields.pop(2)  # as in a server that started before
    assert crypto.unseal(fresh, "x.y") == "甲"


def test_rotation_renews_fields_drafts_and_files_and_says_how_many(world: World, key_file):
    he = world.people["何文"]
    Draft.objects.create(
        account=he, key="k", title="", link="", content=crypto.seal("[]", "draft.content"),
        saved_at=now(),
    )  # fmt: skip
    body = files.lay_down(b"rows", sealed=True)
    file = files.register(body, "名册.txt", owner=Owner("x", "1"))
    rotation.add_key(local_operator(TODAY))
    assert sealed.stale_count() == 1
    job = enqueue(world.actor("系统"), "keys.rotate")
    assert work_one()
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "重新加密了 1 个值、1 个文件")
    keys().fields.pop(1)
    assert crypto.unseal(Draft.objects.get().content, "draft.content") == "[]"
    file.refresh_from_db()
    assert files.read(file) == b"rows"
    assert sealed.stale_count() == 0


def test_only_the_system_administrator_changes_keys(world: World, key_file):
    before = key_file.read_bytes()
    for name in ("陈岚", "安全", "审计"):
        with pytest.raises(Forbidden):
            rotation.add_key(world.actor(name))
    assert key_file.read_bytes() == before


def test_every_model_that_seals_text_names_it_where_the_rotation_looks():
    found = {column.purpose for column in sealed.sealed_columns()}
    assert {"draft.content", "second_factor.secret"} <= found
