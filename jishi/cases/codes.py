"""Tracking codes of residents: eighty random bits, written down here as a hash only."""

from __future__ import annotations

import hashlib
import secrets

import segno
from django.conf import settings

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none to be mistaken for another
LENGTH = 16  # of 5 bits each
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """For the resident's slip: ABCD-EFGH-JKMN-PQRS."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def hash_of(typed: str) -> str:
    """What is compared; '' for what can be no code. Blanks, dashes and case do not matter."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_ALIKE)
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        return ""
    return hashlib.sha256(f"case-code:{code}".encode()).hexdigest()


def picture_of(code: str) -> str:
    """The code to be scanned: with the public address it opens the page, else it is the letters."""
    text = f"{settings.PUBLIC_URL}/portal/track/?code={code}" if settings.PUBLIC_URL else code
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=2, scale=4))
