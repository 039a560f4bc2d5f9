"""`jishi backup FILE` and `jishi restore FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from jishi.base.commands import DONE, FILE_REFUSED, actor, command, emit, say
from jishi.config import ready
from jishi.config.environment import Fault, home


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="备份写到的新文件")


@command("backup", "备份全部数据和附件到一个加密文件（不含密钥）", arguments=_file, writes=True)
def backup(args: argparse.Namespace) -> int:
    from jishi.base.backup.make import make_backup

    path = Path(args.file).expanduser().resolve()
    if not path.parent.is_dir():
        raise Fault(f"文件夹 {path.parent} 不存在")
    made = make_backup(actor(args), path)
    for digest in made.manifest.missing:
        say(f"注意：附件 {digest[:12]}… 不在磁盘上，备份里也没有它")
    document = {
        "file": str(path),
        "bytes": made.size,
        "made_at": made.manifest.made_at,
        "key": made.key,
        "tables": {name: table.rows for name, table in made.manifest.tables.items()},
        "files": sum(name.startswith("files/") for name in made.manifest.entries),
        "missing": list(made.manifest.missing),
    }
    emit(args, document, made.note)
    return DONE


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="备份文件")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接替换现有数据")


@command(
    "restore", "用备份替换全部数据（先停止服务）", arguments=_restore, needs="home", writes=True
)
def restore(args: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from jishi.base.backup.restore import restore_backup, unpacked

    path = Path(args.file).expanduser().resolve()
    held = ready.lock_home(home())
    try:
        if not args.yes:
            with unpacked(path) as (_, found):
                made_at = found.made_at
            _ask(f"将用 {made_at} 的备份替换现有的全部数据，输入「恢复」继续：")
        done = restore_backup(actor(args), path)
    except (Fault, DatabaseError) as error:
        say(str(error) if isinstance(error, Fault) else f"没有恢复任何内容：{error}")
        return FILE_REFUSED if isinstance(error, Fault) else 1
    finally:
        os.close(held)
    kept = f"；原来的数据库另存为 {done.kept}，确认无误后请删除" if done.kept else ""
    text = f"已恢复到 {done.manifest.made_at} 的备份，审计进入第 {done.epoch.epoch} 纪元{kept}"
    document = {
        "made_at": done.manifest.made_at,
        "epoch": done.epoch.epoch,
        "after": done.epoch.seq,
        "kept": str(done.kept) if done.kept else None,
    }
    emit(args, document, text)
    return DONE


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        raise Fault("要替换现有数据，请加 --yes")
    sys.stderr.write(question)
    if sys.stdin.readline().strip() != "恢复":
        raise Fault("没有恢复任何内容")
