"""Keeping the items right: after each act what it touched, and everything at once.

Both write only where what is stored differs from what `rules.items.items_of` says, so a second run
changes nothing. No audit line: items are derived, and what they follow from is on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jishi.base import inbox
from jishi.base.act import touch_all
from jishi.base.bulk import insert
from jishi.base.clock import today as day_of_today
from jishi.base.touches import Touch
from jishi.duties.facts import Facts
from jishi.duties.keys import reminder_keys
from jishi.duties.kinds import Duty
from jishi.duties.models import DutyHorizon, DutyItem
from jishi.duties.queries.declared import duties
from jishi.duties.queries.facts import load, starts
from jishi.duties.queries.items import (
    COLUMNS,
    Difference,
    computed,
    difference,
    everything,
    horizon,
    last_day,
    row_of,
)
from jishi.duties.queries.proofs import proofs_of
from jishi.duties.queries.quick import quick
from jishi.duties.queries.scope import scope_of
from jishi.duties.rules.items import Item
from jishi.duties.rules.slots import Horizon

BATCH = 500
MANY = 50  # rows changed at once
FEW = 300  # organisations touched at once; beyond, everybody's proofs are read in one go


def refresh_touched(touches: Sequence[Touch]) -> None:
    """In the transaction of the act: what it touched is made to follow from the records again."""
    short = quick(touches)
    if short is not None:
        write(short)
        return
    known = starts()
    if not known:
        return  # nobody looks after duties yet
    today = day_of_today()
    declared = duties()
    upto = horizon(known, today)
    for codes, orgs in scope_of(touches, declared).by_codes().items():
        wanted = [duty for code, duty in declared.items() if codes is None or code in codes]
        facts = load(orgs, known, wanted)
        _keep(facts, wanted, codes, upto)


def _keep(
    facts: dict[int, Facts], wanted: Sequence[Duty], codes: frozenset[str] | None, upto: Horizon
) -> None:
    proofs = proofs_of(facts, wanted, upto, all_orgs=len(facts) > FEW)
    orgs = sorted(facts)
    for start in range(0, len(orgs), BATCH):
        some = orgs[start : start + BATCH]
        should = computed((facts[org] for org in some), wanted, proofs, upto)
        write(difference(some, codes, should))


def recompute(today: date) -> int:
    """Everything from the records; how many rows were wrong."""
    found = 0
    for each in everything(today):
        write(each)
        found += each.count
    return found


def extend_horizon(today: date) -> bool:
    """Towards the end of a year the next one's items are made; whether that was done now."""
    last = last_day(today)
    row, made = DutyHorizon.objects.get_or_create(pk=1, defaults={"last": last})
    if not made and row.last >= last:
        return False
    DutyHorizon.objects.filter(pk=1).update(last=last)
    recompute(today)
    return True


def _change(changed: list[tuple[int, Item]]) -> None:
    if len(changed) <= MANY:
        rows = [
            DutyItem(pk=pk, **dict(zip(COLUMNS, row_of(item), strict=True)))
            for pk, item in changed
        ]  # fmt: skip
        DutyItem.objects.bulk_update(rows, COLUMNS[3:])
        return
    # A statement that names each new value is slow for many: they are put anew, numbers kept.
    for start in range(0, len(changed), BATCH):
        some = changed[start : start + BATCH]
        DutyItem.objects.filter(pk__in=[pk for pk, _ in some]).delete()
        insert(DutyItem, ("id", *COLUMNS), ((pk, *row_of(item)) for pk, item in some))


def _touch(what: Difference) -> None:
    """Whoever counts items has to know which organisations' have changed."""
    touched = {(item.org_id, item.due_on) for item in what.made}
    touched |= {(item.org_id, item.due_on) for _, item in what.changed}
    for start in range(0, len(what.gone), BATCH):
        rows = DutyItem.objects.filter(pk__in=what.gone[start : start + BATCH]).order_by()
        touched |= set(rows.values_list("org_id", "due_on"))
    touch_all({Touch("duty_item", org, day) for org, day in touched})


def write(what: Difference) -> None:
    _touch(what)
    if what.gone:
        for start in range(0, len(what.gone), BATCH):
            DutyItem.objects.filter(pk__in=what.gone[start : start + BATCH]).delete()
    if what.made:
        insert(DutyItem, COLUMNS, map(row_of, what.made))
    if what.changed:
        _change(what.changed)
    for start in range(0, len(what.settled), BATCH // 10):
        some = what.settled[start : start + BATCH // 10]
        keys = [key for each in some for key in reminder_keys(*each)]
        inbox.close_all((org for org, _, _ in some), keys)
