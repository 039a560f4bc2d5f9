"""Money: whole fen everywhere; yuan only where people read it."""

from __future__ import annotations

FEN = 100
"""Fen in a yuan."""


def yuan(fen: int | None) -> str:
    """1,234.50 as offices write it; nothing known is nothing, which is not 0.00."""
    if fen is None:
        return ""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // FEN:,}.{abs(fen) % FEN:02d}"
