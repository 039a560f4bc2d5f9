"""What a token looks like: a start that gives a leaked one away, and 256 random bits."""

from __future__ import annotations

import hashlib
import secrets

START = "jishi_"


def new_secret() -> str:
    return START + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """A plain hash is enough: 256 random bits cannot be guessed, unlike a password."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
