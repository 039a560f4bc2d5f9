"""A pile of scanned pages is read page by page; whatever is wrong with one, none is lost."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from jishi.activities.paper.codes import Mark, make_code
from jishi.activities.paper.piles import pile
from jishi.activities.paper.reading import Unreadable, opening, read_scan
from jishi.activities.tests.scanner import drawn, jpeg_of, pdf_of, scanned

MARK = Mark(make_code(), "M", 1)


def only(data: bytes):
    (page,) = read_scan(data)
    return page


HOW: tuple[dict[str, float], ...] = (
    {},
    {"turn": 180},
    {"turn": 90},
    {"turn": -86.5},
    {"turn": 3.5, "noise": 30},
    {"turn": -15},
    {"noise": 80},
    {"faint": 0.75, "noise": 15},
    {"blur": 1.6},
    {"shade": 170, "noise": 30, "specks": 2500},
    {"turn": 183, "faint": 0.5, "noise": 25, "specks": 1500},
)


@pytest.mark.parametrize("dpi", [150, 300])
def test_pages_are_recognised_as_scanners_bring_them(dpi: int):
    page = drawn(MARK, dpi)
    found = read_scan(pdf_of([scanned(page, **how) for how in HOW], dpi))  # type: ignore[arg-type]
    assert [how for how, page in zip(HOW, found, strict=True) if page.mark != MARK] == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_it_is_shown_upright(turn: int):
    upright = drawn(MARK)
    shown = Image.open(io.BytesIO(only(jpeg_of(scanned(upright, turn=turn))).picture))
    assert shown.height > shown.width
    wanted = upright.resize(shown.size)
    assert ImageStat.Stat(ImageChops.difference(shown, wanted)).mean[0] < 12


def test_a_corner_torn_off_leaves_the_other_code():
    page = drawn(MARK)
    page.paste(255, (1100, 0, page.width, 500))
    assert only(jpeg_of(page)).mark == MARK


@pytest.mark.parametrize("how", [{}, {"noise": 40}, {"shade": 190, "noise": 20, "specks": 60}])
def test_the_back_of_a_sheet_is_blank(how: dict[str, float]):
    back = Image.new("L", (1654, 2339), 255)
    assert only(jpeg_of(scanned(back, **how))).is_blank  # type: ignore[arg-type]


def test_a_page_written_by_hand_without_a_code_is_not_blank():
    page = only(jpeg_of(scanned(drawn(None), faint=0.4, noise=20)))
    assert (page.mark, page.is_blank, page.is_broken) == (None, False, False)


def test_a_pdf_is_read_in_its_order_with_foreign_and_blank_pages_between():
    codes = [make_code() for _ in range(3)]
    marks = [Mark(code, "M", n) for code in codes for n in (2, 1)]
    pages = [scanned(drawn(mark), turn=180 * (n % 2), noise=20) for n, mark in enumerate(marks)]
    pages.insert(2, Image.new("L", (1654, 2339), 250))
    pages.insert(4, drawn(None))
    found = list(read_scan(pdf_of(pages)))
    assert [page.at for page in found] == list(range(8))
    assert [page.mark for page in found if page.mark] == marks
    assert [page.at for page in found if page.is_blank] == [2]


def test_a_page_that_kills_the_reader_is_listed_and_its_neighbours_are_read(monkeypatch):
    """A planted crash: the reading process ends at the second and the fourth page."""
    crash = (
        "import os, sys\n"
        "from jishi.activities.paper.reading import child\n"
        "was = child.piece\n"
        "def piece(out, head, body=b''):\n"
        "    if head.get('page') in (1, 3): os._exit(139)\n"
        "    was(out, head, body)\n"
        "child.piece = piece\n"
        "child.main()\n"
    )
    monkeypatch.setattr(opening, "_CHILD", (opening._CHILD[0], "-c", crash))
    marks = [Mark(make_code(), "M", 1) for _ in range(5)]
    found = list(read_scan(pdf_of([drawn(mark, 150) for mark in marks], 150)))
    assert [page.at for page in found] == [0, 1, 2, 3, 4]
    assert [page.is_broken for page in found] == [False, True, False, True, False]
    assert found[4].mark == marks[4]


def test_a_reader_that_broods_is_ended(monkeypatch):
    brood = "import sys, time; sys.stdin.read(); time.sleep(60)"
    monkeypatch.setattr(opening, "_CHILD", (opening._CHILD[0], "-c", brood))
    monkeypatch.setattr(opening, "PAGE_WALL", 0.3)
    with pytest.raises(Unreadable):
        list(read_scan(b"%PDF-1.4"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7\n%%EOF", "unreadable"),
        (b"\xff\xd8\xff\xe0 no picture", "unreadable"),
        (b"II*\x00" + b"\0" * 400, "unreadable"),
        (b"<svg/>", "unreadable"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(data: bytes, code: str):
    with pytest.raises(Unreadable) as refused:
        list(read_scan(data))
    assert refused.value.code == code
    assert "扫描" in refused.value.message


def test_a_picture_of_a_million_by_a_million_is_refused():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Unreadable) as refused:
        only(out.getvalue())
    assert refused.value.code == "size"


@pytest.mark.parametrize("at", [40, 400, 4000, 40_000])
def test_a_pdf_cut_short_or_overwritten_is_read_as_far_as_it_goes(at: int):
    whole = bytearray(pdf_of([drawn(Mark(MARK.code, "M", n), 100) for n in (1, 2, 3)], 100))
    whole[at : at + 60] = bytes(range(60))
    try:
        found = list(read_scan(bytes(whole)))
    except Unreadable:
        return
    assert [page.at for page in found] == list(range(len(found)))


def test_pages_are_put_together_to_meetings():
    class Page:
        def __init__(self, number: int, mark: Mark | None, is_blank: bool = False) -> None:
            self.number, self.is_blank = number, is_blank
            self.code, self.part, self.page = (
                (mark.code, mark.part, mark.page) if mark else ("", "", 0)
            )

    one, two = make_code(), make_code()
    found = pile(
        Page(n, mark, n == 4)
        for n, mark in enumerate(
            [
                Mark(two, "M", 2), Mark(one, "C", 1), None, Mark(two, "A", 1), None,
                Mark(one, "M", 1), Mark(two, "M", 1), Mark(two, "A", 1),
            ]
        )
    )  # fmt: skip
    assert [(m.code, [p.number for p in m.pages]) for m in found.meetings] == [
        (two, [6, 0, 3, 7]),
        (one, [5, 1]),
    ]
    assert found.meetings[0].twice == ("签到第1页",)
    assert not found.meetings[1].twice
    assert [p.number for p in found.unknown] == [2]
    assert [p.number for p in found.blank] == [4]
