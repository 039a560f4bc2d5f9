"""Facts as bytes and back; the layout tells whether they still are what the measures say."""

from __future__ import annotations

import zlib
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from jishi.figures.columns import Ints
from jishi.figures.declared import all_indicators, measures_of

ROOM = Path(__file__).resolve().parent.parent
MADE_BY = ("columns.py", "facts.py", "conditions.py", "tables/*.py", "measures/*.py")


def pack(cells: Ints) -> bytes:
    return zlib.compress(np.ascontiguousarray(cells, dtype="<i8").tobytes(), 1)


def unpack(body: bytes, width: int) -> Ints:
    flat = np.frombuffer(zlib.decompress(body), dtype="<i8")
    return flat.reshape(-1, width).astype(np.int64)


@cache
def _texts() -> bytes:
    files = [path for pattern in MADE_BY for path in sorted(ROOM.glob(pattern))]
    return b"".join(path.read_bytes() for path in files)


@cache
def layout(table: str) -> str:
    """Which measures, and by which text of this room: other facts are made when either changes."""
    names = " ".join([table, *(measure.code for measure in measures_of(table))])
    return sha256(names.encode() + _texts()).hexdigest()


@cache
def rules_hash() -> str:
    """Every indicator in its own words: what a closed period was counted by."""
    told = [f"{code} {each.unit} {each.describe()}" for code, each in all_indicators().items()]
    return sha256("\n".join(told).encode()).hexdigest()
