"""Named entries in a sealed stream. There is no way to say a link, a device or a path upwards:

a name is either one of the few below or it is refused, and what it unpacks to counts against a
budget while it is being written.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jishi.base.backup.sealing import CHUNK, SealedReader, SealedWriter
from jishi.config.environment import Fault

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
NAMES = re.compile(
    r"manifest\.json|database\.sqlite3|tables/[a-z][a-z0-9_]{0,62}|files/[0-9a-f]{2}/[0-9a-f]{62}"
)
_HEAD = struct.Struct(">HB")
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Entry:
    size: int
    sha256: str


def file_name(digest: str) -> str:
    return f"files/{digest[:2]}/{digest[2:]}"


class Archive:
    """Writes entries one after another; remembers their sizes and hashes for the manifest."""

    def __init__(self, out: SealedWriter) -> None:
        self._out = out
        self.entries: dict[str, Entry] = {}

    def add(self, name: str, parts: Iterable[bytes | memoryview], packed: bool = False) -> Entry:
        if not NAMES.fullmatch(name) or name in self.entries:
            raise ValueError(name)
        raw = name.encode()
        self._out.write(_HEAD.pack(len(raw), packed) + raw)
        digest, size = hashlib.sha256(), 0
        squeeze = zlib.compressobj(1) if packed else None
        for part in parts:
            digest.update(part)
            size += len(part)
            self._frame(squeeze.compress(part) if squeeze else bytes(part))
        if squeeze:
            self._frame(squeeze.flush())
        self._out.write(_LENGTH.pack(0))
        entry = self.entries[name] = Entry(size, digest.hexdigest())
        return entry

    def _frame(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            self._out.write(_LENGTH.pack(len(part)) + part)

    def close(self) -> None:
        self._out.write(_HEAD.pack(0, 0))
        self._out.close()


def parts_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while part := source.read(CHUNK):
            yield part


def unpack(source: SealedReader, folder: Path, budget: int) -> dict[str, Entry]:
    """Write all entries below an empty folder; what is there afterwards is not yet checked."""
    found: dict[str, Entry] = {}
    while True:
        length, packed = _HEAD.unpack(source.read(_HEAD.size))
        if not length:
            source.finish()
            return found
        name = source.read(length).decode("utf-8", errors="replace")
        if not NAMES.fullmatch(name) or name in found or packed > 1:
            raise Fault("备份里有不该有的内容，没有恢复任何内容")
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as out:
            for part in _parts(source, bool(packed)):
                size += len(part)
                budget -= len(part)
                if budget < 0:
                    raise Fault("备份展开后放不下，请腾出磁盘空间；没有恢复任何内容")
                digest.update(part)
                out.write(part)
        found[name] = Entry(size, digest.hexdigest())


def _parts(source: SealedReader, packed: bool) -> Iterator[bytes]:
    loosen = zlib.decompressobj()
    while True:
        (length,) = _LENGTH.unpack(source.read(4))
        if length > CHUNK:
            raise Fault("备份里有不该有的内容，没有恢复任何内容")
        if not length:
            break
        data = source.read(length)
        if not packed:
            yield data
            continue
        try:
            while data:  # never more than one chunk at a time, whatever it claims to hold
                yield loosen.decompress(data, CHUNK)
                data = loosen.unconsumed_tail
        except zlib.error:
            raise Fault("备份里的内容解不开，没有恢复任何内容") from None
    if packed and not loosen.eof:
        raise Fault("备份里的内容不完整，没有恢复任何内容")
