"""Looks for values that must be nowhere in clear: in files, in what they pack, in any text.

    found = scan([home, backup], {"13812345678", …}) ; assert found == {}

Values are runs of letters and digits. Each file is read as it is and, packed or not, once more
with zero bytes taken out, so that two-byte text is seen too; zip, gzip and tar are opened.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

SHORTEST = 8


def scan(places: Iterable[Path], values: Set[str]) -> dict[str, set[str]]:
    """Which values are found, by the name of the file; folders are walked."""
    found: dict[str, set[str]] = {}
    for path in _files(places):
        hits = search(path.read_bytes(), values)
        if hits:
            found[str(path)] = hits
    return found


def search(data: bytes, values: Set[str]) -> set[str]:
    """Which of the values occur in these bytes or in what is packed in them."""
    wanted = {value.upper().encode() for value in values}
    if any(len(value) < SHORTEST or not value.isalnum() for value in wanted):
        raise ValueError("only runs of eight or more letters and digits can be looked for")
    lengths = sorted({len(value) for value in wanted})
    hits: set[bytes] = set()
    for view in _views(data):
        for run in re.finditer(rb"[0-9A-Z]{%d,}" % lengths[0], view):
            text = run.group()
            for length in lengths:
                windows = (text[at : at + length] for at in range(len(text) - length + 1))
                hits.update(window for window in windows if window in wanted)
    return {hit.decode() for hit in hits}


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from (path for path in sorted(place.rglob("*")) if path.is_file())
        else:
            yield place


def _views(data: bytes, depth: int = 0) -> Iterator[bytes]:
    upper = data.upper()
    yield upper
    if b"\0" in upper:
        yield upper.replace(b"\0", b"")
    if depth < 4:
        for inner in _unpacked(data):
            yield from _views(inner, depth + 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            yield from (box.read(name) for name in box.namelist())
    elif data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    elif len(data) > 512 and data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as box:
            parts = (box.extractfile(member) for member in box.getmembers())
            yield from (part.read() for part in parts if part)
