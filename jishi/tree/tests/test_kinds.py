"""Kinds and sectors of Party organisations (R-ORG-01)."""

from jishi.tree.kinds import KIND_CHOICES, MAY_STAND_BELOW, ORG_KINDS, SECTOR_CHOICES
from jishi.tree.models import Organisation


def test_every_kind_says_what_may_stand_below_it():
    assert set(MAY_STAND_BELOW) == set(ORG_KINDS)
    assert all(set(below) <= set(ORG_KINDS) for below in MAY_STAND_BELOW.values())


def test_a_group_hangs_on_a_branch_only_and_bears_nothing():
    homes = {kind for kind, below in MAY_STAND_BELOW.items() if "group" in below}
    assert homes == {code for code, kind in ORG_KINDS.items() if kind.is_branch}
    assert MAY_STAND_BELOW["group"] == ()
    assert not ORG_KINDS["group"].is_level


def test_leading_groups_and_work_committees_are_no_grassroots_committees():
    grassroots = {code for code, kind in ORG_KINDS.items() if kind.is_grassroots_committee}
    assert grassroots == {"committee"}


def test_no_local_committee_stands_below_anything():
    assert all("local_committee" not in below for below in MAY_STAND_BELOW.values())


def test_no_branch_stands_below_a_branch():
    branches = {code for code, kind in ORG_KINDS.items() if kind.is_branch}
    assert not any(branches & set(MAY_STAND_BELOW[code]) for code in branches)


def test_codes_and_labels_fit_their_columns_and_are_said_once():
    for choices, field in ((KIND_CHOICES, "kind"), (SECTOR_CHOICES, "sector")):
        longest = Organisation._meta.get_field(field).max_length
        assert all(len(code) <= longest for code, _ in choices)
        assert len({label for _, label in choices}) == len(choices)
