"""What goes along when organisations merge: what is planned and what is open; records stay."""

from __future__ import annotations

from jishi.activities.actions import merging
from jishi.activities.models import ActionItem, Activity
from jishi.base.followers import Follower
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count(actor: Actor, org: Organisation) -> int:
    planned = Activity.objects.filter(org=org, stage="planned", held_on__gte=actor.today)
    open_ = ActionItem.objects.filter(org=org, done_on__isnull=True, dropped_on__isnull=True)
    return planned.count() + open_.count()


PLANNED = Follower(
    "activities.open", "已安排的活动和未办结的议定事项", "项", _count, merging.hand_on, order=48,
    note="转给接收方接着办；以往的活动记录留在原组织名下，照样可查",
)  # fmt: skip
