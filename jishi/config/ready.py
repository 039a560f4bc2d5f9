"""Are the surroundings fit for a command? Each fault is one line, and nothing is touched by it.

`make_ready` (folder, keys, Django) runs before a command's module is loaded, `check_database`
(there, reachable, neither older nor newer than this program) before it runs.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.db import DatabaseError

from jishi.base.commands import Declared
from jishi.config import environment as env
from jishi.config import keys
from jishi.config.environment import Fault, why

Names = set[tuple[str, str]]  # migrations as (app, name)


def for_reading_only() -> None:
    """Load Django to show help: makes no file, needs none."""
    keys.when_missing("memory")
    django.setup()


def make_ready(which: Declared) -> None:
    check_variables()
    if which.founds:
        env.prepare_home()
    elif which.needs == "nothing":
        keys.when_missing("memory")
    else:
        check_home(writes=which.writes)
        keys.when_missing("refuse")
    django.setup()


def check_variables() -> None:
    """Read every variable whose form can be wrong, so that the mistake is told before any work."""
    env.flag("JISHI_DEBUG")
    env.url("JISHI_PUBLIC_URL")
    env.day("JISHI_TODAY")
    env.database()


def check_home(writes: bool) -> None:
    folder = env.home()
    hint = "请检查 JISHI_HOME；第一次使用请先运行 jishi init 或 jishi demo"
    try:
        if not folder.exists():
            raise Fault(f"数据文件夹 {folder} 不存在，{hint}")
        if not folder.is_dir():
            raise Fault(f"数据文件夹 {folder} 不是文件夹，{hint}")
        os.listdir(folder)
    except OSError as error:
        raise Fault(f"数据文件夹 {folder} 不能读：{why(error)}") from error
    if writes:
        env.prepare_home()


def check_database(which: Declared) -> None:
    """The database is there, answers, and is of this program's version."""
    if which.founds:
        bring_up_to_date()
        return
    require_database()
    applied = applied_migrations()
    if not applied:
        raise Fault("数据库是空的，请先运行 jishi init 或 jishi demo")
    _refuse_newer(applied)
    if on_disk() - applied:
        raise Fault("数据库是旧版本的，请先运行 jishi upgrade")


def require_database() -> None:
    """An absent or empty file is no database, and merely looking must not make one."""
    path = sqlite_path()
    if path is not None and (not path.exists() or (path.is_file() and not path.stat().st_size)):
        raise Fault(f"还没有数据库（{path}），请先运行 jishi init 或 jishi demo")


def bring_up_to_date() -> None:
    """Migrate an empty or older database; an older one is copied first."""
    path = sqlite_path()
    fresh = path is not None and not path.exists()
    applied: Names = set() if fresh else applied_migrations()
    _refuse_newer(applied)
    if applied and keys.made_here():
        keys.unmake()
        raise Fault(f"数据库里已有数据而密钥文件 {env.secret_file()} 不见了，请先放回密钥文件")
    if applied and on_disk() - applied:
        from jishi.base.cli.upgrade import copy_before_upgrade

        copy_before_upgrade()
    if on_disk() - applied:
        migrate()


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    try:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as error:
        raise Fault(f"{database_fault(error)}；升级没有做完，排除后再运行一次即可") from error
    finally:
        connections.close_all()


def _refuse_newer(applied: Names) -> None:
    unknown = sorted(applied - on_disk())
    if unknown:
        app, name = unknown[-1]
        raise Fault(f"数据库比本程序新（多出 {app} {name}），请换上新版程序；数据没有改动")


def on_disk() -> Names:
    """The migrations this program knows, by their file names: quicker than loading them."""
    from django.apps import apps

    found: Names = set()
    for app in apps.get_app_configs():
        for path in Path(app.path, "migrations").glob("[0-9]*.py"):
            found.add((app.label, path.stem))
    return found


def applied_migrations() -> Names:
    """What the database says was applied to it; empty for an empty database."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise database_fault(error) from error
    finally:
        connection.close()


def sqlite_path() -> Path | None:
    settings = env.database()
    return Path(str(settings["NAME"])) if "sqlite" in str(settings["ENGINE"]) else None


_CAUSES = (
    (("not a database", "malformed", "corrupt"), "文件已损坏或不是数据库，请用备份恢复"),
    (("disk is full", "no space", "disk full"), "磁盘已满，请腾出空间再试"),
    (("readonly", "read-only"), "只能读不能写，请检查磁盘和文件权限"),
    (("busy", "locked"), "别的程序正占用着，请稍候再试"),
    (("unable to open", "disk i/o"), "文件打不开，请检查磁盘和文件权限"),
    (("password authentication", "no password supplied"), "用户名或密码不对"),
    (("does not exist",), "库名或用户名不对"),
    (("translate host", "name or service", "name resolution", "resolve"), "主机名不对"),
    (("timeout", "timed out"), "没有回应，请检查网络"),
    (("refused", "no such file", "could not connect", "connection"), "没有开着，或地址端口不对"),
)


def database_fault(error: DatabaseError | sqlite3.Error) -> Fault:
    """A database's own words turned into one line; never with the password."""
    text = str(error)
    low = text.lower()
    path = sqlite_path()
    where = str(path) if path else _address()
    for marks, cause in _CAUSES:
        if any(mark in low for mark in marks):
            return Fault(f"数据库 {where} 用不了：{cause}")
    return Fault(f"数据库 {where} 用不了：{text.splitlines()[0] if text else type(error).__name__}")


def _address() -> str:
    parts = urlsplit(env.text("JISHI_DATABASE_URL"))
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or '本机'}{port}{parts.path}"


def lock_home(folder: Path) -> int:
    """One server per data folder; the lock ends with the processes that hold it."""
    handle = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise Fault(f"数据文件夹 {folder} 已有一个服务在运行，不能再启动一个") from None
    return handle
