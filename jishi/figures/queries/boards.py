"""A dashboard filled in: everything on it of one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import QuerySet

from jishi.figures.boards import Board, Tile, all_boards
from jishi.figures.declared import Indicator, all_indicators
from jishi.figures.models import OwnBoard
from jishi.figures.queries.comparing import LEAST_MONTHS, Compared
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, Figure, by_month, figure, seen_below
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import standing

BANDS = 5  # shades of a heat table


@dataclass(frozen=True)
class Number:
    figure: Figure
    before: Compared


@dataclass(frozen=True)
class Cell:
    figure: Figure
    shade: int  # 1 the worst to BANDS the best; 0 where nothing is to be said


@dataclass(frozen=True)
class Ranked:
    place: int
    figure: Figure


@dataclass(frozen=True)
class Shown:
    """A tile with what stands in it."""

    tile: Tile
    indicators: Sequence[Indicator]
    numbers: list[Number] = field(default_factory=list)
    months: list[Figure] = field(default_factory=list)
    ranked: list[Ranked] = field(default_factory=list)
    rows: list[tuple[Organisation, list[Cell]]] = field(default_factory=list)


def boards_of(actor: Actor) -> QuerySet[OwnBoard]:
    """One's own: nobody else's are within reach."""
    return OwnBoard.objects.filter(account=actor.account_id or 0).order_by("title", "pk")


def own_board(actor: Actor, pk: int) -> OwnBoard:
    found = boards_of(actor).select_related("org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def first_board(actor: Actor) -> Board:
    """The one that fits what somebody does here."""
    held = {root.role for root in standing(actor)}
    known = all_boards()
    return next((b for b in known.values() if held & set(b.roles)), next(iter(known.values())))


def fill_board(
    actor: Actor, tiles: Sequence[Tile], org: Organisation, period: Period
) -> list[Shown]:  # fmt: skip
    beside = Beside()

    def look(at: Reading) -> list[Shown]:
        below = seen_below(actor, at, org, period) if any(t.shape in _WIDE for t in tiles) else []
        return [_shown(at, tile, org, period, beside, below) for tile in tiles]

    return read(actor.today, look)


_WIDE = ("children", "ranking", "heat")


def _shown(
    at: Reading, tile: Tile, org: Organisation, period: Period, beside: Beside,
    below: Sequence[Organisation],
) -> Shown:  # fmt: skip
    wanted = [all_indicators()[code] for code in tile.codes]
    if tile.shape == "number":
        numbers = [_number(at, one, org, period, beside) for one in wanted]
        return Shown(tile, wanted, numbers=numbers)
    if tile.shape == "trend":
        last = min(period.last, Month.holding(at.today))
        run = Period(min(period.first, last.plus(1 - LEAST_MONTHS)), max(last, period.first))
        return Shown(tile, wanted, months=by_month(at, wanted[0], org, run, beside))
    table = {one.code: [figure(at, one, child, period, beside) for child in below]
             for one in wanted}  # fmt: skip
    if tile.shape == "heat":
        return Shown(tile, wanted, rows=_heat(wanted, table, below))
    found = table[wanted[0].code]
    if tile.shape == "ranking":
        return Shown(tile, wanted, ranked=ranked(wanted[0], found))
    return Shown(tile, wanted, ranked=[Ranked(0, each) for each in found])


def _number(
    at: Reading, one: Indicator, org: Organisation, period: Period, beside: Beside
) -> Number:  # fmt: skip
    now = figure(at, one, org, period, beside)
    then = figure(at, one, org, period.previous(), beside)
    both = now.value is not None and then.value is not None
    change = now.value - then.value if both else None  # type: ignore[operator]
    return Number(now, Compared("上一期", then, change))


def ranked(one: Indicator, found: Sequence[Figure]) -> list[Ranked]:
    """The best first; equals share a place; who has no number has no place."""
    with_value = [(each.value, each) for each in found if each.value is not None]
    sign = -1 if one.better == "more" else 1
    ordered = sorted(with_value, key=lambda pair: (sign * pair[0], pair[1].org.line))
    made: list[Ranked] = []
    for number, (value, each) in enumerate(ordered, 1):
        same = made and made[-1].figure.value == value
        made.append(Ranked(made[-1].place if same else number, each))
    return made + [Ranked(0, each) for each in found if each.value is None]


def _heat(
    wanted: Sequence[Indicator], table: Mapping[str, Sequence[Figure]],
    below: Sequence[Organisation],
) -> list[tuple[Organisation, list[Cell]]]:  # fmt: skip
    columns = {
        one.code: [Cell(each, shade(one, each.value, _values(table[one.code])))
                   for each in table[one.code]]
        for one in wanted
    }  # fmt: skip
    return [(org, [columns[one.code][place] for one in wanted]) for place, org in enumerate(below)]


def _values(found: Sequence[Figure]) -> list[Fraction]:
    return [each.value for each in found if each.value is not None]


def shade(one: Indicator, value: Fraction | None, others: Sequence[Fraction]) -> int:
    """Between the worst and the best beside it; what is neither good nor bad by size alone."""
    if value is None or not others:
        return 0
    low, high = min(others), max(others)
    if low == high:
        return 0
    part = (value - low) / (high - low)
    part = 1 - part if one.better == "less" else part
    return 1 + min(BANDS - 1, int(part * BANDS))
