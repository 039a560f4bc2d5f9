"""Members who go away and come back, who was in touch, who is lost and found.

Nothing here changes what anybody is (R-GEN-12): these are facts, and what follows from them is
asked for a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.people.access import MOBILE_EDIT
from jishi.people.kinds import COUNTED
from jishi.people.models import LostSearch, LostSpell, MobileContact, MobileSpell, Person
from jishi.people.rules import mobility as rules
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, require

LEFT = Verb("mobile.leave", "登记流出")
GUEST = Verb("mobile.guest", "登记流入")
CHANGED = Verb("mobile.change", "更正流动登记")
CONTACTED = Verb("mobile.contact", "登记联系")
REPORTED = Verb("mobile.report", "向流入地报到")
PLACED = Verb("mobile.place", "安排参加组织生活")
RETURNED = Verb("mobile.return", "流动结束")
LOST = Verb("lost.report", "登记失联")
SEARCHED = Verb("lost.search", "登记查找")
FOUND = Verb("lost.find", "已找到")


@dataclass(frozen=True)
class Away:
    """Where to, since when, why, and who keeps in touch."""

    left_on: date
    where: str
    reason: str
    contact_name: str
    fixed: bool = True
    months: int = 12
    credential: str = "none"
    permit_number: str = ""
    host_org: Organisation | None = None
    host_name: str = ""

    @property
    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Contact:
    on: date
    how: str
    by: str
    note: str = ""


def register_leaving(
    actor: Actor, person: Person, kind: str, away: Away, contact: Contact
) -> MobileSpell:
    """A member goes away; the first contact is entered with it (R-REL-11)."""
    with act(actor, MOBILE_EDIT, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk)
        if rules.SPELL_KINDS[kind].guest:
            raise Refused("流入党员请在流入登记里办理", field="kind")
        going = MobileSpell.objects.filter(person=person, returned_on__isnull=True).count()
        counted = person.standing in COUNTED
        insist(rules.may_register(
            kind, away.left_on, actor.today, away.contact_name, going, counted
        ))  # fmt: skip
        spell = MobileSpell.objects.create(
            kind=kind, person=person, registered_on=actor.today, **away.values
        )
        _note_contact(actor, spell, contact)
        doing.record(LEFT, spell, org=person.org, kind=kind, on=away.left_on.isoformat())
        return spell


@dataclass(frozen=True)
class Guest:
    """Somebody from elsewhere: as little as is needed to keep in touch."""

    name: str
    home_name: str
    phone: str = ""


def register_guest(
    actor: Actor, host: Organisation, guest: Guest, away: Away, contact: Contact
) -> MobileSpell:
    """A member of an organisation elsewhere takes part here; counted there, not here (R-GEN-09)."""
    with act(actor, MOBILE_EDIT, host) as doing:
        insist(rules.may_register("in", away.left_on, actor.today, away.contact_name, 0, False))
        if not guest.name.strip():
            raise Refused("请填写姓名", field="guest_name")
        values = {**away.values, "host_org": host, "host_name": ""}
        spell = MobileSpell.objects.create(
            kind="in",
            guest_name=guest.name,
            guest_phone=guest.phone,
            home_name=guest.home_name,
            reported_on=away.left_on,
            registered_on=actor.today,
            **values,
        )
        _note_contact(actor, spell, contact)
        doing.record(GUEST, spell, org=host, on=away.left_on.isoformat())
        return spell


def change_spell(actor: Actor, spell: MobileSpell, version: int, away: Away) -> MobileSpell:
    with act(actor, MOBILE_EDIT, keeper_of(spell)) as doing:
        spell = _take_up(spell, version)
        person = spell.person
        counted = person is not None and person.standing in COUNTED
        insist(rules.may_register(
            spell.kind, away.left_on, actor.today, away.contact_name, 0, counted
        ))  # fmt: skip
        values = away.values
        if spell.kind == "in":
            values = {**values, "host_org": spell.host_org, "host_name": ""}
        changed = bump(spell, **values)
        doing.record(CHANGED, spell, org=keeper_of(spell), changed=changed)
        return spell


def add_contact(actor: Actor, spell: MobileSpell, contact: Contact) -> MobileContact:
    """The branch at home or the one of arrival was in touch; overdue to-dos are done with it."""
    with act(actor, MOBILE_EDIT, _desk_of(actor, spell)) as doing:
        spell = lock(_spells(), spell.pk)
        if spell.returned_on is not None:
            raise Refused("这条流动登记已经结束")
        made = _note_contact(actor, spell, contact)
        doing.record(CONTACTED, spell, org=keeper_of(spell), on=contact.on.isoformat())
        return made


def _note_contact(actor: Actor, spell: MobileSpell, contact: Contact) -> MobileContact:
    if contact.on > actor.today:
        raise Refused("联系日期不能晚于今天", field="on")
    newest = spell.contacts.order_by("-on").values_list("on", flat=True).first() or spell.left_on
    made = MobileContact.objects.create(
        spell=spell, on=contact.on, how=contact.how, by=contact.by, note=contact.note,
        recorded_at=now(),
    )  # fmt: skip
    if contact.on > newest:
        inbox.close(silent_key(spell, newest))
    return made


def note_report(actor: Actor, spell: MobileSpell, version: int, *, on: date) -> MobileSpell:
    """The member has announced himself at the place of arrival (R-REL-11)."""
    with act(actor, MOBILE_EDIT, _desk_of(actor, spell)) as doing:
        spell = _take_up(spell, version)
        if not spell.left_on <= on <= actor.today:
            raise Refused("报到日期须在外出之后、今天以前", field="on")
        bump(spell, reported_on=on)
        doing.record(REPORTED, spell, org=keeper_of(spell), on=on.isoformat())
        return spell


def place_spell(
    actor: Actor, spell: MobileSpell, version: int, branch: Organisation
) -> MobileSpell:
    """The committee of arrival says in which of its branches somebody takes part (R-LIFE-34)."""
    host = spell.host_org
    if host is None:
        raise NotVisible
    with act(actor, MOBILE_EDIT, host) as doing:
        require(actor, MOBILE_EDIT, branch)
        spell = _take_up(spell, version)
        if not ORG_KINDS[branch.kind].is_branch or not branch.is_open:
            raise Refused("请选择一个支部", field="branch")
        bump(spell, host_org=branch)
        doing.record(PLACED, spell, org=branch)
        return spell


def end_spell(
    actor: Actor, spell: MobileSpell, version: int, *, on: date, note: str = ""
) -> MobileSpell:
    """Back again: the member takes part at home as before."""
    with act(actor, MOBILE_EDIT, keeper_of(spell)) as doing:
        spell = _take_up(spell, version)
        if not spell.left_on <= on <= actor.today:
            raise Refused("返回日期须在外出之后、今天以前", field="on")
        bump(spell, returned_on=on, end_note=note)
        for occasion in OCCASIONS:
            inbox.close(spell_key(spell, occasion))
        doing.record(RETURNED, spell, org=keeper_of(spell), on=on.isoformat())
        return spell


OCCASIONS = ("six_months", "long_abroad", "kept_long")


def spell_key(spell: MobileSpell, occasion: str) -> str:
    return f"mobile:{spell.pk}:{occasion}"


def silent_key(spell: MobileSpell, last_on: date) -> str:
    """A new silence after a contact is a new occasion."""
    return spell_key(spell, f"silent:{last_on.isoformat()}")


def keeper_of(spell: MobileSpell) -> Organisation:
    """Whose line in the register it is: the branch of membership, for a guest the host."""
    found = spell.person.org if spell.person else spell.host_org
    assert found is not None
    return found


def _desk_of(actor: Actor, spell: MobileSpell) -> Organisation:
    """Both sides keep in touch; the act stands under the side that the actor reaches."""
    where = reach(actor, MOBILE_EDIT)
    for org in (keeper_of(spell), spell.host_org):
        if org is not None and where.covers(org.path):
            return org
    raise NotVisible


def _take_up(spell: MobileSpell, version: int) -> MobileSpell:
    spell = lock(_spells(), spell.pk, version)
    if spell.returned_on is not None:
        raise Refused("这条流动登记已经结束")
    return spell


def _spells() -> QuerySet[MobileSpell]:
    return MobileSpell.objects.select_related("person__org", "host_org")


# --- lost ---------------------------------------------------------------------------------------


def report_lost(
    actor: Actor, person: Person, *, at: Organisation, since: date, note: str = ""
) -> LostSpell:
    """Nobody knows where a member is; for the branch of membership to say (R-REL-13)."""
    insist(rules.formal_at_home(person.org_id, at.pk))
    with act(actor, MOBILE_EDIT, at) as doing:
        person = lock(Person.objects.select_related("org"), person.pk)
        if person.standing not in COUNTED:
            raise Refused("只有在册党员才登记失联")
        if since > actor.today:
            raise Refused("日期不能晚于今天", field="since")
        if LostSpell.objects.filter(person=person, found_on__isnull=True).exists():
            raise Refused("已经登记过失联，还没有找到")
        spell = LostSpell.objects.create(
            person=person, since=since, note=note, registered_on=actor.today
        )
        doing.record(LOST, spell, org=person.org, on=since.isoformat())
        return spell


def add_search(actor: Actor, spell: LostSpell, search: Contact) -> LostSearch:
    with act(actor, MOBILE_EDIT, spell.person.org) as doing:
        spell = lock(LostSpell.objects.select_related("person__org"), spell.pk)
        if spell.found_on is not None:
            raise Refused("已经找到，不用再查找")
        if not spell.since <= search.on <= actor.today:
            raise Refused("查找日期须在失联之后、今天以前", field="on")
        made = LostSearch.objects.create(
            spell=spell, on=search.on, how=search.how, by=search.by, note=search.note,
            recorded_at=now(),
        )  # fmt: skip
        doing.record(SEARCHED, spell, org=spell.person.org, on=search.on.isoformat())
        return made


def end_loss(
    actor: Actor, spell: LostSpell, version: int, *, on: date, note: str = ""
) -> LostSpell:
    with act(actor, MOBILE_EDIT, spell.person.org) as doing:
        spell = lock(LostSpell.objects.select_related("person__org"), spell.pk, version)
        if spell.found_on is not None:
            raise Refused("已经找到")
        if not spell.since <= on <= actor.today:
            raise Refused("找到的日期须在失联之后、今天以前", field="on")
        bump(spell, found_on=on, note=note or spell.note)
        inbox.close(lost_key(spell))
        doing.record(FOUND, spell, org=spell.person.org, on=on.isoformat())
        return spell


def lost_key(spell: LostSpell) -> str:
    return f"lost:{spell.pk}:deliberate"
