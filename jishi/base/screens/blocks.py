"""What the workbench says to the administrators of system and audit."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from jishi.base.access import AUDIT_READ, DOCTOR
from jishi.base.audit import anchors, chain
from jishi.base.clock import SHANGHAI, now
from jishi.base.doctor import check
from jishi.base.doctor.check import Level
from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.tree.actor import Actor

STALE = timedelta(hours=26)  # anchors are kept every hour; a day's silence is worth a look


def _health(actor: Actor) -> Content:
    found = [
        Entry(
            f"{result.check.label}：{finding.text}",
            reverse("doctor"),
            finding.level.label,
            tone="red" if finding.level == Level.WRONG else "amber",
            icon="circle-alert" if finding.level == Level.WRONG else "triangle-alert",
        )
        for result in check.run()
        for finding in result.findings
        if finding.level != Level.FINE
    ]
    return Content("entries", entries=found, empty="体检没有发现问题", more=reverse("doctor"))


def _chain(actor: Actor) -> Content:
    head, newest = chain.head(), anchors.kept().newest
    late = newest is None or now() - newest.at > STALE
    at = newest.at.astimezone(SHANGHAI).strftime("%m-%d %H:%M") if newest else "还没有"
    url = reverse("audit-chain")
    return Content(
        "numbers",
        numbers=[
            Number("审计记录", head.seq, reverse("audit"), "条"),
            Number(
                "未留锚点", head.seq - (newest.point.seq if newest else 0), url, "条",
                f"最近锚点 {at}", "red" if late else "",
            ),
        ],
    )  # fmt: skip


Block("系统体检", "stethoscope", DOCTOR, _health, order=6)
Block("审计链", "shield-check", AUDIT_READ, _chain, order=6)
