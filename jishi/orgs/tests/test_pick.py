"""Choosing an organisation from the tree, branch by branch."""

from __future__ import annotations

import re

import pytest

from jishi.accounts.access import ACCOUNT_VIEW
from jishi.orgs.access import ORG_EDIT, ORG_MOVE, ORG_VIEW
from jishi.orgs.actions import Basis, close_organisation
from jishi.orgs.queries import unfolded
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from tests.world import TODAY, World


def names(
    world: World, who: str, permission: Permission = ORG_VIEW, under: str = "", most: int = 300
) -> list[str]:
    below = world[under].pk if under else None
    found = unfolded(world.actor(who), permission, below, most)
    return [org.short_name for org in found]


def test_the_tree_begins_where_ones_reach_begins(world: World):
    assert names(world, "周正") == ["青禾县委"]
    assert names(world, "陈岚") == ["白石镇党委"]
    assert names(world, "何文") == ["河东村党支部"]
    assert names(world, "安全", ACCOUNT_VIEW) == ["青禾县委"]
    assert names(world, "安全") == []


def test_two_places_of_ones_own_are_two_beginnings_and_one_within_another_is_none(world: World):
    world.grant("陈岚", "branch", "河东村党支部")
    assert names(world, "陈岚") == ["白石镇党委"]
    world.grant("陈岚", "branch", "石桥镇党委", subtree=False)
    assert names(world, "陈岚") == ["白石镇党委", "石桥镇党委"]
    assert names(world, "陈岚", under="石桥镇党委") == []
    found = unfolded(world.actor("陈岚"), ORG_VIEW, None, 300)
    assert [org.opens for org in found] == [True, False]  # type: ignore[attr-defined]


def test_a_branch_opens_in_the_order_of_the_list_and_nobody_opens_a_foreign_one(world: World):
    expected = Organisation.objects.filter(parent=world["白石镇党委"], closed_on=None)
    assert names(world, "陈岚", under="白石镇党委") == [o.short_name for o in expected]
    assert names(world, "石磊", under="白石镇党委") == []
    assert names(world, "陈岚", under="白石镇党委", most=1) == [expected[0].short_name]


def test_only_what_the_form_may_use_is_offered(world: World):
    assert names(world, "何文", ORG_EDIT) == []
    assert names(world, "何文", ORG_MOVE) == []


def test_what_is_closed_is_not_offered(world: World):
    branch = world["河东村党支部"]
    close_organisation(world.actor("周正"), branch, 1, basis=Basis(TODAY, "青组〔2026〕3号"))
    assert "河东村党支部" not in names(world, "陈岚", under="白石镇党委")


@pytest.mark.parametrize("under", ["", "x", "-1", "9" * 40, "%00"])
def test_whatever_is_asked_for_the_answer_is_the_beginning(world: World, under: str):
    page = world.client("陈岚").get(f"/orgs/pick/?permission=org.view&under={under}")
    assert page.status_code == 200
    assert re.findall('data-name="([^"]*)"', page.content.decode()) == ["白石镇党委"]


def test_a_branch_arrives_as_buttons_that_open_further(world: World):
    above = world["青禾县委"].pk
    page = world.client("周正").get(f"/orgs/pick/?under={above}").content.decode()
    assert 'data-name="白石镇党委"' in page
    assert f'data-under="{world["白石镇党委"].pk}"' in page
    branch = world.client("周正").get(f"/orgs/pick/?under={world['白石镇党委'].pk}")
    assert "data-under" not in branch.content.decode()
