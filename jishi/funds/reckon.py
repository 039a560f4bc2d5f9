"""Who owes dues for which month, who has paid: worked out of plain rows, for any number of people.

Start at `reckon`. Months of a range are bits of a number, the first month the lowest: so a person's
year is a few operations, and a county is reckoned in a moment.

A month is owed where somebody is a member on its last day (R-FEE-15, R-REL-20), from the first
amount ever fixed for them on; what lies before that is before this system knew. It stands in the
organisation that was paid for it, else in the one the member belonged to that day (R-REL-22).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

Mask = int


@dataclass(slots=True)
class Cell:
    """The dues of an organisation for one month. Every field adds up along the tree."""

    payable: int = 0  # members who owe
    paid: int = 0  # of them, who have paid
    late: int = 0  # of them, who paid after the month (the quarter) was over
    unfixed: int = 0  # members without a fixed amount
    exempt: int = 0  # members freed from paying
    payable_fen: int = 0
    paid_fen: int = 0
    short: int = 0  # paid, but less than the amount

    def add(self, other: Cell) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def open(self) -> int:
        """Who still has to pay."""
        return self.payable - self.paid

    @property
    def members(self) -> int:
        return self.payable + self.unfixed + self.exempt


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody is a member in an organisation, from one day until another."""

    person: int
    org: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A monthly amount from one month until another (not included)."""

    person: int
    first: int
    until: int | None
    fen: int


@dataclass(frozen=True, slots=True)
class Paid:
    """The months one person paid to one organisation, which of them late, and how much.

    Three sums tell whether every month was paid at its amount, without looking at each item: of the
    fen, of the fen times the place of the month (1, 2, …), and of their squares.
    """

    person: int
    org: int
    months: Mask
    late: Mask
    fen: int
    placed: int
    squares: int

    @property
    def sums(self) -> tuple[int, int, int]:
        return self.fen, self.placed, self.squares


@dataclass(frozen=True, slots=True)
class Range:
    """From one month to another, both included, as month numbers."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def all(self) -> Mask:
        return (1 << self.length) - 1

    def mask(self, first: int, until: int | None) -> Mask:
        """The months from `first` until `until` (not included) that lie within."""
        low = max(first, self.first) - self.first
        high = self.length if until is None else min(until, self.last + 1) - self.first
        return 0 if high <= low else (1 << high) - (1 << low)

    def stay(self, since: date, until: date | None) -> Mask:
        """The months on whose last day the stay lasts: that of its end is not among them."""
        end = None if until is None else until.year * 12 + until.month - 1
        return self.mask(since.year * 12 + since.month - 1, end)

    def months(self, mask: Mask) -> list[int]:
        return [self.first + bit for bit in bits(mask)]


def bits(mask: Mask) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(slots=True)
class Person:
    """What is known of one person within the range."""

    stays: list[tuple[int, Mask]] = field(default_factory=list)
    amounts: list[tuple[Mask, int]] = field(default_factory=list)
    paid: list[Paid] = field(default_factory=list)
    begins: int | None = None  # the month of the first amount

    @property
    def paid_months(self) -> Mask:
        months = 0
        for each in self.paid:
            months |= each.months
        return months

    def liable(self, span: Range) -> Mask:
        """A member on the last day of the month, and not before the first amount was fixed."""
        member = 0
        for _, mask in self.stays:
            member |= mask
        return member if self.begins is None else member & span.mask(self.begins, None)

    def monthly(self, bit: int) -> int | None:
        return next((fen for mask, fen in self.amounts if mask >> bit & 1), None)


@dataclass(slots=True)
class Sheet:
    """The result: cells by organisation, and people by number."""

    range: Range
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)

    def cell(self, org: int, month: int) -> Cell:
        row = self.cells.get(org)
        return row[month - self.range.first] if row else Cell()

    def owed(self, person: int) -> Mask:
        """The months a person owes, wherever: member, amount known, not freed."""
        who = self.people[person]
        fixed = 0
        for mask, fen in who.amounts:
            fixed |= mask if fen else 0
        return who.liable(self.range) & fixed

    def unpaid(self, person: int) -> Mask:
        return self.owed(person) & ~self.people[person].paid_months


def gather(
    span: Range,
    stays: Iterable[Stay],
    amounts: Iterable[Amount],
    reliefs: Iterable[Amount],
    paid: Iterable[Paid],
) -> dict[int, Person]:
    """What belongs to each person; relief takes the place of the amount for its months."""
    people: dict[int, Person] = {}
    for stay in stays:
        mask = span.stay(stay.since, stay.until)
        if mask:
            people.setdefault(stay.person, Person()).stays.append((stay.org, mask))
    for row in paid:
        people.setdefault(row.person, Person()).paid.append(row)
    for amount in amounts:
        who = people.get(amount.person)
        if who is None:
            continue
        who.begins = amount.first if who.begins is None else min(who.begins, amount.first)
        mask = span.mask(amount.first, amount.until)
        if mask:
            who.amounts.append((mask, amount.fen))
    for relief in reliefs:
        who = people.get(relief.person)
        mask = span.mask(relief.first, relief.until)
        if who is not None and mask:
            usual = [(m & ~mask, fen) for m, fen in who.amounts if m & ~mask]
            who.amounts = [*usual, (mask, relief.fen)]
    return people


Key = tuple[int, int | None, Mask, Mask, Mask]  # organisation, amount, months, paid, late


def reckon(span: Range, people: dict[int, Person], within: frozenset[int] | None = None) -> Sheet:
    """The cells of all organisations (within a set, if one is given)."""
    counted: dict[Key, int] = defaultdict(int)
    for who in people.values():
        for key in paid_keys(span, who):
            counted[key] += 1
    cells: dict[int, list[Cell]] = {}
    for (org, fen, months, paid, late), many in counted.items():
        if within is not None and org not in within:
            continue
        row = cells.get(org)
        if row is None:
            row = cells[org] = [Cell() for _ in range(span.length)]
        _count(row, fen, months, paid, late, many)
    return Sheet(span, cells, people)


def paid_keys(span: Range, who: Person) -> Iterator[Key]:
    """A person's months, cut by organisation and amount."""
    liable = who.liable(span)
    settled = 0  # months that stand where they were paid
    for row in who.paid:
        here = row.months & liable & ~settled
        settled |= here
        yield from _by_amount(who, row.org, here, here, row.late & here)
    for org, mask in who.stays:
        here = mask & liable & ~settled
        yield from _by_amount(who, org, here, 0, 0)


def _by_amount(who: Person, org: int, months: Mask, paid: Mask, late: Mask) -> Iterator[Key]:
    if not months:
        return
    left = months
    for mask, fen in who.amounts:
        here = left & mask
        if here:
            left &= ~here
            yield org, fen, here, paid & here, late & here
    if left:
        yield org, None, left, paid & left, late & left


def _count(
    row: list[Cell], fen: int | None, months: Mask, paid: Mask, late: Mask, many: int
) -> None:
    for bit in bits(months):
        cell = row[bit]
        has_paid = paid >> bit & 1
        if fen is None and not has_paid:
            cell.unfixed += many
        elif not fen and not has_paid:
            cell.exempt += many
        else:
            cell.payable += many
            cell.payable_fen += (fen or 0) * many
            if has_paid:
                cell.paid += many
                cell.paid_fen += (fen or 0) * many
                cell.late += many * (late >> bit & 1)


def irregular(sheet: Sheet) -> list[int]:
    """Whose payments are not simply their amounts: their items have to be looked at."""
    return [
        ident
        for ident, who in sheet.people.items()
        if who.paid and _summed(who) != _assumed(sheet.range, who)
    ]


def _summed(who: Person) -> tuple[int, int, int]:
    if len(who.paid) == 1:
        return who.paid[0].sums
    fen, placed, squares = zip(*(row.sums for row in who.paid), strict=True)
    return sum(fen), sum(placed), sum(squares)


def _assumed(span: Range, who: Person) -> tuple[int, int, int]:
    whole = placed = squares = 0
    for _, fen, _, paid, _ in paid_keys(span, who):
        if fen and paid:
            whole += fen * paid.bit_count()
            placed += fen * sum(bit + 1 for bit in bits(paid))
            squares += fen * fen * paid.bit_count()
    return whole, placed, squares


def correct(sheet: Sheet, items: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], int]:
    """Put actual sums in place of the assumed ones for the irregular people.

    `items` are (person, organisation, month, fen) summed over parts. Returns what each paid month
    is more (or less) than its amount.
    """
    off: dict[tuple[int, int], int] = {}
    for ident, org, month, fen in items:
        who, bit = sheet.people[ident], month - sheet.range.first
        usual = who.monthly(bit) or 0
        if fen == usual:
            continue
        row = sheet.cells.get(org)
        counted = who.liable(sheet.range) >> bit & 1
        if who.monthly(bit) is not None:
            off[ident, month] = fen - usual
        elif row is not None and counted:
            row[bit].payable_fen += fen  # no amount known: what was paid is taken as due
        if row is not None and counted:
            row[bit].paid_fen += fen - usual
            row[bit].short += fen < usual
    return off


@dataclass(frozen=True, slots=True)
class Due:
    """What is still open for a month: the whole of it, or what is missing to a raised amount."""

    fen: int | None  # none: no amount is fixed
    part: int = 0


def outstanding(
    span: Range, people: Mapping[int, Person], settled: Mapping[tuple[int, int], tuple[int, int]]
) -> dict[int, dict[int, Due]]:
    """Open months of each person, oldest first; `settled` is (fen, parts as bits) by both."""
    found: dict[int, dict[int, Due]] = {}
    for ident, who in people.items():
        for bit in bits(who.liable(span)):
            month, usual = span.first + bit, who.monthly(bit)
            paid, parts = settled.get((ident, month), (0, 0))
            if usual is None and not parts:
                found.setdefault(ident, {})[month] = Due(None)
            elif usual and paid < usual and parts != 3:
                found.setdefault(ident, {})[month] = Due(usual - paid, parts & 1)
    return found


def roll_up(
    cells: Mapping[int, Sequence[Cell]], lines: Mapping[int, Sequence[int]], length: int
) -> dict[int, list[Cell]]:
    """For every organisation on the way from a root down: itself and all below it."""
    sums: dict[int, list[Cell]] = {}
    for org, row in cells.items():
        for above in lines[org]:
            total = sums.get(above)
            if total is None:
                total = sums[above] = [Cell() for _ in range(length)]
            for cell, part in zip(total, row, strict=True):
                cell.add(part)
    return sums


def total(cells: Iterable[Cell]) -> Cell:
    """Several cells as one."""
    whole = Cell()
    for cell in cells:
        whole.add(cell)
    return whole


def run_of(unpaid: Mask, upto: int) -> int:
    """How many months in a row are unpaid, back from bit `upto` (R-FEE-19)."""
    count = 0
    while upto >= 0 and unpaid >> upto & 1:
        count, upto = count + 1, upto - 1
    return count
