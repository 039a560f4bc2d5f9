"""A sound SQLite in the journal mode that loses nothing (law 11)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from jishi.base.doctor.check import Finding, check, note, warn, wrong
from jishi.base.sqlite import base as engine
from jishi.base.sqlite.base import SOUND

SYNC = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


def judge(version: tuple[int, int, int], journal: str, sync: int) -> Iterator[Finding]:
    text = ".".join(map(str, version))
    if version < SOUND:
        yield warn(
            f"SQLite {text} 有已知缺陷，已改用较慢而安全的写法",
            "请安装随程序提供的 pysqlite3（SQLite 3.51.3 以上）",
        )
    safe = (("wal", 2), ("wal", 3)) if version >= SOUND else (("truncate", 3), ("delete", 3))
    if (journal, sync) not in safe:
        yield wrong(
            f"写入方式不安全：journal_mode={journal}，synchronous={SYNC.get(sync, sync)}",
            "请检查数据盘是否为网络盘，或联系开发者；断电可能丢失已保存的内容",
        )


@check("database", "数据库", order=20)
def sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            yield note(f"PostgreSQL {cursor.fetchone()[0]}")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0])
        cursor.execute("PRAGMA synchronous")
        sync = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    version = engine.django_sqlite.Database.sqlite_version_info  # type: ignore[attr-defined]
    text = ".".join(map(str, version))
    yield note(f"SQLite {text}，{journal.upper()}，{SYNC.get(sync, sync)}")
    if journal != "memory":  # a test's database
        yield from judge(version, journal, sync)
    if answer != "ok":
        yield wrong(f"数据库文件有损坏：{answer}", "停止服务，用最近的备份恢复（jishi restore）")
