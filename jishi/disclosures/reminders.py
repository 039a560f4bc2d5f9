"""What a village has not told in time: one word a quarter to whoever keeps it."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.inbox import put
from jishi.base.reminders import reminder
from jishi.disclosures.queries.owed import owed
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.reach import holders

KEEPERS = ("branch", "unit_clerk")


@reminder("disclosure.behind", "定期公开逾期")
def remind_of_disclosures(actor: Actor) -> None:
    """Of the periods that ended with the last quarter, once."""
    last = Period.natural(actor.today, 3).previous()
    behind: dict[int, int] = {}
    for each in owed(actor, last):
        if each.state == "behind":
            behind[each.org.pk] = behind.get(each.org.pk, 0) + 1
    keepers = holders(KEEPERS, set(behind), actor.today)
    for org_id, count in behind.items():
        put(
            keepers.get(org_id, ()), f"disclosure:{org_id}:{last}",
            f"{last.label}有 {count} 项没有按期公开",
            link=f"{reverse('disclosure-board')}?period={last}", org_id=org_id,
        )  # fmt: skip
