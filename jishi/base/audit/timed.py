"""Every hour the chain's head is kept elsewhere."""

from __future__ import annotations

from jishi.base.audit import anchors
from jishi.base.audit.actions import keep_hourly_anchor
from jishi.base.jobs.declare import every
from jishi.base.jobs.run import Run


@every(60, "audit.anchor", "留存审计锚点")
def keep(run: Run) -> None:
    anchor = keep_hourly_anchor()
    run.finish(message=f"锚点 {anchors.printed(anchor.point)}" if anchor else "没有新的记录")
