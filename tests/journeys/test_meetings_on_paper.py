"""Sheets as they leave the printer, a heap of twenty pages from the scanner, six meetings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from jishi.activities.tests.scanner import pdf_of, scanned
from tests.faults.home import python
from tests.journeys.branch import TODAY, branch_at_work
from tests.journeys.site import Site

DPI = 150
KINDS = (
    ("党员大会", "讨论村道硬化"), ("支委会", "安排秋收"), ("主题党日", "清理河道"),
    ("党课", "讲党史"), ("支委会", "安排慰问"), ("主题党日", "看望老党员"),
)  # fmt: skip
RECORDED = """
from jishi.activities.models import Activity
for a in Activity.objects.order_by("id"):
    print(a.source, a.sheet_code, a.files.count(), a.parts.get().counts)
"""


@pytest.fixture(scope="module")
def site(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with branch_at_work(county, tmp_path_factory.mktemp("paper") / "home") as running:
        yield running


def written_on(page: Image.Image, random: Random) -> Image.Image:
    """A hand has filled in a few lines; the codes stay free, as on a table."""
    pen = ImageDraw.Draw(page)
    for line in range(8):
        x, y = page.width // 6, page.height // 3 + line * page.height // 20
        for _ in range(random.randrange(6, 20)):
            x += random.randrange(8, 22)
            pen.line((x, y, x + random.randrange(-9, 12), y + random.randrange(6, 22)), 50, 2)
    return page


def heap_of(printed: bytes) -> bytes:
    """Shuffled, some upside down, a note book page and a blank one between them."""
    random = Random(4)
    document = pypdfium2.PdfDocument(printed)
    pages = [
        written_on(page.render(scale=DPI / 72).to_pil().convert("L"), random) for page in document
    ]
    assert len(pages) == 18, "six sets of three pages, each on its own sheet"
    note = written_on(Image.new("L", pages[0].size, 255), random)
    heap = [*pages, note, Image.new("L", pages[0].size, 248)]
    random.shuffle(heap)
    return pdf_of(
        (
            scanned(page, turn=random.choice((0, 180)) + random.uniform(-1.5, 1.5), noise=12)
            for page in heap
        ),
        DPI,
    )


def test_a_scanned_heap_of_printed_sheets_becomes_six_meetings(
    page: Any, site: Site, tmp_path: Path
):
    site.sign_in(page, "何文")
    page.goto(f"{site.url}/activities/sheets/new/")
    page.get_by_label("每个组织几套").fill("6")
    page.get_by_role("button", name="生成并打印").click()
    page.wait_for_url("**/sheets/run/**")
    heap = tmp_path / "scan0012.pdf"
    heap.write_bytes(heap_of(page.pdf(prefer_css_page_size=True, print_background=True)))

    page.goto(f"{site.url}/activities/scans/new/")
    page.locator("input[type=file]").set_input_files(heap)
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_role("heading", name="待归入的页").wait_for(timeout=60_000)
    assert page.locator(".s-meeting").count() == 6
    assert page.locator(".s-unknown li").count() == 1
    assert page.locator(".s-rest summary").inner_text() == "空白页和不用的页（1）"
    page.locator(".s-unknown select").select_option(index=1)
    page.get_by_role("button", name="归入", exact=True).click()
    page.get_by_role("heading", name="待归入的页").wait_for(state="detached")

    page.get_by_role("link", name="登记这次会议").first.click()
    for number, (kind, topic) in enumerate(KINDS, 1):
        expect(page.locator(".j-lead")).to_contain_text(f"第 {number} 次，共 6 次")
        assert page.locator(".s-scans img").count() in (3, 4)
        page.get_by_role("checkbox", name=kind, exact=True).check()
        page.locator("[name=held_on]").fill(TODAY)
        counts = ("5", "4") if kind == "支委会" else ("12", "9")
        for name, value in zip(("expected", "present"), counts, strict=True):
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=t1_title]").fill(topic)
        if kind == "党课":
            page.locator("[name=t1_lecturer]").fill("陈岚")
        page.get_by_role("button", name="登记，看下一次").click()

    page.get_by_role("button", name="这批办完了").click()
    page.get_by_text("这批扫描件已办完").first.wait_for()
    lines = [line.split() for line in python(RECORDED, site.home).splitlines()]
    assert [line[0] for line in lines] == ["paper"] * 6
    assert len({line[1] for line in lines}) == 6
    assert sorted(line[2] for line in lines) == ["3", "3", "3", "3", "3", "4"]
    assert [line[3] for line in lines] == ["True"] * 6
