"""Organisations change by recorded, dated acts."""

from datetime import date

import pytest

from jishi.base.models import AuditEvent
from jishi.orgs.actions import (
    Basis,
    close_organisation,
    found_organisation,
    move_organisation,
    rename_organisation,
)
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from jishi.tree.history import tree_at
from jishi.tree.models import Organisation
from tests.world import World

ON = Basis(date(2026, 5, 10), "青组〔2026〕3号")


def test_a_moved_branch_stands_under_its_new_superior_and_its_past_under_the_old(world: World):
    branch = world["河东村党支部"]
    move_organisation(world.actor("周正"), branch, 1, parent=world["石桥镇党委"], basis=ON)
    branch.refresh_from_db()
    assert branch.path == f"{world['石桥镇党委'].path}{branch.pk}/"
    assert branch.line == f"{world['石桥镇党委'].line}000001"
    assert tree_at(date(2026, 5, 9)).nodes[branch.pk].parent == world["白石镇党委"].pk
    assert tree_at(date(2026, 5, 10)).nodes[branch.pk].parent == world["石桥镇党委"].pk


def test_a_stale_form_is_a_conflict_and_changes_nothing(world: World):
    branch, chen = world["河东村党支部"], world.actor("陈岚")
    rename_organisation(chen, branch, 1, name="甲", short_name="甲", basis=ON)
    with pytest.raises(Conflict):
        rename_organisation(chen, branch, 1, name="乙", short_name="乙", basis=ON)
    branch.refresh_from_db()
    assert branch.name == "甲"


def test_outside_reach_is_not_visible_and_without_permission_forbidden(world: World):
    with pytest.raises(NotVisible):
        rename_organisation(
            world.actor("石磊"), world["河东村党支部"], 1, name="x", short_name="x", basis=ON
        )
    with pytest.raises(Forbidden):
        rename_organisation(
            world.actor("何文"), world["河东村党支部"], 1, name="x", short_name="x", basis=ON
        )


def test_nobody_but_the_first_run_founds_an_uppermost_organisation(world: World):
    with pytest.raises(Refused, match="初始设置"):
        found_organisation(
            world.actor("陈岚"), None, code="QH99", name="x", short_name="x",
            kind="committee", sector="township", basis=ON,
        )  # fmt: skip
    assert not Organisation.objects.filter(code="QH99").exists()


def dig(world: World, org: Organisation, levels: int) -> Organisation:
    """Found one below the other."""
    for number in range(levels):
        org = found_organisation(
            world.actor("周正"), org, code=f"D{org.pk}-{number}", name="深", short_name="深",
            kind="committee", sector="township", basis=ON,
        )  # fmt: skip
    return org


def test_a_sixteenth_level_is_refused_in_words(world: World):
    fifteenth = dig(world, world["白石镇党委"], 13)
    with pytest.raises(Refused, match="15 级"):
        dig(world, fifteenth, 1)


def test_a_subtree_too_deep_for_its_new_place_stays(world: World):
    dig(world, world["白石镇党委"], 13)
    with pytest.raises(Refused, match="15 级"):
        move_organisation(
            world.actor("周正"), world["白石镇党委"], 1, parent=world["石桥镇党委"], basis=ON
        )


def test_closing_needs_the_approval_number(world: World):
    before = AuditEvent.objects.count()
    with pytest.raises(Refused, match="批复文号"):
        close_organisation(
            world.actor("陈岚"), world["河东村党支部"], 1, basis=Basis(date(2026, 5, 10))
        )
    assert AuditEvent.objects.count() == before


def test_an_organisation_cannot_move_below_itself(world: World):
    with pytest.raises(Refused, match="自己的下级"):
        move_organisation(
            world.actor("周正"), world["白石镇党委"], 1, parent=world["河东村党支部"], basis=ON
        )
