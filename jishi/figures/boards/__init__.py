"""Dashboards that hold for a role out of the box, a file each; people's own are rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.figures.boards.board import SHAPES, Board, Tile
from jishi.kernel.declare import discover


@cache
def all_boards() -> Mapping[str, Board]:
    found = discover("jishi.figures.boards", Board)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


__all__ = ["SHAPES", "Board", "Tile", "all_boards"]
