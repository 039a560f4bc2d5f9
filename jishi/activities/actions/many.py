"""Many records at once: each weighed as a single one is, put down together.

For acts that bring in years of meetings. One audit line an organisation says how many; everything
that is derived from them is brought up to date once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.entries import Entry
from jishi.activities.actions.holding import NEED_COUNTS, PROOFLESS
from jishi.activities.actions.weighing import Case, weigh
from jishi.activities.actions.writing import (
    ATTENDANCE,
    PART,
    items_of,
    put,
    put_orgs,
    touch_stored,
)
from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
    Topic,
)
from jishi.activities.queries.rosters import Rosters
from jishi.activities.rules import holding as rules
from jishi.base.act import Doing, act
from jishi.base.audit.verbs import Verb
from jishi.base.bulk import insert, reserve
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import require

HELD_MANY = Verb("activity.hold_many", "成批登记活动")
FORGOTTEN = Verb("activity.forget_many", "撤回成批登记的活动")
BATCH = 1000


@dataclass(frozen=True)
class Past:
    """A meeting of some time ago, with the days on which it was written down and archived."""

    org: Organisation
    entry: Entry
    entered_on: date
    archived_on: date | None = None
    source: str = "screen"


@dataclass(frozen=True)
class Ready:
    """One that was weighed and may go in."""

    past: Past
    case: Case


def record_many(actor: Actor, pasts: Iterable[Past], rosters: Rosters) -> list[int]:
    """Their numbers, in the order they came; one that is refused refuses all."""
    return record_ready(actor, (weigh_past(actor, past, rosters) for past in pasts))


def record_ready(actor: Actor, ready: Iterable[Ready]) -> list[int]:
    """Those that `weigh_past` has let through, put down together."""
    with act(actor, ACTIVITY_EDIT) as doing:
        counts: Counter[Organisation] = Counter()
        pks: list[int] = []
        waiting = iter(ready)
        while some := list(islice(waiting, BATCH)):
            for each in some:
                if each.past.org not in counts:
                    require(actor, ACTIVITY_EDIT, each.past.org)
                counts[each.past.org] += 1
            pks += _write(actor, doing, some)
        for org, count in counts.items():
            doing.record(HELD_MANY, org, count=count)
        return pks


def forget_many(actor: Actor, pks: Sequence[int]) -> None:
    """Those of a table that is taken back; nothing has come to depend on them."""
    with act(actor, ACTIVITY_EDIT) as doing:
        held = Activity.objects.filter(pk__in=list(pks)).select_related("org")
        counts: Counter[Organisation] = Counter()
        for activity in held:
            require(actor, ACTIVITY_EDIT, activity.org)
            touch_stored(doing, activity)
            counts[activity.org] += 1
        for model in (Topic, Attendance, ActivityOrg, ActivityPart):
            model._default_manager.filter(activity__in=list(pks)).delete()
        held.delete()
        for org, count in counts.items():
            doing.record(FORGOTTEN, org, count=count)


def weigh_past(actor: Actor, past: Past, rosters: Rosters) -> Ready:
    """By what was known on the day it was entered; raises what it is refused for."""
    require(actor, ACTIVITY_EDIT, past.org)
    if past.entered_on > actor.today:
        raise Refused("登记日期不能晚于今天", field="entered_on")
    case = weigh(
        replace(actor, today=past.entered_on), past.org, past.entry, rosters=rosters,
        proof_asked=past.source not in PROOFLESS,
    )  # fmt: skip
    if past.archived_on is not None:
        insist(rules.FLOW.check("held", "archive", _record(case)))
    return Ready(past, case)


def _record(case: Case) -> rules.Record:
    """What the rule of archiving asks about, of rows not written yet."""
    values = case.values
    return rules.Record(
        values.get("expected"), values.get("present"),
        needs_counts=any(kind.code in NEED_COUNTS for kind in case.kinds),
    )  # fmt: skip


# --- rows ----------------------------------------------------------------------------------------

_ACTIVITY = (
    "title", "held_on", "starts_at", "ends_at", "hours", "place", "chair_id", "recorder_id",
    "minutes", "expected", "expected_voters", "present", "present_voters", "guests", "counted_by",
    "noticed_on", "late_reason", "sheet_code",
)  # fmt: skip
_TOPIC = (
    "id", "number", "title", "kind", "lecturer_id", "lecturer_name", "in_favour", "against",
    "abstained", "written", "passed", "resolution",
)  # fmt: skip
_ITEM = (
    "topic_id", "org_id", "text", "owner_id", "owner_name", "due_on", "done_note",
    "dropped_reason", "version",
)  # fmt: skip


def _write(actor: Actor, doing: Doing, some: Sequence[Ready]) -> list[int]:
    pks = reserve(Activity, len(some))
    numbered = list(zip(pks, some, strict=True))
    insert(
        Activity,
        ("id", "org_id", "stage", "archived_on", "entered_on", "entered_by", "source",
         "cancel_reason", "version", *_ACTIVITY),
        ((pk, each.past.org.pk, *_about(actor, each)) for pk, each in numbered),
    )  # fmt: skip
    put_orgs((pk, org, place == 0) for pk, e in numbered for place, org in enumerate(e.case.orgs))
    topics = [topic for each in some for topic in each.case.topics]
    for topic, pk in zip(topics, reserve(Topic, len(topics)), strict=True):
        topic.pk = pk
    put(ActivityPart, PART, ((pk, part) for pk, e in numbered for part in e.case.parts))
    put(Attendance, ATTENDANCE, ((pk, row) for pk, e in numbered for row in e.case.attendances))
    put(Topic, _TOPIC, ((pk, row) for pk, e in numbered for row in e.case.topics))
    put(ActionItem, _ITEM, ((pk, row) for pk, e in numbered for row in _items(e)))
    for each in some:
        for org in each.case.orgs:
            for kind in each.case.kinds:
                doing.touch("activity", org.pk, each.past.entry.what.held_on, kind.code)
    return pks


def _about(actor: Actor, each: Ready) -> tuple[Any, ...]:
    past, values = each.past, each.case.values
    stage = "archived" if past.archived_on else "held"
    return (
        stage, past.archived_on, past.entered_on, actor.name[:60], past.source, "", 1,
        *(values.get(name) for name in _ACTIVITY),
    )  # fmt: skip


def _items(each: Ready) -> list[ActionItem]:
    return items_of(each.past.org.pk, each.past.entry.items, each.case.topics)
