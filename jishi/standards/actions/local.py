"""Standards that an office sets for itself and all below; the same check as for ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.standards.access import STANDARD_SET
from jishi.standards.kinds.standard import Standard
from jishi.standards.local import MOST_CRITERIA
from jishi.standards.models import LocalStandard
from jishi.standards.queries.declared import declared
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

ADDED = Verb("standard.add", "制定本地标准")
AMENDED = Verb("standard.amend", "修订本地标准")
ENDED = Verb("standard.end", "停用本地标准")


@dataclass(frozen=True)
class LocalTerms:
    title: str
    source: str
    body: dict[str, Any]


def add_standard(actor: Actor, org: Organisation, terms: LocalTerms) -> LocalStandard:
    with act(actor, STANDARD_SET, org, below=True) as doing:
        lock(Organisation.objects.all(), org.pk)
        number = LocalStandard.objects.filter(org=org, edition=1).count() + 1
        row = LocalStandard(
            org=org, code=f"local.of_{org.pk}_{number}", title=terms.title.strip(),
            source=terms.source.strip(), body=terms.body, since=actor.today,
        )  # fmt: skip
        _insist_short(declared(row), org, actor.today)
        row.save()
        doing.record(ADDED, row, org=org, title=row.title, count=len(declared(row).criteria))
        return row


def amend_standard(
    actor: Actor, row: LocalStandard, version: int | None, terms: LocalTerms
) -> LocalStandard:
    """A new edition from today; rounds that run keep theirs."""
    with act(actor, STANDARD_SET, row.org, below=True) as doing:
        row = lock(LocalStandard.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("这一版已经停用")
        fresh = LocalStandard(
            org=row.org, code=row.code, edition=row.edition + 1, title=terms.title.strip(),
            source=terms.source.strip(), body=terms.body, since=actor.today,
        )  # fmt: skip
        _insist_short(declared(fresh), row.org, actor.today)
        bump(row, until=actor.today)
        fresh.save()
        doing.record(AMENDED, fresh, org=row.org_id, title=fresh.title, number=fresh.edition)
        return fresh


def end_standard(actor: Actor, row: LocalStandard, version: int | None) -> LocalStandard:
    with act(actor, STANDARD_SET, row.org, below=True) as doing:
        row = lock(LocalStandard.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("已经停用")
        bump(row, until=actor.today)
        doing.record(ENDED, row, org=row.org_id, title=row.title)
        return row


def _insist_short(standard: Standard, org: Organisation, on: date) -> None:
    """Few criteria: what can be counted is not reported on paper as well."""
    most = setting(MOST_CRITERIA, org, on)
    if len(standard.criteria) > most:
        raise Refused(f"考评项有 {len(standard.criteria)} 项，当地规定最多 {most} 项")
