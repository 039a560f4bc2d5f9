"""A file is on the disk before its row and opens for those who see its owner."""

import errno
import hashlib
import io
import os
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse

from jishi.base import files, filetypes
from jishi.base.clock import now
from jishi.base.files import Owner
from jishi.base.models import AuditEvent, SettingValue, StoredFile
from jishi.base.tests import uploads as up
from jishi.base.web import errors
from jishi.base.web.screen import guard
from jishi.config.keys import keys
from jishi.orgs.access import ORG_VIEW
from jishi.orgs.queries import organisations
from jishi.tree.errors import Forbidden, NotVisible, Refused
from jishi.tree.permissions import SELF
from tests.faults.home import python
from tests.world import World


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "root", lambda: tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def org_owner(monkeypatch):
    """Files of an organisation are read by whoever sees the organisation."""
    monkeypatch.setattr(files, "OWNER_KINDS", {})
    files.owner_kind(
        "org", ORG_VIEW, lambda actor, pk: organisations(actor).filter(pk=int(pk)).first()
    )


def on_disk(folder) -> list[str]:
    return sorted(p.parent.name + p.name for p in folder.glob("??/*"))


def stored(world: World, data: bytes = b"", name: str = "方案.pdf", **more) -> StoredFile:
    org = world["河东村党支部"]
    return files.store(
        data or up.pdf(), name, owner=Owner("org", str(org.pk)), org_id=org.pk,
        account_id=world.people["何文"].pk, **more,
    )  # fmt: skip


def test_bytes_lie_under_their_hash_readable_to_the_owner_alone(world: World, folder):
    file = stored(world)
    path = files.path_of(file.digest)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.digest
    assert path.stat().st_mode & 0o077 == 0
    assert files.read(file) == up.pdf()
    assert (file.size, file.media_type, file.name) == (len(up.pdf()), "application/pdf", "方案.pdf")


def test_the_same_bytes_lie_there_once_and_go_with_the_last_row(world: World, folder):
    first, second = stored(world), stored(world, name="副本.pdf")
    assert first.digest == second.digest
    assert len(on_disk(folder)) == 1
    files.forget(first)
    assert files.collect_orphans(grace=0) == 0
    files.forget(second)
    assert files.collect_orphans() == 0  # a day's grace for a row that is still to commit
    assert files.collect_orphans(grace=0) == 1
    assert on_disk(folder) == []


def test_a_sealed_file_is_unreadable_on_disk_and_audited_on_the_way_out(world, folder, org_owner):
    file = stored(world, "姓名,13812345678".encode(), "名册.csv", sealed=True)
    assert b"13812345678" not in files.path_of(file.digest).read_bytes()
    response = world.client("何文").get(f"/files/{file.pk}/")
    assert response.content == "姓名,13812345678".encode()
    line = AuditEvent.objects.get(verb="file.take")
    assert "名册" not in line.detail
    assert line.actor_name == "何文"


def test_the_owner_is_asked_each_time(world: World, org_owner):
    file = stored(world)
    url = f"/files/{file.pk}/"
    assert world.client("何文").get(url).status_code == 200
    assert world.client("陈岚").get(url).status_code == 200
    assert world.client("石磊").get(url).status_code == 404
    assert world.client("系统").get(url).status_code == 403
    world.people["何文"].grants.all().delete()
    assert world.client("何文").get(url).status_code == 403


def test_nobody_reads_a_file_of_a_kind_that_no_room_answers_for(world: World, monkeypatch):
    monkeypatch.setattr(files, "OWNER_KINDS", {})
    file = stored(world)
    with pytest.raises(NotVisible):
        files.file_for(world.actor("周正"), file.pk)


def test_without_the_owners_question_a_stranger_would_read_it(world: World, monkeypatch):
    """The seeded fault: a kind that fetches past `visible()`."""
    monkeypatch.setattr(files, "OWNER_KINDS", {})
    files.owner_kind("org", ORG_VIEW, lambda actor, pk: world["河东村党支部"])
    assert files.file_for(world.actor("石磊"), stored(world).pk)
    with pytest.raises(Forbidden):
        files.file_for(world.actor("系统"), stored(world).pk)


def test_an_expired_file_is_gone_for_all_and_swept(world: World, org_owner):
    file = stored(world, expires=now() - timedelta(seconds=1))
    with pytest.raises(NotVisible):
        files.file_for(world.actor("何文"), file.pk)
    assert files.expire() == 1


def test_downloads_do_nothing_in_the_browser(world: World, org_owner):
    file = stored(world, name='方案";x=.pdf')
    response = world.client("何文").get(f"/files/{file.pk}/")
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert '"' not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_only_pictures_and_pdf_are_shown_in_place(world: World, org_owner):
    he = world.client("何文")
    shown = he.get(f"/files/{stored(world).pk}/?show")
    assert shown["Content-Disposition"].startswith("inline")
    text = stored(world, "会议".encode(), "说明.txt")
    assert he.get(f"/files/{text.pk}/?show")["Content-Disposition"].startswith("attachment")
    sealed = stored(world, sealed=True)
    assert he.get(f"/files/{sealed.pk}/?show")["Content-Disposition"].startswith("attachment")


def test_too_much_is_refused_before_anything_is_written(world: World, folder, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    with pytest.raises(Refused, match="MB"):
        stored(world, io.BytesIO(up.pdf() + b" " * 1000))
    assert StoredFile.objects.count() == len(on_disk(folder)) == 0


def test_an_organisation_fills_the_room_its_superior_gives_it_and_no_more(world, folder):
    SettingValue.objects.create(
        code="files.quota", org=world["白石镇党委"], since=date(2026, 1, 1), value="10"
    )
    most = stored(world)
    StoredFile.objects.filter(pk=most.pk).update(size=10 * 1024 * 1024 - 50)
    with pytest.raises(Refused, match="10 MB"):
        stored(world, name="又一份.txt", data=b"x" * 51)
    assert len(on_disk(folder)) == StoredFile.objects.count() == 1
    stored(world, name="小.txt", data=b"x" * 50)


def test_altered_or_missing_bytes_are_noticed(world: World, org_owner):
    file = stored(world)
    path = files.path_of(file.digest)
    path.write_bytes(b"%PDF-1.4 something else")
    with pytest.raises(files.Lost):
        files.read(file)
    assert world.client("何文").get(f"/files/{file.pk}/").status_code == 500
    path.unlink()
    with pytest.raises(files.Lost):
        files.read(file)


# --- order and faults ---------------------------------------------------------------------------


def test_the_bytes_are_synced_renamed_and_the_folder_synced_before_the_row(world, monkeypatch):
    steps = []
    for module, name in ((os, "fsync"), (files.Path, "replace")):
        real = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *a, real=real, name=name: (steps.append(name), real(*a))[1]
        )
    real_create = StoredFile.objects.create
    monkeypatch.setattr(
        StoredFile.objects, "create", lambda **v: (steps.append("row"), real_create(**v))[1]
    )
    stored(world)
    assert steps == ["fsync", "replace", "fsync", "fsync", "row"]


def test_an_act_that_fails_leaves_bytes_for_the_collector_and_no_row(world: World, folder):
    def act_that_fails() -> None:
        with transaction.atomic():
            stored(world)
            raise Refused("不行")

    with pytest.raises(Refused):
        act_that_fails()
    assert StoredFile.objects.count() == 0
    assert files.collect_orphans(grace=0) == 1


class FullDisk(io.RawIOBase):
    """A file that takes half of what it is given, then finds the disk full."""

    def __init__(self, handle: int, *_) -> None:
        self.handle = handle

    def write(self, data: bytes) -> int:
        os.write(self.handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        os.close(self.handle)


def full(monkeypatch) -> None:
    monkeypatch.setattr(files.os, "fdopen", FullDisk)


def test_a_full_disk_is_told_plainly_and_leaves_nothing_half(world, folder, org_owner, monkeypatch):
    stored(world)
    before = on_disk(folder)
    with monkeypatch.context() as patch:
        full(patch)
        with pytest.raises(files.DiskFull):
            stored(world, name="新.txt", data=b"text")
    assert on_disk(folder) == before
    assert not list(folder.glob(".new-*"))
    assert StoredFile.objects.count() == 1
    stored(world, name="新.txt", data=b"text")  # recovers by itself


def test_a_full_disk_answers_507_and_a_readonly_one_503(world: World, folder, rf, monkeypatch):
    def upload(request, actor):
        return HttpResponse(stored(world, name="新.txt", data=b"text").name)

    request = rf.post("/upload/")
    request.actor = world.actor("何文")
    with monkeypatch.context() as patch:
        full(patch)
        answer = guard(upload, SELF)(request)
    assert answer.status_code == 507
    assert "磁盘已满" in answer.content.decode()
    assert errors.database_message(files.DiskFull("files: readonly disk"))[0] == 503
    assert guard(upload, SELF)(request).status_code == 200


def test_the_kernels_own_refusal_to_write_leaves_nothing_half(tmp_path):
    """A real limit in a real process, not a pretended one."""
    code = (
        "import resource, signal\n"
        "from jishi.base import files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: files.lay_down(b'x' * 60_000)\n"
        "except files.DiskFull: print('full', [p.name for p in files.root().glob('*')])\n"
        "print(files.lay_down(b'y').size)"
    )
    (tmp_path / "files").mkdir()
    said = python(code, tmp_path).splitlines()
    assert said[0].startswith("full")
    assert ".new-" not in said[0]
    assert said[1] == "1"


def test_the_collector_spares_bytes_that_a_writer_has_just_found(world: World, folder, monkeypatch):
    body = files.lay_down(up.pdf())
    path = files.path_of(body.digest)
    os.utime(path, (1, 1))
    real, asked = files._folder_lock, []

    def meanwhile(*, exclusive: bool):
        if exclusive and not asked:
            asked.append(1)
            files.lay_down(up.pdf())
        return real(exclusive=exclusive)

    monkeypatch.setattr(files, "_folder_lock", meanwhile)
    assert files.collect_orphans() == 0
    assert path.exists()


def test_drafts_of_dead_writers_are_collected(db, folder):
    folder.mkdir(parents=True)
    (folder / ".new-abc").write_bytes(b"half")
    assert files.collect_orphans() == 0
    assert files.collect_orphans(grace=0) == 1


def test_a_new_key_renews_sealed_files_one_by_one(world: World, folder):
    sealed = stored(world, sealed=True)
    stored(world, name="平.txt", data=b"plain")
    old = sealed.digest
    keys().fields[2] = b"second key, 16 b"
    try:
        assert sum(files.rotate_files()) == 1
        assert sum(files.rotate_files()) == 0
        sealed.refresh_from_db()
        assert sealed.digest != old
        one = keys().fields.pop(1)
        assert files.read(sealed) == up.pdf()
        keys().fields[1] = one
    finally:
        keys().fields.pop(2, None)


def test_what_is_inspected_is_what_is_stored(world: World):
    file = stored(world, up.picture(), "照片.png")
    assert (file.name, file.media_type) == ("照片.jpg", filetypes.MEDIA["jpg"])
    assert b"SecretCamera" not in files.read(file)
