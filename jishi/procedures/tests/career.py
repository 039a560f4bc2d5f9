"""Somebody's way through the twenty-five steps, as the tests tell it: meetings held, papers given.

`Career(cast).go("approval")` takes every step up to and with that one on days that hold; a test
changes what it is about by `career.take(code, …)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Attendance, Topic
from jishi.activities.tests.cast import BRANCH, Cast
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from jishi.procedures.actions import Given, open_procedure, take_step
from jishi.procedures.kinds import kind_of
from jishi.procedures.models import Procedure
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation
from tests.world import TODAY

BORN = date(1998, 5, 4)
WHO = {"branch": "何文", "superior": "陈岚", "county": "周正"}
DAYS = {
    "application": date(2024, 1, 8), "talk": date(2024, 1, 22), "activist": date(2024, 3, 1),
    "activist_filing": date(2024, 3, 8), "tutors": date(2024, 3, 11),
    "inspection": date(2024, 8, 30), "candidate": date(2025, 3, 3),
    "candidate_filing": date(2025, 3, 10), "sponsors": date(2025, 3, 12),
    "political_check": date(2025, 3, 20), "training": date(2025, 3, 28),
    "review": date(2025, 4, 1), "advance_review": date(2025, 4, 3), "form": date(2025, 4, 8),
    "assembly": date(2025, 4, 14), "approval_talk": date(2025, 4, 20),
    "approval": date(2025, 5, 6), "county_filing": date(2025, 5, 12),
    "placing": date(2025, 5, 20), "oath": date(2025, 5, 20),
    "probation_inspection": date(2025, 10, 10), "full_application": date(2026, 4, 7),
    "full_assembly": date(2026, 4, 20), "full_approval": date(2026, 5, 11),
    "archiving": date(2026, 5, 20),
}  # fmt: skip
CODES = tuple(DAYS)


def meeting(
    org: Organisation, kind: str, on: date, topic: str = "", *, passed: bool | None = True,
    present: tuple[int, ...] = (),
) -> tuple[int, int | None]:  # fmt: skip
    """A recorded meeting of the branch as the activity room would have left it."""
    activity = Activity.objects.create(
        org=org, title="党员大会" if kind == "assembly" else "支委会", held_on=on, stage="held",
        entered_on=on, expected_voters=12, present_voters=11,
    )  # fmt: skip
    ActivityOrg.objects.create(activity=activity, org=org, host=True)
    ActivityPart.objects.create(activity=activity, kind=kind, counts=True)
    if topic:
        Topic.objects.create(
            activity=activity, number=1, title="讨论", kind=topic, in_favour=11, passed=passed
        )
    Attendance.objects.bulk_create(
        Attendance(activity=activity, person_id=pk, mark="present", voter=True) for pk in present
    )
    return activity.pk, 1 if topic else None


def applicant(
    cast: Cast, name: str = "苏晴", org: str = BRANCH, born: date | None = BORN
) -> Person:
    return register_person(
        local_operator(TODAY), cast.world[org], Particulars(name, "2", born_on=born),
        Place(since=date(2021, 3, 1)),
    )  # fmt: skip


@dataclass
class Career:
    cast: Cast
    name: str = "苏晴"
    days: dict[str, date] = field(default_factory=lambda: dict(DAYS))
    org: str = BRANCH

    def __post_init__(self) -> None:
        self.person = applicant(self.cast, self.name, self.org)
        self.procedure = open_procedure(
            self.actor("branch"), self.cast.world[self.org], "develop_member",
            on=self.days["application"], person=self.person, opening={"source": "front_line"},
        )  # fmt: skip

    def actor(self, by: str) -> Any:
        return self.cast.world.actor(WHO.get(by, by))

    def payload(self, code: str) -> dict[str, Any]:
        people = self.cast.people
        yes = True
        posted = {"review": "assembly", "full_application": "full_assembly"}.get(code)
        found: dict[str, dict[str, Any]] = {
            "application": {"written": yes, "situation": "unit", "where": "unit"},
            "talk": {"talker": people["何文"].pk},
            "activist": {"by": "league"},
            "tutors": {"first": people["林可"].pk, "second": people["黄树"].pk},
            "inspection": {"result": "go_on"},
            "candidate": {"tutors": yes, "members": yes, "masses": yes},
            "sponsors": {"first": people["林可"].pk, "second": people["黄树"].pk},
            "political_check": {"result": "passed", "pieces": 3, "checker": "何文"},
            "training": {"days": 3, "hours": 24},
            "form": {"number": "0001"},
            "assembly": {"applicant_there": yes, "reported": yes},
            "approval_talk": {"role": "organiser", "talker": "陈岚"},
            "approval": {"voted": yes, "one_by_one": yes},
            "probation_inspection": {"result": "good"},
            "full_application": {"written": yes, "opinions": yes,
                                 "committee_on": str(self.days["full_application"])},
            "full_approval": {"voted": yes, "one_by_one": yes},
            "archiving": {"form": yes, "application": yes, "check": yes, "full_application": yes,
                          "inspection": yes, "kept": "personnel"},
        }  # fmt: skip
        own = found.get(code, {})
        if posted:
            own["posted_on"] = str(self.days[posted] - timedelta(days=12))
        return own

    def met(self, code: str, on: date, **more: Any) -> tuple[int, int | None]:
        topic = {"assembly": "admit", "full_assembly": "confirm"}.get(code, "")
        kind = "assembly" if topic else "committee"
        present = tuple(p.pk for p in self.cast.people.values())
        values = {"topic": topic, "present": present, **more}
        return meeting(self.cast.world[self.org], kind, on, **values)

    def given(self, code: str, **more: Any) -> Given:
        step = kind_of("develop_member").edition(1).step(code)
        on = more.pop("on", self.days[code])
        payload = {**self.payload(code), **more.pop("payload", {})}
        outcome = more.pop("outcome", "confirm" if code.startswith("full_a") and code in
                           ("full_assembly", "full_approval") else "done")  # fmt: skip
        activity, topic = more.pop("meeting", (None, None))
        meets = more.pop("meets", True)
        if step.meeting is not None and activity is None and meets:
            activity, topic = self.met(code, on)
        values = {"document": "白党〔2026〕5号" if step.document else "", **more}
        return Given(
            code, on, outcome=outcome, payload=payload, activity=activity, topic=topic, **values
        )

    def take(self, code: str, *, who: str = "", **more: Any) -> Procedure:
        step = kind_of("develop_member").edition(1).step(code)
        given = self.given(code, **more)
        self.procedure = take_step(self.actor(who or step.by), self.procedure, None, given)
        return self.procedure

    def go(self, until: str, **days: date) -> Procedure:
        """Every step that is not taken yet up to and with this one."""
        self.days.update(days)
        taken = set(self.procedure.steps.filter(stands=True).values_list("code", flat=True))
        for code in CODES[: CODES.index(until) + 1]:
            if code in taken:
                continue
            self.take(code)
            if code == "inspection":
                self.take(code, on=date(2025, 1, 6))
        return self.procedure

    def reread(self) -> Person:
        self.person.refresh_from_db()
        return self.person
