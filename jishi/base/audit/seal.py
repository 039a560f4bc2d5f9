"""What is sealed, and how: HMAC-SM3 over a line and the code before it.

Nothing here needs Django: the processes that verify a long chain import only this.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac

FIRST = "0" * 64
FIELDS = (
    "seq",
    "epoch",
    "at",
    "actor_id",
    "actor_name",
    "behalf_of",
    "org_id",
    "verb",
    "object_kind",
    "object_id",
    "detail",
    "address",
)
COLUMNS = ", ".join((*FIELDS, "mac"))

# A JSON list is the canonical form: no two different lines give the same text, and a number, a
# text and an absent value stay apart.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Point:
    """Where the chain stands, or once stood: epoch, number of the last line, its code."""

    epoch: int
    seq: int
    mac: str


@dataclass(frozen=True)
class Fault:
    """Something wrong in the chain: at which number, and what."""

    seq: int
    what: str


class Sealer:
    def __init__(self, key: bytes) -> None:
        self._start = hmac.HMAC(key, hashes.SM3())

    def mac(self, values: Iterable[Any], prev: str) -> str:
        seal = self._start.copy()
        seal.update(_encode((prev, *values)).encode())
        return seal.finalize().hex()

    def fits(self, values: Iterable[Any], prev: str, mac: str) -> bool:
        """Whether a stored line is the one that was sealed; what cannot be text is not."""
        try:
            return self.mac(values, prev) == mac
        except (TypeError, ValueError):
            return False
