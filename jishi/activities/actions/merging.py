"""A merger of organisations: what is planned and what is open goes to the successor."""

from __future__ import annotations

from datetime import date

from jishi.activities.actions.writing import touch_stored
from jishi.activities.models import ActionItem, Activity, ActivityOrg
from jishi.base.act import Doing, bump
from jishi.base.audit.verbs import Verb
from jishi.tree.models import Organisation

HANDED_ON = Verb("activity.hand_on", "活动安排随组织合并")


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """The merger has authorised it; records of what was held stay where they were made."""
    handed = 0
    planned = Activity.objects.select_for_update().filter(
        org=source, stage="planned", held_on__gte=on
    )
    for activity in planned.order_by("pk"):
        touch_stored(doing, activity)
        ActivityOrg.objects.filter(activity=activity, org=target).delete()
        ActivityOrg.objects.filter(activity=activity, org=source).update(org=target)
        changed = bump(activity, org=target)
        touch_stored(doing, activity)
        doing.record(HANDED_ON, activity, org=target, changed=changed)
        handed += 1
    items = ActionItem.objects.filter(org=source, done_on__isnull=True, dropped_on__isnull=True)
    for item in items.order_by("pk"):
        changed = bump(item, org=target)
        doing.record(HANDED_ON, item, org=target, changed=changed)
        handed += 1
    return handed
