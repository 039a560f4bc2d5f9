"""Restoring a backup: everything is verified in a temporary place, then swapped in at once.

Until the swap (one rename on SQLite, one commit on PostgreSQL) nothing of the installation has
changed. Files lie under their hashes, so they are put in place beforehand and harm nobody.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from jishi.base import files
from jishi.base.access import BACKUP
from jishi.base.act import act
from jishi.base.audit import anchors, chain
from jishi.base.audit.seal import Point
from jishi.base.audit.verbs import Verb
from jishi.base.backup import again, manifest, postgresql_side, sqlite_side
from jishi.base.backup.archive import DATABASE, file_name, unpack
from jishi.base.backup.make import sweep
from jishi.base.backup.manifest import Manifest
from jishi.base.backup.sealing import SealedReader
from jishi.base.clock import SHANGHAI, now
from jishi.base.models import Installation
from jishi.config import environment, ready
from jishi.config.environment import Fault, why
from jishi.config.keys import keys
from jishi.tree.actor import Actor

RESTORED = Verb("backup.restore", "恢复备份")
SPARE = 64 * 1024 * 1024  # bytes of disk left free while unpacking


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    epoch: Point
    kept: Path | None  # the replaced database


def restore_backup(actor: Actor, path: Path) -> Restored:
    """Replace the whole installation by a backup. The service must not be running."""
    sweep()
    with unpacked(path) as (folder, found):
        if found.database == "sqlite":
            return _into_sqlite(actor, found, folder)
        return _into_postgresql(actor, found, folder)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, Manifest]]:
    """The backup verified in a temporary folder; refused in one line if anything is wrong."""
    home = environment.home()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home) as name:
        folder = Path(name)
        try:
            with path.open("rb") as source:
                budget = shutil.disk_usage(home).free - SPARE
                entries = unpack(SealedReader(source, keys()), folder, budget)
        except OSError as error:
            raise Fault(f"备份文件 {path} 读不了：{why(error)}") from error
        found = manifest.read(folder)
        manifest.check(found, entries, keys(), connection.vendor)
        if found.database == "sqlite":
            sqlite_side.check(folder / DATABASE, dict(found.tables))
        yield folder, found


def _into_sqlite(actor: Actor, found: Manifest, folder: Path) -> Restored:
    path, copy = Path(str(connection.settings_dict["NAME"])), folder / DATABASE
    erased = again.collect() if path.exists() else {}
    after = _epoch_now() if path.exists() else 0
    stamp = now().astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"before-restore-{stamp}.sqlite3")
    os.chmod(copy, 0o600)
    with sqlite_side.django_at(copy):
        ready.migrate()
        with transaction.atomic():
            epoch = _open(actor, found, after, erased)
    _put_files(found, folder)
    # Said elsewhere before the swap: an interruption in between leaves no unexplained epoch.
    anchors.keep(epoch, anchors.RESTORE)
    existed = path.exists()
    sqlite_side.swap(copy, path, kept)
    return Restored(found, epoch, kept if existed else None)


def _into_postgresql(actor: Actor, found: Manifest, folder: Path) -> Restored:
    fresh = not ready.applied_migrations()
    erased = {} if fresh else again.collect()
    after = 0 if fresh else _epoch_now()
    with postgresql_side.replacing(found, folder):
        epoch = _open(actor, found, after, erased)
        _put_files(found, folder)
        anchors.keep(epoch, anchors.RESTORE)
    connection.close()
    return Restored(found, epoch, None)


def _epoch_now() -> int:
    """The epoch of the database being replaced, as far as it can be read."""
    try:
        return chain.head().epoch
    except Exception:
        return 0
    finally:
        connection.close()


def _open(actor: Actor, found: Manifest, after: int, erased: dict[str, list[object]]) -> Point:
    """A new epoch of the audit begins with the restore itself; erasures are done again."""
    known = [anchor.point.epoch for anchor in anchors.kept().anchors]
    epoch = chain.open_epoch(after=max([after, *known]))
    counts = again.apply(erased)
    with act(actor, BACKUP) as doing:
        made = datetime.fromisoformat(found.made_at)
        doing.record(
            RESTORED, Installation(pk=1), made_at=f"{made:%Y-%m-%d %H:%M}", after=epoch.seq,
            erased=counts,
        )  # fmt: skip
    return epoch


def _put_files(found: Manifest, folder: Path) -> None:
    touched = set()
    for name in found.entries:
        if not name.startswith("files/"):
            continue
        digest = name.removeprefix("files/").replace("/", "")
        target, source = files.path_of(digest), folder / file_name(digest)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(source, 0o600)
        sqlite_side.sync(source)
        source.replace(target)
        touched.add(target.parent)
    for parent in touched:
        sqlite_side.sync(parent)
