"""When a duty is owed by an organisation: the slots of its rhythm while it applies.

It applies on the days on which the organisation is of the right kind, has what the duty needs (a
committee, groups) and the duty is in force; a period touched by such a day is owed, from the month
of founding to the month of closing (R-LIFE-20). What was due before the start-up date is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from jishi.duties.facts import FOREVER, ONE_DAY, Facts, Span, Terms, both, merged
from jishi.duties.kinds.duty import Duty
from jishi.duties.local import GRACE, THEME_DAY, fixed_day
from jishi.kernel.cadence import Cadence, Lifespan, Slot, slots
from jishi.kernel.rhythm import PerTerm


@dataclass(frozen=True, slots=True)
class Horizon:
    """Which days are looked at: what is owed for a period that touches them."""

    first: date
    last: date


def slots_of(duty: Duty, facts: Facts, horizon: Horizon) -> list[Slot]:
    """What the organisation owes of this duty, the earliest first."""
    found: dict[str, Slot] = {}
    for span in applying(duty, facts):
        for slot in _within(duty, facts, span, horizon):
            known = found.get(slot.key)
            if known is not None:
                slot = replace(
                    known, opens=min(known.opens, slot.opens), due=max(known.due, slot.due)
                )
            found[slot.key] = slot
    starts = facts.starts
    owed = [slot for slot in found.values() if starts is not None and slot.due >= starts]
    owed = [_local(duty, facts, slot) for slot in owed]
    return sorted(owed, key=lambda slot: (slot.due, slot.opens, slot.number, slot.key))


def applying(duty: Duty, facts: Facts) -> tuple[Span, ...]:
    """The days on which the duty applies."""
    spans = merged(
        being.span
        for being in facts.beings
        if being.kind in duty.org_kinds and (not duty.sectors or being.sector in duty.sectors)
    )
    if not spans:
        return ()
    if duty.needs:
        spans = both(spans, _having(duty.needs, facts))
    if duty.since or duty.until:
        spans = both(spans, [Span(duty.since or date.min, duty.until or FOREVER)])
    if duty.owner and duty.owner not in facts.line:
        return ()
    return spans


def _having(what: str, facts: Facts) -> tuple[Span, ...]:
    if what == "committee":
        return facts.committee
    if what == "groups":
        return merged(span for spans in facts.groups.values() for span in spans)
    return merged(holding.span for holding in facts.secretaries)


def _within(duty: Duty, facts: Facts, span: Span, horizon: Horizon) -> Sequence[Slot]:
    rhythms = duty.rhythms
    if len(rhythms) == 1:
        (cadence,) = rhythms.values()
        return _made(cadence, span, horizon, facts.terms)
    return _of_choice(duty, facts, span, horizon, rhythms)


def _of_choice(
    duty: Duty, facts: Facts, span: Span, horizon: Horizon, rhythms: Mapping[str, Cadence]
) -> list[Slot]:
    """The rhythm is a local choice: that holds which held when the period began."""
    assert duty.chosen is not None
    chosen = duty.chosen
    wanted = {facts.number(chosen.code, chosen.default, date.max)} | {
        text for _, text in facts.numbers.get(chosen.code, ())
    } | {chosen.default}  # fmt: skip
    return [
        slot
        for name in sorted(wanted)
        if name in rhythms
        for slot in _made(rhythms[name], span, horizon, ())
        if facts.number(chosen.code, chosen.default, slot.period.first_day) == name
    ]


def _made(cadence: Cadence, span: Span, horizon: Horizon, terms: Terms) -> Sequence[Slot]:
    own = terms if isinstance(cadence.rhythm, PerTerm) else ()
    return _cached(cadence, horizon, span, own)


@lru_cache(maxsize=4096)
def _cached(cadence: Cadence, horizon: Horizon, span: Span, terms: Terms) -> tuple[Slot, ...]:
    """Most organisations share their lifespan within the horizon, so most slots are made once."""
    life = Lifespan(
        founded=span.first if span.first > date.min else None,
        closed=None if span.until == FOREVER else span.last,
    )
    return slots(cadence, horizon.first, horizon.last, life=life, terms=terms).items


def _local(duty: Duty, facts: Facts, slot: Slot) -> Slot:
    """With the grace and the fixed day that were set when its period began."""
    on = slot.period.first_day
    grace = int(facts.number(GRACE.code, str(GRACE.default), on))
    if grace:
        slot = replace(slot, grace_until=slot.due + timedelta(days=grace))
    elif slot.grace_until != slot.due:
        slot = replace(slot, grace_until=slot.due)
    if duty.day is not None:
        day = fixed_day(facts.number(THEME_DAY.code, THEME_DAY.default, on))
        preferred = day.in_month(slot.period.first) if day else None
        if preferred and slot.takes(preferred):
            slot = replace(slot, preferred=preferred)
    return slot


def last_day_taken(duty: Duty, slot: Slot) -> date:
    """Until when it can be made good at all."""
    if duty.late_days:
        return max(slot.grace_until, slot.due + timedelta(days=duty.late_days))
    return slot.grace_until


__all__ = ["ONE_DAY", "Horizon", "applying", "last_day_taken", "slots_of"]
