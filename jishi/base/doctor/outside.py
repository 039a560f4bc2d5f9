"""Whether reminders get out of the house, where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from jishi.base.clock import now
from jishi.base.doctor.check import Finding, check, warn
from jishi.base.models import OutboxItem
from jishi.base.outside import channels

REMEDY = "改 JISHI_WEBHOOKS 或 JISHI_OUTSIDE_HOSTS"


@check("outside", "站外提醒", order=75)
def outside() -> Iterator[Finding]:
    for name, url in channels.hooks().items():
        try:
            channels.place_of(url)
        except (channels.Barred, channels.Missed) as fault:
            yield warn(f"群机器人「{name}」发不出去：{fault}", REMEDY)
    recent = OutboxItem.objects.filter(made_at__gte=now() - timedelta(days=7)).exclude(failed="")
    why = recent.order_by("-id").values_list("failed", flat=True).first()
    if why:
        yield warn(
            f"最近七天有 {recent.count()} 条站外提醒没有发出：{why}", "见安装和运行手册「站外提醒」"
        )
