"""What this room adds to the page of an organisation and of a person."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from jishi.activities import queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.marks import MARKS, REASONS
from jishi.activities.models import Activity, Attendance
from jishi.activities.queries.activities import near
from jishi.activities.screens.lists import TONES, address
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Number
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import can

BACK, AHEAD, MOST = timedelta(days=92), timedelta(days=92), 8
YEAR = timedelta(days=365)
_TONES = {"present": "green", "leave": "amber", "absent": "red"}


def _recent(actor: Actor, org: Organisation) -> Shown:
    """Planned ones first, then the latest."""
    today = actor.today
    rows = near(actor, org, today - BACK, today + AHEAD).order_by("-held_on", "-id")
    shown = list(rows[:MOST])
    may = bool(can(actor, ACTIVITY_EDIT, org)) and org.is_open
    new = f"{reverse('activity-new')}?org={org.code}"
    items = f"{reverse('action-items')}?org={org.code}&state=open"
    return Shown(
        headers=("日期", "名称", "实到 / 应到", "状态"),
        cells=[_line(each) for each in shown],
        actions=[*([("登记活动", new, "plus")] if may else []), ("议定事项", items, "list-checks")],
        empty="近三个月没有活动记录",
        more=f"{reverse('activities')}?org={org.code}",
        more_label="全部活动",
    )


def _line(each: Activity) -> tuple[object, ...]:
    count = "" if each.present is None else str(each.present)
    if count and each.expected is not None:
        count = f"{count} / {each.expected}"
    return (
        each.held_on, Link(each.title, address(each)), count,
        Link(each.stage_label, "", TONES[each.stage]),
    )  # fmt: skip


def _own(actor: Actor, person: Person) -> Shown | None:
    if not person.is_member:
        return None
    rows = list(queries.own_attendance(actor, person, actor.today - YEAR)[:200])
    due = [row for row in rows if row.role == "member"]
    there = sum(row.mark == "present" for row in due)
    return Shown(
        numbers=(Number("一年内到会", there, f"/ {len(due)} 次"),) if due else (),
        headers=("日期", "活动", "党组织", "到会"),
        cells=[
            (
                row.activity.held_on, Link(row.activity.title, address(row.activity)),
                row.activity.org.short_name, Link(_mark(row), "", _TONES[row.mark]),
            )
            for row in rows[:MOST]
        ],
        empty="一年内没有组织生活记录",
    )  # fmt: skip


def _mark(row: Attendance) -> str:
    reason = f"：{REASONS[row.reason]}" if row.reason else ""
    return f"{MARKS[row.mark]}{reason}"


Panel("organisation", "组织生活", "calendar-check", ACTIVITY_VIEW, _recent, order=12)
Panel("person", "组织生活", "calendar-check", ACTIVITY_VIEW, _own, order=40)
PageAction(
    "organisation", "登记活动", lambda org: f"{reverse('activity-new')}?org={org.code}",
    "calendar-plus", ACTIVITY_EDIT, when=lambda org: org.is_open, order=5,
)  # fmt: skip
