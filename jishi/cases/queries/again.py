"""What was struck off lately and might be the same thing once more."""

from __future__ import annotations

from jishi.base.settings_tree import in_force
from jishi.cases.kinds import CaseKind
from jishi.cases.local import COOLING
from jishi.cases.models import Case
from jishi.cases.queries.within import cases
from jishi.cases.rules.timing import is_relapse
from jishi.kernel.deadline import add_months
from jishi.tree.actor import Actor

MOST = 10


def could_be_again(actor: Actor, kind: CaseKind, subject: str) -> list[Case]:
    """Settled within its cooling time, at the same organisation where one is named."""
    if kind.code not in COOLING or kind.one_per_subject:
        return []
    months = in_force(COOLING[kind.code], actor.today)
    longest = max([kind.cooling, *(local.value for local in months.own.values())])
    rows = cases(actor).filter(
        kind=kind.code, state="struck_off", struck_on__gte=add_months(actor.today, -longest)
    )
    if subject:
        rows = rows.filter(subject_org__code=subject)
    found = rows.select_related("home").order_by("-struck_on")[: MOST * 3]
    return [
        case
        for case in found
        if case.struck_on is not None
        and is_relapse(case.struck_on, actor.today, months.at_org(case.home).value)
    ][:MOST]
