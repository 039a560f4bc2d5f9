"""What this room adds to the page of an organisation: what it owes now."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from jishi.activities.models import Activity
from jishi.base.web.panels import Link as Cell
from jishi.base.web.panels import PageAction, Panel, Shown
from jishi.base.web.workbench import Entry
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


def _fulfils(actor: Actor, activity: Activity) -> Shown | None:
    """Which duties this activity meets, and of those it could meet why it does not."""
    found = looking.of_activity(actor, activity)
    if not found:
        return None
    rows = [
        Entry(
            f"{each.label}{each.title}", reverse("duty-item", args=[each.item.pk]),
            *_standing(each, activity),
        )
        for each in found
    ]  # fmt: skip
    return Shown(rows=rows)


def _standing(each: looking.Seen, activity: Activity) -> tuple[str, date | None, str]:
    """(words, nothing, tone) for one line."""
    item = each.item
    if item.met_by == activity.pk and item.met_source == "activity":
        return "由这次活动完成" + ("（逾期）" if item.late else ""), None, "green"
    if item.met_on is not None:
        return f"已在 {item.met_on} 完成", None, ""
    if item.excused:
        return "已免予办理", None, ""
    if activity.stage == "planned":
        return "还没有完成，开过再计", None, "blue"
    why = "这次已取消" if activity.stage == "cancelled" else "这次没有计入"
    return f"还没有完成，{why}", None, "red"


Panel("activity", "对应的应办事项", "list-checks", DUTY_VIEW, _fulfils, order=5)
Panel("organisation", "应办事项", "list-checks", DUTY_VIEW, _owed, order=16)
PageAction(
    "organisation", "年度计划", lambda org: reverse("plan", args=[org.pk]), "notebook-pen",
    PLAN_EDIT, when=lambda org: org.is_open, order=60,
)  # fmt: skip
