"""The invented members suit their county, are nobody real, and hold the planted faults."""

from collections import Counter

import pytest
from django.db.models import Count

from jishi.base.crypto import unseal
from jishi.demo.build import Built
from jishi.demo.people import AREA
from jishi.demo.tests.conftest import UNTIL
from jishi.kernel.deadline import add_years
from jishi.kernel.identity import Identity
from jishi.people.models import MemberState, Person, Sanction
from jishi.people.rules.particulars import dates_agree


@pytest.fixture
def people(county: Built) -> list[Person]:
    members = Person.objects.exclude(standing="none")  # those who have applied are no members yet
    return list(members.select_related("org", "account"))


def share(people: list[Person], count: int) -> float:
    return 100 * count / len(people)


def test_they_are_some_three_thousand_in_the_known_proportions(people: list[Person]):
    assert 2_900 <= len(people) <= 3_100
    assert 28 <= share(people, sum(p.sex == "2" for p in people)) <= 34  # R-STAT-14
    assert 1 <= share(people, sum(p.standing == "probationary" for p in people)) <= 3
    elders = [p for p in people if p.born_on and p.born_on.year <= 1965]
    assert 27 <= share(people, len(elders)) <= 45
    villagers = [p for p in people if p.org.sector == "village"]
    assert 40 <= share(villagers, len({p.pk for p in elders} & {p.pk for p in villagers})) <= 52
    sizes = Person.objects.values("org").annotate(n=Count("pk"))
    assert min(row["n"] for row in sizes) >= 3


def test_every_date_agrees_and_every_state_is_the_row(people: list[Person]):
    for p in people:
        assert not dates_agree(p.standing, p.born_on, p.joined_on, p.full_on, UNTIL).refused
        assert p.joined_on is not None
        assert p.born_on is not None
        assert p.joined_on >= add_years(p.born_on, 18)  # R-STAT-18
    rows = MemberState.objects.filter(until=None).exclude(standing="none")
    states = {s.person_id: (s.org_id, s.standing) for s in rows}
    assert states == {p.pk: (p.org_id, p.standing) for p in people}


def test_no_number_is_anybodys(people: list[Person]):
    wrong = 0
    for p in people:
        if p.identity:
            number = unseal(p.identity.token, p.identity.purpose)
            assert number.startswith(AREA)  # R-STAT-19
            said = Identity.of(number)
            wrong += said is None or said.born_on != p.born_on
        if p.phone:
            assert unseal(p.phone.token, p.phone.purpose).startswith("19900")
    assert 4 <= wrong <= 6  # planted for the check-up


def test_there_is_something_for_the_check_up_to_find(people: list[Person]):
    twice = Counter((p.name, p.born_on) for p in people)
    assert sum(1 for count in twice.values() if count > 1) >= 3
    assert sum(1 for p in people if p.standing == "full" and p.full_on is None) >= 3
    due = [p for p in people if p.full_on and p.full_on.year in (1976, 1977)]
    assert len(due) >= 4


def test_who_signs_in_is_on_the_books_of_the_own_organisation(people: list[Person]):
    linked = {p.account.login: p for p in people if p.account}
    assert linked["branch"].org.short_name == "河东村党支部"
    assert linked["member"].org == linked["branch"].org
    assert Sanction.objects.count() == 2
    special = {p.standing for p in people} - {"full", "probationary"}
    assert special >= {"correcting", "observed", "suspended", "stopped", "deceased"}
    assert all(p.account is None or p.account.name == p.name for p in people)
    assert len(linked) > 90
