"""People found by whether they have been trained this year, and whether they still come."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from jishi.activities.marks import COUNTING
from jishi.activities.models import Attendance
from jishi.activities.queries.hours import trained
from jishi.base.web.filters import Choice
from jishi.kernel.deadline import add_months
from jishi.tree.actor import Actor


def _trained(actor: Actor, code: str) -> Q:
    year = actor.today.year
    found = trained(date(year, 1, 1), date(year, 12, 31))
    return found if code == "yes" else ~found


def _absent(actor: Actor, months: str) -> Q:
    """Expected again and again and never there (R-LIFE-18); of whom no list was kept, that is not
    known, and nothing follows from it but that somebody asks."""
    since = add_months(actor.today, -int(months))
    lists = Attendance.objects.filter(
        person=OuterRef("pk"), role="member", activity__stage__in=COUNTING,
        activity__held_on__gte=since, activity__held_on__lte=actor.today,
    )  # fmt: skip
    return Q(Exists(lists)) & ~Q(Exists(lists.filter(mark="present")))


FILTERS = (
    Choice("trained", "今年集中培训", (("yes", "参加过"), ("no", "还没有参加")), by=_trained),
    Choice(
        "absent",
        "在名单上而一次没到",
        tuple((str(n), f"{n} 个月以来") for n in (3, 6, 12)),
        by=_absent,
    ),
)
