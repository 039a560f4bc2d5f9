"""Attachments and result files: bytes under their hash, a row that says whose they are (law 11).

`store` inspects, cleans, writes and registers in one call. The bytes are on the disk for good
(written, synced, renamed, folder synced) before the row commits; a row never points at nothing,
and bytes without a row are collected a day later. Who may read a file is asked of its owner, by
kind, each time: rooms say `owner_kind("activity", ACTIVITY_VIEW, fetch)`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import OperationalError
from django.db.models import Model, Sum

from jishi.base import crypto
from jishi.base.clock import now
from jishi.base.filetypes import inspect, tidy_name
from jishi.base.local import FILE_QUOTA
from jishi.base.models import StoredFile
from jishi.base.settings_tree import setting
from jishi.config import environment
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import require

try:
    import fcntl
except ImportError:  # Windows: one server process, no collector beside it
    fcntl = None  # type: ignore[assignment]

MOST_BYTES = 20 * 1024 * 1024
GRACE = 24 * 3600.0  # seconds that bytes may wait for their row
PURPOSE = "stored_file.body"
_CHUNK = 1024 * 1024


class DiskFull(OperationalError):
    """No room (or no right) to write: answered like a full database, nothing half is left."""


class Lost(Exception):
    """The bytes are gone or changed: the administrator must restore them."""


@dataclass(frozen=True)
class Owner:
    """The record a file belongs to, by registered kind and number."""

    kind: str
    id: str


@dataclass(frozen=True)
class OwnerKind:
    permission: Permission
    fetch: Callable[[Actor, str], Model | None]  # through `visible()`; None is not visible


@dataclass(frozen=True)
class Body:
    """Bytes on the disk, not yet anybody's."""

    digest: str
    size: int
    sealed: bool


OWNER_KINDS: dict[str, OwnerKind] = {}


def owner_kind(
    kind: str, permission: Permission, fetch: Callable[[Actor, str], Model | None]
) -> None:
    """Say who reads the files of one kind of record."""
    OWNER_KINDS[kind] = OwnerKind(permission, fetch)


# --- in -----------------------------------------------------------------------------------------


def store(
    content: bytes | BinaryIO,
    name: str,
    *,
    owner: Owner,
    org_id: int | None = None,
    account_id: int | None = None,
    sealed: bool = False,
    expires: datetime | None = None,
) -> StoredFile:
    """Take an uploaded file in, or refuse it in words; call it inside the act that needs it."""
    data = _read_within(content)
    found = inspect(data, name)
    _within_quota(org_id, len(found.data))
    body = lay_down(found.data, sealed=sealed)
    return register(
        body, found.name, owner=owner, media_type=found.media_type, org_id=org_id,
        account_id=account_id, expires=expires,
    )  # fmt: skip


def _read_within(content: bytes | BinaryIO) -> bytes:
    data = content if isinstance(content, bytes) else content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(
            f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请压缩图片或分开上传",
            field="file",
            code="too_big",
        )
    return data


def used(org_id: int) -> int:
    return StoredFile.objects.filter(org_id=org_id).aggregate(all=Sum("size"))["all"] or 0


def _within_quota(org_id: int | None, more: int) -> None:
    if org_id is None:
        return
    allowed = setting(FILE_QUOTA, Organisation.objects.get(pk=org_id))
    if used(org_id) + more > allowed * 1024 * 1024:
        raise Refused(
            f"本组织的附件空间（{allowed} MB）已用完，请清理或联系系统管理员",
            field="file",
            code="quota",
        )


def lay_down(data: bytes, *, sealed: bool = False) -> Body:
    """Put bytes on the disk for good; the same bytes lie there once."""
    size = len(data)
    if sealed:
        data = crypto.seal_bytes(data, PURPOSE)
    digest = hashlib.sha256(data).hexdigest()
    try:
        with _folder_lock(exclusive=False):
            _write(path_of(digest), data)
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull("no space left for files: disk full") from fault
        if fault.errno == errno.EROFS:
            raise DiskFull("files: readonly disk") from fault
        raise
    return Body(digest, size, sealed)


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        os.utime(path)  # young again, so that the collector leaves it to us
        return
    folder = path.parent
    fresh = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = root() / f".new-{secrets.token_hex(12)}"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(folder)
    if fresh:
        _sync_folder(root())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def register(
    body: Body,
    name: str,
    *,
    owner: Owner,
    media_type: str = "",
    org_id: int | None = None,
    account_id: int | None = None,
    expires: datetime | None = None,
) -> StoredFile:
    """The row that makes laid-down bytes somebody's file."""
    from jishi.base.filetypes import MEDIA

    extension = name.rsplit(".", 1)[-1].lower()
    return StoredFile.objects.create(
        digest=body.digest, size=body.size, sealed=body.sealed,
        media_type=media_type or MEDIA.get(extension, "application/octet-stream"),
        name=name if media_type else tidy_name(name, extension), org_id=org_id,
        account_id=account_id, owner_kind=owner.kind, owner_id=owner.id,
        made_at=now(), expires_at=expires,
    )  # fmt: skip


# --- out ----------------------------------------------------------------------------------------


def file_for(actor: Actor, pk: int) -> StoredFile:
    """A file whose owner the actor may see right now, or as if it did not exist."""
    file = StoredFile.objects.filter(pk=pk).first()
    kind = OWNER_KINDS.get(file.owner_kind) if file else None
    if file is None or kind is None or (file.expires_at and file.expires_at <= now()):
        raise NotVisible
    require(actor, kind.permission)
    if kind.fetch(actor, file.owner_id) is None:
        raise NotVisible
    return file


def files_of(owner: Owner) -> list[StoredFile]:
    """The files of a record that the caller has already been allowed to see."""
    return list(StoredFile.objects.filter(owner_kind=owner.kind, owner_id=owner.id).order_by("id"))


def read(file: StoredFile) -> bytes:
    """The bytes, checked against their hash and opened if sealed."""
    try:
        data = path_of(file.digest).read_bytes()
    except OSError as fault:
        raise Lost(f"附件 {file.pk} 的内容读不到，请从备份恢复") from fault
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise Lost(f"附件 {file.pk} 的内容被改动过，请从备份恢复")
    return crypto.unseal_bytes(data, PURPOSE) if file.sealed else data


def root() -> Path:
    return environment.home() / "files"


def path_of(digest: str) -> Path:
    return root() / digest[:2] / digest[2:]


# --- away ---------------------------------------------------------------------------------------


def forget(file: StoredFile) -> None:
    """Drop the row; the bytes go with the next collection unless another row shares them."""
    file.delete()


def expire() -> int:
    count, _ = StoredFile.objects.filter(expires_at__lte=now()).delete()
    return count


def collect_orphans(grace: float = GRACE) -> int:
    """Delete bytes that no row points at, and drafts of writers that died."""
    gone = 0
    for path, digest in list(_bodies()):
        if _age(path) < grace or (digest and StoredFile.objects.filter(digest=digest).exists()):
            continue
        with _folder_lock(exclusive=True):
            # Asked again under the lock: a writer may just have found these bytes and renewed them.
            if _age(path) >= grace and not StoredFile.objects.filter(digest=digest).exists():
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _bodies() -> Iterator[tuple[Path, str]]:
    if not root().is_dir():
        return
    for path in root().iterdir():
        if path.is_dir() and len(path.name) == 2:
            yield from ((body, path.name + body.name) for body in path.iterdir())
        elif path.name.startswith(".new-"):
            yield path, ""


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return -1.0


@contextmanager
def _folder_lock(*, exclusive: bool) -> Iterator[None]:
    """Writers share it, the collector has it alone for a moment: no file is deleted under one."""
    if fcntl is None:
        yield
        return
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(root() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


# --- keys ---------------------------------------------------------------------------------------


def rotate_files() -> Iterator[int]:
    """Seal again whatever lies under an older key: new bytes first, then the row, one at a time."""
    from jishi.config.keys import keys

    for file in StoredFile.objects.filter(sealed=True).order_by("pk").iterator(200):
        head = path_of(file.digest).open("rb").read(len(crypto.MAGIC) + 4)
        if crypto.key_number_of_bytes(head) != keys().current:
            body = lay_down(read(file), sealed=True)
            StoredFile.objects.filter(pk=file.pk, digest=file.digest).update(digest=body.digest)
            yield 1
