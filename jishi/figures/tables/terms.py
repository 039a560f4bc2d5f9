"""Terms of office and elections."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.kernel.deadline import add_months
from jishi.kernel.term import REMINDER_MONTHS
from jishi.orgs.access import TERM_VIEW
from jishi.orgs.models import Term
from jishi.tree.models import Organisation


def _running(asked: Asked) -> Columns:
    """From the election until the next one, or until the organisation was closed."""
    rows = Term.objects.filter(asked.within(), elected_on__lte=asked.last_day).order_by("org", "pk")
    made = []
    for org, elected, ended, closed, ends, level in rows.values_list(
        "org_id", "elected_on", "ended_on", "org__closed_on", "ends_on", "level"
    ):
        until = min(number_of(ended, FOREVER), number_of(closed, FOREVER))
        soon = number_of(add_months(ends, -REMINDER_MONTHS))
        made.append((org, org, number_of(elected), until, number_of(ends), soon, level))
    names = ("id", "org", "since", "until", "ends", "soon", "level")
    return columns(made, names, ())


def _elected(asked: Asked) -> Columns:
    rows = Term.objects.filter(asked.within(), asked.days("elected_on")).order_by(
        "elected_on", "pk"
    )
    found = rows.values_list("org_id", "org_id", "elected_on", "level")
    return columns(found, ("id", "org", "day", "level"), {"day"})


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "short_name"))


TERMS = Table(
    code="terms", title="在任的一届", source="R-ORG-25", stock=True, load=_running,
    follows=("term", "organisation", "record.term"), counts="届", whose="党组织自身",
    dated="选举日期和任期届满日期", noun="organisation", labels=names_of, page="org",
    permission=TERM_VIEW,
)  # fmt: skip
ELECTIONS = Table(
    code="elections", title="换届选举", source="R-ORG-26", load=_elected,
    follows=("term", "organisation", "record.term"), counts="次选举", whose="党组织自身",
    dated="选举日期", noun="organisation", labels=names_of, page="org", permission=TERM_VIEW,
)  # fmt: skip
