"""Who owes and has paid, for an organisation with all below it: the board, a month, arrears.

The number of statements is the same for a branch and for a county.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum

from jishi.funds.access import DUES_VIEW
from jishi.funds.models import DuesItem, DuesPayment
from jishi.funds.queries import behind, sources
from jishi.funds.reckon import (
    Cell,
    Range,
    Sheet,
    bits,
    irregular,
    outstanding,
    reckon,
    roll_up,
    total,
)
from jishi.funds.reckon import Person as Months
from jishi.kernel.path import ids
from jishi.kernel.period import Month, Period
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may, standing, visible

NOBODY = [0]  # a list of people that is empty for the database too: the statement is made anyway


def span_of(period: Period) -> Range:
    return Range(period.first.index, period.last.index)


def sheet_of(actor: Actor, org: Organisation, span: Range) -> tuple[Sheet, dict[int, str]]:
    """The sheet of a subtree, and the path of each organisation in it."""
    rows = visible(actor, DUES_VIEW, Organisation.objects.filter(org.below()))
    paths = dict(rows.values_list("pk", "path"))
    within = frozenset(paths)
    if org.parent_id is None and may(actor, DUES_VIEW, org):
        people = sources.whole(span, None)
    else:
        people = _people_below(span, org)
    sheet = reckon(span, people, within)
    sources.settle(sheet, irregular(sheet))
    return sheet, paths


def _people_below(span: Range, org: Organisation) -> dict[int, Months]:
    """Members of the subtree, and whoever paid there while standing elsewhere."""
    here = sources.below(org)
    states = sources.member_states(span).filter(here).order_by()
    known = states.values("person_id")
    people = sources.whole(span, known)
    paid_here = sources.paid_by_others(span, here, known)
    apart = {
        row.person
        for who in people.values()
        for row in who.paid
        if row.org not in {stay for stay, _ in who.stays}
    }
    others = {row.person for row in paid_here} | apart
    return people | sources.people_of(span, others)


def top_of(actor: Actor) -> Organisation | None:
    """Where an actor's dues begin: the highest organisation within reach."""
    held = [root.org_id for root in standing(actor) if root.role in DUES_VIEW.to]
    rows = visible(actor, DUES_VIEW, Organisation.objects.all())
    found = rows.filter(pk__in=held).order_by("line").first() if held else None
    return found or rows.order_by("line").first()


def cell_of(actor: Actor, org: Organisation, month: Month) -> Cell:
    """The members of a subtree in one month and who of them has paid, wherever: four statements."""
    span = Range(month.index, month.index)
    states = visible(actor, DUES_VIEW, sources.member_states(span), via="org")
    known = states.filter(sources.below(org)).order_by().values("person_id")
    sheet = reckon(span, sources.whole(span, known))
    return total(cell for row in sheet.cells.values() for cell in row)


def paid_for(org: Organisation, month: Month) -> tuple[int, int]:
    """How many members of a subtree have paid for a month, and how much: one statement."""
    items = DuesItem.objects.filter(sources.below(org), live=True, month=month.index)
    found = items.aggregate(people=Count("person", distinct=True), fen=Sum("amount_fen"))
    return found["people"], found["fen"] or 0


# --- the board ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """An organisation on the board: its months, and all of them together."""

    org: Organisation
    cells: list[Cell]
    sum: Cell
    collected: int  # fen received in these months, whatever months it was for


@dataclass(frozen=True)
class Board:
    org: Organisation
    period: Period
    rows: list[Row]  # the organisations directly below, then the organisation's own members
    whole: Row

    @property
    def months(self) -> tuple[Month, ...]:
        return self.period.months


def board(actor: Actor, org: Organisation, period: Period) -> Board:
    span = span_of(period)
    sheet, paths = sheet_of(actor, org, span)
    lines = {ident: ids(path) for ident, path in paths.items()}
    sums = roll_up(sheet.cells, lines, span.length)
    money = collected(actor, org, period)
    received = _received_below(money, lines)
    below = list(
        visible(actor, DUES_VIEW, Organisation.objects.filter(parent=org)).order_by("line")
    )
    rows = [_row(each, sums, received, span) for each in below]
    own = sheet.cells.get(org.pk)
    if own and (total(own).members or org.pk in money):
        rows.append(Row(org, own, total(own), sum(money.get(org.pk, {}).values())))
    shown = [row for row in rows if row.org.is_open or row.sum.members or row.collected]
    return Board(org, period, shown, _row(org, sums, received, span))


def _row(
    org: Organisation, sums: dict[int, list[Cell]], received: dict[int, int], span: Range
) -> Row:
    cells = sums.get(org.pk) or [Cell() for _ in range(span.length)]
    return Row(org, cells, total(cells), received.get(org.pk, 0))


def collected(
    actor: Actor, org: Organisation, period: Period, kind: str = "regular"
) -> dict[int, dict[int, int]]:
    """Fen received, by organisation and month of the book."""
    rows = visible(actor, DUES_VIEW, DuesPayment.objects.all(), via="org").order_by()
    here = sources.below(org)
    rows = rows.filter(
        here, kind=kind, book_month__gte=period.first.index, book_month__lte=period.last.index
    )
    found: dict[int, dict[int, int]] = {}
    summed = rows.values("org_id", "book_month").annotate(fen=Sum("amount_fen"))
    for org_id, month, fen in summed.values_list("org_id", "book_month", "fen"):
        found.setdefault(org_id, {})[month] = fen
    return found


def _received_below(
    money: dict[int, dict[int, int]], lines: dict[int, tuple[int, ...]]
) -> dict[int, int]:
    sums: dict[int, int] = {}
    for org_id, months in money.items():
        for above in lines.get(org_id, ()):
            sums[above] = sums.get(above, 0) + sum(months.values())
    return sums


# --- a branch's month ---------------------------------------------------------------------------


@dataclass
class Line:
    """A member on the list of a month."""

    person: Person
    fen: int | None  # the amount of the month; none: not fixed
    state: str  # open, paid, late, exempt, unfixed, elsewhere, short
    paid_fen: int = 0
    paid_on: date | None = None
    payment_id: int | None = None
    receipt: str = ""
    where: str = ""  # the organisation that received it, if another
    behind: int = 0  # earlier months unpaid

    @property
    def can_pay(self) -> bool:
        return self.state == "open"


@dataclass
class MonthList:
    org: Organisation
    month: Month
    lines: list[Line] = field(default_factory=list)

    def count(self, *states: str) -> int:
        return sum(line.state in states for line in self.lines)

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.can_pay]

    @property
    def open_fen(self) -> int:
        return sum(line.fen or 0 for line in self.open_lines)

    @property
    def payable_fen(self) -> int:
        return sum(line.fen or 0 for line in self.lines if line.state != "exempt")

    @property
    def paid_fen(self) -> int:
        return sum(line.paid_fen for line in self.lines)


def month_list(actor: Actor, org: Organisation, month: Month) -> MonthList:
    """The members of a branch in a month, by name, with what they paid for it."""
    span = Range(month.index - 11, month.index)
    here = Range(month.index, month.index)
    states = visible(actor, DUES_VIEW, sources.member_states(here).filter(org=org), via="org")
    idents = list(states.order_by().values_list("person_id", flat=True))
    sheet = reckon(span, sources.people_of(span, idents or NOBODY))
    items = _items(idents, month)
    people = Person.objects.in_bulk([*idents])
    bit = span.length - 1
    lines = []
    for ident in idents:
        who = sheet.people[ident]
        unpaid = sheet.unpaid(ident)
        line = Line(people[ident], who.monthly(bit), _state(who.monthly(bit), items.get(ident, [])))
        _fill(line, items.get(ident, []), org)
        line.behind = (unpaid & ~(1 << bit)).bit_count()
        lines.append(line)
    lines.sort(key=lambda line: (not line.can_pay, line.person.search_text, line.person.pk))
    return MonthList(org, month, lines)


def _items(idents: list[int], month: Month) -> dict[int, list[DuesItem]]:
    found: dict[int, list[DuesItem]] = {}
    for some in sources.chunks(idents or NOBODY):
        rows = DuesItem.objects.filter(person_id__in=some, month=month.index, live=True)
        for item in rows.select_related("payment", "payment__org"):
            found.setdefault(item.person_id, []).append(item)
    return found


def _state(fen: int | None, items: list[DuesItem], ahead: bool = False) -> str:
    if items:
        paid = sum(item.amount_fen for item in items)
        if fen is not None and paid < fen:
            return "short"
        return "late" if any(item.late for item in items) else "paid"
    if fen is None:
        return "unfixed"
    if ahead:
        return "ahead"
    return "open" if fen else "exempt"


def _fill(line: Line, items: list[DuesItem], org: Organisation) -> None:
    for item in items:
        line.paid_fen += item.amount_fen
        line.paid_on, line.payment_id = item.payment.paid_on, item.payment_id
        line.receipt = item.payment.receipt
        if item.payment.org_id != org.pk:
            line.where = item.payment.org.short_name


# --- one member ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthState:
    month: Month
    fen: int | None
    state: str
    paid_fen: int
    paid_on: date | None
    payment_id: int | None
    receipt: str


def year_of(person_id: int, year: int, today: date) -> list[MonthState]:
    """The twelve months of one member; those before the first amount or outside are left out."""
    span = Range(year * 12, year * 12 + 11)
    who = sources.people_of(span, [person_id]).get(person_id)
    if who is None:
        return []
    shown = who.liable(span) | who.paid_months
    items: dict[int, list[DuesItem]] = {}
    rows = DuesItem.objects.filter(
        person_id=person_id, live=True, month__gte=span.first, month__lte=span.last
    )
    for item in rows.select_related("payment"):
        items.setdefault(item.month, []).append(item)
    found, this = [], Month.holding(today).index
    for bit in bits(shown):
        month, fen = span.first + bit, who.monthly(bit)
        here = items.get(month, [])
        last = here[-1].payment if here else None
        found.append(
            MonthState(
                Month(month), fen, _state(fen, here, month > this), sum(i.amount_fen for i in here),
                last.paid_on if last else None, last.pk if last else None,
                last.receipt if last else "",
            )
        )  # fmt: skip
    return found


def open_until(person_id: int, last: Month) -> tuple[Month | None, Month | None, int]:
    """The oldest and the newest open month of a member up to one, and what they come to."""
    span = Range(last.index - behind.LOOK_BACK + 1, last.index)
    people = sources.people_of(span, [person_id])
    open_ = outstanding(span, people, sources.settled(span, [person_id])).get(person_id, {})
    due = {month: each.fen for month, each in open_.items() if each.fen}
    if not due:
        return None, None, 0
    return Month(min(due)), Month(max(due)), sum(due.values())
