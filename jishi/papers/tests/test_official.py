"""The official format, by the file's structure and, at length, on LibreOffice's pages."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from jishi.papers.docx.body import Letterhead
from jishi.papers.docx.writing import docx_of
from jishi.papers.filling.filled import Chart, Filled, Named, Part, Run, Used
from jishi.papers.filling.ordering import numbered

USED = Used(
    "member.all", "党员总数", "QH", "青禾县委", "2026H1", "2026年上半年", "名", "2947", 2947, None,
    "", "exact", "2026-06-30",
)  # fmt: skip
CHART = Chart("党员人数", "column", "名", ("白石镇", "石桥镇"), (("党员总数", (348.0, None)),))
SENTENCE = "坚持以问题为导向，紧扣基层治理、民生服务和乡村振兴等重点任务，全面检视履职情况，"


def paper(lines: int = 1) -> Filled:
    body = [Part("paragraph", f"p{n}", (Run(SENTENCE * 3 + "注重实效。"),)) for n in range(lines)]
    parts = numbered([
        Part("recipient", "r", (Run("各党支部"),)),
        Part("heading", "h1", (Run("总体情况"),), 1),
        Part("heading", "h2", (Run("党员队伍"),), 2),
        Part("heading", "h3", (Run("结构"),), 3),
        Part("heading", "h4", (Run("年龄"),), 4),
        Part("paragraph", "b1", (Run("共有党员"), Run("2947名", 0), Run("，<&>\x07。"))),
        *body,
        Part("table", "t", title="情况", header=("党组织", "党员"),
             rows=(((Run("白石镇党委"),), (Run("348", 0),)),)),
        Part("chart", "c", title="党员人数", chart=CHART),
        Part("people", "n", title="预备党员", names=(Named(1, "韦明", "/1/", "paper.view"),)),
        Part("signoff", "s", (Run("中共青禾县委组织部"),)),
    ])  # fmt: skip
    return Filled(
        "关于基层党建工作情况的通报", "QH", "青禾县委", "中共青禾县委", "2026H1", "2026年上半年",
        "2026-06-30", tuple(parts), (USED,),
    )  # fmt: skip


AROUND = Letterhead(
    dated="2026年11月5日", number="组发〔2026〕3号", copies="县纪委", issuer="青禾县委办公室",
    issued="2026年11月6日",
)  # fmt: skip


def opened(lines: int = 1, around: Letterhead = AROUND) -> tuple[bytes, docx.document.Document]:
    body = docx_of(paper(lines), around, {"n": "韦＊"})
    return body, docx.Document(io.BytesIO(body))


def font_of(document: docx.document.Document, style: str) -> tuple[str, float]:
    found = document.styles[style]
    fonts = found.element.rPr.rFonts
    size = found.font.size
    return fonts.get(qn("w:eastAsia")), size.pt if size else 0


def test_page_margins_grid_and_page_numbers():
    body, document = opened()
    [section] = document.sections
    for measured, wanted in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37),
        (section.left_margin, 28), (section.right_margin, 26), (section.bottom_margin, 35),
    ):  # fmt: skip
        assert abs((measured or 0) - Mm(wanted)) < Mm(0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * 22 <= 225 / 25.4 * 1440
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for each in (odd, even):
        assert each.text.startswith("— ")
        assert each.text.endswith(" —")
    assert b"PAGE" in zipfile.ZipFile(io.BytesIO(body)).read("word/footer1.xml")


def test_fonts_by_name_and_headings_by_style():
    _, document = opened()
    assert font_of(document, "Title") == ("方正小标宋简体", 22)
    assert font_of(document, "Heading 1") == ("黑体", 16)
    assert font_of(document, "Heading 2") == ("楷体_GB2312", 16)
    assert font_of(document, "Heading 3") == ("仿宋_GB2312", 16)
    assert font_of(document, "Body Text") == ("仿宋_GB2312", 16)
    texts = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    for wanted in (
        ("Heading 1", "一、总体情况"), ("Heading 2", "（一）党员队伍"), ("Heading 3", "1. 结构"),
        ("Heading 4", "（1）年龄"), ("主送机关", "各党支部："), ("Body Text", "预备党员：韦＊"),
    ):  # fmt: skip
        assert wanted in texts
    indent = document.styles["Body Text"].element.pPr.ind
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_sign_off_number_record_and_annex():
    _, document = opened()
    texts = [p.text for p in document.paragraphs]
    assert "组发〔2026〕3号" in texts
    assert texts.index("2026年11月5日") == texts.index("中共青禾县委组织部") + 1
    dated = document.paragraphs[texts.index("2026年11月5日")]
    assert dated._p.pPr.ind.get(qn("w:rightChars")) == "400"
    assert "抄送：县纪委。" in texts
    assert "青禾县委办公室\t2026年11月6日印发" in texts
    assert document.tables[-1].rows[1].cells[1].text == "党员总数"
    assert "密级" not in "".join(texts)


def test_no_red_head_unless_it_is_asked_for():
    assert "文件" not in "".join(p.text for p in opened()[1].paragraphs)
    red = opened(around=Letterhead(red="中共青禾县委文件"))[1]
    assert red.paragraphs[0].text == "中共青禾县委文件"


def test_a_chart_is_native_with_its_numbers_inside():
    body, _ = opened()
    with zipfile.ZipFile(io.BytesIO(body)) as box:
        chart = box.read("word/charts/chart1.xml").decode()
        assert "<c:v>348</c:v>" in chart
        assert box.read("word/embeddings/chart1.xlsx")[:2] == b"PK"


def test_python_docx_reopens_and_saves_without_loss():
    body, document = opened()
    out = io.BytesIO()
    document.save(out)
    again = docx.Document(io.BytesIO(out.getvalue()))
    assert [p.text for p in again.paragraphs] == [p.text for p in document.paragraphs]
    names = {info.filename for info in zipfile.ZipFile(io.BytesIO(out.getvalue())).infolist()}
    assert {"word/charts/chart1.xml", "word/embeddings/chart1.xlsx"} <= names
    assert body == docx_of(paper(), AROUND, {"n": "韦＊"})


@pytest.mark.full
def test_pages_hold_22_lines_of_28_letters(tmp_path: Path):
    """Measured on the pages that LibreOffice makes of it."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: run `make office`"
    source = tmp_path / "paper.docx"
    source.write_bytes(docx_of(paper(lines=30), AROUND, {"n": "韦＊"}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    page = pdf[1]
    assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]
    lines = [line for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
    body = [line for line in lines if not line.startswith("— ")]
    assert len(body) == 22
    full = [line for line in body if SENTENCE[:6] not in line[:8]]
    assert max(map(len, full)) in (28, 29)
    assert "— 2 —" in lines
