"""Elections of the invented county: most in time, some overdue, some ending soon, a few extended.

Villages and communities were elected in one round (R-ORG-44), everything else when its time came.
"""

from __future__ import annotations

from datetime import date, timedelta

from jishi.demo.county import County
from jishi.kernel.deadline import add_months, add_years
from jishi.orgs.actions import extend_term, register_election
from jishi.orgs.models import Term
from jishi.orgs.rules.terms import LEVELS, VILLAGE_OR_COMMUNITY, years_of
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation

ROUND = (date(2025, 10, 1), date(2026, 6, 30))


def hold_elections(county: County) -> None:
    operator = local_operator(county.until)
    rows = Organisation.objects.filter(closed_on__isnull=True, kind__in=LEVELS).order_by("line")
    overdue = 0
    for org in rows:
        on = max(_elected_on(county, org), org.founded_on)
        term = register_election(operator, org, 0, elected_on=on, document=_document(county, on))
        if term.ends_on < county.until:
            overdue += 1
            if overdue % 5 == 0:
                _extend(county, term)


def _elected_on(county: County, org: Organisation) -> date:
    chance = county.random.random()
    if org.sector in VILLAGE_OR_COMMUNITY:
        first, last = _round(county.until)
        if chance < 0.04:  # has not held this round's election yet
            first, last = add_years(first, -5), add_years(last, -5)
        return first + timedelta(days=county.random.randrange((last - first).days))
    years = years_of(org.kind, org.sector)
    if chance < 0.06:
        end = county.until - timedelta(days=county.random.randrange(5, 200))
    elif chance < 0.18:
        end = county.until + timedelta(days=county.random.randrange(3, 180))
    else:
        end = add_months(county.until, county.random.randrange(7, years * 12))
    return min(add_years(end, -years), county.until)


def _round(until: date) -> tuple[date, date]:
    """The last round that was over by then."""
    first, last = ROUND
    while last > until:
        first, last = add_years(first, -5), add_years(last, -5)
    return first, last


def _document(county: County, on: date) -> str:
    return f"青组〔{on.year}〕{county.random.randrange(1, 90)}号"


def _extend(county: County, term: Term) -> None:
    until = min(add_months(county.until, 4), add_years(term.as_term.regular_end, 1))
    extend_term(
        local_operator(county.until), term.org, term.version, until=until,
        document=_document(county, term.ends_on), note="项目收尾，经批准延期",
    )  # fmt: skip
