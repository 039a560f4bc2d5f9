"""What a dashboard says of itself: tiles, each some indicators in a shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jishi.figures.declared import all_indicators
from jishi.kernel.declare import Declaration, DeclarationError

SHAPES = {
    "number": "数字", "trend": "走势", "children": "各下级", "ranking": "排名", "heat": "热力表",
}  # fmt: skip
ONE = ("trend", "children", "ranking")  # shapes of a single indicator
MOST = 24
MOST_CODES = 16


@dataclass(frozen=True, slots=True)
class Tile:
    shape: str
    codes: tuple[str, ...]
    title: str = ""

    def label(self) -> str:
        return self.title or "、".join(all_indicators()[code].title for code in self.codes)


@dataclass(frozen=True, kw_only=True)
class Board(Declaration):
    tiles: tuple[Tile, ...]
    roles: tuple[str, ...] = ()  # whose first board it is
    months: int = 12  # how long a period it opens with
    order: int = 50

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = [fault for tile in self.tiles for fault in tile_faults(tile)]
        if not 0 < len(self.tiles) <= MOST:
            faults.append(f"须有 1 至 {MOST} 块")
        if faults:
            raise DeclarationError(f"{self.title}：" + "；".join(faults))


def tile_faults(tile: Tile) -> Iterator[str]:
    if tile.shape not in SHAPES:
        yield f"没有「{tile.shape}」这种样子"
        return
    unknown = [code for code in tile.codes if code not in all_indicators()]
    yield from (f"没有编码为「{code}」的指标" for code in unknown)
    if not tile.codes:
        yield "还没有选指标"
    elif tile.shape in ONE and len(tile.codes) != 1:
        yield f"「{SHAPES[tile.shape]}」只放一个指标"
    elif len(tile.codes) > MOST_CODES:
        yield f"一块最多放 {MOST_CODES} 个指标"
    if (
        tile.shape == "ranking"
        and tile.codes
        and not unknown
        and not all_indicators()[tile.codes[0]].better
    ):
        yield f"「{all_indicators()[tile.codes[0]].title}」没有高低之分，不能排名"


def numbers(*codes: str) -> Tile:
    return Tile("number", codes)


def trend(code: str) -> Tile:
    return Tile("trend", (code,))


def children(code: str) -> Tile:
    return Tile("children", (code,))


def ranking(code: str) -> Tile:
    return Tile("ranking", (code,))


def heat(title: str, *codes: str) -> Tile:
    return Tile("heat", codes, title)
