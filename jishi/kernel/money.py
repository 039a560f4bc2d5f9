"""Money: whole fen everywhere; yuan only where people read it."""

from __future__ import annotations

FEN = 100
"""Fen in a yuan."""


def yuan(fen: int | None, *, grouped: bool = True) -> str:
    """1,234.50 as offices write it; nothing known is nothing, which is not 0.00.

    Not grouped it is 1234.50, as tables hold it that are read again.
    """
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{whole:{',' if grouped else ''}}.{rest:02d}"
