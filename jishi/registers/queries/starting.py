"""What the checklist of the first page counts, and whether this account still wants it."""

from __future__ import annotations

from jishi.accounts.queries import count_lacking
from jishi.registers.access import START
from jishi.registers.findings import all_findings, examine
from jishi.registers.models import StartMark
from jishi.registers.queries.facts import sight
from jishi.registers.start import Look
from jishi.tree.actor import Actor
from jishi.tree.reach import reach


def wanted(actor: Actor) -> bool:
    """Managers see it until they put it away."""
    if actor.account_id is None or not reach(actor, START):
        return False
    return _mark(actor).put_away_at is None


def report_seen(actor: Actor) -> bool:
    return _mark(actor).report_seen_at is not None


def _mark(actor: Actor) -> StartMark:
    """Read once for each request."""
    if "start.mark" not in actor.memo:
        found = StartMark.objects.filter(account_id=actor.account_id or 0).first()
        actor.memo["start.mark"] = found or StartMark()
    mark: StartMark = actor.memo["start.mark"]
    return mark


def look(actor: Actor) -> Look:
    seen = sight(actor, None, ["organisation"])
    own = {root.org_id for root in reach(actor, START).roots}
    branches = [facts for facts in seen.organisations if facts.of_kind.is_branch]
    grave = [code for code, rule in all_findings().items() if rule.severity == "red"]
    below, lacking = count_lacking(actor)
    return Look(
        organisations=sum(facts.id not in own for facts in seen.organisations),
        branches=len(branches),
        members=sum(facts.members for facts in seen.organisations),
        posts=sum(len(facts.posts) for facts in seen.organisations),
        branches_led=sum(facts.secretary is not None for facts in branches),
        below=below,
        with_account=below - lacking,
        red=len(examine(seen, grave)),
        report_seen=report_seen(actor),
    )
