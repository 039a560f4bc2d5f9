"""Facts follow the marks every minute, and the day."""

from __future__ import annotations

from jishi.base.clock import today
from jishi.base.jobs import Run, every
from jishi.figures.actions.refreshing import refresh


@every(1, "figures.refresh", "数字按新记录更新")
def refresh_facts(run: Run) -> None:
    refresh(today(), run.progress)
