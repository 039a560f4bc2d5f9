"""What the checklist of the first page counts, and whether this account still wants it."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.accounts.queries import count_lacking
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.registers.access import LINK_VIEW, START
from jishi.registers.findings import all_findings, examine
from jishi.registers.models import Link, StartMark
from jishi.registers.queries.facts import sight
from jishi.registers.start import Look
from jishi.tree.actor import Actor
from jishi.tree.reach import reach, visible


def wanted(actor: Actor) -> bool:
    """Managers see it until they put it away."""
    if actor.account_id is None or not reach(actor, START):
        return False
    return not _marks(actor).filter(put_away_at__isnull=False).exists()


def report_seen(actor: Actor) -> bool:
    return _marks(actor).filter(report_seen_at__isnull=False).exists()


def _marks(actor: Actor) -> QuerySet[StartMark]:
    return StartMark.objects.filter(account_id=actor.account_id or 0)


def look(actor: Actor) -> Look:
    seen = sight(actor, None, ["organisation"])
    own = {root.org_id for root in reach(actor, START).roots}
    branches = [facts for facts in seen.organisations if facts.of_kind.is_branch]
    members = visible(actor, PERSON_VIEW, Person.objects.filter(standing__in=COUNTED), via="org")
    posts = visible(actor, LINK_VIEW, Link.objects.filter(until=None), via="org")
    grave = [code for code, rule in all_findings().items() if rule.severity == "red"]
    below, lacking = count_lacking(actor)
    return Look(
        organisations=sum(facts.id not in own for facts in seen.organisations),
        branches=len(branches),
        members=members.count(),
        posts=posts.count(),
        branches_led=sum(facts.secretary is not None for facts in branches),
        below=below,
        with_account=below - lacking,
        red=len(examine(seen, grave)),
        report_seen=report_seen(actor),
    )
