"""Points, grades, quotas and sides, without a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from jishi.kernel.period import Period
from jishi.standards.kinds.schemes import SCHEMES
from jishi.standards.rules.grading import Candidate, grades_of, moved, quota, side_points
from jishi.standards.rules.keeping import body_of, digest_of, proof_of
from jishi.standards.rules.scoring import final_points, gain, mended, points_of, shares
from jishi.standards.sources.case import CaseFacts
from jishi.standards.sources.case import _judge as judge_cases
from jishi.standards.sources.source import Found, Lack, Proof, Span, not_applicable
from jishi.standards.sources.venue import VenueFacts, _area, _open, _rooms, _signs

D = Decimal
TEN, NONE = D(10), D(0)


@dataclass(frozen=True)
class Worth:
    points: Decimal = TEN
    way: str = "all"
    per: Decimal = NONE
    bands: tuple[tuple[int, Decimal], ...] = ()


def lacking(*weights: str, met: int = 0) -> Proof:
    lacks = tuple(Lack(f"缺{n}", "R-GEN-02", weight=D(w)) for n, w in enumerate(weights))
    return Proof(tuple(Found(f"有{n}") for n in range(met)), lacks)


SHARE = Worth(way="share", bands=((95, D(10)), (80, D(6)), (50, D(3))))


@pytest.mark.parametrize(
    ("worth", "proof", "points"),
    [
        (Worth(), lacking(), D(10)),
        (Worth(), lacking("1"), D(0)),
        (Worth(), not_applicable("没有"), D(10)),
        (Worth(way="each", per=D(2)), lacking("1", "1"), D(6)),
        (Worth(way="each", per=D(2)), lacking("1", "0.5"), D(7)),
        (Worth(way="each", per=D(2)), lacking(*["1"] * 9), D(0)),  # no less than nothing
        (SHARE, lacking("1", met=19), D(10)),  # 95 of 100
        (SHARE, lacking("1", met=18), D(6)),
        (SHARE, lacking("4", met=4), D(3)),  # exactly half
        (SHARE, lacking("5", met=4), D(0)),
        (SHARE, lacking(met=0), D(10)),
    ],
)
def test_points_of_a_proof(worth: Worth, proof: Proof, points: Decimal):
    assert points_of(worth, proof) == points


def test_what_mending_gives_is_what_comes():
    """For any proof and any order of mending: each gain promised is the gain that comes."""
    random = Random(3)
    for _ in range(400):
        worth = random.choice((
            Worth(), Worth(way="each", per=D(random.choice((1, 2, 3)))), SHARE,
        ))  # fmt: skip
        weights = [random.choice(("1", "0.5")) for _ in range(random.randrange(6))]
        proof = lacking(*weights, met=random.randrange(12))
        if proof.lacks and random.random() < 0.3:  # done late, it still weighs half
            late = replace(proof.lacks[0], weight=D(1), rest=D("0.5"))
            proof = replace(proof, lacks=(late, *proof.lacks[1:]))
        got, start = points_of(worth, proof), points_of(worth, proof)
        tardy = any(lack.rest for lack in proof.lacks)
        for lack in random.sample(proof.lacks, len(proof.lacks)):
            promised = gain(worth, proof, lack)
            assert promised >= 0
            proof = mended(proof, lack)
            assert points_of(worth, proof) == got + promised
            got += promised
        assert worth.points >= got >= start
        assert tardy or got == worth.points


def test_the_acceptance_decides_then_the_count_then_the_word():
    assert final_points(D(3), D(5), D(4)) == D(4)
    assert final_points(D(3), D(5), None) == D(3)
    assert final_points(None, D(5), None) == D(5)
    assert final_points(None, None, None) is None
    assert final_points(D(3), None, D(0)) == D(0)  # nothing given is not nothing said


def test_a_proof_is_the_same_written_down_and_read_back():
    proof = Proof(
        (Found("会议", "/activities/1/", date(2026, 3, 1)),),
        (Lack("缺", "R-GEN-02", "补登记", "/duties/1/", date(2026, 12, 1), D("0.5")),),
        True, D("0.5"), "",
    )  # fmt: skip
    assert proof_of(body_of(proof)) == proof


def test_the_hash_sees_points_reasons_and_records():
    row = ("a", D(3), {"found": ["会议"]}, "原因")
    known = digest_of(1, 2, 1, D(3), [row])
    assert known == digest_of(1, 2, 1, D(3), [row])
    for other in (
        ("a", D(4), row[2], row[3]), ("a", D(3), {"found": []}, row[3]), (*row[:3], ""),
    ):  # fmt: skip
        assert digest_of(1, 2, 1, D(3), [other]) != known
    assert digest_of(1, 2, 2, D(3), [row]) != known


def graded(scheme: str, *percents: int, vetoed: tuple[int, ...] = ()) -> list[str]:
    rows = [
        Candidate(n, D(each), 3 if n in vetoed else 1, ("弄虚作假",) if n in vetoed else ())
        for n, each in enumerate(percents)
    ]
    found = grades_of(SCHEMES[scheme], rows)
    assert len(found) == len(rows)  # everybody has exactly one
    return [found[n].grade for n in range(len(rows))]


def test_stars_by_points_with_a_cap():
    """Sample A: 90, 80, 70, 60; five stars at most three in ten."""
    ten = (99, 98, 97, 96, 85, 79, 70, 69, 60, 12)
    assert graded("stars_a", *ten) == [
        "star_5", "star_5", "star_5", "star_4", "star_4", "star_3", "star_3", "star_2", "star_2",
        "star_1",
    ]  # fmt: skip


def test_those_alike_at_the_cap_go_down_together():
    assert graded("stars_a", 99, 95, 95, 95, 95, 80, 80, 80, 80, 80)[:5] == [
        "star_5", "star_4", "star_4", "star_4", "star_4",
    ]  # fmt: skip
    assert "star_5" not in graded("stars_a", 95, 95, 95)  # none of three: 30% of 3 is 0


def test_stars_by_shares():
    """Sample B: one in ten, four in ten, three in ten; the rest none."""
    ten = graded("stars_b", *range(100, 90, -1))
    assert [ten.count(code) for code in ("star_5", "star_4", "star_3", "star_0")] == [1, 4, 3, 2]


def test_stars_by_other_points():
    """Sample C: 95, 85, 75, 65, 60, and below it none."""
    assert graded("stars_c", 95, 94, 85, 75, 65, 60, 59) == [
        "star_5", "star_4", "star_4", "star_3", "star_2", "star_1", "star_0",
    ]  # fmt: skip


def test_a_veto_comes_before_the_points():
    assert graded("stars_c", 99, 98, vetoed=(0,)) == ["star_3", "star_5"]
    assert graded("four", 99, vetoed=(0,)) == ["ordinary"]
    assert graded("attained", 99, vetoed=(0,)) == ["short"]


def test_moves_between_grades_are_told():
    scheme = SCHEMES["four"]
    assert moved(scheme, "fair", "good") == "晋位"
    assert moved(scheme, "good", "poor") == "降位"
    assert moved(scheme, "good", "good") == moved(scheme, "", "good") == ""


@pytest.mark.parametrize(
    ("organisations", "percent", "sites"), [(0, 1, 0), (50, 1, 1), (250, 1, 2), (250, 3, 7)]
)
def test_quotas_of_demonstration_sites(organisations: int, percent: int, sites: int):
    assert quota(organisations, percent) == sites


def test_sides_weigh_and_wait_for_each_other():
    weights = {"masses": 60, "leaders": 40}
    marks = {
        "masses": shares({"good": 8, "fair": 2, "ordinary": 0, "poor": 0}),
        "leaders": shares({"good": 1, "fair": 0, "ordinary": 1, "poor": 0}),
    }
    assert marks == {"masses": D(97), "leaders": D(85)}
    assert side_points(D(40), weights, marks) == D("36.88")  # 40 × (97×0.6 + 85×0.4) / 100
    assert side_points(D(40), weights, {"masses": D(97)}) is None
    assert shares(dict.fromkeys(("good", "fair", "ordinary", "poor"), 0)) == 0


# --- venues ---------------------------------------------------------------------------------------

SPAN = Span(Period.year(2026), date(2026, 11, 20), date(2026, 12, 31))


def venue(**more: object) -> VenueFacts:
    return VenueFacts(1, "村部", "village_venue", **more)  # type: ignore[arg-type]


def test_rooms_of_the_best_venue_count_and_none_is_all_lacking():
    rooms = {"rooms": "service_hall,office"}
    full = venue(rooms=frozenset({"service_hall", "office"}))
    half = venue(rooms=frozenset({"office"}))
    assert not _rooms([half, full], rooms, SPAN).lacks
    lack = _rooms([half], rooms, SPAN).lacks
    assert [each.label for each in lack] == ["村部缺办事大厅"]
    assert len(_rooms([], rooms, SPAN).lacks) == 2


def test_area_signs_and_opening():
    assert not _area([venue(area=200)], {}, SPAN).lacks
    assert "200 ㎡" in _area([venue(area=199)], {}, SPAN).lacks[0].label
    assert not _signs([venue(signs=3)], {}, SPAN).lacks
    assert _signs([venue(signs=4)], {}, SPAN).lacks[0].clause == "R-GOV-14"
    assert not _open([venue()], {}, SPAN).lacks
    assert _open([venue(open_to_mobile=False)], {}, SPAN).lacks
    for judge in (_area, _signs, _open):
        assert judge([], {}, SPAN).lacks[0].label == "没有登记阵地"


def test_nothing_can_be_mended_after_the_last_day():
    late = Span(Period.year(2026), date(2027, 1, 2), date(2026, 12, 31))
    assert late.mend_by() is None
    assert late.day == date(2026, 12, 31)
    assert SPAN.mend_by(date(2026, 11, 30)) == date(2026, 11, 30)
    assert SPAN.mend_by(date(2027, 3, 1)) == date(2026, 12, 31)
    assert SPAN.mend_by(date(2026, 11, 1)) is None


def test_cases_in_time_late_and_past_their_day():
    def one(**more: object) -> CaseFacts:
        terms = {"due_on": date(2026, 6, 1), "struck_on": None, "in_time": None, **more}
        return CaseFacts(1, "问〔2026〕1号", **terms)  # type: ignore[arg-type]

    good = one(struck_on=date(2026, 5, 1), in_time=True)
    late = one(struck_on=date(2026, 7, 1), in_time=False)
    ahead = one(due_on=date(2026, 12, 20))
    proof = judge_cases([good, late, one(), ahead], {}, SPAN)
    assert [(lack.weight, lack.rest) for lack in proof.lacks] == [(D("0.5"), 0), (D(1), D("0.5"))]
    assert len(proof.found) == 2
    assert not judge_cases([], {}, SPAN).applies
    worth = Worth(way="each", per=D(2))
    assert gain(worth, proof, proof.lacks[1]) == 1  # settled at last, it is still late
