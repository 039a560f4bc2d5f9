"""What the workbench says about letters and absences."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Number
from jishi.people.access import TRANSFER_VIEW
from jishi.people.queries.mobility import count_away
from jishi.people.queries.transfer import waiting
from jishi.tree.actor import Actor


def _desk(actor: Actor) -> Content | None:
    """What waits here, each number opening to its rows."""
    found, away, base = waiting(actor), count_away(actor), reverse("transfers")
    lines = (
        ("待开具", found.to_issue, f"{base}?side=out&state=requested", ""),
        ("待接收", found.to_receive, f"{base}?side=in&state=issued", ""),
        ("应接未接", found.late, f"{base}?state=late", "red"),
        ("待发回执", found.to_acknowledge, f"{base}?side=in&state=received", ""),
        ("回执待核对", found.to_close, f"{base}?side=out&state=acknowledged", ""),
        ("联系逾期", away.silent, f"{reverse('mobile')}?side=out&show=silent", "amber"),
        ("应转未转", away.should_transfer, f"{reverse('mobile')}?side=out&show=transfer", "amber"),
    )
    numbers = [
        Number(label, value, url, "件" if url.startswith(base) else "人", tone=tone)
        for label, value, url, tone in lines
        if value
    ]
    return Content("numbers", numbers=numbers) if numbers else None


Block("组织关系与流动党员", "arrow-left-right", TRANSFER_VIEW, _desk, order=25)
