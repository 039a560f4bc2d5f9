"""After 31 December whoever stands at the top is asked to close the year (R-STAT-01)."""

from __future__ import annotations

from jishi.base import inbox
from jishi.figures.queries.closings import in_force
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import MANAGERS
from jishi.tree.reach import holders

LATEST = 3  # months after the year in which it is still asked for


def remind_of_year(actor: Actor) -> None:
    if actor.today.month > LATEST:
        return
    year = Period.year(actor.today.year - 1)
    for org in Organisation.objects.filter(parent__isnull=True, closed_on__isnull=True):
        if org.founded_on > year.last_day or in_force(org, year) is not None:
            continue
        accounts = holders(MANAGERS, [org.pk], actor.today).get(org.pk, set())
        inbox.put(
            accounts, f"figures-year:{org.pk}:{year}", f"核对并封存{year.label}的数字", kind="todo",
            link=f"/figures/year/?period={year}", org_id=org.pk,
        )  # fmt: skip
