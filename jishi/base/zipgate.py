"""Opening a zip container that came from outside: bombs, escapes and entities stop here (threat 7).

`zip_gate(data)` gives a ZipFile whose entries are few, named plainly, honest about their size and
without DOCTYPE in any XML part. Uploads and imports both come through it.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from jishi.tree.errors import Refused

MOST_ENTRIES = 1_000
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 200  # an entry of real text compresses some 10 times, rarely 100
SMALL = 256 * 1024  # below this the ratio says nothing
_XML = (".xml", ".rels", ".vml")
_CODINGS = ("ascii", "utf-16-le", "utf-16-be")
_MARKS = tuple("<!".encode(coding) for coding in _CODINGS)
_DECLARATION = re.compile(
    b"|".join(
        re.escape(word.encode(coding)) for word in ("<!DOCTYPE", "<!ENTITY") for coding in _CODINGS
    ),
    re.IGNORECASE,
)


def unsafe(why: str) -> Refused:
    return Refused(f"这个文件不能上传：{why}", field="file", code="unsafe_container")


def zip_gate(data: bytes, most_bytes: int = MOST_BYTES) -> zipfile.ZipFile:
    """The container, looked through; a room whose honest files are larger says how large."""
    try:
        box = zipfile.ZipFile(io.BytesIO(data))
        entries = box.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError):
        raise unsafe("压缩结构已损坏") from None
    if len(entries) > MOST_ENTRIES:
        raise unsafe(f"里面的部件超过 {MOST_ENTRIES} 个")
    if len({e.filename.lower() for e in entries}) != len(entries):
        raise unsafe("里面有重名的部件")
    if sum(e.file_size for e in entries) > most_bytes:
        raise unsafe(f"展开后超过 {most_bytes // 1024 // 1024} MB")
    if sum(e.compress_size for e in entries) > len(data):
        raise unsafe("里面的部件互相重叠")
    for entry in entries:
        _check(entry)
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            _no_declarations(part(box, entry.filename))
    return box


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    pieces = name.replace("\\", "/").split("/")
    if ".." in pieces or name.startswith(("/", "\\")) or ":" in name or "\x00" in name:
        raise unsafe("里面有越出目录的路径")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise unsafe("里面有链接")
    if entry.flag_bits & 0x1:
        raise unsafe("加了密码，无法检查")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unsafe("压缩方式不受支持")
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise unsafe("压缩比异常")


def part(box: zipfile.ZipFile, name: str) -> bytes:
    """One part, never longer than it declared itself."""
    try:
        with box.open(name) as stream:
            data = stream.read(box.getinfo(name).file_size + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, ValueError):
        raise unsafe("压缩结构已损坏") from None
    return data


def _no_declarations(xml: bytes) -> None:
    """Sixty megabytes of cells hold no `<!` at all, which is told quickly and without a copy."""
    if not any(mark in xml for mark in _MARKS):
        return
    if _DECLARATION.search(xml):
        raise unsafe("含有外部实体声明")
