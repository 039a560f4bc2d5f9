"""A class planned with its sessions, changed, and recorded: who came, and to which sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from jishi.activities import actions as activity_actions
from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import Entry, Roll, TopicRow, What
from jishi.activities.models import Activity, ActivityOrg, ClassSession, SessionAbsence, Topic
from jishi.activities.queries.hours import TRAINING
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.training.queries.classes import sessions
from jishi.training.rules.classes import SessionRow, may_record, sessions_fit
from jishi.tree.actor import Actor
from jishi.tree.errors import insist
from jishi.tree.models import Organisation

SCHEDULED = Verb("training.schedule", "安排培训课程")
RECORDED = Verb("training.record", "登记到训")


def plan_class(actor: Actor, org: Organisation, what: What, rows: Sequence[SessionRow]) -> Activity:
    """`what` says everything but the day and the hours: these are those of its sessions."""
    with act(actor, ACTIVITY_EDIT, org) as doing:
        insist(sessions_fit(rows), "s1_title")
        activity = activity_actions.plan_activity(actor, org, _spanned(what, rows))
        _write(activity, rows)
        doing.record(SCHEDULED, activity, org=org, count=len(rows))
        return activity


def change_class(
    actor: Actor, activity: Activity, version: int | None, what: What, rows: Sequence[SessionRow]
) -> Activity:
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        insist(sessions_fit(rows), "s1_title")
        changed = activity_actions.change_plan(actor, activity, version, _spanned(what, rows))
        ClassSession.objects.filter(activity=changed).delete()
        _write(changed, rows)
        doing.record(SCHEDULED, changed, org=changed.org_id, count=len(rows))
        return changed


def _spanned(what: What, rows: Sequence[SessionRow]) -> What:
    hours = sum((row.hours for row in rows), Decimal(0))
    kinds = tuple(dict.fromkeys((TRAINING, *what.kinds)))
    return replace(what, kinds=kinds, held_on=rows[0].held_on, hours=hours)


def _write(activity: Activity, rows: Sequence[SessionRow]) -> None:
    ClassSession.objects.bulk_create(
        ClassSession(
            activity=activity, number=number, held_on=row.held_on, hours=row.hours,
            title=row.title.strip(), subject=row.subject, lecturer_name=row.lecturer_name.strip(),
        )
        for number, row in enumerate(rows, 1)
    )  # fmt: skip


def record_class(
    actor: Actor, activity: Activity, version: int | None, came: Mapping[int, Sequence[int]],
    late_reason: str = "",
) -> Activity:  # fmt: skip
    """Person → numbers of the sessions missed. Recorded again, it corrects what stood there."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        courses = {course.number: course for course in sessions(activity)}
        unknown = sorted({n for missed in came.values() for n in missed} - set(courses))
        last = max(course.held_on for course in courses.values())
        insist(may_record(last, actor.today, unknown))
        entry = _entry(activity, came, late_reason)
        step = (
            activity_actions.hold_activity
            if activity.stage == "planned"
            else activity_actions.correct_activity
        )
        held = step(actor, activity, version, entry)
        SessionAbsence.objects.filter(session__activity=held).delete()
        SessionAbsence.objects.bulk_create(
            SessionAbsence(session=courses[number], person_id=person)
            for person, missed in came.items()
            for number in sorted(set(missed))
        )
        doing.record(RECORDED, held, org=held.org_id, count=len(came))
        return held


def _entry(activity: Activity, came: Mapping[int, Sequence[int]], late_reason: str) -> Entry:
    """What stands there already stays; who came is new."""
    parts = list(activity.parts.order_by("id"))
    joint = ActivityOrg.objects.filter(activity=activity, host=False).select_related("org")
    what = What(
        tuple(part.kind for part in parts), activity.held_on, activity.title, activity.starts_at,
        activity.ends_at, activity.hours, activity.place,
        {part.kind: part.payload for part in parts}, tuple(row.org for row in joint),
        activity.noticed_on,
    )  # fmt: skip
    topics = Topic.objects.filter(activity=activity).order_by("number")
    return Entry(
        what, Roll(tuple(came)), chair=activity.chair_id, recorder=activity.recorder_id,
        minutes=activity.minutes, late_reason=late_reason or activity.late_reason,
        sheet_code=activity.sheet_code,
        topics=tuple(
            TopicRow(t.title, t.kind, t.lecturer_id, t.lecturer_name, resolution=t.resolution)
            for t in topics
        ),
    )  # fmt: skip
