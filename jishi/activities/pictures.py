"""The print of a picture: the same photograph has the same one, whatever its size or name.

Each of 64 places says whether it is darker than its right-hand neighbour. Two prints that differ
in a few places are looked at side by side by a person; nothing is decided by them (R-LAW-11).
"""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

NEAR = 4  # places in which the same picture may differ after being saved again


def look_of(data: bytes) -> str:
    """Sixteen hexadecimal figures, '' for what is no picture or a blank one."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, OSError, ValueError):
        return ""
    bytes_ = small.tobytes()
    bits = 0
    for row in range(8):
        for place in range(8):
            at = row * 9 + place
            bits = bits << 1 | (bytes_[at] < bytes_[at + 1])
    return f"{bits:016x}" if max(bytes_) - min(bytes_) > 8 else ""


def differs(one: str, other: str) -> int:
    """In how many places two prints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
