"""`/activities/`: what was held and what is planned, within reach."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from jishi.activities import queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.filters import FILTERS
from jishi.activities.models import Activity
from jishi.activities.queries.kinds import OWN, labels, newest
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, routes
from jishi.base.web.workbench import Start
from jishi.tree.reach import reach

TONES = {"planned": "blue", "held": "amber", "archived": "green", "cancelled": "grey"}


def address(activity: Activity) -> str:
    return reverse("activity", args=[activity.pk])


def kinds_text(activity: Activity) -> str:
    """As `ready` has put them into words; the kinds of the product alone need no asking."""
    known = getattr(activity, "kind_labels", None)
    codes = [part.kind for part in activity.parts.all()]
    known = labels(codes) if known is None else known
    return "、".join(known.get(code, code) for code in codes)


def _count(activity: Activity) -> str:
    if activity.present is None:
        return ""
    return (
        f"{activity.present}"
        if activity.expected is None
        else f"{activity.present} / {activity.expected}"
    )


def _remark(activity: Activity) -> str:
    """What somebody should look at: something does not count, or it was entered late."""
    if activity.stage in ("planned", "cancelled"):
        return ""
    lacks = [part for part in activity.parts.all() if not part.counts]
    return "要素不全" if lacks else ""


class ActivityList(ListScreen[Activity]):
    path, name, title = "activities/", "activities", "组织生活"
    permission = ACTIVITY_VIEW
    nav = Nav("组织生活", "活动记录", "calendar-check", order=10, phone="活动")
    filters = FILTERS
    orders = (
        Order("new", "日期最近", ("-held_on", "-pk")),
        Order("old", "日期最早", ("held_on", "pk")),
    )
    columns = (
        Column("held_on", "日期"),
        Column("title", "名称", link=address, phone="title"),
        Column("kinds", "种类", value=kinds_text),
        Column("org", "党组织", value=lambda a: a.org.short_name),
        Column("place", "地点", phone="hide"),
        Column("count", "实到 / 应到", value=_count),
        Column(
            "stage", "状态", value=lambda a: a.stage_label, tone=lambda a: TONES[a.stage],
            phone="badge",
        ),
        Column("remark", "提示", value=_remark, tone=lambda a: "red", phone="badge"),
    )  # fmt: skip
    _labels: dict[str, str] | None = None
    empty = "还没有活动记录"
    empty_hint = "开过的会、上过的党课在这里登记，只录一次。"

    def rows(self) -> QuerySet[Activity]:
        return queries.shown(queries.activities(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, ACTIVITY_EDIT):
            return []
        return [("登记活动", reverse("activity-new"), "plus")]

    def ready(self, row: Activity) -> Activity:
        own = any(part.kind.startswith(OWN) for part in row.parts.all())
        if own and self._labels is None:
            self._labels = {code: kind.title for code, kind in newest().items()}
        if own:
            row.kind_labels = self._labels  # type: ignore[attr-defined]
        return row


Start("登记活动", "activity-new", "开过的会、上过的党课", "calendar-plus", ACTIVITY_EDIT, order=10)

urlpatterns = routes(ActivityList)
