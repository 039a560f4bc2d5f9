"""What must be done again to a restored database: erasures made after the backup was taken.

A room that erases says so once: `reapply("people.erased", collect, apply)`. `collect` reads the
database that is being replaced and returns plain values; `apply` erases the same again in the
restored one, inside the restore's transaction, before anybody can see it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

log = logging.getLogger("jishi.backup")
REAPPLIED: dict[str, Reapply] = {}


@dataclass(frozen=True)
class Reapply:
    code: str
    collect: Callable[[], list[Any]]
    apply: Callable[[list[Any]], int]


def reapply(
    code: str, collect: Callable[[], list[Any]], apply: Callable[[list[Any]], int]
) -> Reapply:
    if code in REAPPLIED:
        raise ValueError(f"{code}: declared twice")
    REAPPLIED[code] = Reapply(code, collect, apply)
    return REAPPLIED[code]


def collect() -> dict[str, list[Any]]:
    """From the database about to be replaced, as far as it can still be read."""
    found: dict[str, list[Any]] = {}
    for each in REAPPLIED.values():
        try:
            found[each.code] = each.collect()
        except Exception as fault:
            log.error("erasures of %s not read: %s", each.code, type(fault).__name__)
    return found


def apply(collected: dict[str, list[Any]]) -> dict[str, int]:
    return {code: REAPPLIED[code].apply(values) for code, values in collected.items() if values}
