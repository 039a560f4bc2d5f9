"""What kind of number somebody typed in to find a person by."""

from __future__ import annotations

import re

from jishi.kernel.identity import tidy

_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"(?:\+?86)?(1[0-9]{10})")


def kind_of_number(text: str) -> tuple[str, str]:
    """`identity`, `phone` or `code`, and the number as it is stored."""
    plain = tidy(text)
    if _IDENTITY.fullmatch(plain):
        return "identity", plain
    phone = _PHONE.fullmatch(plain)
    if phone:
        return "phone", phone[1]
    return "code", text.strip()
