"""What a backup holds, said by itself: every entry's hash, every table's rows, version, chain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jishi import __version__
from jishi.base.audit.seal import Point
from jishi.base.backup.archive import MANIFEST, Entry
from jishi.base.backup.sealing import derived
from jishi.config import ready
from jishi.config.environment import Fault
from jishi.config.keys import Keys

FORMAT = 1


@dataclass(frozen=True)
class Table:
    rows: int
    digest: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    database: str  # sqlite or postgresql
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    chain: Point
    field_keys: Mapping[str, str]  # number -> fingerprint of each key of the ring
    tables: Mapping[str, Table]
    entries: Mapping[str, Entry]
    missing: tuple[str, ...] = ()  # files the database speaks of that were not there
    version: str = __version__
    format: int = FORMAT
    product: str = field(default="jishi")

    def text(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def field_keys(keys: Keys) -> dict[str, str]:
    return {
        str(number): derived(keys, key, b"field key", 4).hex()
        for number, key in keys.fields.items()
    }


def read(folder: Path) -> Manifest:
    try:
        raw: Any = json.loads((folder / MANIFEST).read_bytes())
        if raw["product"] != "jishi" or raw["format"] > FORMAT:
            raise Fault(f"备份来自更新的版本（{raw['version']}），请换上新版程序再恢复")
        return Manifest(
            **{
                **raw,
                "migrations": tuple((app, name) for app, name in raw["migrations"]),
                "chain": Point(**raw["chain"]),
                "tables": {
                    name: Table(t["rows"], t["digest"], tuple(t["columns"]))
                    for name, t in raw["tables"].items()
                },
                "entries": {name: Entry(**e) for name, e in raw["entries"].items()},
                "missing": tuple(raw["missing"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Fault("备份里没有可用的目录，没有恢复任何内容") from None


def check(manifest: Manifest, found: Mapping[str, Entry], keys: Keys, database: str) -> None:
    """Everything promised is there as promised, nothing else is, and this program can use it."""
    inside = {name: entry for name, entry in found.items() if name != MANIFEST}
    if inside != dict(manifest.entries):
        raise Fault("备份的内容和它的目录对不上，没有恢复任何内容")
    unknown = sorted(set(manifest.migrations) - ready.on_disk())
    if unknown:
        app, name = unknown[-1]
        raise Fault(
            f"备份来自更新的版本（{manifest.version}，多出 {app} {name}），请换上新版程序再恢复"
        )
    if manifest.database != database:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        theirs, ours = (names.get(kind, kind) for kind in (manifest.database, database))
        raise Fault(f"这个备份来自 {theirs}，现在用的是 {ours}；请按备份的那种数据库设置再恢复")
    ours_now = field_keys(keys)
    lost = [n for n, mark in manifest.field_keys.items() if ours_now.get(n) != mark]
    if lost:
        raise Fault(f"密钥文件里缺少备份用过的第 {'、'.join(lost)} 号密钥，请放回含有它的密钥文件")
