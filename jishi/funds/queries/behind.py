"""Who is behind: months that are over and unpaid, with the reason and the agreed date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jishi.funds.access import DUES_VIEW
from jishi.funds.models import ArrearsNote
from jishi.funds.queries import sources
from jishi.funds.reckon import Range, Sheet, bits, run_of
from jishi.funds.rules.payments import LONG_MONTHS
from jishi.kernel.period import Month
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may, visible

LOOK_BACK = 24  # months of arrears that are looked at


@dataclass
class Behind:
    """A member who is behind: which months, how much, how many in a row up to now."""

    person_id: int
    months: list[int]
    fen: int
    in_a_row: int
    note: ArrearsNote | None = None

    @property
    def months_text(self) -> str:
        return runs_text(self.months)

    @property
    def reason(self) -> str:
        return self.note.get_reason_display() if self.note else ""

    @property
    def agreed_on(self) -> date | None:
        return self.note.agreed_on if self.note else None

    @property
    def six_months(self) -> bool:
        justified = self.note is not None and self.note.justified
        return self.in_a_row >= LONG_MONTHS and not justified


def runs_text(months: Sequence[int]) -> str:
    """2026-03 至 2026-05、2026-08"""
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][1] == month - 1:
            runs[-1][1] = month
        else:
            runs.append([month, month])
    return "、".join(str(Month(a)) if a == b else f"{Month(a)} 至 {Month(b)}" for a, b in runs)


def members_of(actor: Actor, org: Organisation) -> QuerySet[Person]:
    """Who is a member at or below an organisation today."""
    here = sources.below(org)
    rows = visible(actor, DUES_VIEW, Person.objects.all(), via="org")
    return rows.filter(here, standing__in=COUNTED, merged_into=None)


def arrears(actor: Actor, org: Organisation, today: date) -> dict[int, Behind]:
    """Members of today who are behind with months that are over, wherever they stood then.

    The receiving branch sees what was left open before (R-REL-22).
    """
    last = Month.holding(today).index - 1
    span = Range(last - LOOK_BACK + 1, last)
    whole = org.parent_id is None and may(actor, DUES_VIEW, org)
    mine = members_of(actor, org).order_by().values("pk")
    people = sources.whole(span, None if whole else mine)
    today_ids = set(mine.values_list("pk", flat=True)) if whole else people.keys()
    sheet = Sheet(span, people=people)
    found: dict[int, Behind] = {}
    for ident in today_ids & people.keys():
        unpaid = sheet.unpaid(ident)
        if unpaid:
            who = people[ident]
            found[ident] = Behind(
                ident, span.months(unpaid), sum(who.monthly(bit) or 0 for bit in bits(unpaid)),
                run_of(unpaid, span.length - 1),
            )  # fmt: skip
    for ident, note in notes_of(found).items():
        found[ident].note = note
    return found


def notes_of(people: Iterable[int]) -> dict[int, ArrearsNote]:
    """The newest note of each."""
    found: dict[int, ArrearsNote] = {}
    for some in sources.chunks(people):
        rows = ArrearsNote.objects.filter(person_id__in=some).order_by("noted_on", "pk")
        found |= {note.person_id: note for note in rows}
    return found
