"""`jishi upgrade`: bring an older database up to date, after copying it."""

from __future__ import annotations

import argparse
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from jishi.base.clock import SHANGHAI
from jishi.base.commands import DONE, command, emit, say
from jishi.config import ready
from jishi.config.environment import Fault, home, why


def copy_before_upgrade() -> Path | None:
    """A whole copy of the SQLite file beside it, made by the backup API; PostgreSQL has its own."""
    path = ready.sqlite_path()
    if path is None:
        say("PostgreSQL 的数据请用 pg_dump 另行备份")
        return None
    stamp = datetime.now(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    copy = home() / f"before-upgrade-{stamp}.sqlite3"
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        _sync(copy)
    except (sqlite3.Error, OSError) as error:
        copy.unlink(missing_ok=True)
        reason = why(error) if isinstance(error, OSError) else "磁盘空间不够或读写出错"
        raise Fault(f"升级前的备份没有做成，数据库没有改动：{reason}") from error
    say(f"升级前的数据库已另存为 {copy}")
    return copy


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@command("upgrade", "把旧版本的数据库升级到本程序的版本（先备份）", needs="home")
def upgrade(args: argparse.Namespace) -> int:
    ready.require_database()
    waiting = sorted(ready.on_disk() - ready.applied_migrations())
    ready.bring_up_to_date()
    text = f"已升级，执行了 {len(waiting)} 项" if waiting else "已是最新，不需要升级"
    emit(args, {"applied": [f"{app}.{name}" for app, name in waiting]}, text)
    return DONE
