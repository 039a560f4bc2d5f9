"""Paths against a slow oracle that compares lists of ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel import path as paths

# Ids that are prefixes of one another are the dangerous ones, so they are drawn often.
IDENTS = st.sampled_from([1, 3, 30, 31, 300, 2, 10, 100]) | st.integers(1, 10**6)
PATHS = st.lists(IDENTS, max_size=6).map(lambda steps: "/" + "".join(f"{s}/" for s in steps))


def test_the_prefix_twin_is_not_within() -> None:
    assert paths.is_within("/1/3/7/", "/1/3/")
    assert not paths.is_within("/1/30/", "/1/3/")


def test_the_prefix_twin_is_outside_the_text_range() -> None:
    low, high = paths.subtree_bounds("/1/3/")
    assert low <= "/1/3/" < high
    assert low <= "/1/3/999/" < high
    assert not low <= "/1/30/" < high
    assert not low <= "/1/" < high


def test_child_parent_depth_and_ancestors_tell_the_same_story() -> None:
    branch = paths.child(paths.child(paths.child(paths.ROOT, 1), 3), 30)
    assert branch == "/1/3/30/"
    assert paths.parent(branch) == "/1/3/"
    assert paths.depth(branch) == 3
    assert paths.ids(branch) == (1, 3, 30)
    assert paths.ancestors(branch) == ("/1/", "/1/3/")
    assert paths.ancestors("/1/") == ()
    assert paths.depth(paths.ROOT) == 0


def test_a_moved_subtree_keeps_what_is_below() -> None:
    assert paths.moved("/1/3/30/", "/1/3/", "/1/9/3/") == "/1/9/3/30/"


def test_nothing_moves_below_itself_or_from_outside() -> None:
    with pytest.raises(ValueError, match="自己的下级"):
        paths.moved("/1/3/", "/1/3/", "/1/3/8/")
    with pytest.raises(ValueError, match="不在"):
        paths.moved("/1/30/", "/1/3/", "/1/9/3/")


@pytest.mark.parametrize("text", ["", "1/3/", "/1/3", "/01/", "/0/", "//", "/1//3/", "/a/", "/1/ "])
def test_malformed_text_is_refused(text: str) -> None:
    assert not paths.is_path(text)
    with pytest.raises(ValueError, match="组织路径"):
        paths.depth(text)


def test_the_root_has_no_parent_and_ids_are_positive() -> None:
    with pytest.raises(ValueError, match="没有上级"):
        paths.parent(paths.ROOT)
    with pytest.raises(ValueError, match="正整数"):
        paths.child("/1/", 0)


@given(PATHS, PATHS)
def test_prefix_range_and_parent_walk_agree(path: str, top: str) -> None:
    steps, top_steps = paths.ids(path), paths.ids(top)
    expected = list(steps[: len(top_steps)]) == list(top_steps)
    low, high = paths.subtree_bounds(top)
    assert paths.is_within(path, top) is expected
    assert (low.encode() <= path.encode() < high.encode()) is expected
