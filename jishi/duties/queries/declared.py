"""All duties: those of everywhere and the rows that offices have added."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from jishi.activities.queries.kinds import own_kinds, title_choices
from jishi.duties.kinds import Duty, all_duties
from jishi.duties.kinds.duty import REPORT, RHYTHMS
from jishi.duties.models import LocalDuty
from jishi.kernel.declare import DeclarationError
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation


def duty_of(row: LocalDuty) -> Duty:
    """The row as a declaration: what is wrong with it is refused in its own words."""
    if row.rhythm not in RHYTHMS:
        raise Refused("没有这种频次", field="rhythm")
    try:
        return Duty(
            code=row.code, title=row.title, source=row.source, since=row.since, until=row.until,
            org_kinds=tuple(row.org_kinds), sectors=tuple(row.sectors), needs=row.needs,
            cadence=RHYTHMS[row.rhythm], evidence=(row.evidence,) if row.evidence else (),
            order=50, help=row.help, owner=row.org_id, clause="R-GEN-02",
        )  # fmt: skip
    except DeclarationError as fault:
        raise Refused(str(fault)) from None


def duties() -> Mapping[str, Duty]:
    """Every duty by code, in order; local rows in one statement."""
    found = dict(all_duties())
    for row in LocalDuty.objects.order_by("code"):
        found[row.code] = duty_of(row)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


def duties_of(codes: Collection[str]) -> Mapping[str, Duty]:
    """The same where these are enough: the offices' own rows are read only if one is meant."""
    ours = all_duties()
    return ours if set(codes) <= set(ours) else duties()


def in_force(on: date) -> Mapping[str, Duty]:
    return {code: duty for code, duty in duties().items() if duty.in_force(on)}


def evidence_choices(org: Organisation, kept: str = "") -> list[tuple[str, str]]:
    """What may fulfil a duty of an office's own: kinds of its line among them, and a report.

    What is held no more is not begun with; a duty that rests on it keeps it.
    """
    own = [kind for kind in own_kinds(org) if kind.until is None or kind.code == kept]
    return [*title_choices(own), (REPORT, "办结登记（不是活动）")]
