"""Putting somebody on the books: a member of an organisation, or someone it keeps a record of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.crypto import blind_index
from jishi.base.pinyin import search_text
from jishi.people.access import PERSON_EDIT
from jishi.people.actions.states import Basis, note_change
from jishi.people.models import ChangeKind, MemberState, Person
from jishi.people.rules.particulars import dates_agree, identity_agrees
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

REGISTERED = Verb("person.register", "登记入册")


@dataclass(frozen=True)
class Particulars:
    """Who someone is. Codes are those of `people.kinds` and the national tables."""

    name: str
    sex: str = "0"
    nation: str = ""
    born_on: date | None = None
    born_precision: str = "day"
    identity: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    education: str = ""
    work_place: str = ""
    occupation: str = ""
    category: str = ""


@dataclass(frozen=True)
class Place:
    """Where and as what someone stands: `none` for people who are no members."""

    standing: str = "none"
    joined_on: date | None = None
    joined_precision: str = "day"
    full_on: date | None = None
    full_precision: str = "day"
    since: date | None = None  # in this organisation; default: since joining, else today
    group: Organisation | None = None
    confirmed_on: date | None = None


def register_person(
    actor: Actor,
    org: Organisation,
    who: Particulars,
    place: Place,
    *,
    code: str = "",
    document: str = "",
    note: str = "",
) -> Person:
    with act(actor, PERSON_EDIT, org) as doing:
        if org.closed_on:
            raise Refused("该组织已撤销，不能再登记人员", field="org")
        insist(
            dates_agree(place.standing, who.born_on, place.joined_on, place.full_on, actor.today)
        )
        insist(identity_agrees(who.identity, who.born_on, who.sex, actor.today), "identity")
        index = blind_index("identity", who.identity)
        if Person.with_identity([index]).exists():
            raise Refused("这个身份证号已经登记过", field="identity")
        if code and Person.objects.filter(code=code).exists():
            raise Refused("这个编码已被使用", field="code")
        since = place.since or place.joined_on or actor.today
        person = Person.objects.create(
            **{name: getattr(who, name) for name in who.__dataclass_fields__},
            identity_index=index,
            phone_index=blind_index("phone", who.phone),
            code=code or f"new-{index or now().timestamp()}"[:32],
            org=org, group=place.group, standing=place.standing,
            joined_on=place.joined_on, joined_precision=place.joined_precision,
            full_on=place.full_on, full_precision=place.full_precision,
            since=since, search_text=search_text(who.name, person=True),
            confirmed_on=place.confirmed_on or actor.today,
        )  # fmt: skip
        if not code:
            person.code = code_for(person.pk)
            person.save(update_fields=["code"])
        MemberState.objects.create(person=person, since=since, org=org, standing=place.standing)
        basis = Basis(since, document=document, note=note)
        note_change(actor, person, ChangeKind.REGISTER, basis, to_org=org)
        doing.record(REGISTERED, person, org=org, standing=place.standing, document=document)
        return person


def code_for(pk: int) -> str:
    """The code given to whoever came without one; kept as text for ever."""
    return f"P{pk:07d}"
