"""Elections: vectors, both bases, and winners against a brute-force oracle."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel import election
from jishi.kernel.election import CountSheet, Decision, Exclusion, ExclusionKind, Outcome
from jishi.kernel.vote import Voter


def sheet(
    votes: dict[str, int], *, seats: int = 1, expected: int = 30, present: int = 25
) -> CountSheet:
    return CountSheet(seats, expected, present, present, present, present, votes)


def test_approved_exclusions_lower_the_number_expected() -> None:
    approved = Exclusion(ExclusionKind.BEDRIDDEN, superior_agreed=True, meeting_agreed=True)
    half_done = Exclusion(ExclusionKind.ABROAD_PRIVATELY, superior_agreed=True)
    members = [(Voter(), approved)] * 4 + [(Voter(), None)] * 26
    assert election.count_expected(members) == 26
    assert election.count_expected([*members, (Voter(), half_done)]) == 27
    assert election.count_expected([*members, (Voter(full=False), None)]) == 26


@pytest.mark.parametrize(
    ("expected", "present", "valid"), [(7, 5, 0), (7, 6, 1), (26, 20, 0), (26, 21, 1), (10, 8, 1)]
)
def test_four_fifths_make_a_valid_meeting(expected: int, present: int, valid: int) -> None:
    assert bool(election.election_meeting_valid(expected, present)) is bool(valid)


def test_candidates_needed_for_the_seats() -> None:
    assert [election.candidates_needed(n) for n in (1, 3, 5, 7, 9)] == [2, 4, 6, 9, 11]


@pytest.mark.parametrize(
    ("votes", "on_present", "on_expected"),
    [(12, False, False), (13, True, False), (14, True, False), (15, True, False), (16, True, True)],
)
def test_the_two_bases(votes: int, on_present: bool, on_expected: bool) -> None:
    result = election.decide_election(sheet({"甲": votes}))
    assert result.by_present is not None
    assert result.by_expected is not None
    assert bool(result.by_present.elected) is on_present
    assert bool(result.by_expected.elected) is on_expected
    assert result.needs_confirmation is (on_present != on_expected)


def test_exactly_half_is_not_elected() -> None:
    assert election.decide_on_base({"甲": 10}, 1, 20).outcome is Outcome.SEATS_OPEN


def test_more_winners_than_seats_are_taken_by_votes() -> None:
    votes = {"甲": 20, "乙": 16, "丙": 18, "丁": 17}
    assert election.decide_on_base(votes, 3, 25) == Decision(
        Outcome.CUT_TO_SEATS, ("甲", "丙", "丁")
    )


def test_a_tie_at_the_last_seat_is_voted_on_again() -> None:
    votes = {"甲": 20, "乙": 16, "丙": 16, "丁": 5}
    assert election.decide_on_base(votes, 2, 25) == Decision(
        Outcome.RUN_OFF, ("甲",), ("乙", "丙"), 1
    )


def test_a_tie_above_the_last_seat_is_none() -> None:
    votes = {"甲": 20, "乙": 20, "丙": 16}
    assert election.decide_on_base(votes, 2, 25) == Decision(Outcome.CUT_TO_SEATS, ("甲", "乙"))


def test_two_winners_for_three_seats_leave_one_open() -> None:
    decision = election.decide_on_base({"甲": 20, "乙": 16, "丙": 12, "丁": 9}, 3, 25)
    assert decision == Decision(Outcome.SEATS_OPEN, ("甲", "乙"), (), 1)
    assert "另行选举" in decision.outcome.label


def test_same_people_elected_on_both_bases_need_no_confirmation() -> None:
    result = election.decide_election(sheet({"甲": 18, "乙": 17, "丙": 14}, seats=2))
    assert result.by_present == Decision(Outcome.CUT_TO_SEATS, ("甲", "乙"))
    assert result.by_expected == Decision(Outcome.FILLED, ("甲", "乙"))
    assert result.verdict.ok


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (CountSheet(1, 30, 25, 25, 26, 25, {"甲": 20}), "more_returned"),
        (CountSheet(1, 30, 23, 23, 23, 23, {"甲": 20}), "attendance_short"),
        (CountSheet(1, 30, 25, 26, 25, 25, {"甲": 20}), "counts_disagree"),
        (CountSheet(1, 30, 25, 25, 24, 25, {"甲": 20}), "counts_disagree"),
        (CountSheet(1, 30, 25, 25, 25, 19, {"甲": 20}), "counts_disagree"),
        (CountSheet(1, 30, 25, 25, 25, 25, {"甲": 20, "乙": 6}), "counts_disagree"),
        (CountSheet(0, 30, 25, 25, 25, 25, {}), "no_seats"),
    ],
)
def test_a_sheet_that_does_not_hold_elects_nobody(broken: CountSheet, code: str) -> None:
    result = election.decide_election(broken)
    assert code in result.verdict.codes
    assert result.by_present is None


def test_a_few_ballots_may_stay_out_or_be_void() -> None:
    result = election.decide_election(CountSheet(1, 30, 25, 25, 24, 22, {"甲": 20}))
    assert result.verdict.ok


VOTES = st.lists(st.integers(0, 12), min_size=0, max_size=6).map(
    lambda counts: {f"候选人{n}": count for n, count in enumerate(counts)}
)


@given(VOTES, st.integers(1, 4), st.integers(1, 20))
def test_winners_agree_with_trying_every_set(votes: dict[str, int], seats: int, base: int) -> None:
    """A set of winners is right if all have a majority and none outside has as many votes."""
    passed = {name for name, count in votes.items() if count * 2 > base}
    size = min(seats, len(passed))
    clear = [
        set(group)
        for group in combinations(sorted(passed), size)
        if all(votes[out] < votes[name] for name in group for out in passed - set(group))
    ]
    decision = election.decide_on_base(votes, seats, base)
    if clear:
        assert set(decision.elected) == clear[0]
        assert not decision.tied
        assert decision.open_seats == seats - size
    else:
        assert decision.outcome is Outcome.RUN_OFF
        assert len(decision.tied) > decision.open_seats > 0
        assert len(decision.elected) + decision.open_seats == seats
        assert {votes[name] for name in decision.tied} == {sorted(votes.values())[-seats]}
