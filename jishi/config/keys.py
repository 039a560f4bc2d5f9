"""The key file: made once, mode 600, kept apart from data and backups.

Holds Django's signing key, the numbered ring of field keys (the highest number writes, all
read), the blind-index key and the audit key. `jishi.base.crypto` uses them.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jishi.config.environment import Fault, home, secret_file, text, why


@dataclass(frozen=True)
class Keys:
    signing: str
    fields: dict[int, bytes]  # key number -> 16 bytes for SM4
    index: bytes
    audit: bytes

    @property
    def current(self) -> int:
        return max(self.fields)


def new_keys() -> dict[str, Any]:
    return {
        "signing": secrets.token_urlsafe(48),
        "fields": {"1": secrets.token_hex(16)},
        "index": secrets.token_hex(32),
        "audit": secrets.token_hex(32),
    }


def write_keys(path: Path, content: dict[str, Any]) -> None:
    """Write beside, sync, rename: a key file is whole or absent, never half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    if os.name == "posix":  # the new name itself must be down before anything is sealed by it
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def parse_keys(raw: dict[str, Any]) -> Keys:
    return Keys(
        signing=str(raw["signing"]),
        fields={int(k): bytes.fromhex(v) for k, v in raw["fields"].items()},
        index=bytes.fromhex(raw["index"]),
        audit=bytes.fromhex(raw["audit"]),
    )


def read_keys(path: Path) -> Keys:
    try:
        whole = path.stat().st_mode
        if not stat.S_ISREG(whole):
            raise Fault(f"密钥文件 {path} 不是普通文件，请检查 JISHI_SECRET_FILE")
        mode = stat.S_IMODE(whole)
        if os.name == "posix" and mode & 0o077:
            raise Fault(f"密钥文件 {path} 别人也能读（权限 {mode:o}），请改为 600")
        keys = parse_keys(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Fault(f"密钥文件 {path} 读不了：{why(error)}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault(f"密钥文件 {path} 内容不对，请用当初的备份恢复它") from error
    if len(keys.signing) < 40 or any(len(k) != 16 for k in keys.fields.values()):
        raise Fault(f"密钥文件 {path} 里的密钥太短，请用当初的备份恢复它")
    return keys


Missing = Literal["make", "refuse", "memory"]
_when_missing: Missing = "make"
_made: list[Path] = []


def when_missing(what: Missing) -> None:
    """What to do without a key file: make one, refuse, or use keys of the moment (for help)."""
    global _when_missing
    _when_missing = what


def made_here() -> bool:
    """Whether this process made the key file."""
    return bool(_made)


def unmake() -> None:
    """Take back keys just made: there turned out to be data that older keys belong to."""
    while _made:
        _made.pop().unlink(missing_ok=True)


@cache
def keys() -> Keys:
    """This installation's keys; made on first use, when there is no data yet to need old ones."""
    path = secret_file()
    try:
        missing = not path.exists()
    except OSError as error:
        raise Fault(f"密钥文件 {path} 读不了：{why(error)}") from error
    if not missing:
        return read_keys(path)
    if _when_missing == "memory":
        return parse_keys(new_keys())
    if not text("JISHI_DATABASE_URL") and (home() / "jishi.sqlite3").exists():
        raise Fault(f"数据库已存在而密钥文件 {path} 不见了，请先放回密钥文件")
    if _when_missing == "refuse":
        raise Fault(f"密钥文件 {path} 不存在，请先运行 jishi init 或检查 JISHI_SECRET_FILE")
    try:
        write_keys(path, new_keys())
    except OSError as error:
        path.with_suffix(".new").unlink(missing_ok=True)
        raise Fault(f"密钥文件 {path} 写不了：{why(error)}") from error
    _made.append(path)
    return read_keys(path)
