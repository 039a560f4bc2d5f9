"""Procedures of the county at every stage: developing members, village decisions, elections.

Begun on paper before the system and entered from the file, as an office would at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.county import County
from jishi.demo.names import Names
from jishi.kernel.deadline import add_months
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from jishi.people.queries.transfer import issuer_of
from jishi.procedures.actions import Given, enter_past, set_plan
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

# Days after the application on which each step was taken, as such a file usually runs.
DEVELOP = (
    ("application", 0), ("talk", 14), ("activist", 90), ("activist_filing", 100),
    ("tutors", 103), ("inspection", 268), ("inspection", 440), ("candidate", 465),
    ("candidate_filing", 475), ("sponsors", 478), ("political_check", 490), ("training", 500),
    ("review", 510), ("advance_review", 515), ("form", 520), ("assembly", 540),
    ("approval_talk", 560), ("approval", 575), ("county_filing", 582), ("placing", 590),
    ("oath", 590), ("probation_inspection", 715), ("full_application", 900),
    ("full_assembly", 920), ("full_approval", 940), ("archiving", 950),
)  # fmt: skip
ASSEMBLY = dict(DEVELOP)["assembly"]
# How many steps are taken, and how many days ago the last one was: (steps, days ago).
STAGES = (
    (1, 9), (1, 20), (1, 41), (2, 30), (2, 75), (3, 4), (3, 33), (4, 10), (5, 60), (5, 150),
    (5, 200), (6, 20), (6, 120), (7, 5), (7, 12), (8, 6), (9, 10), (10, 8), (11, 9), (11, 25),
    (12, 6), (13, 4), (13, 9), (14, 3), (15, 12), (15, 45), (16, 8), (16, 70), (17, 5), (17, 95),
    (17, 160),
)  # fmt: skip
SOURCES = ("front_line", "farmer", "farmer", "skilled", "student", "young", "other")
MATTERS = (
    ("村道硬化资金使用方案", "project"), ("集体鱼塘对外发包", "asset"), ("村规民约修订", "rules"),
    ("饮水工程选址和筹资", "project"), ("低保复核名单", "welfare"), ("闲置校舍盘活", "asset"),
)  # fmt: skip
FOUR = (
    ("proposal", 0), ("consultation", 6), ("assembly", 20), ("resolution", 28), ("posting", 30),
    ("result_posting", 95),
)  # fmt: skip
TWO_REQUESTS = (
    ("request_first", 0), ("reply_first", 7), ("request_second", 20), ("reply_second", 28),
    ("tellers", 45), ("meeting", 45), ("committee", 45), ("report", 46),
)  # fmt: skip


@dataclass
class Filing:
    """What has to be at hand while files are entered."""

    county: County
    random: Random
    names: Names
    known: dict[int, list[Person]] = field(default_factory=dict)

    @property
    def until(self) -> date:
        return self.county.until

    @property
    def operator(self) -> Actor:
        return local_operator(self.until)

    def full(self, org: Organisation) -> list[Person]:
        if org.pk not in self.known:
            rows = Person.objects.filter(org=org, standing="full", merged_into=None)
            self.known[org.pk] = list(rows.order_by("pk")[:12])
        return self.known[org.pk]

    def document(self, on: date) -> str:
        return f"青党〔{on.year}〕{1 + self.random.randrange(60)}号"


def invent_procedures(county: County) -> int:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    filing = Filing(county, random, county.names)
    branches = _branches(filing)
    count = _applicants(filing, branches) + _probationers(filing)
    count += _villages(filing, branches) + _elections(filing, branches) + _own(filing)
    _plans(filing)
    return count


def _branches(filing: Filing) -> list[Organisation]:
    """Those of the township on the login page come twice as often."""
    county = filing.county
    town = county.townships[0]
    kinds = ("branch", "joint_branch")
    near = [b for b in county.branches if b.parent_id == town.pk and b.kind in kinds]
    near.sort(key=lambda b: b.pk != county.shown_branch.pk)
    far = [
        b for b in county.branches
        if b.parent_id in {one.pk for one in county.townships[1:]} and b.kind in kinds
    ]  # fmt: skip
    return [branch for pair in zip(near * 9, far, strict=False) for branch in pair]


def _applicants(filing: Filing, branches: list[Organisation]) -> int:
    usable = [branch for branch in branches if len(filing.full(branch)) > 3]
    for place, (taken, ago) in enumerate(STAGES):
        org = usable[place % len(usable)]
        steps = DEVELOP[:taken]
        begun = filing.until - timedelta(days=ago + steps[-1][1])
        person = _applicant(filing, org, begun, place)
        _develop(filing, org, person, steps, begun)
    return len(STAGES)


def _applicant(filing: Filing, org: Organisation, begun: date, place: int) -> Person:
    age = 19 + (place * 7) % 24
    born = begun.replace(year=begun.year - age, day=min(begun.day, 27)) - timedelta(days=place)
    who = Particulars(
        filing.names.person(), "12"[place % 2], born_on=born, work_place=f"{org.short_name[:4]}村民"
    )
    return register_person(filing.operator, org, who, Place(since=begun))


def _probationers(filing: Filing) -> int:
    """Those who are on probation came by the same way, so far."""
    rows = Person.objects.filter(
        standing="probationary", joined_precision="day", merged_into=None,
        joined_on__gt=filing.until - timedelta(days=420),
    )  # fmt: skip
    known = rows.select_related("org").order_by("pk")
    chosen = [person for person in known if _may_be_admitted_at(filing, person.org)][:12]
    for person in chosen:
        assert person.joined_on is not None
        begun = person.joined_on - timedelta(days=ASSEMBLY)
        if person.born_on is None or person.born_on > begun - timedelta(days=19 * 366):
            continue
        steps = [
            (code, day) for code, day in DEVELOP
            if begun + timedelta(days=day) <= filing.until and not code.startswith("full_a")
        ]  # fmt: skip
        _develop(filing, person.org, person, steps, begun)
    return len(chosen)


def _may_be_admitted_at(filing: Filing, org: Organisation) -> bool:
    """Above it stands a committee that approves (R-DEV-22)."""
    issuer = issuer_of(org, filing.until)
    return issuer is not None and issuer.kind in ("committee", "local_committee")


def _develop(filing: Filing, org: Organisation, person: Person, steps: Any, begun: date) -> None:
    full = filing.full(org)
    if len(full) < 4:
        return
    posted = begun + timedelta(days=511)
    given = [
        Given(
            code, on := begun + timedelta(days=day), payload=_payload(code, full, posted),
            document=filing.document(on) if code in _WRITTEN else "",
            outcome="done",
        )
        for code, day in steps
    ]  # fmt: skip
    source = SOURCES[person.pk % len(SOURCES)]
    enter_past(
        filing.operator, org, "develop_member", given, on=begun, person=person,
        opening={"source": source},
    )  # fmt: skip


_WRITTEN = {"activist_filing", "candidate_filing", "advance_review", "approval", "county_filing",
            "reply_first", "reply_second"}  # fmt: skip


def _payload(code: str, full: list[Person], posted: date) -> Mapping[str, Any]:
    pair = {"first": full[0].pk, "second": full[1].pk}
    found: dict[str, Mapping[str, Any]] = {
        "application": {"written": True, "situation": "no_unit", "where": "home"},
        "talk": {"talker": full[0].pk},
        "activist": {"by": "members", "rate": len(full)},
        "tutors": pair,
        "inspection": {"result": "go_on"},
        "candidate": {"tutors": True, "members": True, "masses": True},
        "sponsors": pair,
        "political_check": {"result": "passed", "pieces": 3, "checker": full[2].name},
        "training": {"days": 3, "hours": 24},
        "review": {"posted_on": posted},
        "form": {"number": f"{posted:%Y}{full[0].pk % 1000:03d}"},
        "assembly": {"applicant_there": True, "reported": True},
        "approval_talk": {"role": "organiser", "talker": "陈岚"},
        "approval": {"voted": True, "one_by_one": True, "deliberated": True},
        "probation_inspection": {"result": "good"},
    }
    return found.get(code, {})


def _villages(filing: Filing, branches: list[Organisation]) -> int:
    for place, (title, topic) in enumerate(MATTERS):
        org = branches[(place * 2) % len(branches)]
        begun = filing.until - timedelta(days=12 + place * 17)
        size = 30 + place
        payload: dict[str, Mapping[str, Any]] = {
            "consultation": {"attended": 7, "agreed": 6 + place % 2},
            "assembly": {"members": 30, "delivered_on": begun + timedelta(days=15)},
            "resolution": {"body": "representatives", "size": size, "present": size - 3,
                           "in_favour": size - 6},
            "posting": {"place": "村务公开栏", "days": 7},
            "result_posting": {"place": "村务公开栏", "days": 10},
        }  # fmt: skip
        _enter(filing, org, "four_deliberations", FOUR, begun, payload, title, {"topic": topic})
    return len(MATTERS)


def _elections(filing: Filing, branches: list[Organisation]) -> int:
    for place, taken in enumerate((3, 8)):
        org = branches[1 + place * 3]
        names = [one.name for one in filing.full(org)[:4]]
        steps = TWO_REQUESTS[:taken]
        begun = filing.until - timedelta(days=6 + steps[-1][1])
        payload: dict[str, Mapping[str, Any]] = {
            "request_first": {"form": "assembly", "members": len(filing.full(org))},
            "request_second": {"seats": 3, "candidates": "、".join(names), "secretaries": 1},
            "tellers": {"tellers": "蒙监票"},
            "meeting": {"expected": 20, "present": 18, "issued": 18, "returned": 18, "valid": 18,
                        "votes": "、".join(f"{n} {17 - 2 * i}" for i, n in enumerate(names))},
            "committee": {"secretary": names[0] if names else "何文"},
        }  # fmt: skip
        if len(set(names)) == 4 and names:
            payload["meeting"] = {
                **payload["meeting"], "votes": f"{names[0]} 17、{names[1]} 15、{names[2]} 13、"
                f"{names[3]} 4",
            }  # fmt: skip
            _enter(filing, org, "election", steps, begun, payload, f"{begun.year} 年换届")
    return 2


def _enter(
    filing: Filing, org: Organisation, kind: str, steps: Any, begun: date,
    payload: Mapping[str, Mapping[str, Any]], title: str,
    opening: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    given = [
        Given(
            code, begun + timedelta(days=day), payload=payload.get(code, {}),
            document=filing.document(begun) if code in _WRITTEN else "",
        )
        for code, day in steps if begun + timedelta(days=day) <= filing.until
    ]  # fmt: skip
    enter_past(filing.operator, org, kind, given, on=begun, title=title, opening=opening or {})


def _own(filing: Filing) -> int:
    """The member of the login page is somebody's reserve and sees it."""
    account = Account.objects.filter(login="member").first()
    person = Person.objects.filter(account=account).select_related("org").first()
    if account is None or person is None:
        return 0
    begun = add_months(filing.until, -5)
    steps = (("selection", 0), ("tutor", 3), ("check", 120))
    others = [one for one in filing.full(person.org) if one.pk != person.pk]
    payload: dict[str, Mapping[str, Any]] = {
        "tutor": {"tutor": others[0].pk}, "check": {"progress": "good"},
    }  # fmt: skip
    given = [
        Given(code, begun + timedelta(days=day), payload=payload.get(code, {}))
        for code, day in steps
    ]
    enter_past(
        filing.operator, person.org, "cultivation", given, on=begun, person=person,
        opening={"programme": "四培养", "goal": "reserve"},
    )  # fmt: skip
    return 1


def _plans(filing: Filing) -> None:
    county = Account.objects.filter(login="county").first()
    actor = actor_of(county, filing.until) if county else filing.operator
    year = filing.until.year
    for place, town in enumerate(filing.county.townships):
        for each in (year - 1, year):
            set_plan(actor, town, each, 3 + (place + each) % 4, note="县委组织部下达")
    set_plan(actor, filing.county.root, year, 60, note="全县合计")
