"""Every number and blank of a text is found, and told from what only looks like one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jishi.papers.reading import Found, scan
from jishi.papers.tests.corpus_reading import score, texts


def one(text: str) -> Found:
    [found] = scan(text)
    return found


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.kind) for each in scan(text)]


def test_the_corpus_is_as_wide_as_it_claims():
    every = [*texts(), *texts("held_out"), *texts("unseen")]
    assert len(every) >= 40
    assert sum(len(text.marks) for text in every) >= 1200


@pytest.mark.parametrize("folder", ["", "held_out", "unseen"])
def test_the_corpus_is_read_within_its_lines(folder: str):
    total = score(texts(folder))
    assert total.found >= 0.98 * total.marks, total.wrong
    assert total.false <= 0.02 * total.emitted, total.wrong
    assert total.kind_right >= 0.97 * total.found, total.wrong


def test_a_paper_typed_in_half_width_with_stars_and_strokes_is_read_without_a_fault():
    assert score(texts("typed")).wrong == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("现有党员１，２３６名", 1236, "名", ""),
        ("参训三千二百余人次", 3200, "人次", "余"),
        ("发放救助金近千万元", 10_000_000, "万元", "近"),
        ("发放救助金12.5万元", 125_000, "万元", ""),
        ("收缴率达百分之九十五", 95, "%", "达"),
        ("九成以上的支部", 90, "%", "以上"),
        ("三分之二的村", Fraction(200, 3), "%", ""),
        ("新建大棚两百座", 200, "座", ""),
        ("提高2.3个百分点", Fraction(23, 10), "个百分点", ""),
        ("共走访3万余户", 30_000, "户", "余"),
        ("约120人参加", 120, "人", "约"),
        ("增长2倍", 2, "倍", ""),
        ("流转土地五点六万亩", 56_000, "亩", ""),
    ],
)
def test_a_number_has_its_worth_unit_and_qualifier(text, value, unit, qualifier):
    found = one(text)
    assert found.value == value
    assert (found.base_unit, found.qualifier) == (unit.lstrip("万"), qualifier)
    assert found.kind == "figure"


def test_a_range_has_both_ends():
    found = one("各支部开展活动3至5次")
    assert (found.value, found.high, found.unit) == (3, 5, "次")
    assert [(f.value, f.high) for f in scan("每场10—20人")] == [(10, 20)]
    assert [(f.value, f.high) for f in scan("召开两三次，走访三四百户")] == [(2, 3), (300, 400)]
    assert [(f.value, f.high) for f in scan("共十七八名党员")] == [(17, 18)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X镇X同志走访X户", [("X", "name"), ("X", "name"), ("X", "figure")]),
        ("观看《X》3次", [("X", "name"), ("3", "figure")]),
        ("2026年上半年召开2次", [("2026年上半年", "date"), ("2", "figure")]),
        ("6月30日前完成3项", [("6月30日", "date"), ("3", "figure")]),
        ("县组发〔2026〕3号", [("〔2026〕3号", "other")]),
        ("落实“三会一课”、四议两公开、一肩挑", []),
        ("第一书记、一把手、两新组织、二十大", []),
        ("一是抓学习，二是抓落实", []),
        ("党员每人每年至少参加1次培训", [("1", "rule")]),
        ("集中学习不少于32学时", [("32", "rule")]),
        ("到2027年覆盖率达到X%", [("2027年", "date"), ("X%", "rule")]),
        ("支委会、党员大会各X次", [("X", "figure")]),
        ("对X、X和X等社区改造", [("X", "name"), ("X", "name"), ("X", "name")]),
        ("分别为X、X、X名", [("X", "figure"), ("X", "figure"), ("X", "figure")]),
        ("对80岁以上老人", [("80", "other")]),
        ("光荣在党50年老党员12名", [("50", "other"), ("12", "figure")]),
        ("推行9S管理、H5宣传", [("9S", "other"), ("H5", "other")]),
        ("党的二十届三中全会和十四届六次全会", []),
        (
            "全镇640名X员、基层X组织23个",
            [("640", "figure"), ("X", "name"), ("X", "name"), ("23", "figure")],
        ),
        (
            "开展微X课32场，培养入X积极分子3名",
            [("X", "name"), ("32", "figure"), ("X", "name"), ("3", "figure")],
        ),
        ("20xx年走访xx户，**村", [("20xx年", "date"), ("xx", "figure"), ("**", "name")]),
        ("“12·4”宪法日、“6.26”禁毒日", [("12·4", "other"), ("6.26", "other")]),
        ("附件1、世界500强企业2家", [("1", "other"), ("500", "other"), ("2", "figure")]),
        ("“4211”工作机制", [("4211", "other")]),
        ("2025—2026学年度", [("2025—2026学年度", "date")]),
        ("地址：X县X路18号", [("X", "name"), ("X", "name"), ("18号", "other")]),
        ("公示期5个工作日，限期1个月整改", [("5", "rule"), ("1", "rule")]),
        ("活动3次/月", [("3", "rule")]),
        ("完成率低于80%的有：甲村（12%）", [("80%", "rule"), ("12%", "figure")]),
        ("完成年度目标的52.3%，超额完成计划任务20%", [("52.3%", "figure"), ("20%", "figure")]),
        ("做好四篇文章，突出四个重点，下设四个党支部", [("四", "figure")]),
        ("社区党委八个、党支部九十四个", [("八", "figure"), ("九十四", "figure")]),
        ("请于7月10日前补报3份", [("7月10日", "date"), ("3", "rule")]),
        ("有力支撑[1]。[ 07-09 ]发布", [("1", "other"), ("07-09", "date")]),
        ("阵地建设1、定标准。2、抓落实。", [("1", "other"), ("2", "other")]),
        ("男5、女3、共8人", [("5", "figure"), ("3", "figure"), ("8", "figure")]),
    ],
)
def test_figures_are_told_from_what_looks_like_them(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "blank",
    [
        "X",
        "XX",
        "×",
        "××",
        "＿＿",
        "__",
        "〇〇",
        "（）",
        "（  ）",
        "Ｘ",
        "xx",
        "○",
        "□□",
        "***",
        "*",
        "N",
        "【】",
        "##",
        "……",
        "？",
    ],
)
def test_every_kind_of_blank_is_one(blank: str):
    found = one(f"现有党员{blank}名")
    assert (found.text, found.kind, found.value) == (blank, "figure", None)


def test_offsets_are_places_in_the_very_text():
    for text in texts():
        for each in scan(text.text):
            assert text.text[each.start : each.end] == each.text
            assert text.text[each.at :].startswith(each.sentence)


def test_a_paper_that_looks_back_and_ahead_is_read_sentence_by_sentence():
    text = "2026年上半年总结和下半年工作打算\n发展党员12名。\n下半年，发展党员3名。"
    assert [kind for _, kind in kinds(text)][-3:] == ["date", "figure", "rule"]
    text = "三、问题及下步打算\n2个支部缺书记。\n下一步，做好以下：\n培训3期。\n四、其他\n党员9名"
    assert kinds(text) == [("2", "figure"), ("3", "rule"), ("9", "figure")]
    assert kinds("关于开展走访的通知\n每村走访30户。") == [("30", "rule")]
    assert kinds("2026年我承诺：修路2公里。")[1:] == [("2", "rule")]


def test_what_is_planned_is_an_aim_and_what_was_done_in_between_is_not():
    text = "三、下一步打算\n举办培训班2期。目前已举办3期。现有党员40名。"
    assert kinds(text) == [("2", "rule"), ("3", "figure"), ("40", "figure")]
