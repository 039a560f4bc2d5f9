"""A file is what its content says; what may not come in is refused in words."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from jishi.base import zipgate
from jishi.base.filetypes import decoded, inspect
from jishi.base.tests import uploads as up
from jishi.base.zipgate import zip_gate
from jishi.tree.errors import Refused

GOOD = {
    "照片.jpg": up.picture("JPEG"), "照片.png": up.picture("PNG"), "照片.gif": up.picture("GIF"),
    "照片.webp": up.picture("WEBP"), "方案.pdf": up.pdf(), "记录.docx": up.docx(),
    "名册.xlsx": up.xlsx(), "党课.pptx": up.pptx(), "老记录.doc": up.doc(), "老名册.xls": up.xls(),
    "名册.csv": "姓名,电话\n韦明,\n".encode("gb18030"), "说明.txt": "会议说明".encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_offices_use_comes_in_under_its_true_type(name):
    found = inspect(GOOD[name], name)
    assert found.name == name
    assert found.extension == name.rsplit(".", 1)[1]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\0" + b"\0" * 60, "工资表.xlsx"),
        (b"\x7fELF\x02\x01" + b"\0" * 60, "照片.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "说明.txt"),
        (b"echo hello", "说明.bat"),
        (b"alert(1)", "说明.js"),
        (b"<html><script>alert(1)</script>", "说明.txt"),
        (b"hello <SVG onload=alert(1)>", "图.txt"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "图.svg"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "图.csv"),
        (b"", "空.txt"),
        (b"Rar!\x1a\x07\x01\0" + b"\0" * 60, "材料.rar"),
        (up.box({"a.txt": "x"}), "材料.zip"),
        (up.box({"[Content_Types].xml": "x", "a.txt": "x"}), "材料.docx"),
        (up.office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "宏.docx"),
        (up.OLE + "EncryptedPackage".encode("utf-16-le"), "密.xlsx"),
        (up.doc() + "_VBA_PROJECT".encode("utf-16-le"), "宏.doc"),
        (up.OLE + b"\0" * 600, "安装.msi"),
    ],
)
def test_pages_programs_and_unknown_things_are_refused(data, name):
    with pytest.raises(Refused):
        inspect(data, name)


def test_a_wrong_name_gets_the_right_ending():
    assert inspect(up.picture(), "照片.png").name == "照片.jpg"
    assert inspect(up.picture(), "invoice.pdf.exe").name == "invoice.pdf.jpg"
    assert inspect(up.pdf(), "../../etc/方案").name == "方案.pdf"
    assert inspect(up.pdf(), 'a\r\nb"<x>\u202e.PDF').name == "abx.pdf"
    assert inspect(up.pdf(), "...").name == "文件.pdf"
    assert len(inspect(up.pdf(), "长" * 400).name) <= 160


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_forgets_where_and_with_what_it_was_taken(kind):
    raw = up.picture(kind)
    assert b"SecretCamera" in raw
    clean = inspect(raw, "照片.jpg").data
    for trace in (b"SecretCamera", b"31.2304N", b"<html>", b"Exif"):
        assert trace not in clean
    shown = Image.open(io.BytesIO(clean))
    assert not dict(shown.getexif())
    turned = kind != "GIF"  # the camera's own notion of "up" is drawn in
    assert shown.size == ((40, 60) if turned else (60, 40))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_still_moves(kind):
    clean = inspect(up.moving(kind), "动图.gif").data
    assert Image.open(io.BytesIO(clean)).n_frames == 3
    assert b"SecretCamera" not in clean


def test_a_transparent_picture_stays_transparent():
    image, out = Image.new("P", (8, 8), 0), io.BytesIO()
    image.info["transparency"] = 0
    image.save(out, "PNG", transparency=0)
    clean = Image.open(io.BytesIO(inspect(out.getvalue(), "章.png").data)).convert("RGBA")
    assert clean.getpixel((0, 0))[3] == 0


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_flood_of_pixels_and_a_torn_picture_are_refused():
    for bad in (png_claiming(30_000, 30_000), png_claiming(8_000, 8_000), up.picture()[:300],
                up.moving("GIF", 80)):  # fmt: skip
        with pytest.raises(Refused):
            inspect(bad, "照片.png")


# --- secrecy marks ------------------------------------------------------------------------------

MARK = "机密★5年"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (up.pdf(), "关于机密★的通知.pdf"),
        (up.picture(), "绝密 ★ 扫描.jpg"),
        (b"x", "秘　密★.txt"),
        (MARK.encode(), "通知.txt"),
        (MARK.encode("gb18030"), "通知.txt"),
        (up.docx(f"<b>机</b>密 {MARK[2:]}"), "通知.docx"),
        (up.xlsx(MARK), "名册.xlsx"),
        (up.doc(MARK), "通知.doc"),
        (up.doc("x" + MARK), "通知.doc"),
        (up.pdf(b"\xfe\xff" + MARK.encode("utf-16-be")), "通知.pdf"),
        (up.office("word/document.xml", **{"word/header1.xml": f"<t>{MARK}</t>"}), "通知.docx"),
        (up.office("word/document.xml", **{"word/endnotes.xml": f"<t>{MARK}</t>"}), "通知.docx"),
    ],
)
def test_whatever_bears_a_secrecy_mark_is_refused(data, name):
    with pytest.raises(Refused, match="密级标志") as refusal:
        inspect(data, name)
    assert refusal.value.code == "secret"


def test_speaking_of_secrecy_is_not_a_mark():
    inspect("学习保守国家秘密法，机密不外传".encode(), "保密教育.txt")


# --- the zip gate -------------------------------------------------------------------------------


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("a")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def lying() -> bytes:
    """Declares ten bytes for an entry of a megabyte."""
    data = bytearray(up.box({"a.xml": b"x" * 1_000_000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: up.box({f"{n}.xml": "x" for n in range(1_001)}), "1000 个"),
        (lambda: up.box({f"{n}": b"\0" * 18_000_000 for n in range(3)}), "50 MB"),
        (lambda: up.box({"a.bin": b"\0" * 1_000_000}), "压缩比"),
        (lambda: up.box({"../a": "x"}), "路径"),
        (lambda: up.box({"/a": "x"}), "路径"),
        (lambda: up.box({"c:/a": "x"}), "路径"),
        (lambda: up.box({"a\\..\\b": "x"}), "路径"),
        (linked, "链接"),
        (lambda: up.box({"a.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x/>'}), "实体"),
        (lambda: up.box({"a.xml": "<!doctype x><x/>".encode("utf-16")}), "实体"),
        (lambda: up.box({"a.rels": "<!ENTITY y>".encode("utf-16-be")}), "实体"),
        (lambda: up.box({"a": "x", "A": "y"}), "重名"),
        (lying, "损坏"),
        (lambda: up.docx()[:-30], "损坏"),
        (lambda: b"PK\x03\x04 nothing", "损坏"),
    ],
)
def test_an_armed_container_stops_at_the_gate(make, why):
    with pytest.raises(Refused, match=why):
        zip_gate(make())


def test_an_honest_container_passes():
    assert zip_gate(up.xlsx()).namelist()[0] == "[Content_Types].xml"


def test_without_the_ratio_a_bomb_would_pass(monkeypatch):
    bomb = up.box({"a.bin": b"\0" * 40_000_000})
    monkeypatch.setattr(zipgate, "MOST_RATIO", 10_000)
    zip_gate(bomb)


def test_text_is_read_as_offices_write_it():
    assert decoded("党员".encode("gb18030")) == "党员"
    assert decoded("\ufeff党员".encode()) == "党员"
