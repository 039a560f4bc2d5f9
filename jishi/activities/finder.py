"""People found by whether they have been trained this year."""

from __future__ import annotations

from django.db.models import Q

from jishi.activities.models import Attendance
from jishi.base.web.filters import Choice
from jishi.tree.actor import Actor


def _trained(actor: Actor, code: str) -> Q:
    there = Attendance.objects.filter(
        mark="present",
        activity__held_on__year=actor.today.year,
        activity__stage__in=("held", "archived"),
        activity__parts__kind="training",
        activity__parts__counts=True,
    )
    found = Q(pk__in=there.order_by().values("person"))
    return found if code == "yes" else ~found


FILTERS = (
    Choice("trained", "今年集中培训", (("yes", "参加过"), ("no", "还没有参加")), by=_trained),
)
