"""What a file really is, told by its content; what is left of it when it has been cleaned.

`inspect` names the type, gives images back without their metadata, and refuses what may not come
in: pages, drawings and programs of any name, damaged or armed containers, and anything that bears
a secrecy mark (R-LAW-18).
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from jishi.base.zipgate import part, zip_gate
from jishi.tree.errors import Refused

MOST_PIXELS = 50_000_000
MOST_FRAMES = 60
_NAME = 150

MEDIA = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
INLINE = (MEDIA["jpg"], MEDIA["png"], MEDIA["gif"], MEDIA["webp"], MEDIA["pdf"])
ACCEPTED = "图片（jpg、png、gif、webp）、PDF、Word、Excel、PPT、csv 和 txt"

_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_TEXT_NAMES = ("", "txt", "csv", "text", "log", "md", "tsv")
_PAGE = re.compile(rb"<\s*(!doctype|\?xml|html|svg|script|body|head|iframe|math)", re.IGNORECASE)
_MARK = re.compile("(绝密|机密|秘密)[★☆⭐✭✮✯✩*]")


@dataclass(frozen=True)
class Inspected:
    data: bytes
    extension: str
    name: str

    @property
    def media_type(self) -> str:
        return MEDIA[self.extension]


def inspect(data: bytes, name: str) -> Inspected:
    """The cleaned content with its true type, or a refusal in words."""
    if not data:
        raise _no("文件是空的")
    refuse_marked(name)
    extension = _kind(data, _suffix(name))
    if extension in ("jpg", "png", "gif", "webp"):
        data = clean_image(data, extension)
    else:
        refuse_marked(_first_text(data, extension))
    return Inspected(data, extension, tidy_name(name, extension))


def _no(why: str, code: str = "bad_file") -> Refused:
    return Refused(why, field="file", code=code)


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def tidy_name(name: str, extension: str) -> str:
    """The last part of the name, without control characters, ending as the content says."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '"<>|:*?')
    stem, _, end = shown.rpartition(".")
    if not stem or not re.fullmatch(r"[A-Za-z0-9]{1,5}", end):
        stem, end = shown, ""
    same = {extension, "jpeg" if extension == "jpg" else extension}
    end = end if end.lower() in same else extension
    return f"{stem.strip(' .')[:_NAME] or '文件'}.{end.lower()}"


def _kind(data: bytes, suffix: str) -> str:
    for starts, kind in (
        (b"\xff\xd8\xff", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"%PDF-", "pdf"),
    ):
        if data.startswith(starts):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK"):
        return _office(zip_gate(data))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(data)
    return _text(data, suffix)


def _office(box: zipfile.ZipFile) -> str:
    names = {entry.filename for entry in box.infolist()}
    if any(n.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for n in names):
        raise _no("文件里带有宏或程序，请另存为不带宏的格式再上传", "macro")
    found = [kind for kind, main in _PARTS.items() if main in names]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise _no(f"不接受这种文件；可以上传{ACCEPTED}", "bad_type")
    return found[0]


def _old_office(data: bytes) -> str:
    """Word and Excel before 2007 name their streams in UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise _no("文件加了密码，无法检查，请去掉密码再上传", "encrypted")
    if has("_VBA_PROJECT"):
        raise _no("文件里带有宏，请另存为不带宏的格式再上传", "macro")
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book\0"):
        return "xls"
    raise _no(f"不接受这种文件；可以上传{ACCEPTED}", "bad_type")


def _text(data: bytes, suffix: str) -> str:
    text = decoded(data)
    control = any(c < " " and c not in "\t\r\n\f" for c in text) if text is not None else True
    if text is None or control or suffix not in _TEXT_NAMES or text.startswith("#!"):
        raise _no(f"不接受这种文件；可以上传{ACCEPTED}", "bad_type")
    if _PAGE.search(data[:65536]):
        raise _no("网页和矢量图不能上传，请转成 PDF 或图片", "bad_type")
    return "csv" if suffix in ("csv", "tsv") else "txt"


def decoded(data: bytes) -> str | None:
    """Text as Windows, WPS or Unix write it; None when it is not text."""
    for code in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def clean_image(data: bytes, extension: str) -> bytes:
    """Drawn anew: position, camera, hidden text and whatever hung behind the picture are gone."""
    formats = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "webp": ("WEBP",)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=formats[extension])
            frames = getattr(picture, "n_frames", 1) if extension != "jpg" else 1
            if picture.width * picture.height * min(frames, 2) > MOST_PIXELS:
                raise _no(f"图片太大，请缩小到 {MOST_PIXELS // 10_000} 万像素以内", "too_big")
            if frames > MOST_FRAMES:
                raise _no(f"动图超过 {MOST_FRAMES} 帧，请换成静态图片", "too_big")
            return _redrawn(picture, formats[extension][0])
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _no("图片打不开，可能已损坏或过大") from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, OverflowError):
        raise _no("图片已损坏，请重新导出再上传") from None


def _redrawn(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        picture.save(out, kind, save_all=True, exif=b"", comment=b"", xmp=b"", icc_profile=None)
        return out.getvalue()
    upright = ImageOps.exif_transpose(picture)
    bare = Image.new(upright.mode, upright.size)
    if palette := upright.getpalette():
        bare.putpalette(palette)
    bare.paste(upright)
    if (clear := upright.info.get("transparency")) is not None and kind != "JPEG":
        bare.info["transparency"] = clear
    quality = {"quality": 88} if kind in ("JPEG", "WEBP") else {}
    bare.save(out, kind, **quality)
    return out.getvalue()


# --- secrecy marks -------------------------------------------------------------------------------


def refuse_marked(text: str) -> None:
    """A state or work secret has no place here, whatever blanks stand between mark and star."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if _MARK.search(plain):
        raise Refused(
            "文件带有密级标志，涉密内容不得进入本系统（R-LAW-18）", field="file", code="secret"
        )


def _first_text(data: bytes, extension: str) -> str:
    """The words of a document, as far as they can be had without showing it."""
    readers: dict[str, Callable[[bytes], str]] = {
        "txt": lambda d: (decoded(d) or "")[:200_000],
        "csv": lambda d: (decoded(d) or "")[:200_000],
        "doc": lambda d: _raw_text(d, "utf-16-le"),
        "xls": lambda d: _raw_text(d, "utf-16-le"),
        "pdf": lambda d: _raw_text(d[:1_000_000] + d[-300_000:], "utf-16-be"),
    }
    return readers.get(extension, _xml_text)(data)


def _raw_text(data: bytes, wide: str) -> str:
    """Whatever reads as text, at even and odd places, in two-byte and in plain coding."""
    views = (data.decode(wide, "ignore"), data[1:].decode(wide, "ignore"))
    return "\n".join((*views, data.decode("gb18030", "ignore"), data.decode("utf-8", "ignore")))


def _xml_text(data: bytes) -> str:
    """Text of the document, its headers, shared strings, first sheets and slides."""
    found = []
    with zip_gate(data) as box:
        for entry in box.infolist():
            if re.match(
                r"(word/(document|header\d*|footer\d*|footnotes|endnotes)|xl/(sharedStrings|worksheets/sheet"
                r"\d+)|ppt/slides/slide\d+|docProps/(core|app|custom))\.xml$",
                entry.filename,
            ):
                xml = part(box, entry.filename)[:400_000].decode("utf-8", "ignore")
                found.append(re.sub(r"<[^>]*>", "", xml))
    return "\n".join(found)
