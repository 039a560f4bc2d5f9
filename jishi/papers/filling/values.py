"""The figures a text asks for, read together, once. Start at `wanted` and `values_of`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.rows import rows_of
from jishi.figures.queries.showing import (
    Beside,
    Figure,
    by_month,
    figure,
    indicator_of,
    seen_below,
)
from jishi.kernel.period import Month, Period
from jishi.papers.filling.filled import Named
from jishi.papers.template.chips import Chip, Need, split
from jishi.papers.template.shape import Block, Piece, Template
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST_NAMES = 60


@dataclass
class Wanted:
    own: set[Need] = field(default_factory=set)
    below: set[Need] = field(default_factory=set)
    monthly: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    children: bool = False

    def add_text(self, text: str, codes: Iterable[str], into: set[Need]) -> None:
        for chip in (part for part in split(text) if isinstance(part, Chip)):
            if chip.code == "it":
                into |= {Need(code) for code in codes}
            elif chip.of_children:
                self.below |= set(chip.needs())
                self.children = True
            elif chip.code == "children.count":
                self.children = True
            else:
                into |= set(chip.needs())

    def add_piece(self, piece: Piece, into: set[Need]) -> None:
        target = self.below if piece.of_children else into
        self.children |= piece.of_children
        if piece.when is not None:
            target.add(piece.when.need)
        self.add_text(piece.text, piece.each, target)
        for text in (piece.otherwise, piece.zero, piece.lead, piece.end):
            self.add_text(text, (), into)

    def add(self, block: Block) -> None:
        into = self.below if block.each else self.own
        self.children |= bool(block.each)
        if block.when is not None:
            into.add(block.when.need)
        for piece in block.text:
            self.add_piece(piece, into)
        self.add_text(block.title, (), self.own)
        if block.kind == "people":
            self.named |= set(block.codes)
        elif block.by == "month" and block.codes:
            self.monthly |= set(block.codes)
        elif block.by == "compared":
            self.own |= {Need(c, s) for c in block.codes for s in ("", "previous", "last_year")}
        elif block.codes:
            needs = {Need(code) for code in block.codes}
            self.own |= needs
            self.below |= needs
            self.children = True


def wanted(template: Template) -> Wanted:
    found = Wanted()
    found.add_text(template.heading, (), found.own)
    for block in template.blocks:
        found.add(block)
    return found


@dataclass
class Names:
    names: list[Named]
    more: int


@dataclass
class Values:
    """Everything a paper of one organisation and period is filled with."""

    org: Organisation
    period: Period
    today: date
    as_of: date
    parent: str = ""
    children: list[Organisation] = field(default_factory=list)
    months: list[Period] = field(default_factory=list)
    own: dict[Need, Figure] = field(default_factory=dict)
    below: dict[tuple[int, Need], Figure] = field(default_factory=dict)
    monthly: dict[str, list[Figure]] = field(default_factory=dict)
    named: dict[str, Names] = field(default_factory=dict)
    rules: str = ""

    def of(self, need: Need, child: Organisation | None) -> Figure | None:
        return self.own.get(need) if child is None else self.below.get((child.pk, need))


def shifted(period: Period, shift: str) -> Period:
    if shift == "previous":
        return period.previous()
    if shift == "last_year":
        return period.same_last_year()
    if shift == "year":
        return Period(Month.of(period.last.year, 1), period.last)
    return period


def values_of(actor: Actor, org: Organisation, period: Period, what: Wanted) -> Values:
    parent = org.parent.short_name if org.parent_id and org.parent else ""
    named = {code: _named(actor, code, org, period) for code in sorted(what.named)}

    def find(at: Reading) -> Values:
        beside = Beside()
        found = Values(
            org, period, actor.today, min(period.last_day, actor.today), parent, named=named,
            rules=rules_of(what),
        )  # fmt: skip
        if what.children:
            found.children = seen_below(actor, at, org, period)
        for need in _in_order(what.own):
            found.own[need] = _figure(at, need, org, period, beside)
        _read_below(at, found, what, beside)
        last = Month.holding(at.today)
        found.months = [Period(m, m) for m in period.months if m <= last]
        for code in sorted(what.monthly):
            found.monthly[code] = by_month(at, indicator_of(code), org, period, beside)
        return found

    return read(actor.today, find)


def _read_below(at: Reading, found: Values, what: Wanted, beside: Beside) -> None:
    for need in _in_order(what.below) if found.children else ():
        for measure in indicator_of(need.code).counted:
            if measure.people:  # the rows of all below at once, not once for each
                at.rows(measure, found.org.pk, shifted(found.period, need.shift))
        for child in found.children:
            figure_ = _figure(at, need, child, found.period, beside)
            found.below[(child.pk, need)] = figure_


def _figure(at: Reading, need: Need, org: Organisation, period: Period, beside: Beside) -> Figure:
    return figure(at, indicator_of(need.code), org, shifted(period, need.shift), beside)


def _in_order(needs: Iterable[Need]) -> Sequence[Need]:
    return sorted(needs, key=lambda need: (need.code, need.shift))


def _named(actor: Actor, code: str, org: Organisation, period: Period) -> Names:
    indicator = indicator_of(code)
    found = rows_of(actor, indicator, org, period, most=MOST_NAMES)
    paths = dict(
        Organisation.objects.filter(code__in={row.org for row in found.rows}).values_list(
            "code", "path"
        )
    )
    permission = indicator.numerator.table.permission.code
    names = [Named(row.id, row.label, paths[row.org], permission) for row in found.rows]
    return Names(names, found.count - len(names))


def rules_of(what: Wanted) -> str:
    """Changes when what a figure means does."""
    codes = {need.code for need in (*what.own, *what.below)} | what.monthly | what.named
    said = "\n".join(f"{code}={indicator_of(code).describe()}" for code in sorted(codes))
    return sha256(said.encode()).hexdigest()[:16]
