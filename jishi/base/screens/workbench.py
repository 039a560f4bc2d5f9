"""`/`: each role sees in one glance what is due, late and waiting, and starts it."""

from __future__ import annotations

from typing import Any

from jishi.base import inbox
from jishi.base.clock import SHANGHAI, now
from jishi.base.models import InboxKind
from jishi.base.web.frame import roles_line
from jishi.base.web.screen import Nav, Screen, routes
from jishi.base.web.workbench import Block, Content, Entry, arranged, blocks, starts
from jishi.kernel.calendar import published_calendar
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF

_WEEKDAYS = "一二三四五六日"


class Workbench(Screen):
    path, name, title = "", "home", "工作台"
    permission = SELF
    nav = Nav("工作台", "工作台", "layout-dashboard", 1, phone="工作台")
    template = "web/workbench.html"

    def context(self) -> dict[str, Any]:
        today = self.actor.today
        return {
            "greeting": f"{_part_of_day()}，{self.actor.name}",
            "today": today,
            "weekday": f"星期{_WEEKDAYS[today.weekday()]}",
            "working": published_calendar().is_working_day(today),
            "roles": roles_line(self.actor),
            "bench": arranged(blocks(self.actor)),
        }


def _part_of_day() -> str:
    hour = now().astimezone(SHANGHAI).hour
    return "早上好" if hour < 11 else "中午好" if hour < 14 else "下午好" if hour < 18 else "晚上好"


def _todos(actor: Actor) -> Content:
    waiting = inbox.items(actor).filter(kind=InboxKind.TODO, done_at__isnull=True)
    rows = waiting.select_related("org").order_by("due_on", "id")[:8]
    return Content(
        "entries",
        entries=[
            Entry(
                row.title,
                row.link or "/inbox/",
                row.org.short_name if row.org else "",
                row.due_on,
                "red" if row.due_on and row.due_on < actor.today else "",
            )
            for row in rows
        ],
        empty="没有待办，都办完了",
        more="/inbox/",
    )


Block("我的待办", "list-checks", SELF, _todos, order=10)
Block("常用", "zap", SELF, starts, order=20, side=True)

urlpatterns = routes(Workbench)
