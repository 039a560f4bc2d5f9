"""Facts for the rules, read for any number of procedures with the same few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Attendance, Topic
from jishi.base.settings_tree import InForce, all_in_force
from jishi.kernel.calendar import published_calendar
from jishi.kernel.path import ids
from jishi.people.kinds import FULL, VOTING
from jishi.people.models import MemberState, Person, Sanction
from jishi.people.queries.transfer import issuer_of
from jishi.procedures.kinds import Edition, ProcedureKind, kind_of
from jishi.procedures.kinds.facts import Facts, Met, Place, Subject, Taken, Who
from jishi.procedures.local import SAME_DAY
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.plans import places_for
from jishi.registers.queries.committees import seats_on
from jishi.tree.models import Organisation

_LEFT = ("persuaded_out", "struck_off", "expelled")


class Known:
    """What is known of these procedures; `whole` reads also what only taking a step asks for."""

    def __init__(self, rows: Iterable[Procedure], today: date, *, whole: bool = False) -> None:
        self.rows, self.today, self.whole = list(rows), today, whole
        self.steps: dict[int, list[ProcedureStep]] = defaultdict(list)
        for step in ProcedureStep.objects.filter(
            procedure__in=[row.pk for row in self.rows]
        ).order_by("number"):
            self.steps[step.procedure_id].append(step)
        every = [step for steps in self.steps.values() for step in steps]
        self.mets = read_meetings(
            ((step.activity_id, step.topic) for step in every if step.activity_id), whole=whole
        )
        self.holders = holders_of(pk for pk, _ in self.mets)
        self.who = read_people(every, self.rows)
        self.settings = _settings({row.kind for row in self.rows}, today)

    def facts(self, row: Procedure) -> Facts:
        kind = kind_of(row.kind)
        taken = [(step.stands, self.taken(row, step)) for step in self.steps[row.pk]]
        return Facts(
            today=self.today, opened_on=row.opened_on, opening=row.opening,
            taken=tuple(one for stands, one in taken if stands),
            undone=tuple(one for stands, one in taken if not stands),
            subject=subject_of(row.person, whole=self.whole) if row.person_id else Subject(),
            place=self._place(row), local=self._local(kind, row.org),
            calendar=published_calendar(),
            extended_to=row.extended_to if row.extended_step == row.step else None,
        )  # fmt: skip

    def taken(self, row: Procedure, step: ProcedureStep) -> Taken:
        met = self.mets.get((step.activity_id or 0, step.topic))
        return Taken(
            code=step.code, on=step.done_on, outcome=step.outcome, payload=step.payload,
            document=step.document, topic=step.topic,
            met=own_meeting(met, step.org_id, self.holders) if met else None,
            who={
                name: self.who[pk] for name, pk in named_in(edition_of(row), step).items()
                if pk in self.who
            },
            paper=step.file_id is not None, account=step.account_id,
        )  # fmt: skip

    def _place(self, row: Procedure) -> Place:
        org = row.org
        if not self.whole:
            return Place(kind=org.kind)
        approver = issuer_of(org, self.today)
        line = ids(org.path)
        above = Organisation.objects.filter(pk__in=line[:-1], kind="general_branch").exists()
        planned, used = (
            places_for(org, self.today.year) if row.kind == "develop_member" else (None, 0)
        )
        return Place(
            kind=org.kind, has_committee=len(seats_on((org.pk,), self.today)) >= COMMITTEE_FROM,
            one_head=bool(row.opening.get("one_head")),
            between=above, approver_kind=approver.kind if approver else "",
            approver_right=approver is not None, planned=planned, used=used,
        )  # fmt: skip

    def _local(self, kind: ProcedureKind, org: Organisation) -> dict[str, Any]:
        found = {
            name: self.settings[setting.code].at_org(org).value
            for name, setting in kind.settings.items()
        }
        return {**found, "same_day": self.settings[SAME_DAY.code].at_org(org).value}


COMMITTEE_FROM = 3  # members of a committee; a branch with a secretary alone has none (R-ORG-16)


def edition_of(row: Procedure) -> Edition:
    return kind_of(row.kind).edition(row.edition)


def _settings(kinds: Iterable[str], today: date) -> dict[str, InForce[Any]]:
    wanted = [setting for code in kinds for setting in kind_of(code).settings.values()]
    return all_in_force([SAME_DAY, *wanted], today)


def subject_of(person: Person | None, *, whole: bool) -> Subject:
    if person is None:
        return Subject()
    left = None
    for_life = False
    if whole:
        rows = MemberState.objects.filter(person=person, standing__in=_LEFT)
        left = rows.order_by("-since").values_list("since", flat=True).first()
        for_life = Sanction.objects.filter(person=person, for_life=True).exists()
    return Subject(person.born_on, person.standing, person.joined_on, left, for_life)


# --- meetings ------------------------------------------------------------------------------------


def read_meetings(
    wanted: Iterable[tuple[int | None, int | None]], *, whole: bool
) -> dict[tuple[int, int | None], Met]:
    """Each with what it counts as and what it decided of the topic named."""
    pairs = {(pk, topic) for pk, topic in wanted if pk is not None}
    if not pairs:
        return {}
    pks = {pk for pk, _ in pairs}
    found = Activity.objects.filter(pk__in=pks).exclude(stage__in=("planned", "cancelled"))
    activities = {one.pk: one for one in found}
    kinds: dict[int, set[str]] = defaultdict(set)
    for pk, kind in ActivityPart.objects.filter(activity__in=pks, counts=True).values_list(
        "activity_id", "kind"
    ):
        kinds[pk].add(kind)
    topics: dict[int, dict[int, Topic]] = defaultdict(dict)
    for one in Topic.objects.filter(activity__in=pks):
        topics[one.activity_id][one.number] = one
    present: dict[int, set[int]] = defaultdict(set)
    if whole:
        rows = Attendance.objects.filter(activity__in=pks, mark="present")
        for pk, person in rows.values_list("activity_id", "person_id"):
            present[pk].add(person)
    return {
        (pk, number): _met(
            activities[pk], topics[pk].get(number or 0), frozenset(kinds[pk]),
            frozenset(present[pk]),
        )
        for pk, number in pairs
        if pk in activities
    }  # fmt: skip


def _met(
    activity: Activity, topic: Topic | None, kinds: frozenset[str], present: frozenset[int]
) -> Met:
    return Met(
        pk=activity.pk, title=activity.title, held_on=activity.held_on, own=False, kinds=kinds,
        topic=topic.kind if topic else "", passed=topic.passed if topic else None,
        present=present, expected=activity.expected_voters, came=activity.present_voters,
        in_favour=topic.in_favour if topic else None,
    )  # fmt: skip


def holders_of(activities: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Which organisations held each meeting."""
    found: dict[int, set[int]] = defaultdict(set)
    if pks := set(activities):
        rows = ActivityOrg.objects.filter(activity__in=pks)
        for pk, org in rows.values_list("activity_id", "org_id"):
            found[pk].add(org)
    return {pk: frozenset(orgs) for pk, orgs in found.items()}


def own_meeting(met: Met, org_id: int, holders: Mapping[int, frozenset[int]]) -> Met:
    return replace(met, own=True) if org_id in holders.get(met.pk, ()) else met


# --- people --------------------------------------------------------------------------------------


def named_in(edition: Edition, step: ProcedureStep) -> dict[str, int]:
    """Field → person, for the people that a step names."""
    return named_by(edition, step.code, step.payload)


def named_by(edition: Edition, code: str, payload: Mapping[str, Any]) -> dict[str, int]:
    fields = edition.step(code).fields
    return {
        one.code: int(payload[one.code]) for one in fields
        if one.type == "person" and payload.get(one.code)
    }  # fmt: skip


def read_people(steps: Sequence[ProcedureStep], rows: Sequence[Procedure]) -> dict[int, Who]:
    editions = {row.pk: edition_of(row) for row in rows}
    wanted = {pk for step in steps for pk in named_in(editions[step.procedure_id], step).values()}
    return {
        one.pk: Who(one.pk, one.name, one.standing in FULL, one.standing in VOTING)
        for one in Person.objects.filter(pk__in=wanted)
    } if wanted else {}  # fmt: skip


def people_on(pks: Iterable[int], on: date) -> dict[int, Who]:
    """As they stood on a day: who was a full member then, and who had a vote."""
    rows = MemberState.objects.filter(person__in=list(pks), since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("person")
    return {
        row.person_id: Who(
            row.person_id, row.person.name, row.standing in FULL, row.standing in VOTING
        )
        for row in rows
    }  # fmt: skip
