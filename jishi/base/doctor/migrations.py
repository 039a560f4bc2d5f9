"""The database is of this program's version, neither older nor newer."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base.doctor.check import Finding, check, wrong
from jishi.config import ready

Names = set[tuple[str, str]]


def compare(on_disk: Names, applied: Names) -> Iterator[Finding]:
    if not applied:
        yield wrong("数据库是空的", "运行 jishi init 或 jishi demo")
        return
    for app, name in sorted(applied - on_disk):
        yield wrong(f"数据库比本程序新：多出 {app} {name}", "换上新版程序")
    waiting = sorted(on_disk - applied)
    if waiting:
        yield wrong(f"数据库比本程序旧：还有 {len(waiting)} 项升级没做", "运行 jishi upgrade")


@check("migrations", "数据库版本", order=21)
def migrations() -> Iterator[Finding]:
    yield from compare(ready.on_disk(), applied())


def applied() -> Names:
    """Like `ready.applied_migrations`, on the connection as it is."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return set(MigrationRecorder(connection).applied_migrations())
