"""A board of one's own as the rows that a person arranges: a row is a tile in the making."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict

from jishi.base.web.arranging import Row
from jishi.figures.boards import SHAPES, Tile
from jishi.figures.boards.board import ONE, tile_faults
from jishi.figures.declared import all_indicators

MOST_TITLE = 40
LABELS = {**SHAPES, "trend": "走势（折线）", "children": "各下级（柱形）"}


def rows_of(tiles: Iterable[Tile]) -> list[Row]:
    return [
        {"key": f"tile_{n}", "shape": each.shape, "codes": list(each.codes), "title": each.title}
        for n, each in enumerate(tiles, 1)
    ]


def tile_of(row: Row) -> Tile:
    """Whatever was sent, a tile comes of it; whether it may stand is another question."""
    sent = row.get("codes")
    codes = [c for c in sent if isinstance(c, str)] if isinstance(sent, list) else []
    title = row.get("title")
    return Tile(str(row.get("shape", "")), tuple(dict.fromkeys(codes)),
                title[:MOST_TITLE] if isinstance(title, str) else "")  # fmt: skip


def tiles_of(rows: Sequence[Row]) -> list[Tile]:
    return [tile_of(row) for row in rows]


def valid_tiles(rows: Sequence[Row]) -> list[Tile]:
    return [tile for tile in tiles_of(rows) if not list(tile_faults(tile))]


def faults_of(rows: Sequence[Row]) -> list[str]:
    return [
        f"第 {n} 块：{fault}"
        for n, tile in enumerate(tiles_of(rows), 1)
        for fault in tile_faults(tile)
    ]


def typed(row: Row, given: QueryDict) -> Row:
    name = f"row-{row['key']}-"
    if f"{name}shape" not in given:
        return row
    shape = str(given[f"{name}shape"])
    title = str(given.get(f"{name}title") or "").strip()[:MOST_TITLE]
    return {**row, "shape": shape if shape in SHAPES else row.get("shape", ""), "title": title}


def with_code(rows: Sequence[Row], key: str, code: str) -> list[Row]:
    """One more indicator in a tile that is there already."""
    return [
        {**row, "codes": [*tile_of(row).codes, code]}
        if row["key"] == key and code not in tile_of(row).codes else row
        for row in rows
    ]  # fmt: skip


def without_code(rows: Sequence[Row], key: str, code: str) -> list[Row]:
    """One fewer; a tile without any is none."""
    fewer = [
        {**row, "codes": [c for c in tile_of(row).codes if c != code]} if row["key"] == key else row
        for row in rows
    ]  # fmt: skip
    return [row for row in fewer if tile_of(row).codes]


def takes_more(row: Row) -> bool:
    return row.get("shape") not in ONE


def told(rows: Sequence[Row]) -> str:
    """The tiles in words, one a line, for putting two versions beside each other."""
    known = all_indicators()
    found = []
    for tile in tiles_of(rows):
        names = "、".join(known[code].title for code in tile.codes if code in known)
        title = f"「{tile.title}」" if tile.title else ""
        found.append(f"{SHAPES.get(tile.shape, '')}{title}：{names}")
    return "\n".join(found)


def shown(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What the page shows of each row."""
    known = all_indicators()
    return [
        {
            "key": row["key"], "shape": tile.shape, "named": tile.title,
            "title": tile.title or "、".join(known[c].title for c in tile.codes if c in known),
            "codes": [(code, known[code].title) for code in tile.codes if code in known],
            "faults": list(tile_faults(tile)), "label": LABELS.get(tile.shape, ""),
        }
        for row, tile in zip(rows, tiles_of(rows), strict=True)
    ]  # fmt: skip
