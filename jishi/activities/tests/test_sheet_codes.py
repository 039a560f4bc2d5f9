"""The code on a printed sheet bears being read aloud, typed and scanned."""

from __future__ import annotations

import random

import pytest

from jishi.activities.paper.codes import (
    ALPHABET,
    Mark,
    is_code,
    make_code,
    read_mark,
    shown,
    tidy_code,
)
from jishi.activities.paper.layout import MOST_NAMES, PER_PAGE, SHEET_KINDS, pages_of


def codes(count: int = 40) -> list[str]:
    return [make_code() for _ in range(count)]


def test_every_single_mistake_is_found():
    for code in codes(12):
        for at, right in enumerate(code):
            for wrong in ALPHABET.replace(right, ""):
                assert not is_code(code[:at] + wrong + code[at + 1 :])


def test_any_two_characters_exchanged_are_found():
    for code in codes():
        for first in range(8):
            for second in range(first + 1, 8):
                if code[first] != code[second]:
                    swapped = list(code)
                    swapped[first], swapped[second] = swapped[second], swapped[first]
                    assert not is_code("".join(swapped))


def test_a_code_is_typed_as_people_type():
    for code in codes():
        spoilt = shown(code).lower().replace("0", "o").replace("1", "l").replace("5", "s")
        for typed in (spoilt, f"  {code[:3]} {code[3:]} ", code.translate(_wide()), shown(code)):
            assert tidy_code(typed) == code


def _wide() -> dict[int, int]:
    return {ord(c): ord(c) + 0xFEE0 for c in ALPHABET}


@pytest.mark.parametrize("typed", ["", "1234", "会议记录", "0000-0001", "A" * 5000, "---- ----"])
def test_what_is_no_code_is_refused(typed: str):
    assert tidy_code(typed) is None


def test_a_mark_comes_back_and_others_are_left_alone():
    mark = Mark(make_code(), "M", 12)
    assert read_mark(str(mark)) == mark
    broken = str(mark)[:5] + ("A" if str(mark)[5] != "A" else "B") + str(mark)[6:]
    for other in ("", "https://example.invalid/", broken, str(mark) + "0", "JS" + "0" * 9):
        assert read_mark(other) is None


def test_codes_do_not_follow_each_other():
    assert len(set(codes(2000))) == 2000


def test_names_fill_the_lists_and_guests_have_room():
    code = make_code()
    for count in (0, 1, PER_PAGE - 6, PER_PAGE - 5, 3 * PER_PAGE, random.Random(7).randint(1, 300)):
        names = [f"党员{n}" for n in range(count)]
        pages = pages_of(SHEET_KINDS["meeting"], code, names)
        lists = [page for page in pages if page.part == "A"]
        cells = [cell for page in lists for pair in zip(*page.rows, strict=True) for cell in pair]
        assert [cell.name for cell in cells if cell.name] == names
        assert [cell.number for cell in cells] == list(range(1, len(lists) * PER_PAGE + 1))
        assert sum(not cell.name for cell in cells) >= 6
        assert len({page.mark for page in pages}) == len(pages) == len(lists) + 2


def test_a_count_sheet_comes_with_a_vote_or_alone():
    parts = {kind: [page.part for page in pages_of(SHEET_KINDS[kind], make_code(), ["甲"])]
             for kind in SHEET_KINDS}  # fmt: skip
    assert parts == {
        "meeting": ["A", "M", "M"], "vote": ["A", "M", "M", "C"], "count": ["C"],
        "more": ["M", "M", "M", "M"],
    }  # fmt: skip


def test_more_names_than_any_branch_has_are_cut_not_printed_for_ever():
    pages = pages_of(SHEET_KINDS["meeting"], make_code(), ["甲"] * 100_000)
    assert len(pages) <= MOST_NAMES // PER_PAGE + 3
