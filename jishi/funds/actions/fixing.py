"""Amounts: judged by one measure, written in one place, where one ends and the next begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jishi.base.bulk import put
from jishi.base.settings_tree import in_force
from jishi.funds.actions.judging import Outcome, refused_by
from jishi.funds.kinds import GROUPS
from jishi.funds.local import FARMER_MONTHLY, ROUND_HOW, ROUND_TO
from jishi.funds.models import DuesBase
from jishi.funds.queries.sources import chunks
from jishi.funds.rules.bases import may_fix
from jishi.funds.rules.brackets import Rounding, amount_in_order, reckon
from jishi.funds.rules.standing import receiver_collects
from jishi.kernel.money import FEN
from jishi.kernel.period import Month
from jishi.kernel.verdict import first_refusal
from jishi.people.models import Person, TransferLetter
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

BATCH = 500


@dataclass(frozen=True)
class BaseRow:
    """One member's amount from a month on; without `monthly_fen` it is what the scale gives."""

    person_id: int
    start: Month
    group: str
    base_fen: int | None = field(default=None, repr=False)
    monthly_fen: int | None = None
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Terms:
    """How a place rounds, and what its farmers pay."""

    rounding: Rounding
    farmer: int


@dataclass(frozen=True)
class Fix:
    """An amount decided on and not yet written."""

    person: Person
    start: Month
    group: str
    base: int | None = field(default=None, repr=False)
    monthly: int | None = None
    reason: str = ""
    basis: str = ""


def fen_of(amount: Decimal) -> int:
    """Yuan with two places as fen; exact."""
    return int(amount * FEN)


def terms_of(people: Iterable[Person]) -> dict[int, Terms]:
    """By organisation of these people; three statements."""
    return terms_at({person.org_id: person.org for person in people}.values())


def terms_at(orgs: Iterable[Organisation]) -> dict[int, Terms]:
    to, how, farmer = in_force(ROUND_TO), in_force(ROUND_HOW), in_force(FARMER_MONTHLY)
    return {
        org.pk: Terms(
            Rounding(to.at_org(org).value, how.at_org(org).value),
            fen_of(farmer.at_org(org).value),
        )
        for org in orgs
    }


def write_bases(actor: Actor, fixes: Sequence[Fix], terms: Mapping[int, Terms]) -> list[DuesBase]:
    """End what runs, begin the new; an amount from the same month on takes the old one's place."""
    starts = {fix.person.pk: fix.start.index for fix in fixes}
    for some in chunks(starts):
        running = DuesBase.objects.select_for_update().filter(
            person_id__in=some, until_month__isnull=True, void=False
        )
        ended = []
        for base in running:
            start = starts[base.person_id]
            if base.from_month == start:
                base.void = True
            else:
                base.until_month = start
            ended.append(base)
        DuesBase.objects.bulk_update(ended, ["until_month", "void"], batch_size=BATCH)
    rows = [row_of(actor, fix, terms[fix.person.org_id]) for fix in fixes]
    put(rows)
    return rows


def row_of(actor: Actor, fix: Fix, terms: Terms) -> DuesBase:
    """The row as it will stand; not saved."""
    due = reckon(fix.group, fix.base, terms.rounding, terms.farmer)
    return DuesBase(
        person=fix.person, org=fix.person.org, year=fix.start.year, from_month=fix.start.index,
        group=fix.group, base="" if fix.base is None else str(fix.base), rate=due.rate,
        computed_fen=due.computed,
        monthly_fen=due.proposed if fix.monthly is None else fix.monthly,
        reason=fix.reason, basis=fix.basis, fixed_on=actor.today, fixed_by_id=actor.account_id,
    )  # fmt: skip


def bases_by(people: Iterable[int]) -> dict[int, list[DuesBase]]:
    found: dict[int, list[DuesBase]] = defaultdict(list)
    for some in chunks(people):
        rows = DuesBase.objects.filter(person_id__in=some, void=False)
        for base in rows.order_by("from_month"):
            found[base.person_id].append(base)
    return found


def paid_elsewhere(people: Iterable[int]) -> dict[int, Month]:
    """To which month those who came by letter have paid where they came from (R-REL-22)."""
    found: dict[int, Month] = {}
    for some in chunks(people):
        letters = TransferLetter.objects.filter(person_id__in=some).order_by("paid_to", "pk")
        found |= {
            row: Month.holding(day) for row, day in letters.values_list("person_id", "paid_to")
        }
    return found


def judge_base(
    row: BaseRow, known: Sequence[DuesBase], terms: Terms, today: date, paid_to: Month | None
) -> Outcome:
    if row.group not in GROUPS:
        return Outcome("refused", None, "没有这个类别")
    if GROUPS[row.group].has_base and row.base_fen is None:
        return Outcome("refused", None, "请填写计算基数", "R-FEE-08")
    due = reckon(row.group, row.base_fen, terms.rounding, terms.farmer)
    monthly = due.proposed if row.monthly_fen is None else row.monthly_fen
    for base in known:
        same = (base.from_month, base.group, base.monthly_fen, base.computed_fen)
        if same == (row.start.index, row.group, monthly, due.computed):
            return Outcome("same", base.pk)
    verdict = first_refusal(
        receiver_collects(None if known else paid_to, row.start),
        may_fix(
            row.group, row.start, Month(known[-1].from_month) if known else None,
            any(base.year == row.start.year for base in known), row.reason, Month.holding(today),
        ),
        amount_in_order(row.group, row.base_fen, monthly, terms.rounding, terms.farmer),
    )  # fmt: skip
    return refused_by(verdict) if verdict.refused else Outcome("made", None, verdict.text)
