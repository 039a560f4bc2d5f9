"""Voting in meetings: the vectors and the base that everything rests on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel import vote
from jishi.kernel.vote import Voter


def test_the_base_leaves_out_everyone_without_a_vote() -> None:
    voters = (
        [Voter()] * 16
        + [Voter(under_observation=True), Voter(membership_suspended=True)]
        + [Voter(full=False)] * 3
        + [Voter(belongs_here=False)] * 2
    )
    assert vote.count_entitled(voters) == 16


def test_every_reason_against_a_vote_is_named() -> None:
    verdict = vote.may_vote(Voter(full=False, belongs_here=False))
    assert verdict.codes == ("not_full_member", "belongs_elsewhere")


@pytest.mark.parametrize(
    ("entitled", "present", "in_favour", "can_decide", "passes"),
    [
        (20, 10, 10, True, False),
        (20, 10, 5, True, False),
        (20, 11, 11, True, True),
        (20, 11, 10, True, False),
        (21, 11, 11, True, True),
        (20, 9, 9, False, False),
    ],
)
def test_an_assembly_passes_on_the_entitled_not_on_the_present(
    entitled: int, present: int, in_favour: int, can_decide: bool, passes: bool
) -> None:
    assert bool(vote.assembly_can_decide(entitled, present)) is can_decide
    assert bool(vote.assembly_vote(entitled, present, in_favour)) is passes


@pytest.mark.parametrize(
    ("entitled", "present", "in_favour", "written", "passes"),
    [
        (20, 10, 10, 10, False),
        (21, 11, 9, 2, True),
        (20, 11, 9, 2, True),
        (20, 11, 9, 1, False),
    ],
)
def test_admission_counts_written_opinions_as_votes_but_not_as_presence(
    entitled: int, present: int, in_favour: int, written: int, passes: bool
) -> None:
    assert bool(vote.admission_vote(entitled, present, in_favour, written)) is passes


def test_a_refusal_names_numbers_and_clause() -> None:
    verdict = vote.assembly_vote(20, 10, 10)
    assert verdict.text == "赞成10票，没有超过应到会20人的半数（R-LIFE-09）"


@pytest.mark.parametrize(("members", "present", "valid"), [(5, 2, 0), (5, 3, 1), (4, 2, 1)])
def test_committee_quorum(members: int, present: int, valid: int) -> None:
    assert bool(vote.committee_can_meet(members, present)) is bool(valid)


@pytest.mark.parametrize("numbers", [(20, 11, 12), (20, 21, 11), (20, 11, -1), (0, 0, 0)])
def test_numbers_that_do_not_fit_are_refused_not_computed(numbers: tuple[int, int, int]) -> None:
    assert vote.assembly_vote(*numbers).codes in [("counts_disagree",), ("nobody_entitled",)]


@given(st.integers(1, 200), st.data())
def test_meetings_agree_with_exact_fractions(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, entitled))
    in_favour = data.draw(st.integers(0, present))
    written = data.draw(st.integers(0, entitled - present))
    half = Fraction(1, 2)
    there = Fraction(present, entitled)
    assert bool(vote.assembly_vote(entitled, present, in_favour)) is (
        there >= half and Fraction(in_favour, entitled) > half
    )
    assert bool(vote.admission_vote(entitled, present, in_favour, written)) is (
        there > half and Fraction(in_favour + written, entitled) > half
    )
