"""A roster goes onto the books whole, with the very rows that one by one would have made."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jishi.base.models import AuditEvent
from jishi.people.actions import (
    Entry,
    EntryRefused,
    Particulars,
    Place,
    register_many,
    register_person,
)
from jishi.people.models import MemberChange, MemberState, Person
from jishi.tree.errors import NotVisible
from tests.world import World

LIN = Particulars(
    "林可", "2", "01", date(1980, 3, 2), "day", "99000019800302002X", "13900000001", "21",
    "河东小学", "professional", "in_post",
)  # fmt: skip
FULL = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
OTHERS = ("id", "code", "person_id", "recorded_at", "confirmed_on")  # differ by nature


def plain(row: Any) -> dict[str, Any]:
    return {
        f.attname: str(getattr(row, f.attname))
        for f in row._meta.concrete_fields
        if f.attname not in OTHERS
    }


def rows_of(pk: int) -> list[dict[str, Any]]:
    return [
        plain(row)
        for row in (
            Person.objects.get(pk=pk),
            *MemberState.objects.filter(person=pk),
            *MemberChange.objects.filter(person=pk),
        )
    ]


def roster(world: World, count: int = 5) -> list[Entry]:
    orgs = (world["河东村党支部"], world["柳湾村党支部"])
    return [
        Entry(replace(LIN, name=f"林{n}", identity="", phone=""), FULL, orgs[n % 2], f"M{n}")
        for n in range(count)
    ]


def test_the_rows_are_those_that_one_alone_would_make(world: World):
    he, org = world.actor("何文"), world["河东村党支部"]
    one = register_person(he, org, LIN, FULL, document="青组〔2026〕1号", note="新建册")
    alone = rows_of(one.pk)
    MemberChange.objects.all().delete()
    MemberState.objects.all().delete()
    Person.objects.all().delete()
    (pk,) = register_many(he, [Entry(LIN, FULL, org)], document="青组〔2026〕1号", note="新建册")
    assert rows_of(pk) == alone
    assert Person.objects.get().code == f"P{pk:07d}"


def test_numbers_come_back_in_the_order_of_the_roster(world: World):
    pks = register_many(world.actor("陈岚"), roster(world))
    assert [Person.objects.get(pk=pk).code for pk in pks] == ["M0", "M1", "M2", "M3", "M4"]
    after = register_person(world.actor("何文"), world["河东村党支部"], LIN, FULL)
    assert after.pk > max(pks)


def test_the_audit_says_for_each_organisation_how_many(world: World):
    register_many(world.actor("陈岚"), roster(world), document="青组〔2026〕2号")
    lines = AuditEvent.objects.filter(verb="person.register_many")
    assert {(line.org_id, '"count": 3' in line.detail) for line in lines} == {
        (world["河东村党支部"].pk, True),
        (world["柳湾村党支部"].pk, False),
    }


@pytest.mark.parametrize(
    ("place", "change", "message"),
    [
        (2, {"place": replace(FULL, full_on=date(2006, 6, 30))}, "一年以后"),
        (3, {"code": "M1"}, "编码已被使用"),
        (4, {"who": replace(LIN, name="林四")}, "身份证号已经登记过"),
    ],
)
def test_one_wrong_line_keeps_the_whole_roster_out(
    world: World, place: int, change: dict[str, Any], message: str
):
    register_person(world.actor("何文"), world["河东村党支部"], LIN, FULL)
    lines = roster(world)
    lines[place] = lines[place]._replace(**change)
    with pytest.raises(EntryRefused, match=message) as refused:
        register_many(world.actor("陈岚"), lines)
    assert refused.value.row == place
    assert (Person.objects.count(), MemberState.objects.count()) == (1, 1)


def test_the_same_number_twice_in_one_roster_is_found(world: World):
    lines = roster(world)
    for place in (1, 3):
        lines[place] = lines[place]._replace(who=LIN)
    with pytest.raises(EntryRefused) as refused:
        register_many(world.actor("陈岚"), lines)
    assert (refused.value.row, Person.objects.count()) == (3, 0)


def test_a_line_of_somebody_elses_branch_is_not_seen(world: World):
    with pytest.raises(NotVisible):
        register_many(world.actor("何文"), roster(world))
    assert not Person.objects.exists()
