"""What offices have set about duties."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.duties.access import DUTY_SET, DUTY_VIEW
from jishi.duties.kinds import Duty, all_duties
from jishi.duties.models import DutyStart, LocalDuty
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible

MOST_PLACES = 12


def start_at(org: Organisation) -> DutyStart | None:
    """Its own start-up date; of an organisation that was fetched through `visible()`."""
    return DutyStart.objects.filter(org=org).first()


def local_duties(actor: Actor) -> QuerySet[LocalDuty]:
    """Of one's own offices, and of those above that hold here too."""
    where = reach(actor, DUTY_VIEW)
    above = {int(part) for root in where.roots for part in root.path.strip("/").split("/") if part}
    rows = LocalDuty.objects.select_related("org").order_by("org__line", "since", "id")
    return rows.filter(org_id__in=above) | visible(actor, DUTY_VIEW, rows, via="org")


def local_duty(actor: Actor, pk: int) -> LocalDuty:
    rows = LocalDuty.objects.select_related("org")
    found = visible(actor, DUTY_SET, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def ours() -> list[Duty]:
    return list(all_duties().values())


def places(actor: Actor) -> list[Organisation]:
    """Where the actor may set duties: the tops of the reach."""
    tops = [root.org_id for root in reach(actor, DUTY_SET).roots]
    return list(Organisation.objects.filter(pk__in=tops).order_by("line")[:MOST_PLACES])
