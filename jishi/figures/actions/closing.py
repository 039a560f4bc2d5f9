"""Closing a period: its figures stay what they were, whatever is recorded later.

A closing is counted first, outside the transaction that stores it; what is written meanwhile is
what a correction after closing is: named, and not in it.
"""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Max

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.figures.access import PERIOD_CLOSE
from jishi.figures.models import PeriodClosing
from jishi.figures.queries.closings import in_force
from jishi.figures.queries.freezing import freeze
from jishi.figures.queries.packing import rules_hash
from jishi.figures.queries.reading import read
from jishi.figures.rules.closing import may_close, may_reopen
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.errors import insist
from jishi.tree.models import Organisation
from jishi.tree.reach import require

CLOSED = Verb("figures.close", "封存时期的数字")
REOPENED = Verb("figures.reopen", "重开已封存的时期")


def close_period(actor: Actor, org: Organisation, period: Period) -> PeriodClosing:
    require(actor, PERIOD_CLOSE, org)
    insist(may_close(period.last_day, actor.today, in_force(org, period) is not None), "period")
    kept = read(actor.today, lambda at: freeze(at, org.pk, period))
    with act(actor, PERIOD_CLOSE, org) as doing:
        lock(Organisation.objects.all(), org.pk)
        insist(may_close(period.last_day, actor.today, in_force(org, period) is not None), "period")
        months = {"first_month": period.first.index, "last_month": period.last.index}
        before = PeriodClosing.objects.filter(org=org, **months)
        number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
        row = PeriodClosing.objects.create(
            org=org, number=number, tree_hash=kept.tree_hash, rules_hash=rules_hash(),
            rows_hash=kept.rows_hash, body_hash=sha256(kept.body).hexdigest(), body=kept.body,
            closed_at=now(), closed_by_id=actor.account_id, **months,
        )  # fmt: skip
        doing.record(CLOSED, row, org=org, name=period.label, count=number)
        return row


def reopen_period(
    actor: Actor, row: PeriodClosing, version: int | None, *, reason: str
) -> PeriodClosing:
    """What was kept stays to be compared with; figures follow the records again."""
    with act(actor, PERIOD_CLOSE, row.org) as doing:
        row = lock(PeriodClosing.objects.select_related("org").defer("body"), row.pk, version)
        insist(may_reopen(row.reopened_at is not None, reason), "reason")
        bump(row, reopened_at=now(), reason=reason.strip()[:200])
        doing.record(REOPENED, row, org=row.org, name=row.period.label, reason=row.reason)
        return row
