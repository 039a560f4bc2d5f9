"""Renewing everything sealed under the newest key: columns first, then files.

Adding a key changes nothing by itself; from then on it writes and the old ones still read. The
rotation goes in small commits and may be stopped or killed at any point: what is renewed is
renewed, the rest is found again. Old keys stay in the ring, because old backups need them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable

from jishi.base import files, sealed
from jishi.base.access import KEYS_ROTATE
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.jobs import Run, job
from jishi.base.models import Installation
from jishi.config import keys as ring
from jishi.config.environment import secret_file
from jishi.tree.actor import Actor

ADDED = Verb("keys.add", "增加加密密钥")
ROTATED = Verb("keys.rotate", "用新密钥重新加密")

Note = Callable[[int, int, str], None]


def add_key(actor: Actor) -> int:
    """A new key at the top of the ring; its number. The file is on the disk before it is used."""
    with act(actor, KEYS_ROTATE) as doing:
        path = secret_file()
        content = json.loads(path.read_text(encoding="utf-8"))
        number = max(int(n) for n in content["fields"]) + 1
        doing.record(ADDED, Installation(pk=1), number=number)
        content["fields"][str(number)] = secrets.token_hex(16)
        ring.write_keys(path, content)
    ring.keys.cache_clear()
    return number


def rotate_everything(actor: Actor, note: Note) -> tuple[int, int]:
    """How many values and files were renewed; `note(done, total, words)` hears of each step."""
    total = sealed.stale_count()
    values = 0
    for column, count in sealed.rotate():
        values += count
        note(values, total, str(column.model._meta.verbose_name))
    renewed = 0
    for count in files.rotate_files():
        renewed += count
        note(values, total, f"加密文件 {renewed}")
    with act(actor, KEYS_ROTATE) as doing:
        key = ring.keys().current
        doing.record(ROTATED, Installation(pk=1), number=key, values=values, files=renewed)
    return values, renewed


@job("keys.rotate", "用新密钥重新加密", KEYS_ROTATE)
def _rotate(run: Run) -> None:
    values, renewed = rotate_everything(run.actor, run.progress)
    run.finish(message=f"重新加密了 {values} 个值、{renewed} 个文件")
