"""The notes that pop up on a cell: a comments part and the drawing that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jishi.exchange.reading.splice import letters, xml_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR = "导入检查"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
DRAWING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{shape}" type="#_x0000_t202" '
    'style="position:absolute;width:180pt;height:60pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)

Notes = Mapping[tuple[int, int], str]


def comments_part(notes: Notes) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{MAIN}">'
        f"<authors><author>{AUTHOR}</author></authors><commentList>{_comments(notes, 0, '')}"
        "</commentList></comments>"
    ).encode()


def _comments(notes: Notes, author: int, p: str) -> str:
    return "".join(
        f'<{p}comment ref="{letters(column)}{row}" authorId="{author}"><{p}text><{p}t '
        f'xml:space="preserve">{xml_text(text)}</{p}t></{p}text></{p}comment>'
        for (row, column), text in sorted(notes.items())
    )


def drawing_part(notes: Notes, block: int) -> bytes:
    return (_HEAD.format(block=block) + _SHAPE_TYPE + shapes(notes, block) + "</xml>").encode()


def shapes(notes: Notes, block: int) -> str:
    return "".join(
        _SHAPE.format(
            shape=block * 1024 + 1 + number % 1000,
            left=column, right=column + 3, top=max(0, row - 2), bottom=row + 3,
            row=row - 1, column=column - 1,
        )
        for number, (row, column) in enumerate(sorted(notes))
    )  # fmt: skip


def add_comments(xml: bytes, notes: Notes) -> bytes | None:
    """Notes added to the office's own; None where its part is written some other way."""
    text = xml.decode("utf-8", "replace")
    authors = re.search(r"</((?:\w+:)?)authors>", text)
    end = re.search(r"</((?:\w+:)?)commentList>", text)
    if not authors or not end:
        return None
    p = authors[1]
    number = len(re.findall(rf"<{p}author[\s>/]", text[: authors.start()]))
    return (
        text[: authors.start()]
        + f"<{p}author>{AUTHOR}</{p}author>"
        + text[authors.start() : end.start()]
        + _comments(notes, number, end[1])
        + text[end.start() :]
    ).encode()


def add_shapes(xml: bytes, notes: Notes, block: int) -> bytes | None:
    end = xml.rfind(b"</xml>")
    if end < 0:
        return None
    return xml[:end] + shapes(notes, block).encode() + xml[end:]


def noted(xml: bytes) -> set[str]:
    """References that the office has notes on already."""
    return {
        ref.decode() for ref in re.findall(rb"<(?:\w+:)?comment\b[^>]*\sref=[\"']([A-Z]+\d+)", xml)
    }
