"""Documents of every part that an office's .docx may have, made for tests from their own XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCX = f"{MIME}.document.main+xml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "word/_rels/document.xml.rels"
TAGS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}


def body(inside: str, head: str = "") -> bytes:
    return f"{head}<w:document {SPACES}><w:body>{inside}</w:body></w:document>".encode()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    """Of texts, or of elements as they are."""
    return f"<w:p>{''.join(each if each.startswith('<') else run(each) for each in inside)}</w:p>"


def field(code: str, result: str) -> str:
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText> {code} </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )  # fmt: skip
    return "".join(f"<w:r>{piece}</w:r>" for piece in pieces)


def old_box(*inside: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{''.join(inside)}</w:txbxContent></v:textbox></v:shape></w:pict>"  # noqa: E501


def new_box(*inside: str) -> str:
    return (
        '<w:drawing><wp:inline><wp:extent cx="2700000" cy="900000"/><wp:docPr id="9" name="x"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" '
        'y="0"/><a:ext cx="2700000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{''.join(inside)}</w:txbxContent>"
        "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def both_boxes(*inside: str) -> str:
    """As Word and WPS write one: for new programs and, once more, for old."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new_box(*inside)}</mc:Choice>'
        f"<mc:Fallback>{old_box(*inside)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def note(number: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", " " + text)}</w:{kind}>'  # noqa: E501


def refer(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


SEPARATORS = "".join(  # the lines above the notes, as every program writes them
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def parts(document: bytes, kind: str = DOCX, target: str = "word/document.xml") -> dict[str, bytes]:
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{target}" ContentType="{kind}"/>'
        "</Types>"
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="{target}"/></Relationships>'
    )
    return {
        "[Content_Types].xml": types.encode(), "_rels/.rels": rels.encode(), target: document,
    }  # fmt: skip


def packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def with_parts(inside: str, **beside: str | bytes) -> bytes:
    """A document and what is beside it: `footnotes=…, header1=…, settings=…`, related by name."""
    members = parts(body(inside))
    members[RELATIONS] = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
    return packed(_related(members, beside))


def added(data: bytes, inside: str, heads: str, **beside: str | bytes) -> bytes:
    """The same document with more at its end, the heads of its pages named, and parts beside it."""
    members = unpacked(data)
    whole = members["word/document.xml"].decode()
    at = whole.rindex("<w:sectPr>")
    whole = whole[:at] + inside + whole[at:].replace("<w:sectPr>", f"<w:sectPr>{heads}", 1)
    spaces = [each for each in SPACES.split() if each.split("=")[0] not in whole[:2000]]
    whole = whole.replace("<w:document ", f"<w:document {' '.join(spaces)} ", 1)
    return packed(_related({**members, "word/document.xml": whole.encode()}, beside))


def _related(members: dict[str, bytes], beside: Mapping[str, str | bytes]) -> dict[str, bytes]:
    types, rels = members["[Content_Types].xml"].decode(), members[RELATIONS].decode()
    for name, content in beside.items():
        kind = name.rstrip("0123456789")
        tag = TAGS.get(kind, kind)
        if isinstance(content, str):
            content = f"<w:{tag} {SPACES}>{content}</w:{tag}>".encode()
        relation = f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        override = f'<Override PartName="/word/{name}.xml" ContentType="{MIME}.{kind}+xml"/>'
        rels = rels.replace("</Relationships>", f"{relation}</Relationships>")
        types = types.replace("</Types>", f"{override}</Types>")
        members[f"word/{name}.xml"] = content
    return {**members, "[Content_Types].xml": types.encode(), RELATIONS: rels.encode()}


def section(first: bool = False, **named: str) -> str:
    """`section(header1="default")`: which part is the head of which pages."""
    inside = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{pages}" r:id="{name}"/>'
        for name, pages in named.items()
    )
    return f"<w:sectPr>{inside}{'<w:titlePg/>' if first else ''}</w:sectPr>"


def table(*rows: tuple[str, ...]) -> str:
    """Cells are texts, or elements as they are."""
    lines = "".join(
        "<w:tr>" + "".join(
            f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row
        ) + "</w:tr>"
        for row in rows
    )  # fmt: skip
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"
