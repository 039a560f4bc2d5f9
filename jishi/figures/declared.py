"""The declarations: `Table` (which rows), `Measure` (which of them count), `Indicator` (over what).

A measure counts the rows of its table for which `where` holds, adds `value` over them, or counts
their people once each. Rows and count come from the same `where`, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from jishi.base.settings_tree import Setting
from jishi.figures.columns import Asked, Columns, Ints, Mask
from jishi.kernel.declare import Declaration, DeclarationError, discover
from jishi.kernel.tally import Measure as Merge
from jishi.tree.permissions import Permission

Where = Callable[[Columns, int], Mask]  # the rows that count, on a day (as a number)
Value = Callable[[Columns], Ints]
KINDS = ("count", "flow", "stock", "distinct", "ratio", "money", "duration")


@dataclass(frozen=True)
class Steady:
    """A condition that says the same of a row whatever the day: all months are counted at once."""

    test: Callable[[Columns], Mask]

    def __call__(self, rows: Columns, on: int) -> Mask:
        return self.test(rows)


every = Steady(Columns.all)


@dataclass(frozen=True, kw_only=True)
class Table(Declaration):
    """Rows of records with the organisation each belongs to and its day.

    A stock has `since` and `until` (not included) and is taken at the end of a month; anything else
    has a `day` and counts in the month of it.
    """

    stock: bool = False
    load: Callable[[Asked], Columns] = field(compare=False)
    follows: tuple[str, ...]  # what an act touches when it changes these rows
    counts: str  # what one row is: 名党员
    whose: str  # whose organisation a row belongs to
    dated: str  # which day counts
    noun: str  # what a row is in the list of rows
    labels: Callable[[Collection[int]], Mapping[int, str]] = field(compare=False)
    page: str = ""  # the route of the page of one row
    permission: Permission
    whole: bool = False  # few rows: any change counts all of them anew
    turns: tuple[str, ...] = ()  # of `follows`, what may concern any organisation
    started: bool = False  # nobody kept it before the office began to use this system
    counts_only: bool = False  # its rows are listed nowhere but in their own room


@dataclass(frozen=True, kw_only=True)
class Measure(Declaration):
    """Which rows of a table count. `source` is the clause, or the document, that asks for it."""

    table: Table
    where: Where = field(default=every, compare=False)
    value: Value | None = field(default=None, compare=False)
    people: bool = False  # persons, each once
    unit: str = "个"
    kind: str = ""  # of KINDS; what follows from the table where nothing is said
    scale: int = 1  # the value is kept in so many parts of the unit: fen, tenths of an hour
    about: str = ""  # why it is only about right
    shown: bool = True  # stands in the list by itself
    note: str = ""
    also: tuple[str, ...] = ()  # other words people write for it

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind and self.kind not in KINDS:
            raise DeclarationError(f"{self.code}：没有「{self.kind}」这种数字")

    @property
    def merge(self) -> Merge:
        if self.people:
            return Merge.DISTINCT
        return Merge.STOCK if self.table.stock else Merge.FLOW

    @property
    def shape(self) -> str:
        return self.kind or self.merge.value


@dataclass(frozen=True, kw_only=True)
class Indicator(Declaration):
    """A measure, or one over another."""

    numerator: Measure
    denominator: Measure | None = None
    reached: Measure | None = None  # of the people counted, those also counted here in the period
    unit: str = "%"
    better: str = ""  # more, less; empty: neither
    target: Setting[int] | None = None
    help: str = ""
    also: tuple[str, ...] = ()  # other words people write for it

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.reached is not None and not (self.numerator.people and self.reached.people):
            raise DeclarationError(f"{self.code}：只有人数可以问其中多少人")

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None

    @property
    def kind(self) -> str:
        return "ratio" if self.is_ratio else self.numerator.shape

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(m for m in (self.numerator, self.denominator) if m is not None)

    @property
    def counted(self) -> tuple[Measure, ...]:
        """Everything it is made of."""
        return (*self.measures, *((self.reached,) if self.reached else ()))

    @property
    def factor(self) -> Fraction:
        """What turns numerator, or numerator over denominator, into the value in the unit."""
        if self.denominator is None:
            return Fraction(1, self.numerator.scale)
        share = Fraction(self.denominator.scale, self.numerator.scale)
        return share * 100 if self.unit == "%" else share

    def describe(self) -> str:
        """What it says, in plain words, from the definition itself."""
        top = _described(self.numerator)
        text = top if self.denominator is None else (
            f"分子：{top}分母：{_described(self.denominator)}"
        )  # fmt: skip
        return "".join((text, self.help))


def _described(measure: Measure) -> str:
    table = measure.table
    how = {
        Merge.FLOW: "各月相加",
        Merge.STOCK: "取期末（当期取今天）",
        Merge.DISTINCT: "取期末，同一人只计一次" if table.stock else "同一人只计一次",
    }[measure.merge]
    what = measure.title if not measure.note else f"{measure.title}（{measure.note}）"
    rows = f"一{table.counts}计一" if measure.value is None else f"按{table.counts}相加"
    return f"{what}，{rows}；按{table.whose}，以{table.dated}为准；{how}。"


@cache
def all_tables() -> Mapping[str, Table]:
    return discover("jishi.figures.tables", Table)


@cache
def all_measures() -> Mapping[str, Measure]:
    return discover("jishi.figures.measures", Measure)


@cache
def measures_of(table: str) -> tuple[Measure, ...]:
    """Those that are kept as facts, in the order of the vector."""
    return tuple(m for m in all_measures().values() if m.table.code == table and not m.people)


@cache
def places_of(table: str) -> Mapping[str, int]:
    """Where each of them stands in the vector."""
    return {measure.code: place for place, measure in enumerate(measures_of(table))}


@cache
def kept_tables() -> Mapping[str, Table]:
    """Those of which facts are kept."""
    return {code: table for code, table in all_tables().items() if measures_of(code)}


@cache
def all_indicators() -> Mapping[str, Indicator]:
    """The declared ones, and every measure that stands by itself."""
    found = dict(discover("jishi.figures.indicators", Indicator))
    for code, measure in all_measures().items():
        if measure.shown and code not in found:
            found[code] = Indicator(
                code=code, title=measure.title, source=measure.source, numerator=measure,
                unit=measure.unit, also=measure.also,
            )  # fmt: skip
    return dict(sorted(found.items()))
