"""An entry beside what the database knows, judged: the values to write, or a refusal in words.

`weigh` reads the list of those expected once, counts, lets the rules decide, and hands back rows
that `writing` puts down as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.entries import Entry, Roll, What
from jishi.activities.kinds import ActivityKind, usual_title
from jishi.activities.local import COMMITTEE_FIRST, LATE_AFTER
from jishi.activities.marks import COUNTING, REASONS
from jishi.activities.models import ActivityPart, Topic
from jishi.activities.queries.kinds import chosen_kinds
from jishi.activities.queries.roster import Listed, Roster, others, roster
from jishi.activities.queries.rosters import Rosters
from jishi.activities.rules import elements, holding, votes
from jishi.activities.rules.payload import clean_payload
from jishi.activities.rules.rollcall import people_of, plain
from jishi.activities.topics import TOPIC_KINDS
from jishi.base.settings_tree import setting
from jishi.kernel.items import WrongItem
from jishi.kernel.path import ids as ids_of
from jishi.kernel.verdict import OK, Verdict
from jishi.registers.queries.committees import leaders_on
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import require

_FIELDS = {
    "no_kind": "kind", "unfit": "kind", "alone": "joint", "before_founding": "held_on",
    "after_closing": "held_on", "backwards": "ends_at", "too_far": "held_on",
    "future": "held_on", "chair": "chair", "topic": "topics",
}  # fmt: skip


@dataclass(slots=True)
class Came:
    """A row of `Attendance` to be written; there are too many of them for an object of Django's."""

    person_id: int
    mark: str
    role: str = "member"
    reason: str = ""
    voter: bool = False


@dataclass
class Case:
    """Everything to write, and what was remarked about it."""

    orgs: list[Organisation]
    kinds: list[ActivityKind]
    values: dict[str, Any]
    parts: list[ActivityPart] = field(default_factory=list)
    attendances: list[Came] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    remarks: Verdict = OK


def weigh_plan(actor: Actor, org: Organisation, what: What) -> Case:
    """What is planned: nothing counts yet."""
    for other in what.joint:
        require(actor, ACTIVITY_EDIT, other)
    orgs = list({each.pk: each for each in (org, *what.joint)}.values())
    kinds = chosen_kinds(org, what.kinds, what.held_on)
    plan = holding.Plan(
        what.held_on, actor.today, org.founded_on, org.closed_on, what.starts_at, what.ends_at,
        unfit=tuple(k.title for k in kinds if not k.held_by(org.kind)),
        alone=tuple(k.title for k in kinds if not k.joint), joint=len(orgs) - 1, kinds=len(kinds),
    )  # fmt: skip
    _insist(holding.may_plan(plan))
    payloads = {kind.code: _payload(kind, what) for kind in kinds}
    values = {
        "title": what.title.strip() or usual_title(kinds),
        "held_on": what.held_on, "starts_at": what.starts_at, "ends_at": what.ends_at,
        "hours": what.hours, "place": what.place.strip(), "noticed_on": what.noticed_on,
    }  # fmt: skip
    parts = [ActivityPart(kind=kind.code, payload=payloads[kind.code]) for kind in kinds]
    return Case(orgs, kinds, values, parts)


def _insist(verdict: Verdict) -> None:
    if verdict.refused:
        insist(verdict, _FIELDS.get(verdict.refusals[0].code, ""))


def _payload(kind: ActivityKind, what: What) -> dict[str, Any]:
    try:
        return clean_payload(kind, what.payloads.get(kind.code, {}))
    except WrongItem as wrong:
        raise Refused(str(wrong), field=f"{kind.code}.{wrong.code}", code="bad_item") from None


def weigh(
    actor: Actor, org: Organisation, entry: Entry, *, papers: frozenset[str] = frozenset(),
    proof_asked: bool = True, rosters: Rosters | None = None,
) -> Case:  # fmt: skip
    """What took place. `papers` are the kinds of files it has already; `rosters` the lists of those
    expected, where many activities are weighed together and they have been read for all."""
    case, day = weigh_plan(actor, org, entry.what), entry.what.held_on
    people = (
        rosters.on(case.orgs, case.kinds, day) if rosters
        else roster(actor, case.orgs, case.kinds, day)
    )  # fmt: skip
    _known(actor, entry, people)
    counts = _count(case, entry, people)
    case.values.update(
        counts, chair_id=entry.chair, recorder_id=entry.recorder, minutes=entry.minutes.strip(),
        late_reason=entry.late_reason.strip(), sheet_code=entry.sheet_code.strip(),
    )  # fmt: skip
    speakers = _speakers(entry, case, people) if rosters is None else {}
    case.topics = _topics(entry, counts, speakers)
    case.remarks = _judge(actor, org, entry, case, people, remarks=rosters is None)
    facts = facts_of(case, entry, people, papers, proof_asked)
    for part, kind in zip(case.parts, case.kinds, strict=True):
        settle(part, kind, facts)
    return case


def settle(part: ActivityPart, kind: ActivityKind, facts: elements.Facts) -> None:
    """Whether this part counts, and what is missing."""
    own = elements.Facts(**{**vars(facts), "payload": part.payload})
    verdict = elements.counts_as(elements.wanted(kind), own)
    part.counts, part.missing = bool(verdict), list(verdict.codes)


def _known(actor: Actor, entry: Entry, people: Roster) -> None:
    """Everybody named is on the list or within reach; a number of nobody's is refused."""
    named: dict[int, str] = {}
    roll, listed = entry.roll or Roll(), people.by_id
    for field_name, ids in (
        ("attendees", (*roll.present, *roll.leave, *roll.absent)),
        ("chair", (entry.chair,)),
        ("recorder", (entry.recorder,)),
        ("topics", (topic.lecturer for topic in entry.topics)),
        ("items", (item.owner for item in entry.items)),
    ):
        named.update({pk: field_name for pk in ids if pk is not None and pk not in listed})
    found = others(actor, named)
    for pk, field_name in named.items():
        if pk not in found:
            raise Refused("没有这个人，或不在您的范围内", field=field_name, code="bad_person")
    for reason in (*roll.leave.values(), *roll.absent.values()):
        if reason not in REASONS:
            raise Refused("没有这种缺席原因", field="attendees", code="bad_reason")


# --- counting ------------------------------------------------------------------------------------


def _count(case: Case, entry: Entry, people: Roster) -> dict[str, Any]:
    if entry.roll is not None:
        case.attendances = _rows(entry.roll, people)
        return _counted(case.attendances, bool(people.listed))
    if entry.typed is not None:
        typed = entry.typed
        if not 0 <= typed.present <= typed.expected:
            raise Refused("实到人数须在零与应到人数之间", field="present", code="bad_counts")
        voters = typed.present_voters
        if voters is not None and not 0 <= voters <= min(
            typed.present,
            typed.expected if typed.expected_voters is None else typed.expected_voters,
        ):
            raise Refused("有表决权的实到人数不对", field="present_voters", code="bad_counts")
        return {**vars(typed), "counted_by": "typed"}
    return {"counted_by": "list"}


def _rows(roll: Roll, people: Roster) -> list[Came]:
    """A row for everybody expected and everybody else who was there."""
    present, rows = dict.fromkeys(roll.present), []
    for each in people.listed:
        pk = each.person_id
        mark, reason = "absent", roll.absent.get(pk, "")
        if pk in present:
            mark, reason = "present", ""
        elif pk in roll.leave:
            mark, reason = "leave", roll.leave[pk]
        if each.guest and mark != "present":
            continue  # nobody expects a guest
        rows.append(_row(each, mark, reason))
    known = people.by_id
    role = "guest" if people.listed else "member"
    rows += [Came(person_id=pk, mark="present", role=role) for pk in present if pk not in known]
    return rows


def _row(each: Listed, mark: str, reason: str) -> Came:
    return Came(
        person_id=each.person_id, mark=mark, reason=reason, voter=each.voter,
        role="guest" if each.guest else "member",
    )  # fmt: skip


def _counted(rows: list[Came], fixed: bool) -> dict[str, Any]:
    own = [row for row in rows if row.role == "member"]
    there = [row for row in own if row.mark == "present"]
    return {
        "expected": len(own) if fixed else None,
        "expected_voters": sum(row.voter for row in own) if fixed else None,
        "present": len(there),
        "present_voters": sum(row.voter for row in there) if fixed else None,
        "guests": sum(row.role != "member" for row in rows),
        "counted_by": "list",
    }


def _speakers(entry: Entry, case: Case, people: Roster) -> Mapping[str, int | None]:
    """Name → person, for lecturers named by hand: of the list, or who leads here or above.

    So a secretary of the superior who lectures below has lectured, whoever wrote it (R-LIFE-04).
    """
    if not any(row.lecturer_name.strip() and row.lecturer is None for row in entry.topics):
        return {}
    line = {number for org in case.orgs for number in ids_of(org.path)}
    leaders = leaders_on(line, entry.what.held_on)
    return people_of({*leaders, *((each.person_id, each.name) for each in people.listed)})


def _topics(
    entry: Entry, counts: dict[str, Any], speakers: Mapping[str, int | None]
) -> list[Topic]:
    rows = []
    for number, row in enumerate(entry.topics, 1):
        if row.kind not in TOPIC_KINDS:
            raise Refused(f"没有「{row.kind[:16]}」这种议题", field="topics", code="bad_topic")
        topic = Topic(
            number=number,
            **{**vars(row), "lecturer": None},
        )
        topic.lecturer_id = row.lecturer or speakers.get(plain(row.lecturer_name))
        if topic.lecturer_id is not None:
            topic.lecturer_name = ""  # said once, by the person
        topic.passed = _decide(topic, counts)
        rows.append(topic)
    return rows


def _decide(topic: Topic, counts: dict[str, Any]) -> bool | None:
    """By the numbers of those who may vote; without a vote or without these, nothing is said."""
    entitled, present = counts.get("expected_voters"), counts.get("present_voters")
    if topic.in_favour is None or entitled is None or present is None:
        return None
    count = votes.Count(
        topic.kind, entitled, present, topic.in_favour, topic.against or 0, topic.abstained or 0,
        topic.written or 0,
    )  # fmt: skip
    insist(votes.fits(count), "topics")
    return votes.passed(count)


# --- judging -------------------------------------------------------------------------------------


def _judge(
    actor: Actor, org: Organisation, entry: Entry, case: Case, people: Roster, *, remarks: bool
) -> Verdict:
    """`remarks` are for whoever enters one activity; of many, nobody reads them."""
    what, codes = entry.what, {kind.code for kind in case.kinds}
    assembly = "assembly" in codes
    allowed = {topic for kind in case.kinds for topic in kind.topics}
    free = any(not kind.topics for kind in case.kinds)
    # Only the powers of an assembly are listed by the regulations; elsewhere anything may come up.
    wrong = [t for t in entry.topics if assembly and not free and t.kind not in allowed]
    important = [t for t in entry.topics if assembly and TOPIC_KINDS[t.kind].important]
    days = (actor.today - what.held_on).days
    late_after = LATE_AFTER.default
    if remarks and days > (LATE_AFTER.low or 0):
        late_after = setting(LATE_AFTER, org, actor.today)
    verdict = holding.may_hold(
        holding.Held(
            what.held_on, actor.today, assembly=assembly, has_chair=entry.chair is not None,
            chair_on_committee=entry.chair in people.seats, committee_known=bool(people.seats),
            wrong_topics=_labels(t.kind for t in wrong),
            important=_labels(t.kind for t in important),
            committee_met=not (remarks and important) or _committee_met(actor, org, what),
            late_after=late_after, late_reason=entry.late_reason,
        )
    )  # fmt: skip
    _insist(verdict)
    return verdict


def _labels(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(TOPIC_KINDS[code].label for code in codes))


def _committee_met(actor: Actor, org: Organisation, what: What) -> bool:
    since = what.held_on - timedelta(days=setting(COMMITTEE_FIRST, org, actor.today))
    return ActivityPart.objects.filter(
        kind="committee", counts=True, activity__stage__in=COUNTING,
        activity__organisers__org=org, activity__held_on__gte=since,
        activity__held_on__lte=what.held_on,
    ).exists()  # fmt: skip


def facts_of(
    case: Case, entry: Entry, people: Roster, papers: frozenset[str], proof_asked: bool
) -> elements.Facts:
    there = {row.person_id for row in case.attendances if row.mark == "present"}
    given = entry.what.title.strip()
    return elements.Facts(
        expected=case.values.get("expected"), present=case.values.get("present"),
        people=len(there), seats=len(people.seats), seats_present=len(there & people.seats),
        topics=tuple(
            elements.TopicFact(
                t.kind, t.title, t.lecturer_id is not None or bool(t.lecturer_name.strip())
            )
            for t in case.topics
        ),
        title="" if given in {kind.title for kind in case.kinds} else given,
        minutes=bool(case.values["minutes"]) or bool(papers & PAPER),
        hours=bool(entry.what.hours),
        typed=entry.typed is not None,
        proof=not proof_asked or bool(papers & PAPER),
    )  # fmt: skip


PAPER = frozenset({"minutes", "attendance"})
