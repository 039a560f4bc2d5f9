"""Sending, every five minutes."""

from __future__ import annotations

from jishi.base.clock import now
from jishi.base.jobs.declare import every
from jishi.base.jobs.run import Run
from jishi.base.outside import outbox
from jishi.base.retention import retention


@every(5, "outside.send", "站外提醒")
def send_outside(run: Run) -> None:
    sent, missed = outbox.deliver(now(), run.step)
    run.finish(message=f"发出 {sent} 条" + (f"，没有发出 {missed} 条" if missed else ""))


@retention("inbox.outside", "发出或放弃的站外提醒", "90 天后")
def forget_outside() -> int:
    return outbox.forget_old()
