"""Since when duties are looked after, at an organisation and all below it."""

from __future__ import annotations

from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.duties.access import DUTY_SET
from jishi.duties.models import DutyStart
from jishi.duties.rules.deciding import may_start
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, insist
from jishi.tree.models import Organisation

STARTED = Verb("duty.start", "设置启用日期")


def set_start(
    actor: Actor, org: Organisation, *, starts_on: date, note: str = "",
    version: int | None = None,
) -> DutyStart:  # fmt: skip
    """Before this day nothing is missed; below, whoever has a day of their own keeps it."""
    with act(actor, DUTY_SET, org, below=True) as doing:
        lock(Organisation.objects.all(), org.pk)
        insist(may_start(starts_on, actor.today), "starts_on")
        row = DutyStart.objects.filter(org=org).first()
        if version is not None and version != (row.version if row else 0):
            raise Conflict(row or DutyStart(org=org, version=0))
        old = row.starts_on if row else None
        if row is None:
            row = DutyStart.objects.create(org=org, starts_on=starts_on, note=note[:120])
        else:
            bump(row, starts_on=starts_on, note=note[:120])
        doing.touch("duty_start", org, starts_on)
        doing.record(STARTED, row, org=org, changed={"starts_on": (old, starts_on)})
        return row
