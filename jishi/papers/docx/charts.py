"""A native chart: its part, and the workbook inside that Word opens for editing."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter

from jishi.papers.docx.body import clean
from jishi.papers.docx.page import HEAD, R
from jishi.papers.filling.filled import Chart

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
COLOURS = ("B3261E", "C9A24B", "5B6B7A", "8C5A3C", "3F7D58", "7A4E7E", "A8896C", "2F5D8A")

# The same chart is the same bytes, whenever it was made.
MADE = datetime(2020, 1, 1, tzinfo=UTC)


def chart_part(chart: Chart) -> str:
    bars = chart.style == "column"
    series = "".join(_series(chart, place) for place in range(len(chart.series)))
    kind = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>{series}'
        '<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        if bars
        else f'<c:lineChart><c:grouping val="standard"/>{series}<c:marker val="1"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if len(chart.series) > 1
        else ""
    )
    unit = f"（{chart.unit}）" if chart.unit else ""
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{R}"><c:chart><c:title><c:tx>'
        f'<c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="1400"/><a:t>'
        f"{clean(chart.title + unit)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{kind}{_axis('cat', 1, 2, 'b')}{_axis('val', 2, 1, 'l')}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _axis(kind: str, own: int, other: int, side: str) -> str:
    size = (
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )
    grid = "<c:majorGridlines/>" if kind == "val" else ""
    return (
        f'<c:{kind}Ax><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{grid}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{size}'
        f'<c:crossAx val="{other}"/></c:{kind}Ax>'
    )


def _series(chart: Chart, place: int) -> str:
    title, values = chart.series[place]
    column, rows = chr(ord("B") + place), len(chart.labels) + 1
    colour = COLOURS[place % len(COLOURS)]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    look = fill if chart.style == "column" else f'<a:ln w="28575">{fill}</a:ln>'
    labels = "".join(
        f'<c:pt idx="{at}"><c:v>{clean(label)}</c:v></c:pt>'
        for at, label in enumerate(chart.labels)
    )
    numbers = "".join(
        f'<c:pt idx="{at}"><c:v>{value:g}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(chart.labels)}"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>'
        f"<c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{clean(title)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx><c:spPr>{look}</c:spPr>"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${rows}</c:f><c:strCache>{count}{labels}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${rows}"
        f"</c:f><c:numCache><c:formatCode>General</c:formatCode>{count}{numbers}"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def workbook_of(chart: Chart) -> bytes:
    """The numbers of a chart as the sheet that it refers to."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Sheet1")
        for place, label in enumerate(chart.labels, 1):
            sheet.write_string(place, 0, label)
        for column, (title, values) in enumerate(chart.series, 1):
            sheet.write_string(0, column, title)
            for place, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(place, column, value)
    return out.getvalue()
