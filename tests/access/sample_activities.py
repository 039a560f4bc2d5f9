"""Activities at every place: one planned, one held, one archived, with people, topics, papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityFile,
    ActivityOrg,
    ActivityPart,
    Attendance,
    LocalKind,
    Topic,
)
from jishi.base import files
from jishi.people.models import MemberState, Person
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY

DAY = date(2026, 11, 6)
STAGES = {
    "planned": {},
    "held": {"entered_on": DAY, "expected": 1, "present": 1},
    "archived": {"entered_on": DAY, "archived_on": DAY, "expected": 1, "present": 1},
}


@planted
def _activities(place: Place) -> None:
    person = Person.objects.create(
        code=f"life-{place.number}", name="到会", org=place.org, standing="full",
        joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=date(2005, 7, 1),
    )  # fmt: skip
    MemberState.objects.create(
        person=person, since=date(2005, 7, 1), org=place.org, standing="full"
    )
    place.keep("life-member", person)
    for stage, values in STAGES.items():
        activity = Activity.objects.create(
            org=place.org, title="主题党日", held_on=DAY, stage=stage, minutes="记", **values
        )
        ActivityOrg.objects.create(activity=activity, org=place.org, host=True)
        ActivityPart.objects.create(activity=activity, kind="theme_day", counts=stage != "planned")
        place.keep(f"activity-{stage}", activity)
    held = place.rows["activity-held"]
    assert isinstance(held, Activity)
    Attendance.objects.create(activity=held, person=person, mark="present", voter=True)
    place.keep("topic", Topic.objects.create(activity=held, number=1, title="议", kind="other"))
    for name in ("item", "other-item"):
        place.keep(
            name,
            ActionItem.objects.create(activity=held, org=place.org, text="办", owner_name="人"),
        )
    stored = files.register(
        files.Body("0" * 64, 1, False), "记录.txt",
        owner=files.Owner("activity", str(held.pk)), org_id=place.org.pk,
    )  # fmt: skip
    place.keep(
        "activity-file", ActivityFile.objects.create(activity=held, file=stored, kind="minutes")
    )


@planted
def _kinds(place: Place) -> None:
    there = LocalKind.objects.filter(org=place.org).first()
    if there is not None:  # several places may be at one organisation
        place.rows["local-kind"] = there
        return
    body = {"source": "通知", "group": "service", "expects": "nobody"}
    kind = LocalKind.objects.create(
        code=f"own.k{place.number}", org=place.org, title="本地", body=body, since=DAY
    )
    place.keep("local-kind", kind)


def _new(place: Place) -> Mapping[str, Any]:
    return {
        "org": place.org.code, "kind": "volunteering", "held_on": DAY.isoformat(),
        "late_reason": "出差", "t1_title": "清扫", "t1_kind": "practice",
    }  # fmt: skip


def _enter(place: Place) -> Mapping[str, Any]:
    return {
        "held_on": DAY.isoformat(), "late_reason": "出差", "_version": "1", "_match": "",
        "done": "",
    }  # fmt: skip


def _hold(place: Place) -> Mapping[str, Any]:
    return {
        "kind": "volunteering", "org": place.org.code, "held_on": DAY.isoformat(),
        "topics": ["清扫"],
    }  # fmt: skip


def by_activity(stage: str, **more: Any) -> Any:
    return by_row(f"activity-{stage}", "org", **more)


def by_number(stage: str, **more: Any) -> Any:
    return Sample(
        lambda place: {"code": str(place.rows[f"activity-{stage}"].pk)}, owner="org", **more
    )


REASON = {"reason": "录重了"}


def _kind(place: Place) -> Mapping[str, Any]:
    return {
        "org": place.org.code, "title": "红歌会", "word": "song", "source": "县委办通知",
        "group": "service", "expects": "nobody", "since": TODAY.isoformat(), "needs": "present",
    }  # fmt: skip


SAMPLES |= {
    "visits": Sample(),
    "visits-missing": Sample(),
    "activity-kind-new": Sample(send=_kind),
    "activity-kind-revise": by_row(
        "local-kind", "org", also=frozenset({403}),
        send=lambda place: {"title": "红歌会", "since": TODAY.isoformat(), "needs": "present"},
    ),
    "activity": by_activity("held"),
    "activity#planned": by_activity("planned"),
    "activity#archived": by_activity("archived"),
    "activity-new": Sample(send=_new),
    "activity-enter": by_activity("planned", send=_enter),
    "activity-change": by_activity("planned", send=_enter),
    "activity-cancel": by_activity("held", send=lambda place: REASON),
    "activity-reopen": by_activity("archived", send=lambda place: REASON),
    "activity-item-add": by_activity("held", send=lambda place: {"text": "修水渠"}),
    "activity-sheet": by_activity("planned", acts=True),
    "activity-archive": by_activity("held", send=lambda place: {"_version": "1"}, acts=True),
    "activity-files": by_activity("held", hard="须带文件"),
    "activity-file-remove": by_row("activity-file", "org", acts=True),
    "action-item-finish": by_row("item", "org", send=lambda place: {"on": TODAY.isoformat()}),
    "action-item-drop": by_row("other-item", "org", send=lambda place: REASON),
    "api:activity-get": by_number("held"),
    "api:activity-hold": Sample(send=_hold),
    "api:activity-cancel": by_number("held", send=lambda place: REASON),
}  # fmt: skip
