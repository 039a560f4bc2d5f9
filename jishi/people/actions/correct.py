"""Putting a record right: old and new values are kept, sealed, in the recorded act (R-GEN-13)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jishi.base import crypto
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.crypto import blind_index
from jishi.base.pinyin import search_text
from jishi.base.sealed import Sealed
from jishi.people.access import PERSON_EDIT, STANDING_EDIT
from jishi.people.actions.states import Basis, note_change, touch_past
from jishi.people.fields import ITEMS, MEMBERSHIP, plain
from jishi.people.models import ChangeKind, Person
from jishi.people.rules.corrections import may_correct
from jishi.people.rules.groups import may_join, may_take_part
from jishi.people.rules.particulars import dates_agree, identity_agrees
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import can

CORRECTED = Verb("person.correct", "更正党员资料")
CONFIRMED = Verb("person.confirm", "核对党员信息")
REGROUPED = Verb("person.regroup", "调整党小组")
TAKES_PART = Verb("person.take_part", "编入支部参加组织生活")


def clear(value: Any) -> Any:
    """What lies in an envelope, for comparing and keeping; never for showing."""
    if isinstance(value, Sealed):
        return crypto.unseal(value.token, value.purpose) if value else ""
    return value


def correct_person(
    actor: Actor, person: Person, version: int, values: Mapping[str, Any], basis: Basis
) -> Person:
    """Change what `values` names (columns of `fields.ITEMS` and their precisions)."""
    with act(actor, PERSON_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        changed = _changed(person, values)
        office = bool(can(actor, STANDING_EDIT, person.org))
        insist(may_correct(changed, basis.meeting, basis.document, basis.note, office), "note")
        _insist_agreement(actor, person, values)
        if MEMBERSHIP in {ITEMS[name].needs for name in changed} and basis.on > actor.today:
            raise Refused("日期不能晚于今天", field="on")
        detail = {
            name: [plain(clear(getattr(person, name))), plain(values[name])] for name in changed
        }
        bump(person, **values, **_derived(values))
        touch_past([person.pk], basis.on, "member", "particulars")
        note_change(
            actor, person, ChangeKind.CORRECT, basis,
            detail=json.dumps(detail, ensure_ascii=False),
        )  # fmt: skip
        doing.record(
            CORRECTED, person, org=person.org, document=basis.document,
            items=[ITEMS[name].label for name in changed],
        )  # fmt: skip
        return person


def confirm_particulars(actor: Actor, person: Person, version: int) -> Person:
    """Checked against the person or the papers: right as of today."""
    with act(actor, PERSON_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        bump(person, confirmed_on=actor.today)
        doing.record(CONFIRMED, person, org=person.org)
        return person


def regroup(
    actor: Actor, person: Person, version: int, group: Organisation | None, basis: Basis
) -> Person:
    """Into a Party group of the own branch, or out of it."""
    with act(actor, PERSON_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        if group is not None:
            insist(may_join(group.kind, group.parent_id == person.org_id, group.is_open), "group")
        bump(person, group=group)
        note_change(actor, person, ChangeKind.REGROUP, basis, to_org=group)
        doing.record(REGROUPED, person, org=person.org, group=group.code if group else "")
        return person


def take_part(
    actor: Actor, person: Person, version: int, host: Organisation | None, basis: Basis
) -> Person:
    """Organisational life elsewhere; the membership, and every vote, stays (R-LIFE-34)."""
    with act(actor, STANDING_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        if host is not None:
            insist(may_take_part(host.kind, host.pk == person.org_id, host.is_open), "host")
        bump(person, takes_part_at=host)
        note_change(actor, person, ChangeKind.TAKE_PART, basis, to_org=host)
        doing.record(TAKES_PART, person, org=person.org, host=host.code if host else "")
        return person


def _changed(person: Person, values: Mapping[str, Any]) -> list[str]:
    """The items that would be another value, or a date known more or less exactly."""
    found = []
    for name, item in ITEMS.items():
        exact = item.precision
        if name in values and (
            plain(clear(getattr(person, name))) != plain(values[name])
            or (exact in values and getattr(person, exact) != values[exact])
        ):
            found.append(name)
    return found


def _insist_agreement(actor: Actor, person: Person, values: Mapping[str, Any]) -> None:
    """The record as it would be agrees with itself, and with nobody else's number."""

    def after(name: str) -> Any:
        return values[name] if name in values else clear(getattr(person, name))

    born_on: date | None = after("born_on")
    insist(
        dates_agree(person.standing, born_on, after("joined_on"), after("full_on"), actor.today),
        "joined_on",
    )
    if {"identity", "born_on", "sex"} & set(_changed(person, values)):
        insist(identity_agrees(after("identity"), born_on, after("sex"), actor.today), "identity")
    index = blind_index("identity", after("identity"))
    if Person.with_identity([index]).exclude(pk=person.pk).exists():
        raise Refused("这个身份证号已经登记在另一人名下", field="identity")


def _derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is made from a value and stands beside it."""
    found: dict[str, Any] = {}
    if "name" in values:
        found["search_text"] = search_text(values["name"], person=True)
    for name in ("identity", "phone"):
        if name in values:
            found[f"{name}_index"] = blind_index(name, values[name])
    return found
