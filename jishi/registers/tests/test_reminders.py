"""Whoever answers for a post is told before it ends, once, until it is renewed."""

from datetime import date, timedelta

import pytest

from jishi.base.models import InboxItem
from jishi.registers.actions import renew_link
from jishi.registers.actions.links import Ends, Terms, appoint_person
from jishi.registers.models import Link
from jishi.registers.reminders import remind_of_ends
from jishi.registers.tests.conftest import DOCUMENT, SINCE, Cast
from jishi.tree.actor import local_operator
from tests.world import TODAY

BRANCH = "河东村党支部"
SOON = date(2027, 2, 20)  # three months ahead


@pytest.fixture
def first_secretary(cast: Cast) -> Link:
    terms = Terms(SINCE, due_on=SOON, document=DOCUMENT)
    who = cast.member("周正", "青禾县委")
    org = cast.world[BRANCH]
    return appoint_person(local_operator(TODAY), org, "first_secretary", who, terms)


def told(name: str, cast: Cast) -> int:
    account = cast.world.people[name]
    return InboxItem.objects.filter(account=account, done_at__isnull=True).count()


def test_the_superior_is_told_three_months_before_and_not_twice(cast: Cast, first_secretary: Link):
    remind_of_ends(local_operator(TODAY - timedelta(1)))
    assert told("陈岚", cast) == 0
    for _ in range(2):
        remind_of_ends(local_operator(TODAY))
    assert [told(name, cast) for name in ("陈岚", "何文", "石磊")] == [1, 0, 0]


def test_a_renewed_post_is_no_to_do_any_more(cast: Cast, first_secretary: Link):
    remind_of_ends(local_operator(TODAY))
    renew_link(cast.world.actor("陈岚"), first_secretary, 1, due_on=date(2028, 3, 1))
    assert told("陈岚", cast) == 0


def test_an_agreement_of_a_branch_is_told_to_the_branch(cast: Cast):
    ends = Ends(partner_org=cast.world["小学部党支部"])
    terms = Terms(SINCE, due_on=SOON)
    appoint_person(local_operator(TODAY), cast.world[BRANCH], "co_building", None, terms, ends)
    remind_of_ends(local_operator(TODAY))
    assert [told(name, cast) for name in ("何文", "陈岚")] == [1, 0]
