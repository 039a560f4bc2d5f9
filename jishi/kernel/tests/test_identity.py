"""Identity numbers and credit codes prove themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.identity import (
    CREDIT_ALPHABET,
    FEMALE,
    MALE,
    Identity,
    credit_check,
    credit_code_in_order,
    identity_check,
    identity_in_order,
    tidy,
)

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("11010519491231002X", ()),
        ("440524188001010014", ()),
        ("110105194912310021", ("identity_check",)),
        ("990000199902300016", ("identity_birth",)),
        ("99000020260602001X", ("identity_birth",)),
        ("110105491231002", ("identity_old",)),
        ("1101051949123100", ("identity_form",)),
        ("1101051949123100X2", ("identity_form",)),
        ("", ("identity_form",)),
    ],
)
def test_the_first_thing_wrong_is_told(number: str, codes: tuple[str, ...]) -> None:
    assert identity_in_order(number, TODAY).codes == codes


def test_birth_date_and_sex_are_read_from_the_number() -> None:
    assert Identity.of("11010519491231002X") == Identity(
        "11010519491231002X", date(1949, 12, 31), FEMALE
    )
    found = Identity.of("440524188001010014")
    assert found is not None
    assert found.sex == MALE
    assert Identity.of("110105194912310021") is None
    assert Identity.of("11010519490230002X") is None


@given(
    st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9)
)
def test_one_wrong_character_is_always_found(born: date, order: int, place: int, by: int) -> None:
    digits = f"990000{born:%Y%m%d}{order:03d}"
    number = digits + identity_check(digits)
    assert identity_in_order(number, TODAY)
    wrong = str((int(number[place].replace("X", "0")) + by) % 10)
    changed = number[:place] + wrong + number[place + 1 :]
    assert changed == number or not identity_in_order(changed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "'11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231\u200b 002X\u00a0",
    ],
)
def test_accidents_of_typing_are_tidied(typed: str) -> None:
    assert tidy(typed) == "11010519491231002X"


def test_credit_codes_follow_the_vectors() -> None:
    assert credit_code_in_order("91350100M000100Y43")
    assert credit_code_in_order("91350100M000100Y4Z").codes == ("credit_form",)
    assert credit_check("91350100M000100Y4") == "3"


@given(st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_character_of_a_credit_code_is_found(place: int, by: int) -> None:
    code = "91350100M000100Y43"
    wrong = CREDIT_ALPHABET[(CREDIT_ALPHABET.index(code[place]) + by) % 31]
    assert not credit_code_in_order(code[:place] + wrong + code[place + 1 :])
