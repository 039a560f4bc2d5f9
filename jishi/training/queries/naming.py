"""Names pasted or typed, beside those whom the class takes, at and below an organisation."""

from __future__ import annotations

from collections.abc import Collection

from jishi.activities.queries.roster import named
from jishi.activities.rules.rollcall import SPLIT, Matched, match, people_of, tidy
from jishi.people.kinds import COUNTED
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def matched(
    actor: Actor, org: Organisation, text: str, standings: Collection[str] = COUNTED
) -> Matched:
    """A name that fits two people, or nobody, is handed back as it was written."""
    names = {tidy(line) for line in SPLIT.split(text)} - {""}
    return match(text, people_of(named(actor, org, sorted(names), standings)))
