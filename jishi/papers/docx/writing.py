"""A filled paper as the bytes of a .docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from jishi.papers.docx import page
from jishi.papers.docx.body import Letterhead, body, clean
from jishi.papers.docx.charts import chart_part, workbook_of
from jishi.papers.filling.filled import Chart, Filled

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = page.R
_NAMESPACES = (
    f'xmlns:w="{page.W}" xmlns:r="{page.R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same paper is the same file


def docx_of(
    filled: Filled, around: Letterhead | None = None, names: Mapping[str, str] | None = None
) -> bytes:
    charts = [part.chart for part in filled.parts if part.kind == "chart" and part.chart]
    relations = [f"rChart{number}" for number in range(1, len(charts) + 1)]
    inner = body(filled, around or Letterhead(), dict(names or {}), relations)
    return package(inner, charts, filled.heading)


def package(inner: str, charts: list[Chart], title: str) -> bytes:
    """The parts of a document around the text of its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as whole:

        def put(name: str, data: str | bytes) -> None:
            whole.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)

        put("[Content_Types].xml", _types(len(charts)))
        for name, text in _same().items():
            put(name, text)
        put("docProps/core.xml", _core(title))
        document = (
            f"<w:document {_NAMESPACES}><w:body>{inner}{page.section()}</w:body></w:document>"
        )
        put("word/document.xml", page.HEAD + document)
        put("word/_rels/document.xml.rels", _document_relations(len(charts)))
        for number, chart in enumerate(charts, 1):
            put(f"word/charts/chart{number}.xml", chart_part(chart))
            put(f"word/charts/_rels/chart{number}.xml.rels", _chart_relations(number))
            put(f"word/embeddings/chart{number}.xlsx", workbook_of(chart))
    return out.getvalue()


@cache
def _same() -> dict[str, str]:
    """The parts that are the same in every paper."""
    return {
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/styles.xml": page.styles(),
        "word/settings.xml": page.settings(),
        "word/footer1.xml": page.footer(even=False),
        "word/footer2.xml": page.footer(even=True),
    }


def _relations(*each: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'
        for ident, kind, target in each
    )
    return f'{page.HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _document_relations(charts: int) -> str:
    return _relations(
        ("rStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rSettings", f"{_OFFICE}/settings", "settings.xml"),
        ("rFooterOdd", f"{_OFFICE}/footer", "footer1.xml"),
        ("rFooterEven", f"{_OFFICE}/footer", "footer2.xml"),
        *(
            (f"rChart{number}", f"{_OFFICE}/chart", f"charts/chart{number}.xml")
            for number in range(1, charts + 1)
        ),
    )


def _chart_relations(number: int) -> str:
    return _relations(("rId1", f"{_OFFICE}/package", f"../embeddings/chart{number}.xlsx"))


def _types(charts: int) -> str:
    parts = [
        ("word/document.xml", f"{_DOCX}.document.main+xml"),
        ("word/styles.xml", f"{_DOCX}.styles+xml"),
        ("word/settings.xml", f"{_DOCX}.settings+xml"),
        ("word/footer1.xml", f"{_DOCX}.footer+xml"),
        ("word/footer2.xml", f"{_DOCX}.footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    parts += [(f"word/charts/chart{number}.xml", chart) for number in range(1, charts + 1)]
    inner = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return (
        f'{page.HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="xlsx" ContentType="{sheet}"/>{inner}</Types>'
    )


def _core(title: str) -> str:
    return (
        f'{page.HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{clean(title)}</dc:title>'
        "</cp:coreProperties>"
    )
