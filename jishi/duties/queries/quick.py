"""What one activity changes, from the items that are kept: the short way for most writes.

An activity changes no slot, so the kept items say what is owed. Where windows stand alone (no
grace, no local rhythm, no test on facts) only those around its day are matched again; all else
goes the long way. Both ways are held equal by the histories and the check of the doctor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Q

from jishi.activities.queries.evidence import evidence
from jishi.base.touches import Touch
from jishi.duties.kinds import Duty, all_duties
from jishi.duties.models import DutyItem
from jishi.duties.queries.items import COLUMNS, Difference, row_of
from jishi.duties.rules.items import Item
from jishi.duties.rules.matching import Window, matched

MOST = 6  # touches; beyond, the long way reads less
PINNED = ("report", "opening", "dues", "term")


@dataclass(frozen=True)
class _Kept:
    pk: int
    item: Item


@cache
def _taking() -> Mapping[str, tuple[Duty, ...]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in all_duties().values():
        for kind in duty.evidence:
            found[kind].append(duty)
    return {kind: tuple(duties) for kind, duties in found.items()}


def _alone(kind: str) -> bool:
    """Whether the duties that take this kind can be matched window by window."""
    duties = _taking().get(kind, ())
    return not any(d.test or d.chosen or d.late_days or len(d.evidence) > 1 for d in duties)


def quick(touches: Sequence[Touch]) -> Difference | None:
    """The difference, or None where the long way has to be gone."""
    if len(touches) > MOST or any(t.source != "activity" or not _alone(t.kind) for t in touches):
        return None
    groups = _around(touches)
    if any(each.item.grace_until != each.item.due_on for kept in groups.values() for each in kept):
        return None
    found = Difference()
    if not groups:
        return found
    windows = [each.item for kept in groups.values() for each in kept]
    days = _days(windows, {touch.kind for touch in touches})
    for (org, _, kind), kept in groups.items():
        if len({(each.item.opens_on, each.item.due_on) for each in kept}) > 1:
            return None
        _compare(found, kept, days.get((org, kind), []))
    return found


def _around(touches: Sequence[Touch]) -> dict[tuple[int, str, str], list[_Kept]]:
    """The items whose window holds a day that was touched, by organisation, duty and kind."""
    where = Q(pk__in=[])
    for touch in touches:
        codes = Q(duty__in=[duty.code for duty in _taking().get(touch.kind, ())])
        own = Q(duty__startswith=f"{touch.kind}.of_")
        where |= Q(org_id=touch.org_id, opens_on__lte=touch.day, grace_until__gte=touch.day) & (
            codes | own
        )
    kinds = {duty.code: duty.evidence[0] for duties in _taking().values() for duty in duties}
    groups: dict[tuple[int, str, str], list[_Kept]] = defaultdict(list)
    for pk, *row in DutyItem.objects.filter(where).order_by().values_list("id", *COLUMNS):
        item = Item(*row)
        kind = kinds.get(item.duty) or item.duty.partition(".of_")[0]
        groups[item.org_id, f"{item.duty}/{item.opens_on}", kind].append(_Kept(pk, item))
    return groups


def _days(windows: Sequence[Item], kinds: set[str]) -> dict[tuple[int, str], list[Any]]:
    """What counts of these kinds within the windows, by organisation and kind, in order."""
    first = min(item.opens_on for item in windows)
    last = max(item.due_on for item in windows)
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    orgs = {item.org_id for item in windows}
    for row in evidence(orgs, kinds, first, last, with_topics=False):
        found[row.org_id, row.kind].append((row.held_on, row.activity_id))
    return found


def _compare(found: Difference, kept: Sequence[_Kept], proofs: Sequence[Any]) -> None:
    waiting = [each for each in kept if each.item.met_source not in PINNED]
    waiting.sort(key=lambda each: _number(each.item.slot))
    windows = [Window(k.item.opens_on, k.item.due_on, k.item.due_on) for k in waiting]
    for each, place in zip(waiting, matched(windows, [on for on, _ in proofs]), strict=True):
        on, activity = (None, None) if place is None else proofs[place]
        source = "" if place is None else "activity"
        should = replace(each.item, met_on=on, met_by=activity, met_source=source, late=False)
        if row_of(should) != row_of(each.item):
            found.changed.append((each.pk, should))
            if on is not None and each.item.met_on is None:
                found.settled.append(should.key)


def _number(slot: str) -> int:
    number = slot.partition("/")[2]
    return int(number) if number else 1
