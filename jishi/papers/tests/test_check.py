"""A text is read back against the records, within the reach of whoever asks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jishi.figures.actions.closing import close_period
from jishi.figures.tests.test_reading import member, operator
from jishi.kernel.period import Period
from jishi.papers.checking.against import check_text
from jishi.papers.checking.comparing import agrees
from jishi.papers.checking.finding import Finding
from jishi.papers.checking.hints import hints
from jishi.papers.checking.inside import clashes
from jishi.papers.matching.catalogue import matcher
from jishi.papers.reading import scan
from tests.world import World

HALF = Period.parse("2026H1")


@pytest.fixture
def county(world: World) -> World:
    for number in range(12):
        member(world, "河东村党支部", f"林{number}", date(2026, 2, 3))
    for number in range(5):
        member(world, "松林村党支部", f"周{number}", date(2026, 6, 3))
    return world


def check(world: World, text: str, org: str = "青禾县委", period: Period = HALF) -> list[Finding]:
    return check_text(operator, text, world[org], period).findings


def only(world: World, text: str, **where: object) -> Finding:
    [found] = check(world, text, **where)  # type: ignore[arg-type]
    return found


def test_what_the_records_say_agrees(county: World):
    found = only(county, "全县共有党员17名。")
    assert (found.verdict, found.code, found.expected) == ("agrees", "member.all", "17")


def test_what_they_do_not_say_differs_with_both_values(county: World):
    found = only(county, "全县共有党员29名。")
    assert (found.verdict, found.text, found.expected) == ("differs", "29", "17")


def test_the_number_of_another_period_is_told(county: World):
    found = only(county, "共有党员12名。", period=Period.parse("2026-06"))
    assert (found.verdict, found.why) == ("differs", "period")
    assert "上一期" in found.explanation


def test_the_number_of_an_organisation_below_is_told(county: World):
    found = only(county, "全县共有党员5名。")
    assert (found.verdict, found.why) == ("differs", "scope")
    assert "石桥镇党委" in found.explanation


def test_an_organisation_named_beside_it_is_meant(county: World):
    assert only(county, "其中石桥镇党委有党员5名。").verdict == "agrees"


def test_what_was_put_right_after_closing_is_told(county: World):
    close_period(operator, county["青禾县委"], HALF)
    member(county, "柳湾村党支部", "吴一", date(2026, 3, 1))
    assert only(county, "全县共有党员17名。").verdict == "agrees"
    found = only(county, "全县共有党员18名。")
    assert (found.verdict, found.why) == ("differs", "correction")


def test_what_no_indicator_answers_has_no_source(county: World):
    assert only(county, "修建公路8.5公里。").verdict == "unsourced"


def test_a_blank_is_unchecked_and_says_what_could_stand_there(county: World):
    found = only(county, "全县共有党员X名。")
    assert (found.verdict, found.expected) == ("unchecked", "17")


def test_a_reader_is_told_nothing_of_organisations_out_of_reach(county: World):
    somebody = county.actor("陈岚")
    found = check_text(somebody, "共有党员5名。", county["白石镇党委"], HALF).findings[0]
    assert found.verdict == "differs"
    assert "石桥" not in found.explanation


@pytest.mark.parametrize(
    ("written", "value", "right"),
    [
        ("3200余人", 3217, True), ("3200余人", 3317, False), ("3200余人", 3199, False),
        ("近3000人", 2960, True), ("近3000人", 3001, False),
        ("约120人", 118, True), ("约120人", 140, False),
        ("90%以上", Fraction(923, 10), True), ("90%以上", Fraction(899, 10), False),
        ("12.6万元", 125_960, True), ("12.6万元", 126_600, False),
        ("66.7%", Fraction(200, 3), True), ("66.6%", Fraction(200, 3), False),
        ("3至5次", 4, True), ("3至5次", 6, False), ("数十人", 45, True), ("上百人", 145, True),
        ("百分之九十五", Fraction(951, 10), True), ("百分之九十五", 96, False),
    ],
)  # fmt: skip
def test_how_exactly_it_is_said_decides(written: str, value: int, right: bool):
    [found] = scan(f"共{written}")
    assert agrees(found, Fraction(value)) is right


def found_clashes(text: str) -> list[tuple[str, str]]:
    found = scan(text)
    ranked = matcher().rank(text, found)
    return [
        (found[c.number].text, c.expected) for c in clashes(text, found, ranked, [""] * len(found))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建大棚15座，其中村13座、社区2座。", []),
        ("新建大棚15座，其中村13座、社区1座。", [("15", "14")]),
        ("来访群众12人，其中干部13人。", [("13", "")]),
        ("来访群众200人，其中干部50人，占25%。", []),
        ("来访群众200人，其中干部50人，占52%。", [("52%", "25%")]),
        ("应到会120人，实到会108人，到会率90%。", []),
        ("应到会120人，实到会108人，到会率95%。", [("95%", "90%")]),
        ("召开党员大会6次。另，召开党员大会8次。", [("8", "6")]),
        ("党员46名，其中预备党员2名、女党员13名。", []),
    ],
)
def test_numbers_of_one_text_are_held_against_each_other(text: str, expected: list):
    assert found_clashes(text) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("一、甲\n二、乙\n三、丙\n", []),
        ("一、甲\n三、丙\n", ["R-DOC-08"]),
        ("一、甲\n1. 乙\n", ["R-DOC-08"]),
        ("一、甲\n（一）乙\n1. 丙\n2. 丁\n（二）戊\n二、己\n", []),
        ("落实3会1课\n", ["R-DOC-18"]),
        ("落实三会一课\n", []),
    ],
)
def test_hints_are_about_the_writing(text: str, places: list[str]):
    assert [hint.rule for hint in hints(text)] == places


def test_figures_are_read_once_for_the_whole_text(county: World, django_assert_max_num_queries):
    sentence = (
        "全县共有党员17名，其中女党员17名，召开党员大会0次、支委会3次，讲党课2次，发展党员4名。\n"
    )
    check(county, sentence)
    with django_assert_max_num_queries(90):
        check(county, sentence * 60)
