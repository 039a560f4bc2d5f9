"""Duties that an office sets for itself and all below it; the same check as for ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.duties.access import DUTY_SET
from jishi.duties.models import LocalDuty
from jishi.duties.queries.declared import duty_of, evidence_choices
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

ADDED = Verb("duty.add", "增设应办事项")
AMENDED = Verb("duty.amend", "修改应办事项")
ENDED = Verb("duty.end", "停止应办事项")


@dataclass(frozen=True)
class LocalTerms:
    title: str
    source: str
    org_kinds: Sequence[str]
    rhythm: str
    evidence: str
    since: date
    sectors: Sequence[str] = field(default_factory=list)
    needs: str = ""
    help: str = ""


def add_duty(actor: Actor, org: Organisation, terms: LocalTerms) -> LocalDuty:
    with act(actor, DUTY_SET, org, below=True) as doing:
        lock(Organisation.objects.all(), org.pk)
        row = LocalDuty(org=org, **_values(terms))
        if terms.evidence and terms.evidence not in dict(evidence_choices(org)):
            raise Refused("没有这种凭据", field="evidence")
        row.code = f"{terms.evidence or 'local'}.of_{org.pk}_{_next(org)}"
        duty_of(row)
        row.save()
        doing.touch("local_duty", org, terms.since, row.code)
        doing.record(ADDED, row, org=org, title=row.title, source=row.source)
        return row


def amend_duty(actor: Actor, row: LocalDuty, version: int, terms: LocalTerms) -> LocalDuty:
    with act(actor, DUTY_SET, row.org, below=True) as doing:
        row = lock(LocalDuty.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("这一项已经停止")
        if terms.evidence != row.evidence:
            raise Refused("不能改换凭据，请停止后另设一项", field="evidence")
        duty_of(LocalDuty(org=row.org, code=row.code, **_values(terms)))
        changed = bump(row, **_values(terms))
        doing.touch("local_duty", row.org_id, terms.since, row.code)
        doing.record(AMENDED, row, org=row.org_id, changed=changed)
        return row


def end_duty(actor: Actor, row: LocalDuty, version: int, *, until: date) -> LocalDuty:
    """From that day on it is owed no more; what was owed before stays."""
    with act(actor, DUTY_SET, row.org, below=True) as doing:
        row = lock(LocalDuty.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("这一项已经停止")
        if until <= row.since:
            raise Refused("停止日期须晚于开始日期", field="until")
        changed = bump(row, until=until)
        doing.touch("local_duty", row.org_id, until, row.code)
        doing.record(ENDED, row, org=row.org_id, changed=changed)
        return row


def _values(terms: LocalTerms) -> dict[str, object]:
    values = asdict(terms)
    return {**values, "org_kinds": list(terms.org_kinds), "sectors": list(terms.sectors)}


def _next(org: Organisation) -> int:
    """Codes are never used twice: items and excuses are kept under them."""
    return LocalDuty.objects.filter(org=org).count() + 1
