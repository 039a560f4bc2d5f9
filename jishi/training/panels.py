"""What training adds to the page of a person and of a class."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.models import Activity
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person
from jishi.training.access import TRAINING_RELIEF
from jishi.training.queries import classes
from jishi.training.queries.person import year_of
from jishi.training.rules.coverage import counted_hours, year_is_enough
from jishi.tree.actor import Actor
from jishi.tree.reach import may

MOST = 8


def _own(actor: Actor, person: Person) -> Shown | None:
    """This year's hours and trainings of a member."""
    if not person.is_member:
        return None
    found = year_of(actor, person, actor.today.year)
    counts = classes.hours_text(counted_hours(found.studied))
    lacks = year_is_enough(found.studied)
    note = "；".join(reason.text for reason in lacks.reasons) or "今年已达到学时要求"
    actions = []
    if may(actor, TRAINING_RELIEF, person.org):
        actions.append(
            ("核定学时减免", reverse("training-relief", args=[person.pk]), "calendar-minus")
        )
    return Shown(
        facts=(
            ("今年计入学时", f"{counts or 0} / 要求 {found.studied.required}"),
            ("今年集中培训", f"{found.studied.trainings} 次"),
        ),
        headers=("日期", "培训", "举办单位", "学时"),
        cells=[
            (
                row.activity.held_on, _named(actor, row.activity), row.activity.org.short_name,
                classes.hours_text(row.activity.hours),
            )
            for row in found.trainings[:MOST]
        ],
        note=note,
        actions=actions,
        template="training/_relief.html" if found.relief else "",
        context={"relief": found.relief, "may": bool(actions)},
    )  # fmt: skip


def _named(actor: Actor, activity: Activity) -> Any:
    """A class of the superior is named; its page opens to those who may see it."""
    if may(actor, ACTIVITY_VIEW, activity.org):
        return Link(activity.title, reverse("activity", args=[activity.pk]))
    return activity.title


def _courses(actor: Actor, activity: Activity) -> Shown | None:
    if not activity.is_class:
        return None
    courses = classes.sessions(activity)
    return Shown(
        headers=("节次", "课程", "日期", "学时", "大纲专题", "授课人"),
        cells=[
            (
                f"第 {c.number} 节", c.title, c.held_on, classes.hours_text(c.hours),
                c.get_subject_display(), c.lecturer_name,
            )
            for c in courses
        ],
    )  # fmt: skip


def _names(actor: Actor, activity: Activity) -> Shown | None:
    """Who is enrolled and by whom; afterwards who came, and who did not."""
    if not activity.is_class:
        return None
    listed = classes.roll(actor, activity)
    edit = may(actor, ACTIVITY_EDIT, activity.org)
    open_ = activity.stage == "planned"
    actions = []
    if edit and open_:
        actions = [
            ("报名", reverse("training-class-enrol", args=[activity.pk]), "user-plus"),
            ("分配名额", reverse("training-class-places", args=[activity.pk]), "ticket"),
        ]
    return Shown(
        template="training/_names.html",
        context={
            "listed": listed, "quotas": classes.quotas(activity), "open": open_ and edit,
            "planned": open_, "groups": _groups(listed),
        },
        actions=actions,
    )  # fmt: skip


def _groups(listed: list[classes.Listed]) -> list[tuple[str, list[str]]]:
    """Who did not come and who missed something first; the rest by name."""
    absent = [
        f"{one.person.name}（{one.person.org.short_name}）" for one in listed if not one.present
    ]
    partly = [
        f"{one.person.name}（第 {'、'.join(map(str, one.missed))} 节）"
        for one in listed
        if one.present and one.missed
    ]
    whole = [one.person.name for one in listed if one.present and not one.missed]
    found = (("没有到训", absent), ("缺课", partly), ("全程到训", whole))
    return [(label, names) for label, names in found if names]


Panel("person", "教育培训", "graduation-cap", PERSON_VIEW, _own, order=42)
Panel("activity", "培训课程", "book-open", ACTIVITY_VIEW, _courses, order=10)
Panel("activity", "报名名单", "users-round", ACTIVITY_VIEW, _names, order=12)


def _is_class(activity: Activity) -> bool:
    return activity.stage in ("planned", "held") and activity.is_class


PageAction(
    "activity", "登记到训", lambda a: reverse("training-class-came", args=[a.pk]),
    "clipboard-check", ACTIVITY_EDIT, when=_is_class, order=5,
)  # fmt: skip
PageAction(
    "activity", "修改课程安排", lambda a: reverse("training-class-change", args=[a.pk]),
    "pencil", ACTIVITY_EDIT, when=lambda a: a.stage == "planned" and _is_class(a), order=6,
)  # fmt: skip
