"""Cases of the named cast: registered with what each kind needs and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from jishi.cases.actions import Entry, Given, open_case, take_step
from jishi.cases.kinds import CaseKind, all_kinds
from jishi.cases.models import Case
from jishi.kernel.items import Field
from jishi.people.models import Person
from jishi.tree.actor import Actor
from tests.world import TODAY, World

PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


def _value(field: Field) -> Any:
    if field.type == "choice":
        return field.choices[0][0]
    return {"number": 1, "flag": True}.get(field.type, "按方案办理")


def entry(world: World, code: str, **more: Any) -> Entry:
    """A case of any kind, kept at 白石镇, to be done at 河东村 unless said otherwise."""
    kind: CaseKind = all_kinds()[code]
    given = Entry(
        code, "活动室漏雨", world["白石镇党委"],
        classes=[kind.classes[0][0]] if kind.classes else [],
        source=kind.sources[0][0] if kind.sources else "",
        document="青组〔2026〕3号" if kind.document else "",
        payload={field.code: _value(field) for field in kind.fields if field.needed},
        subject_org=world["河东村党支部"] if kind.about == "organisation" else None,
        person=some_member(world) if kind.about == "person" else None,
    )  # fmt: skip
    return replace(given, **more)


def some_member(world: World) -> Person:
    found = Person.objects.filter(name="韦明").first()
    return found or Person.objects.create(
        code="P-WEI",
        name="韦明",
        org=world["河东村党支部"],
        standing="full",
        since=date(2020, 1, 1),
        joined_on=date(2018, 6, 1),
        full_on=date(2019, 6, 1),
    )


class Hands:
    """Who does what: 陈岚 directs at 白石镇, 何文 does it at 河东村."""

    def __init__(self, world: World, today: date = TODAY) -> None:
        self.world, self.today = world, today

    def __getitem__(self, name: str) -> Actor:
        return self.world.actor(name, self.today)

    def step(self, who: str, case: Case, step: str, **given: Any) -> Case:
        return take_step(self[who], case, step, None, Given(**given))

    def opened(self, code: str = "problem", who: str = "陈岚", **more: Any) -> Case:
        return open_case(self[who], entry(self.world, code, **more))

    def handed_in(self, code: str = "problem", **more: Any) -> Case:
        """Sent out, signed for, worked at, with a paper, and handed in for striking off."""
        case = self.opened(code, **more)
        case = self.step("陈岚", case, "assign", org=self.world["河东村党支部"])
        case = self.step("何文", case, "sign")
        case = self.step("何文", case, "progress", text="已请人看过", files=(("前.png", PHOTO),))
        return self.step("何文", case, "submit", outcome="屋面已翻修")

    def struck(self, code: str = "problem", **more: Any) -> Case:
        return self.step("陈岚", self.handed_in(code, **more), "strike_off", text="看过现场")
