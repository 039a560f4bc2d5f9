"""What a cell may hold: each parser with what it takes and what it refuses."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.exchange import fields as f
from jishi.exchange.cells import Broken, Day
from jishi.exchange.kinds.tables import TABLES
from jishi.kernel.partial import PartialDate


def day(year: int, shown="day") -> Day:
    return Day(dt.datetime.combine(dt.date(year, 1, 1), dt.time()), shown)


GOOD = [
    (f.name, "张 三", "张三"), (f.name, "欧阳　修", "欧阳修"), (f.name, "买买提•艾力",
     "买买提·艾力"),
    (f.name, "𠮷田青", "𠮷田青"), (f.name, "葛𬱖", "葛𬱖"), (f.name, "Ｔom Li", "Tom Li"),
    (f.identity, "'11010519491231002x", "11010519491231002X"),
    (f.identity, "１１０１０５ 19491231\u200b002Ｘ", "11010519491231002X"),
    (f.phone, 13800001234.0, "13800001234"), (f.phone, "+86 138-0000-1234", "13800001234"),
    (f.sex, "女性", "2"), (f.nation, "维吾尔", "05"), (f.nation, 1, "01"), (f.education, "大专",
     "30"),
    (f.politics, "预备党员", "02"), (f.uscc, "91350100m000100y43", "91350100M000100Y43"),
    (f.district, "350322111201", "350322111201"), (f.district, 350322, "350322"),
    (f.partial_date, day(1980, "month"), PartialDate(dt.date(1980, 1, 1),
     "month")),
    (f.partial_date, 44000, PartialDate(dt.date(2020, 6, 18))),
    (f.partial_date, 44000.75, PartialDate(dt.date(2020, 6, 18))),
    (f.partial_date, "44000", PartialDate(dt.date(2020, 6, 18))),
    (f.partial_date, 1958.07, PartialDate(dt.date(1958, 7, 1), "month")),
    (f.partial_date, 1958, PartialDate(dt.date(1958, 1, 1), "year")),
    (f.partial_date, 20200105, PartialDate(dt.date(2020, 1, 5))),
    (f.full_date, "2020.1.5", dt.date(2020, 1, 5)),
    (f.day_of_office, "2015.6", dt.date(2015, 6, 1)),
    (f.money(), "1,234.50", 123450), (f.money(), "￥12 元", 1200), (f.money(), 0.1 + 0.2, 30),
    (f.money("万元"), 1.25, 1250000), (f.money(), 3000, 300000),
    (f.integer(), "１２人", 12), (f.integer(), 12.0, 12), (f.yes_no, "√", True), (f.yes_no, "×",
     False),
    (f.yes_no, True, True), (f.yes_no, 0, False), (f.text(5), " 甲\u200b\n乙 ", "甲 乙"),
    (f.choice({"a": "甲类", "b": "乙类"}, {"甲": "a"}), "（甲）", "a"),
    (f.choice({"a": "甲类", "b": "乙类"}), "2乙类", "b"), (f.code, 123, "123"),
    (f.organisation, "下河村 党支部", "下河村党支部"),
]  # fmt: skip
BAD = [
    (f.name, "王", "name_length"), (f.name, "王?", "name_lost"), (f.name, "李\ue123", "name_lost"),
    (f.name, "张*", "name_masked"), (f.name, "张三1", "name_form"), (f.name, 3, "name_form"),
    (f.identity, 1.1010519491231e17, "identity_number"), (f.identity, "1.10105E+17",
     "identity_number"),
    (f.identity, "110105194912310000", "identity_number"), (f.identity, "110105491231002",
     "identity_old"),
    (f.identity, "110105********002X", "identity_masked"),
    (f.identity, "110105194912310021", "identity_check"), (f.identity, "无", "identity_form"),
    (f.phone, "1380000123", "phone_form"), (f.phone, "138****1234", "phone_masked"),
    (f.phone, "13800001234/13900001234", "phone_several"), (f.phone, "1.38E+10", "phone_number"),
    (f.sex, "南", "sex_unknown"), (f.nation, "汗族", "nation_unknown"), (f.education, "幼儿园",
     "education_unknown"),
    (f.uscc, "91350100M000100Y4Z", "credit_form"), (f.uscc, 9.1350100e17, "credit_number"),
    (f.partial_date, "01/02/2020", "date_ambiguous"), (f.partial_date, 2020.1, "date_ambiguous"),
    (f.partial_date, "2020-02-30", "date_impossible"), (f.partial_date, True, "date_form"),
    (f.partial_date, 3, "date_form"), (f.partial_date, day(1700),
     "date_impossible"),
    (f.full_date, "2020.01", "date_partial"),
    (f.day_of_office, "2015", "date_partial"), (f.money(), 12.345, "money_decimals"),
    (f.money(), "1.2万元", "money_unit"), (f.money(), "-3", "money_negative"), (f.money(), "未交",
     "money_form"),
    (f.money(), "12,34", "money_form"), (f.integer(), "1.5", "integer_form"), (f.integer(0, 10), 11,
     "integer_range"),
    (f.yes_no, "也许", "yes_no"), (f.text(3), "一二三四", "too_long"), (f.choice({"a": "甲"}), "乙",
     "choice_unknown"),
    (f.code, "1.23E+11", "code_number"), (f.sex, Broken("cell_error", "单元格出错：#N/A"),
     "cell_error"),
    (f.text(9), "#N/A", "cell_error"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "cell", "value"), GOOD)
def test_what_is_taken(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(("parse", "cell", "code"), BAD)
def test_what_is_refused(parse, cell, code):
    with pytest.raises(f.Fault) as caught:
        parse(cell)
    assert caught.value.code == code
    assert str(caught.value)


CELLS = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.times(),
    st.datetimes().map(Day), st.just(Broken("cell_error", "#N/A")),
    st.text(alphabet="0123456789.-/年月日万元X×*E+ ", max_size=20),
)  # fmt: skip


@given(CELLS)
def test_no_cell_crashes_any_field(cell):
    for kind in TABLES:
        for field in kind.fields:
            with contextlib.suppress(f.Fault):
                field.read(cell)


def test_nothing_is_nothing_where_it_may_be():
    full_on = next(k for k in TABLES if k.code == "members").field("full_on")
    assert full_on is not None
    assert [full_on.read(cell) for cell in (None, "", "  ", "无", "/", "——", "不详")] == [None] * 7
    name = next(k for k in TABLES if k.code == "members").field("name")
    assert name is not None
    with pytest.raises(f.Fault, match="不能为空"):
        name.read("/")


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.code)
def test_every_field_reads_its_example_and_no_two_share_a_label(kind):
    assert len({field.label for field in kind.fields}) == len(kind.fields)
    for field in kind.fields:
        if field.example:
            assert field.read(field.example) is not None
        for chosen, label in (field.choices or {}).items():
            assert field.read(label) == field.read(chosen) == chosen


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.code)
def test_no_word_stands_for_two_fields(kind):
    seen: dict[str, str] = {}
    for field in kind.fields:
        for word in (field.label, *field.aliases):
            assert seen.setdefault(word, field.name) == field.name, (word, seen[word], field.name)
