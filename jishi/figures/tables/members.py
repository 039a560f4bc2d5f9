"""Members on the books of a branch, and what was recorded about their membership."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from jishi.figures.columns import Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.figures.fetching import Day, Ending, Number, Text, fetch
from jishi.figures.tables.places import place_on, stands
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import ChangeKind, MemberChange, MemberState, Person

_PERSON = (
    "person__sex", "person__nation", "person__education", "person__category",
    "person__occupation", "person__born_on", "person__joined_on", "person__full_on",
    "person__born_precision",
)  # fmt: skip
_NAMES = (
    "sex", "nation", "education", "category", "occupation", "born", "joined", "full", "precision",
)  # fmt: skip
_DAYS = {"since", "until", "born", "joined", "full", "day"}
_OF_PERSON: dict[str, Number] = {
    name: (Day if name in _DAYS else Text)(path) for name, path in zip(_NAMES, _PERSON, strict=True)
}
# What the yearly statistics ask for; entering, correcting and regrouping change no membership.
COUNTED_CHANGES = (
    "admit", "confirm", "extend", "cancel", "stop", "restore", "withdraw", "persuade_out",
    "strike_off", "expel", "die",
)  # fmt: skip

# Days of the roster that stand for such a change where nobody has recorded the act itself.
TOLD_AT_ENTRY = (("admit", "person__joined_on"), ("confirm", "person__full_on"))


def _members(asked: Asked) -> Columns:
    rows = MemberState.objects.filter(asked.within(), asked.lasting(), standing__in=COUNTED)
    return fetch(
        rows, order=("org", "person", "since"), id=Number("person_id"), org=Number("org_id"),
        person=Number("person_id"), since=Day("since"), until=Ending("until"),
        standing=Text("standing"), **_OF_PERSON,
    )  # fmt: skip


def _changes(asked: Asked) -> Columns:
    acts = MemberChange.objects.filter(asked.days("on"), kind__in=COUNTED_CHANGES)
    kinds: list[QuerySet[Any]] = [acts.annotate(what=F("kind"), day=F("on"))]
    kinds += [_told_at_entry(asked, kind, day) for kind, day in TOLD_AT_ENTRY]
    if asked.orgs is not None:
        of_these = MemberState.objects.filter(asked.within()).order_by().values("person_id")
        kinds = [rows.filter(person__in=of_these) for rows in kinds]
    found = [
        row
        for rows in kinds
        for row in rows.order_by().values_list("pk", "person_id", "day", "what", *_PERSON)
    ]
    found.sort(key=lambda row: (row[2], row[0]))
    stood = stands({row[1] for row in found})
    made = []
    for pk, person, on, *rest in found:
        org = place_on(stood.get(person, ()), number_of(on))
        if org and (asked.orgs is None or org in asked.orgs):
            made.append((pk, org, person, on, *rest))
    return columns(made, ("id", "org", "person", "day", "kind", *_NAMES), _DAYS)


def _told_at_entry(asked: Asked, kind: str, day: str) -> QuerySet[Any]:
    """Whoever was entered as standing in the branch since before that day, without an act for it:
    what a roster says of the year in which an office begins counts like what is done here."""
    own_act = MemberChange.objects.filter(person=OuterRef("person"), kind=kind)
    entered = MemberChange.objects.filter(
        asked.days(day), ~Exists(own_act), kind=ChangeKind.REGISTER, on__lte=F(day)
    )
    return entered.annotate(what=Value(kind), day=F(day))


def people_named(ids: Collection[int]) -> Mapping[int, str]:
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "name")
    return dict(rows)


def _change_labels(ids: Collection[int]) -> Mapping[int, str]:
    rows = MemberChange.objects.filter(pk__in=ids).select_related("person")
    told = {ChangeKind.REGISTER: "（名册所载）"}
    return {
        row.pk: row.person.name + told.get(ChangeKind(row.kind), row.get_kind_display())
        for row in rows
    }


MEMBERS = Table(
    code="members", title="党员", source="R-GEN-09", stock=True, load=_members,
    follows=("member",), counts="名党员", whose="正式组织关系所在支部",
    dated="进入、离开支部的日期", noun="member", labels=people_named, page="person",
    permission=PERSON_VIEW,
)  # fmt: skip
MEMBER_CHANGES = Table(
    code="member_changes", title="党员变动", source="R-GEN-12", load=_changes,
    follows=("member",), counts="次变动", whose="办理时所在支部", dated="会议或批复日期",
    noun="member_change", labels=_change_labels, permission=PERSON_VIEW,
)  # fmt: skip
