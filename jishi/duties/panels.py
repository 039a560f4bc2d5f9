"""What this room adds to the page of an organisation: what it owes now."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.panels import Link as Cell
from jishi.base.web.panels import PageAction, Panel, Shown
from jishi.duties.access import DUTY_VIEW, PLAN_EDIT
from jishi.duties.queries import looking
from jishi.kernel.period import Month
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 8


def _owed(actor: Actor, org: Organisation) -> Shown | None:
    page = looking.month_of(actor, org, Month.holding(actor.today))
    if not page.total and not page.later:
        return None
    rows = [
        (
            Cell(each.title, reverse("duty-item", args=[each.item.pk])), each.label,
            each.item.due_on, Cell(each.state.label, "", each.state.tone),
        )
        for each in (page.behind + page.now)[:MOST]
    ]  # fmt: skip
    return Shown(
        headers=("事项", "期次", "截止", "状态"),
        cells=rows,
        empty=f"本月应办的都已办完（{len(page.done)} 项）",
        more=reverse("duty-month", args=[org.pk]),
        more_label="全部应办",
    )


Panel("organisation", "应办事项", "list-checks", DUTY_VIEW, _owed, order=16)
PageAction(
    "organisation", "年度计划", lambda org: reverse("plan", args=[org.pk]), "notebook-pen",
    PLAN_EDIT, when=lambda org: org.is_open, order=60,
)  # fmt: skip
