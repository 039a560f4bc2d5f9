"""Two records of one person become one, and come apart again row for row."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from jishi.people import queries
from jishi.people.actions import Particulars, Place, link_account, register_person
from jishi.people.actions.correct import correct_person
from jishi.people.actions.merge import merge_people, tell_apart, undo_merge
from jishi.people.actions.standing import record_sanction
from jishi.people.actions.states import Basis
from jishi.people.following import STAYS, followers
from jishi.people.jobs import forget_merged_values
from jishi.people.models import Person, PersonMerge, Sanction
from jishi.people.queries import pairs
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

Folk = dict[str, Person]
PLACE = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
SAME = Particulars(
    "林可", "2", "01", date(1980, 3, 2), "day", "", "13911112222", "21", "镇中心小学"
)


@pytest.fixture
def twin(world: World, folk: Folk) -> Person:
    """林可 once more, in 柳湾村, with a sanction noted there and an account of her name."""
    world.account("林可", "linke")
    world.grant("林可", "member", "柳湾村党支部")
    chen = world.actor("陈岚")
    twin = register_person(chen, world["柳湾村党支部"], SAME, PLACE)
    record_sanction(chen, twin, 1, kind="warning", since=date(2026, 1, 5), document="青纪1号")
    return link_account(chen, twin, 1, world.people["林可"])


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything kept about people, but for versions and the notes of merging itself."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model in apps.get_app_config("people").get_models():
        if model is PersonMerge:
            continue
        lines = model._default_manager.order_by("pk").values()
        found[model.__name__] = [
            {k: str(v) for k, v in line.items() if k != "version"}
            for line in lines
            if line.get("kind") not in ("merge", "unmerge")
        ]
    return found


def test_suspects_are_shown_side_by_side_the_fuller_record_first(world: World, folk: Folk, twin):
    (pair,) = pairs.suspects(world.actor("陈岚"))
    assert (pair.kept, pair.gone, pair.why) == (folk["林可"], twin, "姓名、出生日期相同")
    assert pairs.suspects(world.actor("石磊")) == []
    page = world.client("陈岚").get(f"/people/{pair.kept.pk}/merge/{twin.pk}/").content.decode()
    assert ("镇中心小学" in page, "139****2222" in page, "13911112222" in page) == (
        True, True, False,
    )  # fmt: skip


def test_merging_counts_one_member_and_keeps_both_codes(world: World, folk: Folk, twin: Person):
    chen, lin = world.actor("陈岚"), folk["林可"]
    before = queries.members(chen).count()
    merge_people(chen, lin, twin, (1, twin.version), take=["phone", "work_place"])
    assert queries.members(chen).count() == before - 1
    lin.refresh_from_db()
    assert (lin.work_place, str(lin.phone)) == ("镇中心小学", "139****2222")
    assert lin.account == world.people["林可"]
    assert Sanction.objects.get().person == lin
    assert queries.by_code(chen, twin.code).get() == lin
    answer = world.client("陈岚").get(f"/people/{twin.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{lin.pk}/")


def test_undone_everything_is_as_it_was_row_for_row(world: World, folk: Folk, twin: Person):
    chen = world.actor("陈岚")
    before = rows()
    merge = merge_people(
        chen, folk["林可"], twin, (1, twin.version), take=["phone", "work_place", "education"]
    )
    assert rows() != before
    undo_merge(chen, merge)
    assert rows() == before


def test_what_was_corrected_since_is_not_undone(world: World, folk: Folk, twin: Person):
    chen, lin = world.actor("陈岚"), folk["林可"]
    merge = merge_people(chen, lin, twin, (1, twin.version), take=["phone", "work_place"])
    correct_person(chen, lin, 2, {"work_place": "县实验学校"}, Basis(TODAY))
    undo_merge(chen, merge)
    lin.refresh_from_db()
    assert (lin.work_place, str(lin.phone)) == ("县实验学校", "199****0002")


def test_an_undo_comes_once_and_within_thirty_days(world: World, folk: Folk, twin: Person):
    merge = merge_people(world.actor("陈岚"), folk["林可"], twin, (1, twin.version))
    morning = merge.merged_at.replace(year=2026, month=10, day=20, hour=1)  # nine in Shanghai
    PersonMerge.objects.update(merged_at=morning)
    with pytest.raises(Refused, match="超过三十天"):
        undo_merge(world.actor("陈岚", date(2026, 11, 20)), merge)
    chen = world.actor("陈岚", date(2026, 11, 19))
    undo_merge(chen, merge)
    with pytest.raises(Refused, match="已经撤销"):
        undo_merge(chen, merge)


def test_different_numbers_are_different_people(world: World, folk: Folk):
    chen = world.actor("陈岚")
    with pytest.raises(Refused, match="身份证号不同"):
        merge_people(chen, folk["林可"], folk["韦明"], (1, 1))
    assert Person.objects.filter(merged_into=None).count() == 5


def test_a_member_is_not_merged_into_a_non_member(world: World, folk: Folk):
    chen = world.actor("陈岚")
    stranger = register_person(chen, world["柳湾村党支部"], SAME, Place())
    with pytest.raises(Refused, match="作为保留的一条"):
        merge_people(chen, stranger, folk["林可"], (1, 1))


def test_two_records_told_apart_are_not_suggested_again(world: World, folk: Folk, twin: Person):
    chen = world.actor("陈岚")
    tell_apart(chen, twin, folk["林可"])
    assert pairs.suspects(chen) == []


@pytest.mark.parametrize(("name", "refusal"), [("何文", Forbidden), ("石磊", NotVisible)])
def test_others_merge_nothing(world: World, folk: Folk, twin: Person, name: str, refusal):
    before = rows()
    with pytest.raises(refusal):
        merge_people(world.actor(name), folk["林可"], twin, (1, twin.version))
    with pytest.raises(Conflict):
        merge_people(world.actor("陈岚"), folk["林可"], twin, (1, 9))
    assert rows() == before


def test_who_reaches_one_of_two_branches_merges_nothing(world: World, folk: Folk):
    far = register_person(world.actor("石磊"), world["松林村党支部"], replace(SAME), PLACE)
    with pytest.raises(NotVisible):
        merge_people(world.actor("陈岚"), folk["林可"], far, (1, 1))


def test_whatever_points_at_a_person_follows_or_says_why_not():
    pointing = {
        (relation.related_model._meta.db_table, relation.field.name)
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and hasattr(relation.field, "attname")
    }
    moving = {(f.model._meta.db_table, f.field) for f in followers()}
    assert pointing == moving | {(one.table, one.field) for one in STAYS}
    assert ("sanction", "person") in moving
    assert not [f.label for f in followers() if f.label.isascii()], "shown to people as it is"


def test_old_values_are_forgotten_once_nothing_can_be_undone(world: World, folk: Folk, twin):
    merge = merge_people(world.actor("陈岚"), folk["林可"], twin, (1, twin.version))
    assert forget_merged_values() == 0
    PersonMerge.objects.update(merged_at=merge.merged_at - timedelta(days=40))
    assert forget_merged_values() == 1
    assert not PersonMerge.objects.get().before
