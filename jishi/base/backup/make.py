"""Making a backup: database first, files second, keys apart, while everybody goes on working."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import connection

from jishi import __version__
from jishi.base import files
from jishi.base.access import BACKUP
from jishi.base.act import act
from jishi.base.audit import anchors
from jishi.base.audit.seal import Point
from jishi.base.audit.verbs import Verb
from jishi.base.backup import postgresql_side, sqlite_side
from jishi.base.backup.archive import DATABASE, MANIFEST, Archive, file_name, parts_of
from jishi.base.backup.manifest import Manifest, Table, field_keys
from jishi.base.backup.sealing import SealedWriter, fingerprint
from jishi.base.clock import SHANGHAI, now
from jishi.base.models import Installation
from jishi.config import environment
from jishi.config.environment import Fault, why
from jishi.config.keys import keys
from jishi.tree.actor import Actor

MADE = Verb("backup.make", "备份")


@dataclass(frozen=True)
class Made:
    path: Path
    manifest: Manifest
    size: int
    key: str

    @property
    def note(self) -> str:
        """For the drawer where the backup lies: what it needs, and how it comes back."""
        rows = sum(table.rows for table in self.manifest.tables.values())
        return "\n".join(
            (
                "基石 备份说明（请打印，与备份分开存放）",
                f"备份文件：{self.path.name}（{self.size:,} 字节，程序版本 {__version__}）",
                f"备份时间：{self.manifest.made_at}",
                f"内容：{len(self.manifest.tables)} 张表 {rows} 行，"
                f"{sum(n.startswith('files/') for n in self.manifest.entries)} 个附件",
                f"审计锚点：{anchors.printed(self.manifest.chain)}",
                f"所需密钥文件编号：{self.key}（{environment.secret_file().name}，备份里不含密钥，"
                "请另行保管一份）",
                f"恢复：停止服务，把密钥文件放回原处，运行 jishi restore {self.path.name}",
            )
        )


def make_backup(actor: Actor, path: Path) -> Made:
    """Write a whole, sealed backup to a new file, or nothing."""
    if path.exists():
        raise Fault(f"文件 {path} 已存在，请换一个名字")
    with act(actor, BACKUP) as doing:
        doing.record(MADE, Installation(pk=1), file=path.name)
    sweep()
    with _draft(path) as out:
        facts = {"database": connection.vendor, "version": __version__}
        archive = Archive(SealedWriter(out, keys(), facts))
        side = _from_sqlite if connection.vendor == "sqlite" else _from_postgresql
        manifest = side(archive)
        archive.add(MANIFEST, [manifest.text()])
        archive.close()
    anchors.keep(manifest.chain, anchors.BACKUP)
    return Made(path, manifest, path.stat().st_size, fingerprint(keys()))


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """Beside the wanted name, synced and renamed at the end: half a backup has no name."""
    draft = path.with_name(f".{path.name}.part")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
        sqlite_side.sync(path.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Fault(f"备份写不到 {path}：{why(error)}") from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sweep() -> None:
    """Remove what an interrupted backup or restore has left."""
    for folder in environment.home().glob(".backup-*"):
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _from_sqlite(archive: Archive) -> Manifest:
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=environment.home()) as folder:
        copy = Path(folder) / DATABASE
        sqlite_side.snapshot(Path(str(connection.settings_dict["NAME"])), copy)
        migrations, chain, digests = sqlite_side.state(copy)
        tables = sqlite_side.tables(copy)
        archive.add(DATABASE, parts_of(copy), packed=True)
    missing = _add_files(archive, digests)
    return _manifest(archive, migrations, chain, tables, missing)


def _from_postgresql(archive: Archive) -> Manifest:
    tables: dict[str, Table] = {}
    with postgresql_side.snapshot() as cursor:
        migrations, chain, digests = postgresql_side.state(cursor)
        for name, fields in postgresql_side.columns(cursor).items():
            counted = _Counted()
            parts = counted(postgresql_side.copy_out(cursor, name, fields))
            entry = archive.add(f"tables/{name}", parts, packed=True)
            tables[name] = Table(counted.rows, entry.sha256, tuple(fields))
    missing = _add_files(archive, digests)
    return _manifest(archive, migrations, chain, tables, missing)


class _Counted:
    """Counts the rows of a COPY stream as it passes."""

    rows = 0

    def __call__(self, parts: Iterator[memoryview]) -> Iterator[memoryview]:
        for part in parts:
            self.rows += bytes(part).count(b"\n")
            yield part


def _add_files(archive: Archive, digests: set[str]) -> tuple[str, ...]:
    """The bytes that the snapshot's rows speak of; they were on the disk before their rows."""
    missing = []
    for digest in sorted(digests):
        try:
            with files.path_of(digest).open("rb"):
                archive.add(file_name(digest), parts_of(files.path_of(digest)))
        except FileNotFoundError:
            missing.append(digest)
    return tuple(missing)


def _manifest(
    archive: Archive, migrations: sqlite_side.Migrations, chain: Point,
    tables: dict[str, Table], missing: tuple[str, ...],
) -> Manifest:  # fmt: skip
    return Manifest(
        connection.vendor,
        now().astimezone(SHANGHAI).isoformat(timespec="seconds"),
        migrations,
        chain,
        field_keys(keys()),
        tables,
        dict(archive.entries),
        missing,
    )
