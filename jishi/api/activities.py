"""Activities: `/api/v1/activities`. Entered here they are what they are from the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field, StringConstraints

from jishi.activities import actions, queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.actions import Entry, ItemRow, Roll, TopicRow, Typed, What
from jishi.activities.filters import FILTERS
from jishi.activities.marks import STAGES
from jishi.activities.models import Activity
from jishi.activities.queries.kinds import usual_topic_of
from jishi.activities.screens.lists import ActivityList
from jishi.activities.topics import TOPIC_KINDS
from jishi.api.lists import one_page
from jishi.api.queries import org_named
from jishi.api.types import (
    PLAIN,
    Asked,
    Code,
    Day,
    Id,
    Line,
    Long,
    Payload,
    Short,
    Title,
    Word,
    number,
)
from jishi.api.wire import caller, changing, reading
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

if TYPE_CHECKING:
    TopicKind: TypeAlias = str
    Stage: TypeAlias = str
else:
    TopicKind, Stage = Literal[tuple(TOPIC_KINDS)], Literal[tuple(STAGES)]
Votes = Annotated[int, Field(ge=0, le=99_999)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class TopicIn(Payload):
    title: Title
    kind: TopicKind | None = Field(None, description="议题种类；不填按活动种类定")
    lecturer: Id | None = Field(None, description="授课或发言人的编号")
    lecturer_name: Short = ""
    in_favour: Votes | None = None
    against: Votes | None = None
    abstained: Votes | None = None
    written: Votes | None = Field(None, description="会前书面赞成，只用于接收预备党员和转正")
    resolution: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")] = ""


class DecisionIn(Payload):
    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=PLAIN)
    ]
    owner: Id | None = Field(None, description="负责人的编号")
    owner_name: Short = ""
    due_on: Day | None = None


class Hold(Payload):
    kind: Word | list[Word] = Field(description="活动种类，如 assembly；一次计入几项的写成列表")
    org: Code = Field(description="主办党组织编码")
    held_on: Day
    place: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=60, pattern=PLAIN)
    ] = ""
    topics: list[Title | TopicIn] = Field([], max_length=50)
    attendees: list[Id] | None = Field(None, max_length=5000, description="到会人员的编号")
    minutes: Long = ""
    resolutions: list[
        Annotated[
            str,
            StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=PLAIN),
        ]
        | DecisionIn
    ] = Field([], max_length=50, description="议定事项")
    title: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=80, pattern=PLAIN)
    ] = ""
    stage: Literal["held", "planned"] = "held"
    chair: Id | None = None
    recorder: Id | None = None
    lecturer: Id | None = Field(None, description="授课人的编号，写在第一个议题上")
    lecturer_name: Short = ""
    starts_at: Clock | None = None
    ends_at: Clock | None = None
    hours: Annotated[float, Field(ge=0, le=999)] | None = Field(None, description="学时")
    expected: Votes | None = Field(None, description="按纸质记录填写的应到，没有名单时用")
    present: Votes | None = Field(None, description="按纸质记录填写的实到")
    joint: list[Code] = Field([], max_length=50, description="联合举办的党组织编码")
    items: dict[Word, dict[Word, Line | bool | int]] = Field(
        {}, description='各种类自己的项目，如 {"visit": {"object": "household"}}'
    )
    late_reason: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=120, pattern=PLAIN)
    ] = ""


class Cancel(Payload):
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=PLAIN)
    ]


class PartOut(Schema):
    """一次活动计入的一项"""

    kind: str
    counts: bool = Field(description="要素齐全，计入")
    missing: list[str] = Field(description="缺少的要素")


class ActivityOut(Schema):
    """一次活动"""

    id: int
    kind: str = Field(description="第一种")
    parts: list[PartOut]
    org: str = Field(description="主办党组织编码")
    orgs: list[str] = Field(description="举办的党组织编码，主办在先")
    held_on: date
    title: str
    place: str
    stage: str
    stage_label: str
    expected: int | None
    present: int | None
    expected_voters: int | None
    present_voters: int | None
    guests: int | None
    hours: Decimal | None
    entered_on: date | None
    archived_on: date | None
    cancelled_on: date | None
    version: int


class ActivityPage(Schema):
    items: list[ActivityOut]
    next: str | None


class ActivityQuery(Asked):
    org: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = Field(
        None, description="此组织（编码）及其下级举办的"
    )
    period: Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None = Field(
        None, description="时期，如 2026-05、2026Q2"
    )
    kind: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = None
    stage: Stage | None = None
    q: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="名称"
    )
    series: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="系列（专题）活动的名称"
    )


def shown(activity: Activity, orgs: Sequence[str] | None = None) -> ActivityOut:
    """With parts and organisers fetched along; `orgs` are their codes where they are known."""
    parts = list(activity.parts.all())
    if orgs is None:
        orgs = [each.org.code for each in activity.organisers.all()]
    values: dict[str, Any] = {
        name: getattr(activity, name)
        for name in ActivityOut.model_fields
        if name not in ("kind", "parts", "org", "orgs")
    }
    return ActivityOut(
        **values,
        kind=parts[0].kind if parts else "",
        parts=[PartOut(kind=p.kind, counts=p.counts, missing=p.missing) for p in parts],
        org=activity.org.code,
        orgs=list(orgs),
    )


def _fetch(actor: Actor, pk: int) -> ActivityOut:
    rows = queries.shown(queries.activities(actor)).prefetch_related("organisers__org")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return shown(found)


@reading("/activities", ACTIVITY_VIEW, "activity-list", "活动列表", ActivityPage)
def list_activities(request: HttpRequest, asked: Query[ActivityQuery]) -> ActivityPage:
    rows = queries.shown(queries.activities(caller(request))).prefetch_related("organisers__org")
    found, following = one_page(request, rows, FILTERS, ActivityList.orders[0], asked)
    return ActivityPage(items=[shown(each) for each in found], next=following)


@reading("/activities/{code}", ACTIVITY_VIEW, "activity-get", "一次活动", ActivityOut)
def get_activity(request: HttpRequest, code: Path[Code]) -> ActivityOut:
    return _fetch(caller(request), number(code))


@changing("/activities", ACTIVITY_EDIT, "activity-hold", "登记活动", ActivityOut, status=201)
def hold_activity(request: HttpRequest, payload: Hold) -> ActivityOut:
    """登记开过的活动；`stage` 为 planned 时只作安排"""
    actor = caller(request)
    org = org_named(actor, payload.org, "org", ACTIVITY_EDIT)
    what = _what(actor, payload)
    topics = _topics(payload, what.kinds)
    if payload.stage == "planned":
        made = actions.plan_activity(actor, org, what, topics, source="api")
    else:
        made = actions.record_at_once(actor, org, _entry(payload, what, topics), source="api")
    return shown(made, [each.code for each in dict.fromkeys((org, *what.joint))])


@changing("/activities/{code}/cancel", ACTIVITY_EDIT, "activity-cancel", "取消活动", ActivityOut)
def cancel_activity(request: HttpRequest, code: Path[Code], payload: Cancel) -> ActivityOut:
    """取消后不再计入任何任务和数字，记录和原因保留"""
    actor = caller(request)
    activity = queries.activity(actor, number(code), ACTIVITY_EDIT)
    actions.cancel_activity(actor, activity, None, payload.reason)
    return _fetch(actor, activity.pk)


# --- from the payload to an entry ----------------------------------------------------------------


def _what(actor: Actor, payload: Hold) -> What:
    kinds = (payload.kind,) if isinstance(payload.kind, str) else tuple(payload.kind)
    return What(
        kinds, payload.held_on, payload.title,
        _clock(payload.starts_at), _clock(payload.ends_at),
        hours=None if payload.hours is None else Decimal(str(round(payload.hours, 1))),
        place=payload.place, payloads=payload.items,
        joint=tuple(
            org_named(actor, code, "joint", ACTIVITY_EDIT) for code in dict.fromkeys(payload.joint)
        ),
    )  # fmt: skip


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _topics(payload: Hold, kinds: tuple[str, ...]) -> tuple[TopicRow, ...]:
    given = [
        topic if isinstance(topic, TopicIn) else TopicIn.model_validate({"title": topic})
        for topic in payload.topics
    ]
    rows = []
    for at, topic in enumerate(given):
        lecturer, name = topic.lecturer, topic.lecturer_name
        if at == 0 and not (lecturer or name):
            lecturer, name = payload.lecturer, payload.lecturer_name
        teaches = "lesson" in kinds and bool(lecturer or name)
        kind = topic.kind or ("lecture" if teaches else usual_topic_of(kinds))
        rows.append(
            TopicRow(
                topic.title, kind, lecturer, name, topic.in_favour, topic.against,
                topic.abstained, topic.written, topic.resolution,
            )
        )  # fmt: skip
    return tuple(rows)


def _entry(payload: Hold, what: What, topics: tuple[TopicRow, ...]) -> Entry:
    roll = typed = None
    if payload.attendees is not None:
        roll = Roll(tuple(dict.fromkeys(payload.attendees)))
    elif payload.expected is not None and payload.present is not None:
        typed = Typed(payload.expected, payload.present)
    return Entry(
        what, roll=roll, typed=typed, chair=payload.chair, recorder=payload.recorder,
        minutes=payload.minutes, topics=topics, items=_items(payload),
        late_reason=payload.late_reason,
    )  # fmt: skip


def _items(payload: Hold) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(row)
        if isinstance(row, str)
        else ItemRow(row.text, row.owner, row.owner_name, row.due_on)
        for row in payload.resolutions
    )
