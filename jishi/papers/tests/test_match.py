"""A figure is offered the indicators that may answer it, the likeliest first; or none."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.figures.declared import all_indicators
from jishi.kernel.period import Period
from jishi.papers.matching.catalogue import matcher
from jishi.papers.matching.vocabulary import KNOWN, TOPICS
from jishi.papers.matching.when import paper_period, periods
from jishi.papers.reading import scan
from jishi.papers.tests.corpus_reading import match, texts


def offered(text: str) -> list[list[str]]:
    found = scan(text)
    ranked = matcher().rank(text, found)
    return [[c.code for c in chosen] for each, chosen in zip(found, ranked, strict=True)]


def test_every_wording_is_of_an_indicator_there_is():
    known = all_indicators()
    assert [code for code in KNOWN if code not in known] == []
    about = {code.split(".")[0] for code in known} | {code.split("_")[0] for code in known}
    assert set(TOPICS) <= about


def test_the_corpus_is_matched_within_its_lines():
    total = match(matcher(), texts())
    assert total.first >= 0.85 * total.known, total.wrong
    assert total.three >= 0.95 * total.known, total.wrong
    assert total.none >= 0.85 * total.strange, total.wrong


@pytest.mark.parametrize("folder", ["held_out", "unseen"])
def test_texts_written_beforehand_are_matched_as_well(folder: str):
    total = match(matcher(), texts(folder))
    assert total.first >= 0.85 * total.known, total.wrong
    assert total.three >= 0.95 * total.known, total.wrong
    assert total.none >= 0.85 * total.strange, total.wrong


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        (
            "培训党组织书记864名，占98%",
            ["training.secretaries_trained", "training.secretaries_share"],
        ),
        ("发展党员12名，其中女性5名", ["development.admitted", "development.admitted_women"]),
        ("召开党员大会2次、支委会6次", ["activity.assembly", "activity.committee"]),
        ("8个党总支、31个党支部", ["org.kind_general_branch", "org.branches"]),
        ("发展3名党员", ["development.admitted"]),
        ("先后5次组织中心组学习", ["activity.center_study"]),
        (
            "非公企业党组织12家，两新党组织36个",
            ["org.sector_private_enterprise", "unit.two_new_covered"],
        ),
        ("整改问题X个，吸收入党积极分子5名", ["problem.struck", "development.activists_new"]),
        ("开展主题党日X次，参加X人次", ["activity.theme_day", "activity.theme_day_present"]),
        ("慰问困难党员12人，发放慰问金6000元", ["visit.member", "stated.relief_money"]),
        ("书记轮训2期，培育示范点3个", ["training.for_secretaries", "standard.sites"]),
        ("党费收缴28600元，收缴率99%", ["dues.received", "dues.paid_share"]),
        ("两新组织覆盖率由71.3%提升至76.8%", ["unit.two_new_share", "unit.two_new_share"]),
        (
            "发展X员5名，确定入X积极分子9名",
            ["development.admitted", "development.activists_new"],
        ),
        ("其中具备建党条件的两新组织529家", ["unit.two_new_able"]),
        ("党总支下设党支部16个", ["org.branches"]),
        ("包片方面走访农户905户", ["visit.household"]),
        (
            "发展党员40名。其中，大专以上学历的25名，占62.5%；女党员9名",
            [
                "development.admitted",
                "development.admitted_higher_education",
                "development.higher_share",
                "development.admitted_women",
            ],
        ),
        ("党费支出6000元。2、订阅报刊资料1200元", ["fund.spent", "fund.spent_materials"]),
        (
            "现有正式党员40名，占职工的18%，女党员9名，占党员总数的20%",
            ["member.full", "member.women", "member.women_share"],
        ),
        ("走访慰问老党员、困难党员和烈士家属86人", ["visit.member"]),
        ("村里党员56人，支委5人", ["member.all", "post.committee"]),
        ("查出热点、难点问题30个", ["problem.hot"]),
        ("为全镇63名党龄50年以上的党员颁发纪念章", ["member.fifty_years"]),
        ("参训率占全镇党组织书记的X", ["training.secretaries_share"]),
        ("要让全镇43名支部书记每人每季上台一次", ["post.secretaries"]),
        ("过期未完成的应办事项8件，占到期事项的90%", ["duty.open", "duty.open_share"]),
        ("过期未完成事项较多的支部有：沙坪党支部（7件）、石桥党支部（4件）", ["duty.open"] * 2),
        ("调整隶属3个", ["org.moved"]),
        (
            "党员60名，其中女党员18名。\n发展党员7名",
            ["member.all", "member.women", "development.admitted"],
        ),
    ],
)
def test_the_sentence_decides(text: str, firsts: list[str]):
    assert [codes[0] for codes in offered(text) if codes] == firsts


def test_a_column_of_shares_is_told_by_its_head():
    text = "项目\t党员（名）\t女党员占比（%）\n河东村\t60\t41.7\n"
    [members, share] = [codes for codes in offered(text) if codes]
    assert (members[0], share[0]) == ("member.all", "member.women_share")


def test_one_blank_for_several_is_offered_each_of_them():
    [codes] = offered("各支部召开支委会、党员大会、主题党日各X次")
    assert {"activity.committee", "activity.assembly", "activity.theme_day"} <= set(codes)


@pytest.mark.parametrize(
    "text",
    [
        "实现地区生产总值86.5亿元", "修建公路8.5公里", "种植黄桃120亩", "发放口罩500个",
        "同比增长6.2%", "提高2.3个百分点", "新增停车位860个", "签订承诺书128份",
        "在岗职工806人", "以“第一议题”学习14次", "19个支部记录本补记代签",
        "解决3200人饮水安全问题", "补收党费1836元", "应换届党组织57个", "动态调整村党组织书记13名",
        "评选先进党支部3个", "督导9个乡镇对软弱涣散党组织开展排查", "组织156名党员重温入党誓词",
        "退休人员党支部2个", "调解邻里纠纷27起", "生活困难党员16人", "村干部中，大专以上文化的14名",
        "调整6名", "安全检查26次", "制定整改措施36条", "下派驻村干部67人", "收入20万元以上的村",
        "刚过10万元的村", "收入X万元以下村", "清退不符合任职条件的社区干部3人",
        "体检的有1600名高龄老人",
    ],
)  # fmt: skip
def test_what_the_catalogue_does_not_hold_is_left_alone(text: str):
    assert offered(text) == [[]]


def test_names_dates_and_rules_are_offered_nothing():
    assert offered("2026年X镇每月开展1次主题党日") == [[], [], []]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年上半年，召开党员大会3次", "2026H1"),
        ("县委2026年工作总结\n1—5月，召开党员大会3次", "2026-01..2026-05"),
        ("关于2026年第二季度的通报\n召开党员大会3次", "2026Q2"),
        ("截至2026年9月30日，党员12名", "2026-01..2026-09"),
        ("召开党员大会3次", ""),
    ],
)
def test_the_period_is_what_the_text_says_last(text: str, period: str):
    found = scan(text)
    proposed = periods(text, found, 2026)[-1]
    assert proposed == (str(Period.parse(period)) if period else "")


def test_a_paper_speaks_of_the_period_of_its_title():
    today = date(2026, 11, 20)
    assert str(paper_period("青禾县2026年上半年工作总结\n", today)) == "2026H1"
    assert str(paper_period("2026年，我支部…\n", today)) == "2026"
    assert str(paper_period("党员12名", today)) == "2026H2"
