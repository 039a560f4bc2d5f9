"""What was held: one row for each kind it counts as and each organisation that held it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping

import numpy as np
from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Round

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.marks import COUNTING
from jishi.activities.models import ActionItem, Activity, ActivityPart, Appraisal, Attendance, Topic
from jishi.figures.columns import NEVER, Asked, Coded, Columns, columns, days_between
from jishi.figures.declared import Table
from jishi.figures.fetching import Day, Flag, Number, Text, fetch
from jishi.people.access import PERSON_VIEW

LATE_AFTER = 7  # days, as R-LIFE-18 has it; an office may remark it later on its own pages
_PAYLOAD = ("object", "form", "slot", "problem", "lecturer_class", "between", "audience", "level",
            "online", "service")  # fmt: skip
_AS_THEY_ARE = ("id", "org", "day", "kind", "host", "expected", "hours", "source")
UNKNOWN = -1  # nobody said how many came


def _held(asked: Asked) -> Columns:
    rows = ActivityPart.objects.filter(
        asked.days("activity__held_on"), asked.within("activity__organisers__org"),
        counts=True, activity__stage__in=COUNTING,
    ).annotate(tenths=Cast(Round(F("activity__hours") * 10), BigIntegerField()))  # fmt: skip
    found = fetch(
        rows, order=("day", "id", "org"), id=Number("activity_id"),
        org=Number("activity__organisers__org_id"), day=Day("activity__held_on"),
        kind=Text("kind"), host=Flag("activity__organisers__host"),
        came=Number("activity__present", UNKNOWN), expected=Number("activity__expected"),
        hours=Number("tenths"), entered=Day("activity__entered_on"),
        source=Text("activity__source"), payload=Text("payload"),
    )  # fmt: skip
    present, expected = np.maximum(found["came"], 0), found["expected"]
    late = (found["entered"] > NEVER) & (days_between(found["day"], found["entered"]) > LATE_AFTER)
    return Columns(
        **{name: found.column(name) for name in _AS_THEY_ARE}, **_told(found.coded("payload")),
        present=present, counted=(found["came"] != UNKNOWN) & (expected > 0), late=late,
        person_hours=found["hours"] * present,
    )  # fmt: skip


def _told(payload: Coded) -> dict[str, Coded]:
    """What the forms of some kinds ask besides."""
    bodies = {text: json.loads(text or "{}") for text in payload.values}

    def saying(name: str) -> Callable[[str], str]:
        return lambda text: str(bodies[text].get(name) or "")

    return {name: payload.through(saying(name)) for name in _PAYLOAD}


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Activity.objects.filter(pk__in=ids).values_list("pk", "title"))


def _trained(asked: Asked) -> Columns:
    """People who were there at a training that counts; of the organisation that held it."""
    counted = ActivityPart.objects.filter(
        asked.days("activity__held_on"), kind="training", counts=True,
        activity__stage__in=COUNTING,
    ).order_by()  # fmt: skip
    rows = Attendance.objects.filter(
        asked.within("activity__org"), activity__in=counted.values("activity_id"), mark="present"
    )
    found = rows.order_by("activity__held_on", "pk").values_list(
        "person_id", "activity__org_id", "person_id", "activity__held_on"
    )
    return columns(found, ("id", "org", "person", "day"), {"day"})


def _topics(asked: Asked) -> Columns:
    rows = Topic.objects.filter(
        asked.days("activity__held_on"), asked.within("activity__org"),
        activity__stage__in=COUNTING,
    ).order_by("activity__held_on", "pk")  # fmt: skip
    found = rows.values_list(
        "activity_id", "activity__org_id", "activity__held_on", "kind", "passed"
    )
    return columns(
        ((*row[:4], "" if row[4] is None else "yes" if row[4] else "no") for row in found),
        ("id", "org", "day", "kind", "passed"), {"day"},
    )  # fmt: skip


def _items(asked: Asked) -> Columns:
    """From the meeting on until they are done with, or dropped."""
    rows = ActionItem.objects.filter(
        asked.within(), activity__stage__in=COUNTING, activity__held_on__lte=asked.last_day
    ).order_by("org", "pk")  # fmt: skip
    found = rows.values_list("pk", "org_id", "activity__held_on", "done_on", "dropped_on", "due_on")
    made = ((pk, org, held, done or dropped, due) for pk, org, held, done, dropped, due in found)
    return columns(made, ("id", "org", "since", "until", "due"), {"since", "until", "due"})


def _decided(asked: Asked) -> Columns:
    rows = ActionItem.objects.filter(
        asked.within(), asked.days("activity__held_on"), activity__stage__in=COUNTING
    ).order_by("org", "pk")  # fmt: skip
    found = rows.values_list("pk", "org_id", "activity__held_on", "done_on")
    made = ((pk, org, on, done is not None and done <= asked.today) for pk, org, on, done in found)
    return columns(made, ("id", "org", "day", "done"), {"day"})


def _finished(asked: Asked) -> Columns:
    rows = ActionItem.objects.filter(
        asked.within(), asked.days("done_on"), activity__stage__in=COUNTING
    ).order_by("org", "pk")  # fmt: skip
    found = rows.values_list("pk", "org_id", "done_on", "due_on")
    made = (
        (pk, org, on, due is not None and on is not None and on > due) for pk, org, on, due in found
    )
    return columns(made, ("id", "org", "day", "late"), {"day"})


def _item_texts(ids: Collection[int]) -> Mapping[int, str]:
    return dict(ActionItem.objects.filter(pk__in=ids).values_list("pk", "text"))


def _appraised(asked: Asked) -> Columns:
    rows = Appraisal.objects.filter(
        asked.days("activity__held_on"), asked.within("activity__org"),
        activity__stage__in=COUNTING,
    ).order_by("activity__held_on", "pk")  # fmt: skip
    found = rows.values_list(
        "person_id", "activity__org_id", "person_id", "activity__held_on", "proposed", "confirmed"
    )
    return columns(found, ("id", "org", "person", "day", "proposed", "confirmed"), {"day"})


def _people(ids: Collection[int]) -> Mapping[int, str]:
    from jishi.figures.tables.members import people_named

    return people_named(ids)


ACTIVITIES = Table(
    code="activities", title="活动", source="R-LIFE-18", load=_held, follows=("activity",),
    counts="场活动", whose="举办的党组织（联合举办的各计一次）", dated="举办日期", noun="activity",
    labels=_titles, page="activity", permission=ACTIVITY_VIEW, started=True,
)  # fmt: skip
TRAINED = Table(
    code="trained", title="参加培训的人员", source="R-EDU-01", load=_trained,
    follows=("activity",), counts="名参训人员", whose="举办的党组织", dated="培训日期",
    noun="member",
    labels=_people, page="person", permission=PERSON_VIEW, started=True,
)  # fmt: skip
TOPICS = Table(
    code="topics", title="议题", source="R-LIFE-17", load=_topics, follows=("activity",),
    counts="个议题", whose="举办的党组织", dated="会议日期", noun="activity", labels=_titles,
    page="activity", permission=ACTIVITY_VIEW, started=True,
)  # fmt: skip
OPEN_ITEMS = Table(
    code="open_items", title="未办结的议定事项", source="R-LIFE-18", stock=True, load=_items,
    follows=("activity", "record.actionitem", "record.activity"), counts="件议定事项",
    whose="议定的党组织", dated="议定和办结日期", noun="action_item", labels=_item_texts,
    permission=ACTIVITY_VIEW,
)  # fmt: skip
DECIDED_ITEMS = Table(
    code="decided_items", title="议定事项", source="R-LIFE-18", load=_decided,
    follows=("activity", "record.actionitem", "record.activity"), counts="件议定事项",
    whose="议定的党组织", dated="议定日期", noun="action_item", labels=_item_texts,
    permission=ACTIVITY_VIEW, started=True,
)  # fmt: skip
FINISHED_ITEMS = Table(
    code="finished_items", title="办结的议定事项", source="R-LIFE-18", load=_finished,
    follows=("activity", "record.actionitem", "record.activity"), counts="件议定事项",
    whose="议定的党组织", dated="办结日期", noun="action_item", labels=_item_texts,
    permission=ACTIVITY_VIEW, started=True,
)  # fmt: skip
APPRAISED = Table(
    code="appraised", title="民主评议", source="R-LIFE-21", load=_appraised, whole=True,
    follows=("activity", "appraisal", "record.activity", "record.appraisal"), counts="名被评议党员",
    whose="评议的党组织", dated="评议会日期", noun="member", labels=_people, page="person",
    permission=PERSON_VIEW, started=True,
)  # fmt: skip
