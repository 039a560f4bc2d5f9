"""What an organisation's page says of its assessments."""

from __future__ import annotations

from jishi.standards.models import Assessment, Site
from jishi.standards.queries.rounds import assessments
from jishi.standards.queries.sites import sites
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 6


def recent(actor: Actor, org: Organisation) -> list[Assessment]:
    rows = assessments(actor).filter(org=org).exclude(state="dropped")
    return list(rows.exclude(round__state="cancelled").order_by("-round__opened_on", "-id")[:MOST])


def sites_of(actor: Actor, org: Organisation) -> list[Site]:
    return list(sites(actor).filter(org=org, until__isnull=True).order_by("level"))
