"""The text of a paper as paragraphs, tables and places for charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from xml.sax.saxutils import escape

from jishi.papers.docx.page import CHARACTER, LETTERS
from jishi.papers.filling.filled import Filled, Part, Run, Used

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDTH = 8844  # of the text, in twips: 156 mm
EMU = 635  # of a twip
QUALIFIERS = {"at_least": "至少", "about": "约"}
ANNEX_HEAD = ("序号", "指标", "党组织", "时期", "数值", "分子/分母", "截至")
ANNEX_WIDTHS = (700, 2444, 1700, 1500, 1000, 900, 600)


@dataclass(frozen=True)
class Letterhead:
    """What surrounds the text: nothing of it is invented, an empty part is left out."""

    signed: str = ""  # who signs
    dated: str = ""  # 2026年11月20日
    number: str = ""  # 组发〔2026〕3号
    red: str = ""  # the red head, where an office has switched it on
    copies: str = ""  # 抄送
    issuer: str = ""  # 印发机关
    issued: str = ""


def clean(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _runs(runs: Iterable[Run]) -> str:
    """Neighbouring letters of the same kind are one run, that a finder finds whole sentences."""
    found: list[tuple[str, list[str]]] = []
    for each in runs:
        if found and found[-1][0] == each.kind:
            found[-1][1].append(each.text)
        else:
            found.append((each.kind, [each.text]))
    return "".join(run("".join(texts), _LOOK.get(kind, "")) for kind, texts in found)


_LOOK = {"prompt": '<w:color w:val="808080"/>'}
EMPTY = paragraph("BodyText", "")
KEEP = "<w:keepNext/>"  # with what follows, on one page


def body(filled: Filled, around: Letterhead, names: dict[str, str], charts: list[str]) -> str:
    """`names` are the lists of names by the key of their part; `charts` their relation ids."""
    found = [*_top(filled, around)]
    waiting = iter(charts)
    signed = False
    for part, after in zip_longest(filled.parts, filled.parts[1:]):
        if part.kind == "signoff":
            signed = True
            found += _signoff(around.signed or part.text, around.dated)
        else:
            is_last = after.kind == "signoff" if after else bool(around.signed)
            found += _part(part, names, waiting, KEEP if is_last else "")
    if not signed and around.signed:
        found += _signoff(around.signed, around.dated)
    found += _record(around)
    if filled.annex and filled.figures:
        found += _annex(filled.figures)
    return "".join(found)


def _top(filled: Filled, around: Letterhead) -> Iterator[str]:
    if around.red:
        yield paragraph("RedHead", run(around.red, '<w:color w:val="E60000"/>'))
        yield EMPTY
    if around.number:
        line = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="E60000"/></w:pBdr>'
        yield paragraph("DocumentNumber", run(around.number), line if around.red else "")
        yield from (EMPTY, EMPTY) if around.red else (EMPTY,)
    yield paragraph("Title", run(filled.heading))
    yield EMPTY


def _part(part: Part, names: dict[str, str], charts: Iterator[str], keep: str) -> Iterator[str]:
    if part.kind == "heading":
        number = run(part.number) if part.number else ""
        yield paragraph(f"Heading{part.level}", number + _runs(part.runs))
    elif part.kind == "recipient":
        yield paragraph("Recipient", _runs(part.runs) + run("："))
    elif part.kind == "table":
        yield from _caption(part)
        yield table(part.header, [[_runs(cell) for cell in row] for row in part.rows])
        yield EMPTY
    elif part.kind == "chart" and part.chart:
        yield drawing(next(charts), part.chart.title)
        yield EMPTY
    elif part.kind == "people":
        yield paragraph("BodyText", run(f"{part.title}：{names.get(part.key, '')}"), keep)
    elif part.kind == "attachment":
        yield EMPTY
        yield paragraph("Attachment", run("附件：") + _runs(part.runs))
    else:
        number = run(part.number) if part.number else ""
        yield paragraph("BodyText", number + _runs(part.runs), keep)


def _caption(part: Part) -> Iterator[str]:
    if part.title:
        yield paragraph("Caption", run(part.title))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> str:
    """Cells are runs already; the head is repeated on every page."""
    first = WIDTH * 3 // (len(header) + 2)
    rest = (WIDTH - first) // max(1, len(header) - 1)
    columns = widths or [first, *[rest] * (len(header) - 1)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    head = _row([run(text) for text in header], columns, "TableHead", "<w:tblHeader/>")
    lines = "".join(_row(row, columns, "TableText") for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{lines}</w:tbl>'
    )


def _row(cells: Sequence[str], columns: Sequence[int], style: str, more: str = "") -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, cell)}</w:tc>"
        for cell, width in zip(cells, columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inner}</w:tr>"


def drawing(relation: str, title: str) -> str:
    number = int("".join(filter(str.isdigit, relation)) or "1")
    wide, high = WIDTH * EMU, 4200 * EMU
    return (
        '<w:p><w:pPr><w:pStyle w:val="Caption"/><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="图表 {number}" '
        f'descr="{clean(title)}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )


def width_of(text: str) -> float:
    """In letters: a figure is half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _signoff(signed: str, dated: str) -> Iterator[str]:
    """The date four letters from the right, the name centred above it (R-DOC-13).

    Never alone on a page: the last lines of the text come along.
    """
    yield paragraph("BodyText", "", KEEP)
    yield paragraph("BodyText", "", KEEP)
    name, day = width_of(signed), width_of(dated)
    day_right, name_right = 4.0, 4 + (day - name) / 2
    if name_right < 2:
        name_right, day_right = 2.0, max(2.0, 2 + (name - day) / 2)
    if signed and name <= LETTERS - 2:
        yield paragraph("SignOff", run(signed), KEEP + _right(name_right))
    elif signed:
        yield paragraph("SignOff", run(signed), KEEP)
    if dated:
        yield paragraph("SignOff", run(dated), _right(day_right))


def _right(letters: float) -> str:
    return f'<w:ind w:rightChars="{round(letters * 100)}" w:right="{round(letters * CHARACTER)}"/>'


def _record(around: Letterhead) -> Iterator[str]:
    """抄送, issuer and day between lines as wide as the text (R-DOC-17)."""
    line = '<w:{side} w:val="single" w:sz="{size}" w:space="1" w:color="000000"/>'
    top, bottom = line.format(side="top", size=8), line.format(side="bottom", size=8)
    if not around.copies and not around.issuer:
        return
    yield EMPTY
    if around.copies:
        edge = f"<w:pBdr>{top}{'' if around.issuer else bottom}</w:pBdr>"
        yield paragraph("Record", run(f"抄送：{around.copies}。"), edge)
    if around.issuer:
        thin = line.format(side="top", size=6) if around.copies else top
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - 280}"/></w:tabs>'
        said = run(around.issuer) + "<w:r><w:tab/></w:r>" + run(f"{around.issued}印发")
        yield paragraph("Record", said, f"<w:pBdr>{thin}{bottom}</w:pBdr>{stop}")


def _annex(figures: Sequence[Used]) -> Iterator[str]:
    """Where each number comes from."""
    yield paragraph("Heading1", run("附件"), '<w:pageBreakBefore/><w:ind w:firstLine="0"/>')
    yield paragraph("Title", run("数字出处"))
    yield EMPTY
    rows = [
        [run(text) for text in annex_row(number, used)] for number, used in enumerate(figures, 1)
    ]
    yield table(ANNEX_HEAD, rows, ANNEX_WIDTHS)


def annex_row(number: int, used: Used) -> list[str]:
    said = QUALIFIERS.get(used.qualifier, "") + used.text
    unit = "" if used.unit == "%" else used.unit
    _, month, day = used.as_of.split("-")
    return [
        str(number), used.title, used.org_name, used.period_label, said + unit, used.parts or "—",
        f"{int(month)}.{int(day)}",
    ]  # fmt: skip
