"""What waits for somebody: rounds to settle, self-checks to accept, appeals, talks overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jishi.standards.models import Assessment, GradeTalk, Round
from jishi.tree.actor import Actor
from jishi.tree.permissions import MANAGERS
from jishi.tree.reach import holders


def due_to_settle(today: date) -> list[Round]:
    rows = Round.objects.filter(state="running", settled_on__isnull=True, mend_until__lt=today)
    return list(rows.select_related("org").order_by("id"))


@dataclass(frozen=True)
class Waiting:
    """So many of one round wait at one organisation for one step."""

    round: Round
    org_id: int
    what: str
    count: int
    accounts: frozenset[int]


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Self-checks at the organisation above, and appeals where the round is run."""
    rows = Assessment.objects.filter(round__state="running").order_by()
    counts = list(
        rows.filter(state="self_checked").values_list("round_id", "org__parent_id")
        .annotate(n=Count("id"))
    )  # fmt: skip
    appeals = list(
        rows.filter(state="appealed").values_list("round_id", "round__org_id")
        .annotate(n=Count("id"))
    )  # fmt: skip
    rounds = Round.objects.select_related("org").in_bulk({pk for pk, _, _ in (*counts, *appeals)})
    places = {org for _, org, _ in (*counts, *appeals) if org}
    own = holders(MANAGERS, places, actor.today)
    for found, what in ((counts, "accept"), (appeals, "review")):
        for pk, org, count in found:
            accounts = frozenset(own.get(org, ()))
            if org and accounts:
                yield Waiting(rounds[pk], org, what, count, accounts)


def talks_due(actor: Actor) -> Iterator[tuple[GradeTalk, set[int]]]:
    """Talks not held by their day, and follow-ups not made by theirs."""
    rows = GradeTalk.objects.filter(waived_on__isnull=True, followed_on__isnull=True)
    late = Q(held_on__isnull=True, due_on__lt=actor.today) | Q(
        held_on__isnull=False, follow_by__lt=actor.today
    )
    listed = list(
        rows.filter(late).select_related("assessment__org", "assessment__round").order_by("id")
    )
    own = holders(MANAGERS, {talk.assessment.round.org_id for talk in listed}, actor.today)
    for talk in listed:
        accounts = own.get(talk.assessment.round.org_id, set())
        if accounts:
            yield talk, accounts
