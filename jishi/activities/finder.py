"""People found by whether they have been trained this year."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from jishi.activities.queries.hours import trained
from jishi.base.web.filters import Choice
from jishi.tree.actor import Actor


def _trained(actor: Actor, code: str) -> Q:
    year = actor.today.year
    found = trained(date(year, 1, 1), date(year, 12, 31))
    return found if code == "yes" else ~found


FILTERS = (
    Choice("trained", "今年集中培训", (("yes", "参加过"), ("no", "还没有参加")), by=_trained),
)
