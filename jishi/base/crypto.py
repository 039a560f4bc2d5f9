"""Sealing text and bytes: SM4-GCM under a numbered key, and blind indexes by HMAC-SM3 (law 13).

`seal(text, "person.phone")` gives `v1.<key number>.<base64>`; the purpose, a table and column, is
bound into it, so that a value copied into another column does not open. The highest key of the
ring writes, all of them read. Models use `sealed.SealedField` rather than these functions.
"""

from __future__ import annotations

import base64
import binascii
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from jishi.config.environment import Fault, secret_file
from jishi.config.keys import keys, read_keys

NONCE: Final = 12
TAG: Final = 16
MAGIC: Final = b"JISHI1"


class CannotOpen(Exception):
    """A sealed value that does not open. The message holds no value, only what to do."""


class MissingKey(CannotOpen):
    def __init__(self, number: int) -> None:
        super().__init__(f"密钥文件里没有第 {number} 号密钥，请放回含有它的密钥文件")
        self.number = number


def encrypt(key: bytes, nonce: bytes, clear: bytes, bound: bytes) -> bytes:
    """SM4-GCM as in RFC 8998: ciphertext followed by the tag."""
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(bound)
    return work.update(clear) + work.finalize() + work.tag


def decrypt(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    body, tag = sealed[:-TAG], sealed[-TAG:]
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    work.authenticate_additional_data(bound)
    return work.update(body) + work.finalize()


def seal(text: str, purpose: str) -> str:
    number = keys().current
    nonce = os.urandom(NONCE)
    body = encrypt(_key(number), nonce, text.encode(), _bound(number, purpose))
    return f"v1.{number}.{base64.b64encode(nonce + body).decode()}"


def unseal(sealed: str, purpose: str) -> str:
    number, raw = _parts(sealed)
    return _open(number, raw, purpose).decode()


def key_number(sealed: str) -> int:
    """Under which key a value is sealed."""
    return _parts(sealed)[0]


def seal_bytes(clear: bytes, purpose: str) -> bytes:
    """The same for a file: magic, key number, nonce, ciphertext, tag."""
    number = keys().current
    nonce = os.urandom(NONCE)
    body = encrypt(_key(number), nonce, clear, _bound(number, purpose))
    return MAGIC + number.to_bytes(4, "big") + nonce + body


def unseal_bytes(sealed: bytes, purpose: str) -> bytes:
    return _open(key_number_of_bytes(sealed), sealed[len(MAGIC) + 4 :], purpose)


def key_number_of_bytes(sealed: bytes) -> int:
    start = len(MAGIC)
    if sealed[:start] != MAGIC or len(sealed) < start + 4:
        raise CannotOpen("文件不是本系统加密的，或已损坏")
    return int.from_bytes(sealed[start : start + 4], "big")


def blind_index(kind: str, text: str) -> str:
    """What an exact search compares instead of the value; empty stays empty."""
    known = _known.get()
    if known is not None:
        found = known.get((kind, text))
        if found is None:
            found = known[kind, text] = _index(kind, text)
        return found
    return _index(kind, text)


@contextmanager
def remembering() -> Iterator[None]:
    """While a table goes in each value's index is made once; nothing is kept beyond it."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


_known: ContextVar[dict[tuple[str, str], str] | None] = ContextVar("known_indexes", default=None)


def _index(kind: str, text: str) -> str:
    plain = normalised(text)
    if not plain:
        return ""
    mac = _begun(keys().index).copy()
    mac.update(f"{len(kind)}:{kind}:{plain}".encode())
    return mac.finalize().hex()


@lru_cache(maxsize=4)
def _begun(key: bytes) -> hmac.HMAC:
    return hmac.HMAC(key, hashes.SM3())


def normalised(text: str) -> str:
    """Full width as half width, capitals, and no blanks or dashes: as people mean it."""
    if text.isascii() and text.isalnum():
        return text.upper()  # as it mostly comes
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in folded if not c.isspace() and c not in "-‐‑‒–—")


def _parts(sealed: str) -> tuple[int, bytes]:
    try:
        version, number, body = sealed.split(".", 2)
        raw = base64.b64decode(body, validate=True)
        if version != "v1" or len(raw) < NONCE + TAG:
            raise ValueError
        return int(number), raw
    except (ValueError, binascii.Error):
        raise CannotOpen("加密内容的格式不对，可能被改动或截断") from None


def _open(number: int, raw: bytes, purpose: str) -> bytes:
    try:
        return decrypt(_key(number), raw[:NONCE], raw[NONCE:], _bound(number, purpose))
    except (InvalidTag, ValueError):
        raise CannotOpen(
            f"用第 {number} 号密钥打不开（{purpose}）：内容被改动、放错了地方，或密钥文件不是原来的"
        ) from None


def _key(number: int) -> bytes:
    ring = keys().fields
    if number not in ring:
        _learn_new_keys(ring)
    if number not in ring:
        raise MissingKey(number)
    return ring[number]


def _learn_new_keys(ring: dict[int, bytes]) -> None:
    """A key may have been added by another process since this one started."""
    try:
        fresh = read_keys(secret_file()).fields
    except Fault:
        return
    if ring.items() <= fresh.items():  # the same ring, grown
        ring.update(fresh)


def _bound(number: int, purpose: str) -> bytes:
    return f"v1.{number}.{purpose}".encode()
