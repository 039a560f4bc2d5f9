"""The way of an activity: planned, held, archived; corrected, sent back, cancelled.

Each act locks the row, lets the rules decide, writes, says what it has touched, and is audited.
"""

from __future__ import annotations

from typing import Any

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_REOPEN
from jishi.activities.actions.entries import Entry, TopicRow, What
from jishi.activities.actions.weighing import Case, weigh, weigh_plan
from jishi.activities.actions.writing import touch, touch_stored, write, write_items
from jishi.activities.marks import SOURCES
from jishi.activities.models import Activity, ActivityFile, ActivityPart, Attendance, Topic
from jishi.activities.rules import holding as rules
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.workflow import Need
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

PLANNED = Verb("activity.plan", "安排活动")
CHANGED = Verb("activity.change", "修改活动安排")
HELD = Verb("activity.hold", "登记活动")
CORRECTED = Verb("activity.correct", "更正活动记录")
ARCHIVED = Verb("activity.archive", "归档活动记录")
REOPENED = Verb("activity.reopen", "退回活动记录")
CANCELLED = Verb("activity.cancel", "取消活动")
PROOFLESS = ("import", "opening")  # old records: the paper is in the cupboard


def plan_activity(
    actor: Actor, org: Organisation, what: What, topics: tuple[TopicRow, ...] = (),
    source: str = "screen",
) -> Activity:  # fmt: skip
    with act(actor, ACTIVITY_EDIT, org) as doing:
        case = weigh_plan(actor, org, what)
        case.topics = _agenda(topics)
        activity = Activity(org=org, stage="planned", source=_source(source), **case.values)
        activity.save()
        write(activity, case, fresh=True)
        touch(doing, case, activity.held_on)
        _note(doing, PLANNED, activity, case)
        return activity


def change_plan(
    actor: Actor, activity: Activity, version: int | None, what: What,
    topics: tuple[TopicRow, ...] = (),
) -> Activity:  # fmt: skip
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = _locked(activity, version)
        _step(activity, "change")
        case = weigh_plan(actor, activity.org, what)
        case.topics = _agenda(topics)
        touch_stored(doing, activity)
        changed = bump(activity, **case.values)
        write(activity, case, fresh=False)
        touch(doing, case, activity.held_on)
        _note(doing, CHANGED, activity, case, changed)
        return activity


def hold_activity(
    actor: Actor, activity: Activity, version: int | None, entry: Entry, *, source: str = ""
) -> Activity:
    """What was planned has taken place; `source` where it was not entered by the form."""
    return _enter(actor, activity, version, entry, "hold", source)


def correct_activity(
    actor: Actor, activity: Activity, version: int | None, entry: Entry
) -> Activity:
    """What was entered wrongly; the decisions already written down stay."""
    return _enter(actor, activity, version, entry, "correct")


def record_at_once(
    actor: Actor, org: Organisation, entry: Entry, *, source: str = "screen"
) -> Activity:
    """Something that took place without having been planned here, in one go."""
    with act(actor, ACTIVITY_EDIT, org) as doing:
        case = weigh(actor, org, entry, proof_asked=source not in PROOFLESS)
        activity = Activity(
            org=org, stage="held", source=_source(source), entered_on=actor.today,
            entered_by=actor.name[:60], **case.values,
        )  # fmt: skip
        activity.save()
        write(activity, case, fresh=True)
        write_items(activity, entry.items, case.topics)
        touch(doing, case, activity.held_on)
        _note(doing, HELD, activity, case)
        return activity


def _enter(
    actor: Actor, activity: Activity, version: int | None, entry: Entry, step: str,
    source: str = "",
) -> Activity:  # fmt: skip
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = _locked(activity, version)
        _step(activity, step)
        case = weigh(
            actor, activity.org, entry, papers=papers_of(activity),
            proof_asked=activity.source not in PROOFLESS,
        )  # fmt: skip
        touch_stored(doing, activity)
        first = activity.entered_on is None
        values: dict[str, Any] = {**case.values, "stage": "held"}
        if source:
            values["source"] = _source(source)
        if first:
            values.update(entered_on=actor.today, entered_by=actor.name[:60])
        changed = bump(activity, **values)
        write(activity, case, fresh=False)
        write_items(activity, entry.items, case.topics)
        touch(doing, case, activity.held_on)
        _note(doing, HELD if first else CORRECTED, activity, case, changed)
        return activity


def archive_activity(actor: Actor, activity: Activity, version: int | None) -> Activity:
    """The record is complete; what is only usual and not there is remarked, not refused."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = _locked(activity, version)
        _step(activity, "archive", record_of(activity))
        touch_stored(doing, activity)
        changed = bump(activity, stage="archived", archived_on=actor.today)
        doing.record(ARCHIVED, activity, org=activity.org_id, changed=changed)
        return activity


def reopen_activity(actor: Actor, activity: Activity, version: int | None, reason: str) -> Activity:
    """The superior sends an archived record back to be corrected."""
    with act(actor, ACTIVITY_REOPEN, activity.org) as doing:
        activity = _locked(activity, version)
        _step(activity, "reopen", supplied=_given(reason))
        touch_stored(doing, activity)
        changed = bump(activity, stage="held", archived_on=None)
        doing.record(REOPENED, activity, org=activity.org_id, changed=changed, reason=reason)
        return activity


def cancel_activity(actor: Actor, activity: Activity, version: int | None, reason: str) -> Activity:
    """It did not take place, or was entered twice; the row stays with its reason (R-GEN-13)."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = _locked(activity, version)
        _step(activity, "cancel", supplied=_given(reason))
        touch_stored(doing, activity)
        changed = bump(
            activity,
            stage="cancelled",
            cancelled_on=actor.today,
            cancel_reason=reason.strip()[:120],
        )
        doing.record(CANCELLED, activity, org=activity.org_id, changed=changed, reason=reason)
        return activity


# --- what stands there ---------------------------------------------------------------------------


def _locked(activity: Activity, version: int | None) -> Activity:
    return lock(Activity.objects.select_related("org"), activity.pk, version)


def _step(
    activity: Activity, step: str, record: rules.Record | None = None,
    supplied: frozenset[Need] = frozenset(),
) -> None:  # fmt: skip
    insist(
        rules.FLOW.check(activity.stage, step, record or rules.Record(), supplied),
        "reason" if step in ("cancel", "reopen") else "",
    )


def _given(reason: str) -> frozenset[Need]:
    return frozenset({Need.REASON}) if reason.strip() else frozenset()


def _source(source: str) -> str:
    if source not in SOURCES:
        raise Refused("没有这种来源", field="source")
    return source


def _agenda(topics: tuple[TopicRow, ...]) -> list[Topic]:
    """Topics of a plan: no count yet."""
    return [
        Topic(
            number=number, title=row.title, kind=row.kind, lecturer_id=row.lecturer,
            lecturer_name=row.lecturer_name,
        )
        for number, row in enumerate(topics, 1)
    ]  # fmt: skip


def papers_of(activity: Activity) -> frozenset[str]:
    """The kinds of files it has."""
    rows = ActivityFile.objects.filter(activity=activity).values_list("kind", flat=True)
    return frozenset(rows)


def record_of(activity: Activity) -> rules.Record:
    """What the rule of archiving asks about."""
    kinds = set(ActivityPart.objects.filter(activity=activity).values_list("kind", flat=True))
    unexplained = Attendance.objects.filter(
        activity=activity, role="member", mark="absent", reason=""
    )
    return rules.Record(
        activity.expected, activity.present,
        needs_counts=bool(kinds & NEED_COUNTS),
        has_minutes=bool(activity.minutes) or bool(papers_of(activity) & {"minutes"}),
        has_chair=activity.chair_id is not None, has_recorder=activity.recorder_id is not None,
        place=bool(activity.place), unexplained=unexplained.count(),
    )  # fmt: skip


# Meetings whose record is nothing without who should have come and came (R-LIFE-18).
NEED_COUNTS = frozenset({"assembly", "life_meeting", "appraisal", "democratic_meeting"})


def _note(
    doing: Doing, verb: Verb, activity: Activity, case: Case,
    changed: dict[str, tuple[Any, Any]] | None = None,
) -> None:  # fmt: skip
    doing.record(
        verb, activity, org=activity.org_id, changed=changed, on=str(activity.held_on),
        kind="、".join(kind.title for kind in case.kinds), count=activity.present,
        source=SOURCES[activity.source],
    )  # fmt: skip
