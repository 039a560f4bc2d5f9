"""Ugly workbooks: columns found, every row accounted for, faults marked on exactly their cells."""

from __future__ import annotations

import pytest

from jishi.exchange.tests.ugly import TRICKS, catalogue, make, mixtures
from jishi.exchange.tests.ugly.score import Score, judge


def _judged(uglies) -> Score:
    score = Score()
    for ugly in uglies:
        judge(ugly, score)
    print(f"\n{score}")
    return score


def _is_good(score: Score) -> None:
    said = "\n".join(score.complaints[:40])
    assert score.rows_accounted == score.rows, said
    assert score.share("columns_right", "columns") >= 0.97, said
    assert score.share("rows_right", "rows") >= 0.97, said
    assert score.share("faults_found", "faults") >= 0.95, said
    assert score.share("marks_right", "marks") >= 0.95, said
    assert score.share("headers_right", "headers") >= 0.97, said
    assert score.share("kinds", "files") >= 0.97, said


def test_each_ugliness_alone():
    assert len(TRICKS) >= 40
    _is_good(_judged(catalogue()))


def test_several_at_once():
    _is_good(_judged(mixtures(60)))


@pytest.mark.full
def test_many_mixtures():
    _is_good(_judged(mixtures(1_000, seed=1)))


def test_the_same_seed_makes_the_same_table():
    first, second = (make(("title_row", "subtotals"), "members", "csv-gbk", 5) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("spoilt", ["columns", "rows", "faults"])
def test_a_wrong_reading_is_noticed(spoilt: str):
    ugly = make(("wrong_identities", "total_row"), "members", "xlsx", 1)
    assert ugly is not None
    if spoilt == "columns":
        ugly.truth.columns[1], ugly.truth.columns[2] = ugly.truth.columns[2], ugly.truth.columns[1]
    elif spoilt == "rows":
        ugly.truth.rows[max(ugly.truth.rows)] = "accepted"
    else:
        ugly.truth.faults = {(row + 1, column, code) for row, column, code in ugly.truth.faults}
    with pytest.raises(AssertionError):
        _is_good(_judged([ugly]))
