"""What the records cannot answer and has to be asked: declared once, asked once, kept as facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.figures.asked.item import AskedItem
from jishi.kernel.declare import discover


@cache
def all_items() -> Mapping[str, AskedItem]:
    return discover("jishi.figures.asked", AskedItem)


__all__ = ["AskedItem", "all_items"]
