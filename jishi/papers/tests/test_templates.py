"""Templates: every one that comes along says something sensible of every kind of organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from jishi.figures.declared import all_indicators
from jishi.kernel.declare import DeclarationError
from jishi.kernel.period import Period
from jishi.papers.filling import wording
from jishi.papers.filling.filled import Filled, document_of, filled_of
from jishi.papers.filling.sentences import fill
from jishi.papers.filling.values import values_of, wanted
from jishi.papers.template.chips import Chip, ChipError, condition, split
from jishi.papers.template.shape import Template, plain, template_of
from jishi.papers.template.shipped import shipped
from tests.world import World

PERIODS = {1: "2026-10", 3: "2026Q3", 6: "2026H1", 12: "2026"}
CODES = sorted(shipped())
# What no sentence of a paper may hold: marks that meet, braces, an empty place before a unit.
NONSENSE = re.compile(
    r"[，、；：。][，、；。：]|[{}]|None|—[名个场件]|[，、；：]$|^[，、；。]|共有[，。]"
)


def plainly(world: World, code: str, org: str, name: str = "周正", period: str = "") -> Filled:
    template = shipped()[code]
    when = Period.parse(period or PERIODS[template.months])
    actor = world.actor(name)
    return fill(template, values_of(actor, world[org], when, wanted(template)))


def of_world(template: Template, world: World) -> Iterator[str]:
    for name, org in world.orgs.items():
        if not template.sectors or org.sector in template.sectors:
            yield name


def test_there_is_one_for_each_kind_of_office_and_paper():
    genres = {template.genre for template in shipped().values()}
    assert len(CODES) >= 16
    assert genres == {
        "summary", "debriefing", "circular", "report", "briefing", "notice", "minutes",
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_is_empty_or_nonsense(world: World, code: str):
    for org in [*of_world(shipped()[code], world)] or ["白石镇党委"]:
        found = plainly(world, code, org)
        for line in found.text().split("\n"):
            assert not NONSENSE.search(line), (org, line)
        kinds = [(part.kind, part.level) for part in found.parts]
        for (kind, level), (then, below) in zip(kinds, [*kinds[1:], ("", 0)], strict=True):
            assert kind != "heading" or ((then != "heading" or below > level) and then), (
                org,
                kinds,
            )


def test_a_template_says_in_a_row_what_it_says_in_a_file():
    for template in shipped().values():
        assert template_of(plain(template), all_indicators()) == template


def test_what_is_frozen_reads_back_the_same(world: World):
    found = plainly(world, "summary_township", "白石镇党委")
    assert filled_of(document_of(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{member.nobody}", "没有编码"),
        ("{member.all:secret}", "写法"),
        ("{member.all@tomorrow}", "时期"),
        ("{member.all.__class__}", "没有编码"),
        ("{{ 7*7 }}", "花括号"),
        ("{% for x in y %}", "花括号"),
        ("{org:unit}", "没有时期和写法"),
    ],
)
def test_what_is_no_chip_is_refused_in_words(text: str, said: str):
    data = {
        "code": "own", "title": "自拟", "source": "本级", "genre": "notice", "heading": "通知",
        "blocks": [{"text": text}],
    }  # fmt: skip
    with pytest.raises(DeclarationError, match="第 1 段") as fault:
        template_of(data, all_indicators())
    assert said in str(fault.value)


def test_chips_and_conditions_read_back_as_written():
    for text in ("{member.all}", "{dues.paid_share@last_year:number}", "{visit.all~previous:rate}"):
        [chip] = split(text)
        assert isinstance(chip, Chip)
        assert str(chip) == text
    for text in ("duty.open > 0", "duty.met_share@year <= 79.5", "member.all known"):
        assert str(condition(text)) == text
    with pytest.raises(ChipError):
        condition("duty.open > 0 or 1")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (10, "十"), (12, "十二"), (105, "一百零五"), (1010, "一千零一十"),
        (10_001, "一万零一"), (100_200, "十万零二百"), (20_000_000, "二千万"), (321, "三百二十一"),
    ],
)  # fmt: skip
def test_numerals(number: int, words: str):
    assert wording.numeral(number) == words


def test_wording_is_chosen_by_the_data():
    year = Period.parse("2026")
    half = Period.parse("2026H1")
    assert wording.change(Fraction(12), Fraction(9), "名", 0) == "增加3名"
    assert wording.change(Fraction(9), Fraction(12), "名", 0) == "减少3名"
    assert wording.change(Fraction(9501, 100), Fraction(95), "%", 1) == "持平"
    assert wording.change(Fraction(96), Fraction(95), "%", 1) == "提高1个百分点"
    assert wording.rate_of_change(Fraction(12), Fraction(0)) == ""
    assert wording.rate_of_change(Fraction(9), Fraction(12)) == "下降25%"
    assert wording.beside(year, "last_year", "持平") == "与上年持平"
    assert wording.beside(half, "last_year", "增加3名") == "比上年同期增加3名"
    assert wording.with_unit(Fraction(404_980), "元", 2) == "40.5万元"
    assert wording.in_words(Fraction(953, 10), "%") == "百分之九十五点三"
    assert wording.about(Fraction(1234), "名") == "1200余"
