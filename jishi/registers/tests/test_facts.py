"""Facts come in a handful of statements and say what is there."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.kernel.identity import identity_check
from jishi.people.models import Person
from jishi.registers.actions import Terms, appoint_person, cover_unit, end_link
from jishi.registers.actions.links import Ends
from jishi.registers.facts import OrgFacts, PersonFacts, UnitFacts
from jishi.registers.findings import examine
from jishi.registers.queries.facts import org_facts, person_facts, sight
from jishi.registers.queries.unit_facts import unit_facts
from jishi.registers.tests.conftest import DOCUMENT, SINCE, Cast
from jishi.tree.actor import local_operator
from tests.world import TODAY

BRANCH = "河东村党支部"
MOST = 24  # statements for everything, however large the county


def of(cast: Cast, name: str) -> OrgFacts:
    return next(f for f in org_facts(cast.world.actor("周正")) if f.id == cast.world[name].pk)


def test_an_organisation_knows_its_members_posts_and_vacancy(cast: Cast):
    old, new = cast.member("何文", BRANCH), cast.member("韦明", BRANCH)
    cast.member("柳河", BRANCH, standing="probationary")
    link = cast.post(old, "secretary", BRANCH)
    cast.post(old, "committee_publicity", BRANCH)
    cast.post(new, "village_director", BRANCH)
    facts = of(cast, BRANCH)
    assert (facts.members, facts.full, facts.probationary, facts.committee) == (3, 2, 1, 1)
    assert (facts.secretary, facts.director, facts.is_village) == (old.pk, new.pk, True)
    assert of(cast, "白石镇党委").all_members == 3
    end_link(cast.world.actor("陈岚"), link, 1, until=date(2026, 8, 21))
    facts = of(cast, BRANCH)
    assert (facts.is_vacant, facts.vacant_days) == (True, 91)


def test_a_secretary_without_approval_is_neither_there_nor_missing(cast: Cast):
    cast.post(cast.member("何文", BRANCH), "secretary", BRANCH, document="")
    facts = of(cast, BRANCH)
    assert (facts.secretary, facts.secretary_pending, facts.is_vacant) == (None, True, False)


def numbered(digits: str) -> str:
    return digits + identity_check(digits)


def _person(cast: Cast, name: str) -> PersonFacts:
    return next(f for f in person_facts(cast.world.actor("周正")) if f.name == name)


def test_a_member_knows_what_is_wrong_with_the_number_and_never_the_number(cast: Cast):
    for name, number, born in (
        ("林甲", numbered("99000019800302002"), date(1980, 3, 2)),
        ("林乙", numbered("99000019800302001"), date(1980, 3, 3)),
        ("林丙", numbered("99000019800302004")[:17] + "?", date(1980, 3, 4)),
        ("林丁", "", date(1980, 3, 5)),
    ):
        who = cast.member(name, BRANCH)
        who.identity, who.born_on = number, born  # as an old roster has them
        who.save()
    assert _person(cast, "林甲").identity_sex == "2"
    assert _person(cast, "林乙").identity_born_on == date(1980, 3, 2)
    assert _person(cast, "林丙").identity == "identity_form"
    assert _person(cast, "林丁").identity == "missing"
    assert "19800302" not in repr(person_facts(cast.world.actor("周正")))


def test_a_unit_knows_its_coverage_instructor_and_last_visit(cast: Cast):
    unit, chen = cast.unit("青禾食品有限公司", members=3, full_members=3), cast.world.actor("陈岚")
    cover_unit(chen, unit, cast.world[BRANCH], "joint", since=date(2026, 3, 1))
    cover_unit(chen, unit, cast.world[BRANCH], "single", since=date(2026, 5, 1))
    cast.instruct(cast.member("周正", "青禾县委"), unit)
    [facts] = unit_facts(cast.world.actor("周正"))
    assert (facts.mode, facts.was_covered, facts.instructors) == ("single", True, 1)
    assert facts.covered_members == 0


def test_each_sees_the_facts_of_the_own_reach_only(cast: Cast):
    cast.member("何文", BRANCH)
    cast.unit("青禾食品有限公司")
    for name, orgs, people, units in (
        ("周正", 8, 1, 1), ("陈岚", 3, 1, 1), ("何文", 1, 1, 0), ("石磊", 2, 0, 0),
        ("韦明", 0, 0, 0),
    ):  # fmt: skip
        seen = sight(cast.world.actor(name), None)
        counted = (len(seen.organisations), len(seen.people), len(seen.units))
        assert counted == (orgs, people, units), name


def _statements(cast: Cast) -> int:
    with CaptureQueriesContext(connection) as captured:
        examine(sight(cast.world.actor("周正"), None))
    return len(captured)


def test_more_members_units_and_posts_need_no_more_statements(cast: Cast):
    cast.post(cast.member("何文", BRANCH), "secretary", BRANCH)
    cast.unit("青禾食品有限公司")
    few = _statements(cast)
    for number in range(12):
        who = cast.member(f"党员{number}", ("柳湾村党支部", "松林村党支部")[number % 2])
        cast.instruct(who, cast.unit(f"第{number}家公司"))
        terms, ends = Terms(SINCE, document=DOCUMENT), Ends(partner="甲户")
        appoint_person(
            local_operator(TODAY), cast.world["松林村党支部"], "contact_household", who, terms, ends
        )
    assert _statements(cast) == few <= MOST


def test_one_statement_per_organisation_would_be_noticed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    def slow(actor: object) -> list[OrgFacts]:
        facts = org_facts(cast.world.actor("周正"))
        for each in facts:
            Person.objects.filter(org_id=each.id).count()
        return facts

    with CaptureQueriesContext(connection) as captured:
        slow(None)
    cast.world.org("新村党支部", "白石镇党委", "branch", "village", "QH0109")
    with CaptureQueriesContext(connection) as again:
        slow(None)
    assert len(again) > len(captured)


def test_facts_without_rows_have_harmless_defaults():
    assert (OrgFacts().vacant_days, PersonFacts().probation_ends, UnitFacts().months) == (
        0,
        None,
        0,
    )
