"""Which items are to be reminded of today, at which step, and whose accounts are to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from jishi.base.settings_tree import InForce, all_in_force
from jishi.duties.kinds import Duty
from jishi.duties.local import DIGEST, REMIND_ABOVE, REMIND_BEFORE, REMIND_TOP
from jishi.duties.models import DutyItem, titled
from jishi.duties.queries.board import OPEN
from jishi.duties.queries.declared import duties
from jishi.duties.rules.ladder import ABOVE, OWN, Ladder, Step, steps, taken_on
from jishi.kernel.calendar import published_calendar
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import holders

AHEAD = timedelta(days=REMIND_BEFORE.high or 30)
BACK = timedelta(days=60)  # whoever has not been told within two months is told by the board
LOCAL = (REMIND_BEFORE, REMIND_ABOVE, REMIND_TOP, DIGEST)
Line = tuple[int, ...]


@dataclass(frozen=True)
class Due:
    item: DutyItem
    title: str
    step: Step
    accounts: frozenset[int]
    digest: bool


def due_steps(actor: Actor) -> Iterator[Due]:
    """In order of organisations; items nobody can be told of are left out."""
    today, calendar = actor.today, published_calendar()
    if not calendar.is_working_day(today):
        return
    local = all_in_force(LOCAL, today)
    waiting: list[tuple[DutyItem, Line, Step]] = []
    rows = DutyItem.objects.filter(
        OPEN, due_on__gte=today - BACK, due_on__lte=today + AHEAD, org__closed_on__isnull=True
    )
    for item in rows.select_related("org").order_by("org__line", "due_on", "id"):
        line = ids(item.org.path)
        ladder = _ladder(local, line)
        for step in taken_on(
            steps(item.due_on, item.grace_until, ladder, calendar), today, calendar
        ):
            waiting.append((item, line, step))
    own = holders(STAFF, {item.org_id for item, _, _ in waiting}, today)
    above = holders(MANAGERS, {i for _, line, _ in waiting for i in line[:-1]}, today)
    known = duties()
    for item, line, step in waiting:
        accounts = _accounts(step, line, own, above)
        if accounts:
            title = _title(known.get(item.duty), item)
            digest = bool(local[DIGEST.code].at(line).value)
            yield Due(item, title, step, frozenset(accounts), digest)


def _ladder(local: dict[str, InForce[int]], line: Line) -> Ladder:
    return Ladder(
        local[REMIND_BEFORE.code].at(line).value,
        local[REMIND_ABOVE.code].at(line).value,
        bool(local[REMIND_TOP.code].at(line).value),
    )


def _title(duty: Duty | None, item: DutyItem) -> str:
    return titled(item.label, duty.title if duty else item.duty)


def _accounts(
    step: Step, line: Line, own: dict[int, set[int]], above: dict[int, set[int]]
) -> set[int]:
    """The keepers themselves; the nearest superior that has any; the one at the very top."""
    if step.whom == OWN:
        return own.get(line[-1], set())
    if step.whom == ABOVE:
        return next((above[i] for i in reversed(line[:-1]) if above.get(i)), set())
    return above.get(line[0], set()) if len(line) > 1 else set()


def by_org(found: list[Due]) -> dict[tuple[int, str], list[Due]]:
    """Together for a digest: by organisation and step."""
    together: dict[tuple[int, str], list[Due]] = defaultdict(list)
    for due in found:
        together[due.item.org_id, due.step.code].append(due)
    return together
