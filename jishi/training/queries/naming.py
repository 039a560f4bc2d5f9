"""Names pasted or typed, beside the members at and below an organisation."""

from __future__ import annotations

from jishi.activities.queries.roster import named
from jishi.activities.rules.rollcall import SPLIT, Matched, match, people_of, tidy
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def matched(actor: Actor, org: Organisation, text: str) -> Matched:
    """A name that fits two people, or nobody, is handed back as it was written."""
    names = {tidy(line) for line in SPLIT.split(text)} - {""}
    return match(text, people_of(named(actor, org, sorted(names))))
