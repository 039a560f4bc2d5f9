"""A hundred thousand invented members: every part equals its total, at each level of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from jishi.funds import reckon
from jishi.funds.reckon import Amount, Cell, Paid, Range, Stay, gather, irregular, roll_up, total
from jishi.funds.rules.ledger import share_of
from jishi.funds.rules.standing import owes
from jishi.kernel.period import Month

SPAN = Range(Month.of(2025, 12).index, Month.of(2026, 11).index)
START = date(2025, 6, 1)
AMOUNTS = (20, 50, 1500, 3000, 9000, 20_002)


@dataclass
class Rows:
    stays: list[Stay]
    amounts: list[Amount]
    reliefs: list[Amount]
    items: list[tuple[int, int, int, int, bool]]  # person, organisation, month, fen, late

    def paid(self) -> list[Paid]:
        found: dict[tuple[int, int], list[int]] = {}
        for person, org, month, fen, late in self.items:
            row = found.setdefault((person, org), [0, 0, 0, 0, 0])
            bit = 1 << (month - SPAN.first)
            row[0] |= bit
            row[1] |= bit if late else 0
            row[2] += fen
            row[3] += fen * (month - SPAN.first + 1)
            row[4] += fen * fen
        return [Paid(person, org, *row) for (person, org), row in found.items()]

    def people(self) -> dict[int, reckon.Person]:
        return gather(SPAN, self.stays, self.amounts, self.reliefs, self.paid())


def tree(random: Random, count: int) -> dict[int, tuple[int, ...]]:
    """Organisation → the way from the root down to it."""
    lines = {1: (1,)}
    for org in range(2, count + 1):
        above = lines[random.randrange(max(1, org // 8), org)]
        lines[org] = (*above, org)
    return lines


def invent(random: Random, people: int, orgs: int) -> Rows:
    rows = Rows([], [], [], [])
    for person in range(people):
        since, org = START + timedelta(random.randrange(500)), random.randrange(1, orgs + 1)
        places = [org]
        moved = random.random() < 0.1
        until = since + timedelta(random.randrange(1, 300)) if moved else None
        rows.stays.append(Stay(person, org, since, until))
        if moved and random.random() < 0.7:
            places.append(random.randrange(1, orgs + 1))
            rows.stays.append(Stay(person, places[1], until or since, None))
        if random.random() < 0.97:
            first = SPAN.first - random.randrange(0, 8) + random.randrange(0, 10)
            half = first + random.randrange(1, 12) if random.random() < 0.1 else None
            rows.amounts.append(Amount(person, first, half, random.choice(AMOUNTS)))
            if half is not None:
                rows.amounts.append(Amount(person, half, None, random.choice(AMOUNTS)))
        if random.random() < 0.03:
            start = SPAN.first + random.randrange(12)
            rows.reliefs.append(Amount(person, start, start + 4, random.choice((0, 10))))
        upto = random.randrange(13)
        _pay(random, rows, person, places, upto)
    return rows


def _pay(random: Random, rows: Rows, person: int, places: list[int], upto: int) -> None:
    fen = rows.amounts[-1].fen if rows.amounts and rows.amounts[-1].person == person else 100
    for month in range(SPAN.first, SPAN.first + upto):
        amount = fen if random.random() < 0.98 else fen + random.choice((-10, 500))
        where = random.choice(places)
        rows.items.append((person, where, month, amount, random.random() < 0.2))


def slowly(rows: Rows) -> dict[tuple[int, int], Cell]:
    """The same month by month and member by member, as one would on paper."""
    cells: dict[tuple[int, int], Cell] = {}
    begins: dict[int, int] = {}
    amounts: dict[int, list[Amount]] = {}
    reliefs: dict[int, list[Amount]] = {}
    for row in rows.amounts:
        amounts.setdefault(row.person, []).append(row)
        begins[row.person] = min(row.first, begins.get(row.person, row.first))
    for row in rows.reliefs:
        reliefs.setdefault(row.person, []).append(row)
    paid = {(person, month): (org, fen, late) for person, org, month, fen, late in rows.items}
    for stay in rows.stays:
        for month in range(SPAN.first, SPAN.last + 1):
            day = Month(month).last_day
            ended = stay.until is not None and stay.until <= day
            if not owes("full", stay.since, Month(month)) or ended:
                continue
            if month < begins.get(stay.person, 0):
                continue
            fen = _of(reliefs, stay.person, month)
            fen = _of(amounts, stay.person, month) if fen is None else fen
            org, amount, late = paid.get((stay.person, month), (stay.org, None, False))
            _enter(cells.setdefault((org, month), Cell()), fen, amount, late)
    return cells


def _of(rows: dict[int, list[Amount]], person: int, month: int) -> int | None:
    for row in rows.get(person, []):
        if row.first <= month and (row.until is None or month < row.until):
            return row.fen
    return None


def _enter(cell: Cell, fen: int | None, amount: int | None, late: bool) -> None:
    if amount is None and fen is None:
        cell.unfixed += 1
    elif amount is None and fen == 0:
        cell.exempt += 1
    else:
        cell.payable += 1
        cell.payable_fen += fen if fen is not None else (amount or 0)
        if amount is not None:
            cell.paid += 1
            cell.late += late
            cell.paid_fen += amount
            cell.short += fen is not None and amount < fen


def fast(rows: Rows) -> reckon.Sheet:
    sheet = reckon.reckon(SPAN, rows.people())
    wanted = set(irregular(sheet))
    reckon.correct(sheet, [row[:4] for row in rows.items if row[0] in wanted])
    return sheet


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_one_would_find_on_paper(seed: int):
    rows = invent(Random(seed), 4000, 60)
    sheet, paper = fast(rows), slowly(rows)
    found = {
        (org, month): cell
        for org, row in sheet.cells.items()
        for month, cell in enumerate(row, SPAN.first)
        if cell != Cell()
    }
    assert found == {key: cell for key, cell in paper.items() if cell != Cell()}


def test_a_hundred_thousand_members_add_up_at_every_level():
    random = Random(7)
    lines = tree(random, 400)
    rows = invent(random, 100_000, 400)
    sheet = fast(rows)
    sums = roll_up(sheet.cells, lines, SPAN.length)
    below: dict[int, list[int]] = {}
    for org, line in lines.items():
        if len(line) > 1:
            below.setdefault(line[-2], []).append(org)
    for org, row in sums.items():
        for bit, cell in enumerate(row):
            parts = [sums[child][bit] for child in below.get(org, []) if child in sums]
            own = sheet.cells.get(org)
            assert cell == total([*parts, *([own[bit]] if own else [])]), (org, bit)
    whole = total(sums[1])
    assert whole == total(cell for row in sheet.cells.values() for cell in row)
    assert whole.payable >= whole.paid > 300_000
    member_months = sum(
        who.liable(SPAN).bit_count()
        for who in sheet.people.values()
        for mask in [_known_member(who)]
    )
    assert whole.members == member_months


def _known_member(who: reckon.Person) -> int:
    member = 0
    for _, mask in who.stays:
        member |= mask
    return member & (SPAN.all if who.begins is None else SPAN.mask(who.begins, None))


def test_shares_of_parts_are_within_a_fen_of_the_share_of_the_whole():
    from decimal import Decimal

    random = Random(3)
    for _ in range(2000):
        received, percent = random.randrange(10**9), Decimal(random.randrange(10_001)) / 100
        exact = received * percent / 100
        assert abs(share_of(received, percent) - exact) <= Decimal("0.5")
        assert share_of(received, Decimal(100)) == received


def test_a_month_counted_wrongly_would_be_noticed(monkeypatch: pytest.MonkeyPatch):
    rows = invent(Random(1), 500, 10)
    whole_months = Range.stay
    monkeypatch.setattr(
        Range, "stay", lambda self, since, until: whole_months(self, since, until) & ~1
    )
    cells = fast(rows).cells
    monkeypatch.undo()
    paper = slowly(rows)
    assert any(paper.get((org, SPAN.first), Cell()) != row[0] for org, row in cells.items())


def test_six_in_a_row_are_counted_back_from_the_last_month():
    assert reckon.run_of(0b0111111, 5) == 6
    assert reckon.run_of(0b1011111, 6) == 1
    assert reckon.run_of(0b0011111, 6) == 0
