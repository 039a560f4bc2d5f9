"""`open_paper`: what kind of file it is, by its content, and its text."""

from __future__ import annotations

import codecs
import json
import subprocess
import sys
from dataclasses import dataclass

from jishi.base.filetypes import refuse_marked
from jishi.papers.docx.office import Failed, converted
from jishi.papers.opening.flow import Part
from jishi.papers.opening.limits import CONVERTING_SECONDS, MOST_FILE, MOST_TEXT, WALL_SECONDS
from jishi.tree.errors import Refused

_CHILD = (sys.executable, "-I", "-X", "utf8", "-m", "jishi.papers.opening.child")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 WPS 或 Word 打开，另存为 docx 后再上传"
_NOT_CONVERTED = {
    "missing": ("old_word", "这是旧版 Word 文件（doc），本机没有转换程序"),
    "slow": ("too_slow", "旧版 Word 文件转换超时"),
}
_FOREIGN = (
    (b"%PDF", "PDF 文件"), (b"{\\rtf", "RTF 文件"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"), (b"Rar!", "压缩包"), (b"7z\xbc\xaf", "压缩包"), (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"), (b"\x7fELF", "程序"), (b"#!", "程序"),
)  # fmt: skip
_COMMON = "，。、：的和年月日党员会组织工作 0123456789\n"
_LIKELY = 0.05
_WPS = (".wps", ".wpt")
_OF_PAGES = ("页眉", "页脚")
_PAGES = ("<!doctype", "<html", "<?xml", "<svg", "<script", "mime-version:")


class Unreadable(ValueError):
    """The file as a whole cannot be read: a code, and what the office can do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Opened:
    text: str
    form: str  # docx txt doc
    parts: tuple[Part, ...] = ()  # beside the body
    word: bytes = b""  # the .docx that it is, or was made

    def part_at(self, place: int) -> str:
        """脚注1, 页眉, 文本框; empty: in the body."""
        return next((p.label for p in self.parts if p.start <= place < p.end), "")

    @property
    def flowing(self) -> str:
        """Without the heads and feet of pages, which come last."""
        pages = [p.start for p in self.parts if p.label.endswith(_OF_PAGES)]
        return self.text[: self.text.rfind("\n", 0, min(pages) - 1) + 1] if pages else self.text


def open_paper(data: bytes, name: str) -> Opened:
    """The text of these bytes; of a .txt it is the file's own, line ends and all."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("empty_file", "文件是空的")
    if len(data) > MOST_FILE:
        raise Unreadable(
            "too_large", f"文件超过 {MOST_FILE // 1024 // 1024} MB，请压缩图片或拆成几份"
        )
    if name.lower().endswith(_WPS):
        raise Unreadable(
            "foreign_form", f"这是 WPS 文字自己的格式（wps），不能直接读取。{_SAVE_AS}"
        )
    if data.startswith(b"PK"):
        opened = _apart(data, "docx")
    elif data.startswith(_OLE):
        opened = _apart(_converted(data), "doc")
    else:
        opened = Opened(_plain(data), "txt")
    try:
        refuse_marked(name)
        refuse_marked(opened.text)
    except Refused as no:
        raise Unreadable(no.code, no.message) from None
    if not opened.text.strip():
        raise Unreadable("empty_file", "文件里没有文字；如果是扫描件，请换成可以编辑的文档")
    return opened


def _plain(data: bytes) -> str:
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise Unreadable("foreign_form", f"这是{what}，不能直接读取。{_SAVE_AS}")
    text = _decoded(data)
    if text is None or any(c < " " and c not in "\t\r\n\f\v" for c in text):
        raise Unreadable("foreign_form", f"看不出这是什么文件。{_SAVE_AS}")
    if text[:400].lstrip().lower().startswith(_PAGES):
        raise Unreadable("foreign_form", f"这是网页或标记文件，不能直接读取。{_SAVE_AS}")
    if len(text) > MOST_TEXT:
        raise Unreadable("too_large", f"文字超过 {MOST_TEXT // 10_000} 万字，请拆成几份")
    return text


def _decoded(data: bytes) -> str | None:
    """UTF-8, GB18030 or UTF-16, with its mark or told by how common its letters are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in(data, "utf-16")
    if 0 not in data and (text := _in(data, "utf-8-sig")) is not None:
        return text
    narrow = _in(data, "gb18030") if 0 not in data else None
    wide = [text for code in ("utf-16-le", "utf-16-be") if (text := _in(data, code))]
    best = max(wide, key=_likely, default="")
    return best if _likely(best) > max(_LIKELY, _likely(narrow or "")) else narrow


def _likely(text: str) -> float:
    """How much of it is what every such text is full of."""
    some = text[:4000]
    return sum(map(some.count, _COMMON)) / max(1, len(some))


def _in(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        return None


def _apart(data: bytes, form: str) -> Opened:
    try:
        done = subprocess.run(  # noqa: S603 - a constant command, the bytes go through a pipe
            _CHILD, input=data, capture_output=True, timeout=WALL_SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow", "文档太复杂，读取超时，请拆成几份") from None
    except ValueError:
        raise Unreadable("unreadable", f"这个文件读不出来，可能已损坏。{_SAVE_AS}") from None
    if "text" not in answer:
        raise Unreadable(answer["code"], answer["message"])
    return Opened(answer["text"], form, tuple(Part(*each) for each in answer["parts"]), data)


def _converted(data: bytes) -> bytes:
    """A .doc as .docx, by LibreOffice with a profile of its own that is thrown away."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Unreadable("password", "文件设了打开密码，请取消密码后另存再上传")
    if not has("WordDocument"):
        raise Unreadable("foreign_form", f"这不是 Word 文档。{_SAVE_AS}")
    if has("_VBA_PROJECT"):
        raise Unreadable("macro", "文件里带有宏，请另存为不带宏的 docx 再上传")
    try:
        return converted(data, "doc", "docx", CONVERTING_SECONDS)
    except Failed as why:
        code, message = _NOT_CONVERTED.get(why.code, ("unreadable", "旧版 Word 文件转换失败"))
        raise Unreadable(code, f"{message}。{_SAVE_AS}") from None
