"""What a file is, by its content; the name is only a hint (threat 7).

`sniff` gives the form, or raises `Unreadable` with what the office can do: mostly 另存为 xlsx.
"""

from __future__ import annotations

import io
import re
import zipfile

from jishi.exchange.reading.limits import MOST_FILE
from jishi.exchange.reading.wire import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再导入"
_FOREIGN = {
    "et": "WPS 表格专有格式", "ett": "WPS 表格模板", "wps": "WPS 文字文件", "wpt": "WPS 文字模板",
    "doc": "Word 文件", "docx": "Word 文件", "pdf": "PDF 文件", "numbers": "苹果 Numbers 文件",
    "ofd": "OFD 版式文件", "dps": "WPS 演示文件", "ppt": "演示文件", "pptx": "演示文件",
    "zip": "压缩包", "rar": "压缩包", "7z": "压缩包", "xlsb": "二进制工作簿",
    "jpg": "图片", "jpeg": "图片", "png": "图片", "bmp": "图片", "gif": "图片", "heic": "图片",
}  # fmt: skip
_MAGIC = (
    (b"%PDF", "pdf", "PDF 文件"), (b"\x89PNG", "image", "图片"), (b"\xff\xd8\xff", "image", "图片"),
    (b"GIF8", "image", "图片"), (b"BM", "image", "图片"), (b"Rar!", "archive", "压缩包"),
    (b"7z\xbc\xaf", "archive", "压缩包"), (b"\x1f\x8b", "archive", "压缩包"),
    (b"{\\rtf", "word", "Word（RTF）文件"),
    (b"MZ", "program", "程序"), (b"\x7fELF", "program", "程序"),
)  # fmt: skip


def sniff(data: bytes, name: str) -> str:
    """xlsx, xls, ods, html, xml or text."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("empty_file", "文件是空的")
    if len(data) > MOST_FILE:
        raise Unreadable("too_large", f"文件超过 {MOST_FILE // 1024 // 1024} MB，请拆成几份导入")
    if ending in _FOREIGN and ending in ("et", "ett", "wps", "wpt"):
        raise _foreign(_FOREIGN[ending])
    if data.startswith(b"PK"):
        return _zip_form(data, ending)
    if data.startswith(OLE):
        return _ole_form(data, ending)
    if data[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"):
        raise Unreadable("old_excel", f"这是很旧的 Excel 文件。{_SAVE_AS}")
    for magic, _, what in _MAGIC:
        if data.startswith(magic) and (magic != b"BM" or ending == "bmp"):
            raise _foreign(what)
    return _text_form(data, ending)


def _foreign(what: str) -> Unreadable:
    return Unreadable("foreign_form", f"这是{what}，不能直接导入。{_SAVE_AS}")


def _zip_form(data: bytes, ending: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            names = {info.filename.lower().replace("\\", "/") for info in box.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError):
        raise Unreadable("damaged", f"文件已损坏或没有下载完整。{_SAVE_AS}") from None
    if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") for n in names):
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _foreign("二进制工作簿（xlsb）")
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(n.startswith("word/") for n in names):
        raise _foreign("Word 文件")
    if any(n.startswith("ppt/") for n in names):
        raise _foreign("演示文件")
    if any(n.endswith(".iwa") for n in names) or "index.zip" in names:
        raise _foreign("苹果 Numbers 文件")
    if ending in ("xlsx", "xlsm") or "[content_types].xml" in names:
        return "xlsx"
    raise _foreign(_FOREIGN.get(ending, "压缩包"))


def _ole_form(data: bytes, ending: str) -> str:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Unreadable("password", "文件设了打开密码，请取消密码后另存再导入")
    if has("Workbook") or has("Book"):
        return "xls"
    if has("WordDocument"):
        raise _foreign("Word 文件")
    if has("PowerPoint Document"):
        raise _foreign("演示文件")
    raise _foreign(_FOREIGN.get(ending, "办公文件，但里面没有工作表"))


_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)


def _text_form(data: bytes, ending: str) -> str:
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    text = start.decode("utf-8", "ignore").lstrip("\ufeff\0 \r\n\t")
    if text.lower().startswith("mime-version:") or "multipart/related" in text.lower():
        raise Unreadable("web_archive", f"这是单个网页文件（mht）。{_SAVE_AS}")
    if text.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text:
            return "xml"
        if _MARKUP.search(text):
            return "html"
        raise Unreadable("markup", f"这是网页或标记文件，里面没有找到表格。{_SAVE_AS}")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.count(b"\0", 0, 4096) and not marked and not _looks_wide(data):
        raise _foreign(_FOREIGN.get(ending, "无法识别的文件"))
    return "text"


def _looks_wide(data: bytes) -> bool:
    """UTF-16 without a mark: every other byte of what is ASCII is zero."""
    start = data[:512]
    return max(start[1::2].count(0), start[::2].count(0)) * 8 > len(start)
