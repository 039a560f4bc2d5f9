"""A branch of the named county with members and a committee, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.activities.actions import Entry, Roll, TopicRow, What, record_at_once
from jishi.activities.models import Activity, ActivityPart
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from jishi.registers.actions import Terms, appoint_person
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

BRANCH = "河东村党支部"
MAY = date(2026, 11, 6)  # two weeks before the day of the tests
SINCE = date(2026, 3, 1)
DOCUMENT = "青组〔2026〕3号"
NAMES = [
    "何文", "韦明", "林可", "黄树", "陆青", "覃松",
    "蒙河", "李田", "周麦", "吴谷", "郑豆", "王桐",
]  # fmt: skip
LESSON = TopicRow("讲百年党史", "lecture", lecturer_name="陈岚")
OTHER = TopicRow("讨论村道硬化", "other")


@dataclass
class Cast:
    world: World
    people: dict[str, Person] = field(default_factory=dict)

    def member(self, name: str, org: str = BRANCH, **place: Any) -> Person:
        terms = {
            "standing": "full", "joined_on": date(2005, 7, 1), "full_on": date(2006, 7, 1), **place,
        }  # fmt: skip
        person = register_person(
            local_operator(TODAY), self.world[org], Particulars(name), Place(**terms)
        )
        self.people[name] = person
        return person

    def post(self, name: str, kind: str, org: str = BRANCH) -> None:
        terms = Terms(SINCE, document=DOCUMENT)
        appoint_person(local_operator(TODAY), self.world[org], kind, self.people[name], terms)

    def ids(self, *names: str) -> tuple[int, ...]:
        return tuple(self.people[name].pk for name in names)

    def entry(self, *kinds: str, present: int = 12, **more: Any) -> Entry:
        """So many of the twelve were there, in the order of their names."""
        what = What(kinds or ("assembly",), more.pop("held_on", MAY), **more.pop("what", {}))
        values = {
            "roll": Roll(self.ids(*NAMES[:present])), "chair": self.people["何文"].pk,
            "topics": (OTHER,), "minutes": "会议记录在此", **more,
        }  # fmt: skip
        return Entry(what, **values)

    def hold(self, *kinds: str, who: str = "何文", org: str = BRANCH, **more: Any) -> Activity:
        return record_at_once(self.world.actor(who), self.world[org], self.entry(*kinds, **more))


def build(world: World) -> Cast:
    cast = Cast(world)
    for name in NAMES:
        cast.member(name)
    for name, kind in (
        ("何文", "secretary"), ("韦明", "deputy_secretary"), ("林可", "committee_organisation"),
        ("黄树", "committee_publicity"), ("陆青", "committee_member"),
    ):  # fmt: skip
        cast.post(name, kind)
    return cast


def part(activity: Activity, kind: str) -> ActivityPart:
    return ActivityPart.objects.get(activity=activity, kind=kind)
