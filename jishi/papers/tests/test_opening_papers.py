"""Documents are opened apart: their text comes out, nothing in them runs, bombs stop early."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from jishi.papers.opening import Unreadable, open_paper
from jishi.papers.opening.wordtext import read_word
from jishi.papers.tests.word_files import (
    OFFICE,
    PACKAGE,
    SPACES,
    body,
    both_boxes,
    note,
    packed,
    paragraph,
    parts,
    refer,
    section,
    unpacked,
    with_parts,
)
from jishi.tree.errors import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE_MACRO = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


def docx(inside: str = paragraph("党员12名。"), more: dict[str, bytes] | None = None) -> bytes:
    return packed({**parts(body(inside)), **(more or {})})


# --- what is read ---------------------------------------------------------------------------------


def test_paragraphs_tables_and_breaks_become_lines_and_tabs():
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('项目')}</w:tc><w:tc>{paragraph('数')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('党员')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    )
    inside = (
        paragraph("一、总体") + table + "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
    )
    assert open_paper(docx(inside), "a.docx").text == "一、总体\n项目\t数\n党员\t12\n甲\n乙\n"


def test_what_was_deleted_and_codes_of_fields_are_no_text():
    inside = (
        "<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        "<w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r><w:r><w:t>名</w:t></w:r></w:p>"
    )
    assert open_paper(docx(inside), "a.docx").text == "12名\n"


CODES = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
TEXTS = (
    "一、总体\r\n党员１２名。\r\n", "青禾县委组织部关于上半年工作情况的报告",
    "Party 12\r\n", "党员十二名，其中女党员五名。",
)  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_file_is_read_in_its_encoding_line_ends_and_all(text: str, code: str):
    """Those without a mark too: what reads as Chinese is what was written."""
    assert open_paper(text.encode(code), "a.txt").text == text


def test_an_old_document_is_refused_in_one_sentence_where_nothing_can_turn_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(Unreadable, match="另存为 docx"):
        open_paper(OLE + "WordDocument".encode("utf-16-le"), "a.doc")


# --- attacks --------------------------------------------------------------------------------------


def entity(declaration: str, use: str = "&a;") -> bytes:
    return packed(parts(body(paragraph(use), f"<?xml version='1.0'?><!DOCTYPE x [{declaration}]>")))


def raw(document: bytes) -> bytes:
    return packed(parts(document))


def laughs(depth: int) -> str:
    lines = ['<!ENTITY a0 "haha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth)]
    return "".join(lines)


def renamed(names: dict[str, bytes]) -> bytes:
    return packed({**parts(body(paragraph("x"))), **names})


def linked(target: str) -> bytes:
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/'
        f'officeDocument" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return packed({**parts(body(paragraph("x"))), "_rels/.rels": rels.encode()})


def lying() -> bytes:
    """Says it unpacks to little."""
    data = bytearray(docx(paragraph("x" * 400_000)))
    start = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def doubled() -> bytes:
    """Two parts of one name: the second is renamed where nobody checks."""
    members = {**parts(body(paragraph("x"))), "word/document.xmm": b"<a/>"}
    return packed(members).replace(b"word/document.xmm", b"word/document.xml")


def locked() -> bytes:
    data = bytearray(docx())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def attacks() -> Iterator[tuple[str, bytes, str]]:
    for name, declaration in {
        "file": '<!ENTITY a SYSTEM "file:///etc/passwd">',
        "web": '<!ENTITY a SYSTEM "http://127.0.0.1:1/x">',
        "public": '<!ENTITY a PUBLIC "x" "http://127.0.0.1:1/x">', "laughs": laughs(12),
        "parameter": '<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;',
        "plain": '<!ENTITY a "b">',
        "quadratic": f'<!ENTITY a "{"x" * 50_000}">', "notation": '<!NOTATION n SYSTEM "cmd">',
        "ftp": '<!ENTITY a SYSTEM "ftp://127.0.0.1/x">',
        "jar": '<!ENTITY a SYSTEM "jar:http://127.0.0.1!/x">',
        "php": '<!ENTITY a SYSTEM "php://filter/x">', "unc": r'<!ENTITY a SYSTEM "\\127.0.0.1\x">',
        "expect": '<!ENTITY a SYSTEM "expect://id">', "data": '<!ENTITY a SYSTEM "data:,x">',
    }.items():  # fmt: skip
        yield f"entity {name}", entity(declaration), "refused"
    yield "doctype alone", entity(""), "refused"
    yield (
        "doctype in utf-16",
        raw(
            body("", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a>')
            .decode()
            .encode("utf-16")
        ),
        "refused",
    )
    yield "doctype lower case", raw(body("", "<!doctype a>")), "refused"
    yield "entity in the relations", renamed({"_rels/.rels": b"<!DOCTYPE a []><a/>"}), "refused"
    yield "entity in the types", renamed({"[Content_Types].xml": b"<!DOCTYPE a []><a/>"}), "refused"
    yield "entity in the styles", renamed({"word/styles.xml": b"<!DOCTYPE a []><a/>"}), "refused"
    yield "unknown entity", raw(body(paragraph("&no;"))), "refused"
    yield "odd encoding", raw(b'<?xml version="1.0" encoding="utf-7"?>+ADw-a/+AD4-'), "refused"
    yield "half a document", raw(body(paragraph("x"))[:60]), "refused"
    yield "two roots", raw(body("") + body("")), "refused"
    yield "no document", raw(b"<a/>"), "refused"
    yield "nothing", raw(b""), "refused"
    yield "bytes", raw(bytes(range(256))), "refused"
    yield "deep", raw(body("<w:p>" * 5_000 + "</w:p>" * 5_000)), "refused"
    yield "deeper", raw(body("<w:smartTag>" * 200_000 + "</w:smartTag>" * 200_000)), "refused"
    yield "bomb of spaces", raw(body(" " * 40_000_000)), "refused"
    yield "bomb of text", raw(body(paragraph("甲" * 12_000_000))), "refused"
    yield "bomb of paragraphs", raw(body("<w:p/>" * 6_000_000)), "refused"
    yield "bomb beside", renamed({"word/media/a.xml": b"\0" * 60_000_000}), "refused"
    yield "bomb of a picture", renamed({"word/media/a.png": b"\0" * 60_000_000}), "refused"
    yield "many parts", renamed({f"word/{n}.bin": b"" for n in range(1_200)}), "refused"
    yield (
        "long text",
        raw(body("".join(paragraph(f"{n:05}甲乙丙丁" * 40) for n in range(4_000)))),
        "refused",
    )
    yield "lying about size", lying(), "refused"
    yield "one name twice", doubled(), "refused"
    yield "password", locked(), "refused"
    for name in ("../../x", "/etc/x", "..\\x", "C:/x", "word/../../x"):
        yield f"escape {name}", renamed({name: b"x"}), "refused"
    for name in (
        "word/vbaProject.bin",
        "word/vbaData.xml",
        "a.exe",
        "word/x.dll",
        "x.js",
        "x.vbs",
        "x.ps1",
        "x.bat",
        "x.jar",
    ):
        yield f"program {name}", renamed({name: b"x"}), "refused"
    yield "macros", packed(parts(body(paragraph("x")), MACRO)), "refused"
    yield "template with macros", packed(parts(body(paragraph("x")), TEMPLATE_MACRO)), "refused"
    for target in ("http://127.0.0.1:1/x.xml", "file:///etc/passwd", "//127.0.0.1/x.xml"):
        yield f"document outside {target}", linked(target), "refused"
    yield (
        "document that is a program",
        packed(parts(body(paragraph("x")), target="word/document.bin")),
        "refused",
    )
    yield "no relations", packed({"word/document.xml": body(paragraph("x"))}), "refused"
    yield "cut", docx()[:-30], "refused"
    yield "damaged", docx().replace(b"word/doc", b"word/dxc", 1), "refused"
    rel = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="t" '
        f'Type="{OFFICE}/attachedTemplate" Target="http://127.0.0.1:1/a.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    yield (
        "template outside",
        docx(more={"word/_rels/settings.xml.rels": rel.encode()}),
        "党员12名。",
    )
    yield (
        "frame outside",
        docx(
            more={"word/_rels/document.xml.rels": rel.replace("attachedTemplate", "frame").encode()}
        ),
        "党员12名。",
    )
    yield "embedded object", docx(more={"word/embeddings/oleObject1.bin": OLE}), "党员12名。"
    yield (
        "piece to be put in",
        docx(paragraph("党员12名。") + '<w:altChunk xmlns:r="x" r:id="a"/>'),
        "党员12名。",
    )
    yield (
        "field that runs",
        docx(
            '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\x cmd">'
            "<w:r><w:t>党员12名。</w:t></w:r></w:fldSimple></w:p>"
        ),
        "党员12名。",
    )
    yield (
        "markup in a text",
        docx(paragraph("党员12名。{{ 7*7 }}{% x %}${7*7}=cmd|x")),
        "党员12名。{{ 7*7 }}{% x %}${7*7}=cmd|x",
    )
    yield (
        "shape with a copy",
        docx(
            '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
            "<w:t>党员12名。</w:t></mc:Choice><mc:Fallback><w:t>党员13名。</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        "党员12名。",
    )


def beside() -> Iterator[tuple[str, bytes, str]]:
    """The same hidden in a note or the head of a page."""
    inside = paragraph("党员12名", refer(1)) + section(header1="default")
    rest = {"header1": paragraph("青禾县"), "footnotes": note(1, "含五名")}
    for place, tag in (("footnotes", "footnotes"), ("header1", "hdr")):

        def of(
            content: str | bytes, place: str = place, tag: str = tag, head: str = "", **more: bytes
        ) -> bytes:
            if isinstance(content, str):
                content = f"{head}<w:{tag} {SPACES}>{content}</w:{tag}>".encode()
            data = with_parts(inside, **{**rest, place: content})
            return packed({**unpacked(data), **more})

        deep = "<w:smartTag>" * 5_000 + "</w:smartTag>" * 5_000
        boxes = "<w:p><w:r><w:txbxContent>" * 90 + "</w:txbxContent></w:r></w:p>" * 90
        tables = "<w:tbl><w:tr><w:tc>" * 90 + "</w:tc></w:tr></w:tbl>" * 90
        laughing = f"<!DOCTYPE x [{laughs(12)}]>"
        yield f"{place}: entity", of(paragraph("&a;"), head=laughing), "refused"
        yield f"{place}: web", of("", head='<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x">'), "refused"
        yield f"{place}: deep", of(deep), "refused"
        yield f"{place}: boxes in boxes", of(boxes), "refused"
        yield f"{place}: tables in tables", of(tables), "refused"
        yield f"{place}: bomb of spaces", of(" " * 40_000_000), "refused"
        yield f"{place}: bomb of text", of(note(1, "甲" * 12_000_000)), "refused"
        yield f"{place}: bomb of notes", of("<w:footnote><w:p/></w:footnote>" * 900_000), "refused"
        wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc><w:tc>'
        yield f"{place}: wide", of(wide + paragraph("x") + "</w:tc></w:tr></w:tbl>"), "read"
        yield f"{place}: half", of(b"<w:hdr"), "refused"
        yield f"{place}: entity in its relations", of(
            "", **{f"word/_rels/{place}.xml.rels": b"<!DOCTYPE a []><a/>"}
        ), "refused"  # fmt: skip
        outside = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="t" Type="{OFFICE}/'
            'image" Target="http://127.0.0.1:1/a.png" TargetMode="External"/></Relationships>'
        )
        yield f"{place}: picture outside", of(
            paragraph("x"), **{f"word/_rels/{place}.xml.rels": outside.encode()}
        ), "read"  # fmt: skip
    for target in ("http://127.0.0.1:1/h.xml", "../../../etc/passwd", "/etc/x", "document.xml"):
        data = unpacked(with_parts(paragraph("党员12名"), header1=paragraph("页")))
        rels = data["word/_rels/document.xml.rels"].replace(b"header1.xml", target.encode())
        for mode in (b"", b' TargetMode="External"'):
            said = rels.replace(b"/></Rel", mode + b"/></Rel")
            yield (
                f"head at {target}{mode.decode()}",
                packed({**data, "word/_rels/document.xml.rels": said}), "read",
            )  # fmt: skip
    many = "".join(both_boxes(paragraph("x" * 400)) for _ in range(3_000))
    yield "boxes and their copies", with_parts(paragraph(many)), "refused"
    yield "notes named and named", with_parts(paragraph("x", *map(refer, range(60_000)))), "read"
    named = unpacked(with_parts(paragraph("x"), header1=paragraph("页")))
    named["word/header1.bin"] = b"<!DOCTYPE a []><a/>"
    rels = named["word/_rels/document.xml.rels"].replace(b"header1.xml", b"header1.bin")
    named["word/_rels/document.xml.rels"] = rels
    yield "an entity in a head of another name", packed(named), "refused"


ATTACKS = {
    name: (data, expected) for name, data, expected in (*attacks(), *beside())
}  # fmt: skip


def test_there_are_ninety_of_them():
    assert len(ATTACKS) >= 90


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_runs_and_bombs_stop(name: str):
    data, expected = ATTACKS[name]
    begun = time.process_time()
    try:
        text = read_word(data).text.strip()
    except Refused as refused:
        text = "refused" if refused.message else ""
    assert text == expected or (expected == "read" and text not in ("", "refused"))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "empty_file"), (b" \n", "a.txt", "empty_file"),
        (b"%PDF-1.7", "a.docx", "foreign_form"), (b"{\\rtf1 x", "a.doc", "foreign_form"),
        (b"\x89PNG\r\n", "a.docx", "foreign_form"), (b"MZ\x90", "a.docx", "foreign_form"),
        (b"#!/bin/sh\nrm", "a.txt", "foreign_form"), (b"<html>x</html>", "a.txt", "foreign_form"),
        (b"\x00\x01\x02\xff", "a.txt", "foreign_form"), (OLE + b"x", "a.doc", "foreign_form"),
        (OLE + "WordDocument".encode("utf-16-le"), "总结.WPS", "foreign_form"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "a.doc", "macro"),
        (b"x" * (21 * 1024 * 1024), "a.txt", "too_large"),
        ("秘密★五年\n党员".encode(), "a.txt", "secret"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_words(data: bytes, name: str, code: str):
    with pytest.raises(Unreadable) as caught:
        open_paper(data, name)
    assert caught.value.code == code
    assert len(caught.value.message) > 4


@pytest.mark.parametrize("name", ["deeper", "bomb of text", "entity laughs"])
def test_the_process_apart_answers_in_words(name: str):
    with pytest.raises(Unreadable) as caught:
        open_paper(ATTACKS[name][0], "a.docx")
    assert caught.value.message
