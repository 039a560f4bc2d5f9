"""Code tables and the words that people use for their entries."""

from __future__ import annotations

import pytest

from jishi.kernel.codes import (
    EDUCATION,
    NATIONS,
    POLITICS,
    district_code_in_order,
    district_kind,
    education_of,
    has_graduated,
    nation_of,
    politics_of,
    sex_of,
)


def test_the_tables_are_whole() -> None:
    assert (len(NATIONS), NATIONS["01"], NATIONS["31"], NATIONS["56"]) == (
        56, "汉族", "达斡尔族", "基诺族",
    )  # fmt: skip
    assert len(POLITICS) == 13
    assert all(len(code) == 2 for code in (*NATIONS, *POLITICS, *EDUCATION))


@pytest.mark.parametrize("code", list(NATIONS))
def test_a_nation_is_found_by_name_and_code(code: str) -> None:
    name = NATIONS[code]
    assert {nation_of(name), nation_of(name[:-1]), nation_of(code), nation_of(f" {name} ")} == {
        code
    }


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("大学", "20"), ("本科", "20"), ("大学本科毕业", "21"), ("本科肄业", "23"), ("大专", "30"),
        ("大专毕业", "31"), ("研究生", "10"), ("硕士", "14"), ("博士研究生", "11"), ("中专", "41"),
        ("高中", "60"), ("高中结业", "62"), ("初中", "70"), ("初中毕业", "71"), ("小学", "80"),
        ("小学文化", "80"), ("（大学）本科", "20"), ("61", "61"), ("技校毕业", "47"),
        ("文盲", "90"), ("本科学历", "20"), ("初中结业", None), ("幼儿园", None), ("", None),
    ],
)  # fmt: skip
def test_schooling_is_found_by_common_words(word: str, code: str | None) -> None:
    assert education_of(word) == code


@pytest.mark.parametrize("code", list(EDUCATION))
def test_schooling_is_found_by_code_and_label(code: str) -> None:
    assert education_of(code) == code
    found = education_of(EDUCATION[code])
    assert found is not None
    assert found[0] == code[0]


def test_leaving_without_the_degree_is_not_having_it() -> None:
    assert has_graduated("21")
    assert has_graduated("20")
    assert not has_graduated("22")
    assert not has_graduated("23")


def test_sex_and_political_status() -> None:
    assert [sex_of(word) for word in ("男", "女性", "1", "２", "不详")] == [
        "1",
        "2",
        "1",
        "2",
        None,
    ]
    assert politics_of("中共党员") == "01"
    assert politics_of("预备党员") == "02"
    assert politics_of("3") == "03"
    assert politics_of("其他") is None


def test_district_codes_follow_the_vectors() -> None:
    assert district_code_in_order("350322111201")
    assert district_kind("350322111201") == "村委会"
    assert district_kind("350322111000") == "镇"
    assert district_kind("350322") == "县级"
    assert district_code_in_order("35032211120A").codes == ("district_form",)
    assert district_code_in_order("350322000201").codes == ("district_village",)
