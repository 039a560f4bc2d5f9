"""Organisations that look weak by their records and stand on no rectification yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q

from jishi.base.settings_tree import all_in_force
from jishi.cases.kinds import kind_of
from jishi.cases.local import (
    SUSPECT_LATE,
    SUSPECT_MISSED,
    SUSPECT_SATISFIED,
    SUSPECT_SILENT,
)
from jishi.cases.marks import OPEN, SATISFIED
from jishi.cases.models import Case
from jishi.cases.queries.within import cases, late
from jishi.cases.rules.suspects import CLASSES, Signs, look_weak
from jishi.disclosures.queries import behind_by_org
from jishi.duties.queries.board import OPEN as OWED
from jishi.duties.queries.board import items
from jishi.kernel.path import ids
from jishi.kernel.verdict import Reason
from jishi.registers.queries.org_facts import org_facts
from jishi.registers.queries.venues import venues
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

KIND = "weak_organisation"
YEAR = timedelta(days=365)
LOCAL = (SUSPECT_MISSED, SUSPECT_LATE, SUSPECT_SATISFIED, SUSPECT_SILENT)


@dataclass(frozen=True)
class Suspect:
    id: int
    code: str
    name: str
    reasons: tuple[Reason, ...]

    @property
    def query(self) -> str:
        """What the form of a new rectification is filled with."""
        classes = dict.fromkeys(CLASSES[reason.code] for reason in self.reasons)
        told = "；".join(reason.text for reason in self.reasons)
        given = [
            ("subject", self.code), ("source", "screening"), ("detail", f"系统提示：{told}"),
            ("title", f"{self.name}软弱涣散整顿"), *(("classes", code) for code in classes),
        ]  # fmt: skip
        return urlencode(given)


def suspects(actor: Actor) -> list[Suspect]:
    """Those with most signs first; nothing is listed by itself (R-GOV-02)."""
    kinds = set(kind_of(KIND).org_kinds)
    facts = [each for each in org_facts(actor) if each.kind in kinds]
    if not facts:
        return []
    pks = [each.id for each in facts]
    known = {pk: (code, path) for pk, code, path in Organisation.objects.filter(
        pk__in=pks
    ).values_list("pk", "code", "path")}  # fmt: skip
    listed = set(
        Case.objects.filter(kind=KIND, state__in=OPEN).values_list("subject_org", flat=True)
    )
    missed, behind, heard = _missed(actor), _late(actor), _heard(actor)
    housed = set(venues(actor).filter(closed_on=None).values_list("org", flat=True))
    silent = behind_by_org(actor)
    local = all_in_force(LOCAL, actor.today)
    found = []
    for each in facts:
        if each.id in listed:
            continue
        code, path = known[each.id]
        line = ids(path)
        most_missed, most_late, least, most_silent = (
            local[one.code].at(line).value for one in LOCAL
        )
        answered, pleased = heard.get(each.id, (0, 0))
        signs = Signs(
            today=actor.today, founded_on=each.founded_on,
            vacant_days=each.vacant_days if each.is_vacant else 0, vacant_most=each.vacancy_red,
            term_ends=each.term_ends, missed=missed.get(each.id, 0), missed_most=most_missed,
            late=behind.get(each.id, 0), late_most=most_late, heard=answered, satisfied=pleased,
            satisfied_least=least, is_village=each.is_village, members=each.members,
            last_joined=each.last_joined,
            silent=silent.get(each.id, 0), silent_most=most_silent,
            # Where no venue at all is registered the register has not been begun.
            has_venue=not housed or each.id in housed,
        )  # fmt: skip
        reasons = look_weak(signs).reasons
        if reasons:
            found.append(Suspect(each.id, code, each.name, reasons))
    found.sort(key=lambda one: (-len(one.reasons), one.name))
    return found


def _missed(actor: Actor) -> Mapping[int, int]:
    rows = items(actor).filter(OWED, grace_until__lt=actor.today, due_on__gte=_year_ago(actor))
    return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


def _late(actor: Actor) -> Mapping[int, int]:
    rows = cases(actor).filter(late(actor)).order_by()
    return dict(rows.values_list("org").annotate(n=Count("pk")))


def _heard(actor: Actor) -> Mapping[int, Any]:
    """Called back and answered, and satisfied among them, by the unit that did it."""
    rows = cases(actor).filter(
        kind="request", reached=True, solved__isnull=False, opened_on__gte=_year_ago(actor)
    )
    counted = rows.order_by().values_list("org").annotate(
        n=Count("pk"), pleased=Count("pk", Q(satisfaction__gte=SATISFIED))
    )  # fmt: skip
    return {org: (n, pleased) for org, n, pleased in counted}


def _year_ago(actor: Actor) -> date:
    return actor.today - YEAR
