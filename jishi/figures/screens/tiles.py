"""What the template of tiles shows of one: its numbers, months, ranks, rows, and its chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jishi.figures.queries.boards import Shown
from jishi.figures.queries.showing import Figure
from jishi.figures.screens.looking import parts

At = Callable[..., str]  # (route, *args, **question) → address, at the place that is shown


def tile_shown(number: int, each: Shown, at: At) -> dict[str, Any]:
    first = each.indicators[0]
    return {
        "shown": each, "title": each.tile.label(), "id": f"tile-{number}",
        "unit": first.unit, "shape": each.tile.shape, "better": first.better,
        "url": at("figure", first.code),
        "numbers": [(n, at("figure", n.figure.indicator.code), parts(n.figure))
                    for n in each.numbers],
        "months": [(f, _of(f, at)) for f in each.months],
        "ranked": [(r.place, r.figure, _of(r.figure, at), parts(r.figure)) for r in each.ranked],
        "columns": [(i.title, at("figure", i.code)) for i in each.indicators],
        "heat": [(org, [(c, _of(c.figure, at)) for c in cells]) for org, cells in each.rows],
        "chart": _chart(each), "chart_id": f"tile-{number}-data",
    }  # fmt: skip


def _of(figure: Figure, at: At) -> str:
    return at("figure", figure.indicator.code, org=figure.org.code, period=figure.period)


def _chart(each: Shown) -> dict[str, Any] | None:
    """What a chart draws; the table under it says the same."""
    if each.tile.shape == "trend":
        figures, labels = each.months, [f.period.label for f in each.months]
    elif each.tile.shape in ("children", "ranking"):
        figures = [r.figure for r in each.ranked]
        labels = [f.org.short_name for f in figures]
    else:
        return None
    return {
        "kind": "line" if each.tile.shape == "trend" else "bar", "labels": labels,
        "title": each.tile.label(), "unit": each.indicators[0].unit,
        "values": [None if f.value is None else float(round(f.value, 2)) for f in figures],
    }  # fmt: skip
