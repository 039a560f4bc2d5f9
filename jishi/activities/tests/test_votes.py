"""Votes and quorums against a count by hand, with fractions, for every small number."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from jishi.activities.kinds import all_kinds
from jishi.activities.rules.elements import Facts, counts_as, wanted
from jishi.activities.rules.votes import Count, fits, passed

HALF = Fraction(1, 2)
MOST = 13


def by_hand(kind: str, entitled: int, present: int, favour: int, written: int) -> bool:
    """As the regulations say it, in shares of those entitled."""
    if entitled == 0:
        return False
    there, agreed = Fraction(present, entitled), Fraction(favour + written, entitled)
    if kind == "admit":
        return there > HALF and agreed > HALF
    return there >= HALF and agreed > HALF


@pytest.mark.parametrize("kind", ["other", "admit"])
def test_a_vote_equals_the_count_by_hand(kind: str):
    checked = 0
    for entitled, present in product(range(MOST + 1), repeat=2):
        for favour, written in product(range(present + 1), range(entitled + 1)):
            possible = present <= entitled and written <= entitled - present
            if not possible or (kind == "other" and written):
                continue
            count = Count(kind, entitled, present, favour, written=written)
            assert passed(count) is by_hand(kind, entitled, present, favour, written), count
            checked += 1
    assert checked > 400


def test_more_votes_than_voters_never_fit():
    for present, favour, against, abstained in product(range(5), repeat=4):
        count = Count("other", 8, present, favour, against, abstained)
        assert bool(fits(count)) is (favour + against + abstained <= present)


@pytest.mark.parametrize(
    ("kind", "share"), [("committee", HALF), ("democratic_meeting", Fraction(2, 3))]
)
def test_a_quorum_equals_the_share_by_hand(kind: str, share: Fraction):
    want = wanted(all_kinds()[kind])
    for seats, there in product(range(1, 12), range(12)):
        if there <= seats:
            facts = Facts(seats=seats, seats_present=there)
            short = "quorum" in counts_as(want, facts).codes
            assert short is (Fraction(there, seats) < share), (seats, there)
