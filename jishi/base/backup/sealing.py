"""A stream sealed in chunks by SM4-GCM: nothing is believed before its chunk has been verified.

The key is derived (HKDF-SM3) from the key file with a fresh salt per backup; each chunk's nonce is
its number and whether it is the last one, so chunks cannot be swapped, dropped or cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jishi.base import crypto
from jishi.config.environment import Fault
from jishi.config.keys import Keys

MAGIC = b"JISHIBACKUP\x01"
CHUNK = 1 << 20
MOST_HEADER = 4096
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">QI")
_LAST = 1 << 31


def derived(keys: Keys, salt: bytes, use: bytes, length: int = 16) -> bytes:
    """From the two keys of the key file that never rotate."""
    hkdf = HKDF(hashes.SM3(), length, salt, b"jishi backup 1 " + use)
    return hkdf.derive(keys.index + keys.audit)


def fingerprint(keys: Keys) -> str:
    """Names a key file without telling anything of it: eight characters for a note on paper."""
    return derived(keys, b"", b"fingerprint", 4).hex()


class SealedWriter:
    def __init__(self, out: BinaryIO, keys: Keys, facts: Mapping[str, str]) -> None:
        salt = os.urandom(32)
        header = {**facts, "key": fingerprint(keys), "salt": salt.hex()}
        text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
        self._out, self._key = out, derived(keys, salt, b"body")
        self._bound, self._number, self._waiting = hashlib.sha256(text).digest(), 0, bytearray()
        out.write(MAGIC + _LENGTH.pack(len(text)) + text)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk is never empty and waits for `close`
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, clear: bytes, last: bool) -> None:
        sealed = crypto.encrypt(self._key, _NONCE.pack(self._number, last), clear, self._bound)
        self._out.write(_LENGTH.pack(len(sealed) | (_LAST if last else 0)) + sealed)
        self._number += 1


class SealedReader:
    """`read(n)` gives exactly n verified bytes, or one line that says what is wrong."""

    def __init__(self, source: BinaryIO, keys: Keys) -> None:
        self._source = source
        if source.read(len(MAGIC)) != MAGIC:
            raise Fault("这不是基石的备份文件，或文件开头已损坏")
        (length,) = _LENGTH.unpack(self._exactly(4))
        if length > MOST_HEADER:
            raise Fault("备份文件的开头已损坏")
        text = self._exactly(length)
        self.facts = _facts(text)
        ours = fingerprint(keys)
        if self.facts["key"] != ours:
            raise Fault(
                f"这个备份须用编号 {self.facts['key']} 的密钥文件打开，现在的密钥文件编号是 {ours}"
            )
        self._key = derived(keys, bytes.fromhex(self.facts["salt"]), b"body")
        self._bound, self._number = hashlib.sha256(text).digest(), 0
        self._ready, self._at, self._ended = b"", 0, False

    def _exactly(self, count: int) -> bytes:
        data = self._source.read(count)
        if len(data) != count:
            raise Fault("备份文件不完整，后面的部分被截去了")
        return data

    def _open_next(self) -> None:
        (mark,) = _LENGTH.unpack(self._exactly(4))
        last, length = bool(mark & _LAST), mark & ~_LAST
        if not crypto.TAG <= length <= CHUNK + crypto.TAG:
            raise Fault("备份文件被改动或已损坏")
        try:
            self._ready = crypto.decrypt(
                self._key, _NONCE.pack(self._number, last), self._exactly(length), self._bound
            )
        except InvalidTag:
            raise Fault("备份文件被改动或已损坏，没有恢复任何内容") from None
        self._number, self._at, self._ended = self._number + 1, 0, last
        if last and self._source.read(1):
            raise Fault("备份文件的末尾多出了内容，没有恢复任何内容")

    def read(self, count: int) -> bytes:
        parts = []
        while count:
            if self._at == len(self._ready):
                if self._ended:
                    raise Fault("备份文件的内容不完整")
                self._open_next()
                continue
            part = self._ready[self._at : self._at + count]
            self._at += len(part)
            count -= len(part)
            parts.append(part)
        return b"".join(parts)

    def finish(self) -> None:
        """Nothing may follow what was read."""
        if not self._ended or self._at != len(self._ready):
            raise Fault("备份文件的内容比目录多，没有恢复任何内容")


def _facts(text: bytes) -> dict[str, str]:
    try:
        facts: Any = json.loads(text)
        bytes.fromhex(facts["salt"])
        if not all(isinstance(v, str) for v in facts.values()):
            raise ValueError
        return {"key": "", **facts}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Fault("备份文件的开头已损坏") from None
