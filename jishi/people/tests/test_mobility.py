"""Away and lost: dated facts, and what the days make of them."""

from datetime import date, timedelta

import pytest

from jishi.base.models import InboxItem
from jishi.base.reminders import run_reminders
from jishi.kernel.deadline import add_months
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.actions.mobility import (
    Away,
    Contact,
    Guest,
    add_contact,
    add_search,
    end_loss,
    end_spell,
    note_report,
    register_guest,
    register_leaving,
    report_lost,
)
from jishi.people.actions.states import turn
from jishi.people.models import LostSpell, MemberState, MobileSpell, Person
from jishi.people.queries.mobility import (
    _months_ago,
    adrift,
    count_away,
    going,
    marks,
    mobile,
    should_transfer,
    silent,
    spells,
    why_adrift,
)
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY, World

FULL = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
SIX_AGO = date(2026, 5, 20)


def member(world: World, name: str = "林可") -> Person:
    return register_person(world.actor("何文"), world["河东村党支部"], Particulars(name), FULL)


def away(left_on: date = SIX_AGO, **more: object) -> Away:
    return Away(left_on, "云州市桐溪区", "work", "何文", **more)  # type: ignore[arg-type]


def gone(
    world: World,
    left_on: date = SIX_AGO,
    kind: str = "out",
    last: date | None = None,
    **more: object,
) -> MobileSpell:
    contact = Contact(last or left_on, "phone", "何文")
    return register_leaving(
        world.actor("何文"), member(world), kind, away(left_on, **more), contact
    )


def remind(on: date) -> None:
    run_reminders(local_operator(on), on)


def keys() -> list[str]:
    return sorted(InboxItem.objects.values_list("key", flat=True))


def test_six_months_make_a_mobile_member_and_not_a_day_less(world: World):
    gone(world)
    he = world.actor("何文")
    assert spells(he).filter(mobile(TODAY)).count() == 1
    assert spells(he).filter(mobile(TODAY - timedelta(1))).count() == 0
    assert spells(he).filter(should_transfer(TODAY)).count() == 1
    assert count_away(he).should_transfer == 1


def test_the_host_sees_and_keeps_in_touch_but_ends_nothing(world: World):
    spell = gone(world, host_org=world["松林村党支部"])
    song = world.actor("宋青")
    assert spells(song).get() == spell
    assert count_away(song).guests == 1
    assert count_away(song).away == 0
    add_contact(song, spell, Contact(TODAY, "visit", "宋青"))
    note_report(song, spell, spell.version, on=TODAY)
    with pytest.raises(NotVisible):
        end_spell(song, spell, 2, on=TODAY)
    with pytest.raises(Refused, match="R-REL-13"):
        report_lost(song, spell.person, at=world["松林村党支部"], since=SIX_AGO)
    assert not LostSpell.objects.exists()


def test_others_see_nothing(world: World):
    spell = gone(world)
    for name in ("宋青", "柳芳", "严可"):
        assert not spells(world.actor(name)).exists()
        with pytest.raises(NotVisible):
            add_contact(world.actor(name), spell, Contact(TODAY, "phone", "谁"))
    with pytest.raises(NotVisible):
        add_contact(world.actor("韦明"), spell, Contact(TODAY, "phone", "谁"))
    assert spell.contacts.count() == 1


def test_a_guest_is_a_name_and_no_person_on_our_books(world: World):
    guest = Guest("江一", "云州市桐溪区某支部", "13900000000")
    spell = register_guest(
        world.actor("何文"), world["河东村党支部"], guest, away(), Contact(TODAY, "visit", "何文")
    )
    assert not Person.objects.exists()
    assert str(spell.guest_phone) == "139****0000"
    assert count_away(world.actor("陈岚")).guests == 1
    with pytest.raises(Forbidden):
        register_guest(
            world.actor("韦明"), world["河东村党支部"], guest, away(), Contact(TODAY, "visit", "x")
        )


def test_nobody_is_registered_twice_or_without_somebody_in_touch(world: World):
    spell = gone(world)
    person = spell.person
    assert person is not None
    with pytest.raises(Refused, match="没有结束"):
        register_leaving(
            world.actor("何文"), person, "out", away(), Contact(TODAY, "phone", "何文")
        )
    end_spell(world.actor("何文"), spell, spell.version, on=TODAY)
    bare = Away(SIX_AGO, "云州", "work", " ")
    with pytest.raises(Refused, match="联系人"):
        register_leaving(world.actor("何文"), person, "out", bare, Contact(TODAY, "phone", "何"))
    assert MobileSpell.objects.filter(returned_on=None).count() == 0


def test_a_contact_ends_the_silence(world: World):
    spell = gone(world, date(2025, 1, 10), fixed=False)
    he = world.actor("何文")
    assert spells(he).filter(silent(TODAY)).get() == spell
    add_contact(he, spell, Contact(TODAY, "phone", "何文"))
    assert not spells(he).filter(silent(TODAY)).exists()
    assert [text for text, _ in marks(spells(he).get(), TODAY)] == ["流动党员"]


def test_abroad_half_a_year_of_silence_is_long(world: World):
    gone(world, date(2026, 1, 5), kind="abroad_study", last=SIX_AGO)
    assert spells(world.actor("何文")).filter(silent(TODAY)).count() == 1
    assert spells(world.actor("何文")).filter(silent(TODAY - timedelta(1))).count() == 0


def test_reminders_come_once_and_change_nobody(world: World):
    spell = gone(world)
    before = MemberState.objects.values_list("pk", "standing", "until")
    then = list(before)
    remind(TODAY - timedelta(1))
    assert keys() == []
    for day in range(3):
        remind(TODAY + timedelta(day))
    assert keys() == [f"mobile:{spell.pk}:six_months"]
    InboxItem.objects.all().delete()  # ticked off, and after a year forgotten
    remind(TODAY + timedelta(400))
    assert keys() == [f"mobile:{spell.pk}:silent:{SIX_AGO}"]  # a new occasion, not the old one
    assert list(before.all()) == then


def test_a_new_silence_is_a_new_occasion(world: World):
    spell = gone(world, date(2025, 11, 1), fixed=False)
    remind(date(2026, 11, 25))
    add_contact(world.actor("何文", date(2026, 11, 26)), spell,
                Contact(date(2026, 11, 26), "phone", "何文"))  # fmt: skip
    assert InboxItem.objects.get(key__contains="silent").done_at is not None
    remind(date(2027, 11, 26))
    assert len([k for k in keys() if "silent" in k]) == 2


def test_settled_or_long_abroad_is_for_the_branch_to_consider(world: World):
    spell = gone(world, TODAY - timedelta(2), kind="abroad_settle")
    remind(TODAY)
    assert keys() == [f"mobile:{spell.pk}:long_abroad"]
    assert Person.objects.get().standing == "full"


def test_a_graduate_of_two_years_ago_is_pointed_out(world: World):
    spell = gone(world, date(2024, 11, 20), kind="graduate", last=TODAY)
    remind(TODAY)
    assert keys() == [f"mobile:{spell.pk}:kept_long"]


def test_lost_for_half_a_year_and_searched_for_may_be_taken_up(world: World):
    he, person = world.actor("何文"), member(world)
    spell = report_lost(he, person, at=person.org, since=SIX_AGO)
    remind(TODAY)
    assert keys() == []  # nobody has looked for him
    add_search(he, spell, Contact(TODAY, "visit", "何文", "老宅无人"))
    remind(TODAY)
    assert keys() == [f"lost:{spell.pk}:deliberate"]
    person.refresh_from_db()
    assert person.standing == "full"
    end_loss(he, spell, spell.version, on=TODAY)
    assert InboxItem.objects.get().done_at is not None


def test_two_years_stopped_is_looked_at_again(world: World):
    person = member(world)
    turn(person, on=date(2024, 11, 20), today=TODAY, standing="stopped")
    remind(TODAY - timedelta(1))
    assert keys() == []
    remind(TODAY)
    state = MemberState.objects.get(until=None)
    assert keys() == [f"stopped:{state.pk}"]


def test_who_is_adrift_is_listed_with_the_reason(world: World):
    gone(world, date(2025, 1, 10))
    lost = member(world, "江一")
    report_lost(world.actor("何文"), lost, at=lost.org, since=SIX_AGO)
    member(world, "在家的")
    found = {row.name: why_adrift(row)[0] for row in adrift(world.actor("陈岚"))}
    assert found == {"林可": "隐形党员：流动中久无联系", "江一": "隐形党员：失去联系"}
    assert not adrift(world.actor("石磊")).exists()


@pytest.mark.parametrize("months", [1, 6, 12, 24, 60])
def test_the_condition_in_the_database_is_the_rule(months: int):
    """`_months_ago` against the definition, each day of nine years: the last d with d + months <=
    today."""
    for number in range(9 * 366):
        today = date(2019, 12, 1) + timedelta(number)
        check_last(today, months)


def check_last(today: date, months: int) -> None:
    last = _months_ago(today, months)
    assert add_months(last, months) <= today
    assert add_months(last + timedelta(1), months) > today


def test_going_excludes_who_is_back(world: World):
    spell = gone(world)
    end_spell(world.actor("何文"), spell, spell.version, on=TODAY)
    assert not spells(world.actor("何文")).filter(going()).exists()
