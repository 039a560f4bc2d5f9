"""What the surroundings tell us: typed readers that fail with one clear line.

Everything an operator may set is read here and nowhere else; `docs/reference/environment.md`
is generated from `VARIABLES`.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit


class Fault(Exception):
    """Something an operator must mend. Shown as one line, never as a traceback."""


@dataclass(frozen=True)
class Variable:
    name: str
    meaning: str
    default: str


VARIABLES = (
    Variable("JISHI_HOME", "数据文件夹：数据库、附件、日志、锁", "./var"),
    Variable("JISHI_DATABASE_URL", "数据库地址；空则用数据文件夹里的 jishi.sqlite3", ""),
    Variable("JISHI_SECRET_FILE", "密钥文件，权限须为 600", "$JISHI_HOME/keys.json"),
    Variable("JISHI_PUBLIC_URL", "用户打开本系统的地址，写进通知和打印件", ""),
    Variable("JISHI_PROXY", "反向代理的地址，逗号分隔；只信它们带来的来源地址和协议", ""),
    Variable("JISHI_ANCHOR_DIR", "审计锚点的另一处存放地", ""),
    Variable("JISHI_WEBHOOKS", "群机器人，如 县委群=https://…,白石镇群=https://…；空则不发", ""),
    Variable("JISHI_OUTSIDE_HOSTS", "站外提醒允许发往的主机，逗号分隔；内网的写成 主机=地址", ""),
    Variable("JISHI_SMTP", "邮件服务器，如 smtp://账号:密码@主机:25；空则不发邮件", ""),
    Variable("JISHI_MAIL_FROM", "发件地址", ""),
    Variable("JISHI_TODAY", "演示和演练用的固定日期，如 2026-11-20；平时不设", ""),
    Variable("JISHI_DEBUG", "仅开发用：1 显示错误细节", "0"),
)

_DEFAULTS = {v.name: v.default for v in VARIABLES}


def text(name: str) -> str:
    return os.environ.get(name, "").strip() or _DEFAULTS[name]


def flag(name: str) -> bool:
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise Fault(f"环境变量 {name} 只能是 1 或 0，现在是「{value}」")


def url(name: str) -> str:
    value = text(name).rstrip("/")
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise Fault(f"环境变量 {name} 须是 http:// 或 https:// 开头的地址，现在是「{value}」")
    return value


def day(name: str) -> date | None:
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Fault(f"环境变量 {name} 须如 2026-11-20，现在是「{value}」") from None


def words(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text(name).split(",") if part.strip())


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """The system's reason in words an operator knows."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def home() -> Path:
    return Path(text("JISHI_HOME")).expanduser().resolve()


def secret_file() -> Path:
    value = os.environ.get("JISHI_SECRET_FILE", "").strip()
    return Path(value).expanduser().resolve() if value else home() / "keys.json"


def prepare_home() -> Path:
    """Make the data folder, or say in one line why not."""
    folder = home()
    try:
        for part in (folder, folder / "files", folder / "anchors", folder / "results"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        _try_writing(folder / ".write-test")
    except OSError as error:
        raise Fault(f"数据文件夹 {folder} 不能写入：{why(error)}") from error
    return folder


def _try_writing(probe: Path) -> None:
    """A full disk still makes empty files: only bytes that reached it prove anything."""
    try:
        with probe.open("wb") as out:
            out.write(bytes(256 * 1024))
            out.flush()
            os.fsync(out.fileno())
    finally:
        probe.unlink(missing_ok=True)


def database() -> dict[str, object]:
    """Django's database settings: SQLite in the data folder, or the PostgreSQL named."""
    address = text("JISHI_DATABASE_URL")
    if not address:
        return sqlite(home() / "jishi.sqlite3")
    scheme = urlsplit(address).scheme
    if scheme == "sqlite":
        return sqlite(Path(urlsplit(address).path))
    if scheme not in {"postgres", "postgresql"}:
        raise Fault(f"JISHI_DATABASE_URL 只支持 postgresql:// 和 sqlite://，现在是「{scheme}://」")
    return postgresql(address)


def sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "jishi.base.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,  # opening costs more than the query of a small page
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        "TEST": {"NAME": ":memory:"},
    }


def postgresql(address: str) -> dict[str, object]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {k: str(v) for k, v in conninfo_to_dict(address).items() if v is not None}
    except ProgrammingError as error:
        raise Fault("JISHI_DATABASE_URL 写法不对，应如 postgresql://用户:密码@主机/库名") from error
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    named["port"] = "PORT"
    settings: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": "10",
            **{k: v for k, v in parts.items() if k not in named},
        },
    }
    settings.update({named[k]: v for k, v in parts.items() if k in named})
    return settings
