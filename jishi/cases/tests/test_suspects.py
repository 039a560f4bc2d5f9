"""Weak organisations are hinted at by their records; only people list them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jishi.cases.models import Case
from jishi.cases.queries.suspects import suspects
from jishi.cases.tests.cast import Hands
from jishi.duties.models import DutyItem
from tests.world import TODAY, World

BRANCH = "河东村党支部"


def owed(world: World, count: int) -> None:
    """So many duties of the last year that nobody met."""
    day = TODAY - timedelta(days=60)
    month = day.year * 12 + day.month - 1
    DutyItem.objects.bulk_create(
        DutyItem(
            org=world[BRANCH], duty="theme_day.monthly", slot=f"x{n}", first_month=month,
            last_month=month, opens_on=day, due_on=day, grace_until=day,
        )
        for n in range(count)
    )  # fmt: skip


def signs_of(world: World, name: str = BRANCH) -> set[str]:
    found = {each.name: each for each in suspects(world.actor("陈岚"))}
    return {reason.code for reason in found[name].reasons} if name in found else set()


@pytest.mark.parametrize(("count", "hinted"), [(5, False), (6, True)])
def test_duties_missed_are_a_sign_from_the_sixth_on(world: World, count: int, hinted: bool):
    owed(world, count)
    assert ("missed" in signs_of(world)) is hinted


def test_late_cases_and_residents_not_satisfied_are_signs(world: World):
    hands, branch = Hands(world), world[BRANCH]
    for n in range(6):
        case = hands.opened("request", title=f"路灯{n}", org=branch, subject_org=None)
        Case.objects.filter(pk=case.pk).update(
            reached=True, solved=False, satisfaction=2,
            **({"due_on": TODAY - timedelta(days=1), "due_at": None} if n < 3 else {}),
        )  # fmt: skip
    assert {"late", "satisfaction"} <= signs_of(world)
    assert "late" not in signs_of(world, "柳湾村党支部")


def test_what_is_listed_already_is_no_suspect(world: World):
    owed(world, 9)
    assert "missed" in signs_of(world)
    Hands(world).opened("weak_organisation", org=world[BRANCH])
    assert signs_of(world) == set()


def test_the_stranger_next_door_sees_none_of_it(world: World):
    owed(world, 9)
    assert BRANCH not in {each.name for each in suspects(world.actor("石磊"))}


def test_the_board_opens_a_form_that_is_filled(world: World):
    owed(world, 9)
    client = world.client("陈岚")
    page = client.get("/cases/weak/").content.decode()
    assert "近一年缺 9 项应办事项" in page
    [hint] = [each for each in suspects(world.actor("陈岚")) if each.name == BRANCH]
    form = client.get(f"/cases/new/weak_organisation/?{hint.query}").content.decode()
    assert "近一年缺 9 项应办事项" in form
    idle = form.index('value="idle"')
    assert "checked" in form[idle - 200 : idle + 200]
    assert not Case.objects.exists()  # hinted at, not listed


def test_who_may_list_nothing_is_shown_no_hints(world: World):
    owed(world, 9)
    page = world.client("何文").get("/cases/weak/").content.decode()
    assert "疑似提示" not in page
