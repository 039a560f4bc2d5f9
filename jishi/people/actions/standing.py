"""Acts of meetings and approvals that change what a member is, and sanctions that do not.

`change_standing` carries out any row of `rules.standing.ACTS`; `record_sanction` notes a sanction
that leaves the vote untouched (R-DISP-17). Nothing of a case is written anywhere (R-DISP-18).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.people.access import STANDING_EDIT
from jishi.people.actions.states import Basis, note_change, turn
from jishi.people.kinds import PROBATION
from jishi.people.models import (
    ChangeKind,
    MemberChange,
    MemberState,
    Person,
    Sanction,
    SanctionKind,
)
from jishi.people.rules import sanctions as sanction_rules
from jishi.people.rules import standing as rules
from jishi.people.rules.turns import may_turn_on
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

CHANGED = Verb("person.standing", "变更党员状态")
SANCTIONED = Verb("person.sanction", "登记党纪处分")

_LEFT = ("persuaded_out", "struck_off", "expelled")
_SANCTION_OF = {ChangeKind.OBSERVE: SanctionKind.OBSERVED, ChangeKind.EXPEL: SanctionKind.EXPELLED}


def change_standing(
    actor: Actor,
    person: Person,
    version: int,
    kind: str,
    basis: Basis,
    *,
    until: date | None = None,
    for_life: bool = False,
) -> Person:
    """Carry out a recorded decision about somebody's membership."""
    with act(actor, STANDING_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        if kind not in rules.ACTS:
            raise Refused("没有这样的变更", field="kind")
        past = past_of(person)
        insist(rules.may_become(kind, person.standing))
        insist(rules.has_basis(kind, basis.meeting, basis.document), "document")
        insist(rules.time_has_come(kind, basis.on, past), "on")
        start = _term_start(person, kind, basis, past)
        insist(rules.term_in_order(kind, start, until, past.observed_until), "until")
        if kind == ChangeKind.ADMIT:
            _insist_open(person.org)
        before, leads_to = person.standing, rules.ACTS[kind].leads_to
        if kind in _SANCTION_OF:
            _note_sanction(person, _SANCTION_OF[ChangeKind(kind)], basis, until, for_life)
        if leads_to == before:  # a longer observation
            insist(may_turn_on(basis.on, start, actor.today), "on")
            bump(person)
        else:
            columns = _columns(kind, basis, past)
            turn(person, on=basis.on, today=actor.today, standing=leads_to, **columns)
        note_change(actor, person, kind, basis, until=until)
        doing.record(
            CHANGED, person, org=person.org, kind=rules.ACTS[kind].label, on=str(basis.on),
            meeting=basis.meeting, document=basis.document,
            changed={"standing": (before, leads_to)},
        )  # fmt: skip
        return person


def record_sanction(
    actor: Actor, person: Person, version: int, *, kind: str, since: date, document: str
) -> Sanction:
    """Warning, serious warning, removal from Party office: kind, days, document."""
    with act(actor, STANDING_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        insist(
            sanction_rules.may_be_recorded(
                kind, person.standing, since, person.joined_on, document, actor.today
            ),
            "since",
        )
        if person.sanctions.filter(kind=kind, document=document).exists():
            raise Refused("这份处分决定已经登记过", field="document")
        sanction = Sanction.objects.create(
            person=person, kind=kind, since=since, document=document, recorded_at=now(),
            until=sanction_rules.effect_ends(kind, since),
        )  # fmt: skip
        doing.record(SANCTIONED, person, org=person.org, document=document)
        return sanction


def past_of(person: Person) -> rules.Past:
    """What the earlier acts mean for the next one."""
    changes = list(MemberChange.objects.filter(person=person).order_by("on", "id"))
    running = MemberState.objects.get(person=person, until__isnull=True)
    extended = _last_until(changes, "extend") if person.standing == "extended" else None
    left = person.states.filter(standing__in=_LEFT).order_by("-since").first()
    joined_on = person.joined_on if person.standing in PROBATION else None
    return rules.Past(
        born_on=person.born_on,
        probation_ends=rules.probation_ends(joined_on, extended) if joined_on else None,
        observed_until=_last_until(changes, "observe") if person.standing == "observed" else None,
        stopped_since=running.since if person.standing == "stopped" else None,
        left_on=left.since if left else None,
        for_life=person.sanctions.filter(for_life=True).exists(),
    )


def _last_until(changes: list[MemberChange], kind: str) -> date | None:
    return next((c.until for c in reversed(changes) if c.kind == kind), None)


def _term_start(person: Person, kind: str, basis: Basis, past: rules.Past) -> date:
    """An extension counts from the end of probation, a longer observation from its beginning."""
    if kind == "extend" and past.probation_ends:
        return past.probation_ends
    if kind == "observe" and person.standing == "observed":
        first = person.states.filter(standing="observed").order_by("-since").first()
        return first.since if first else basis.on
    return basis.on


def _columns(kind: str, basis: Basis, past: rules.Past) -> dict[str, Any]:
    """Dates that the act settles: the day of joining, the beginning of seniority."""
    if kind == ChangeKind.ADMIT:
        return {"joined_on": basis.on, "joined_precision": "day", "full_on": None}
    if kind == ChangeKind.CONFIRM:
        return {"full_on": past.probation_ends, "full_precision": "day"}
    if rules.ACTS[kind].ends:
        return {"group": None, "takes_part_at": None}
    return {}


def _note_sanction(
    person: Person, kind: SanctionKind, basis: Basis, until: date | None, for_life: bool
) -> None:
    """Observation and expulsion are sanctions too; a longer observation prolongs the one noted."""
    same = person.sanctions.filter(kind=kind)
    if person.standing == "observed" and kind == SanctionKind.OBSERVED:
        same.filter(until__gte=basis.on).update(until=until)
        return
    if same.filter(document=basis.document).exists():
        raise Refused("这份处分决定已经登记过", field="document")
    Sanction.objects.create(
        person=person, kind=kind, since=basis.on, until=until, document=basis.document,
        for_life=for_life, recorded_at=now(),
    )  # fmt: skip


def _insist_open(org: Organisation) -> None:
    if org.closed_on:
        raise Refused("该组织已撤销，不能接收党员")
