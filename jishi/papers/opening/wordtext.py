"""`read_word`: a .docx as one text with the place of each letter, its parts and its tables.

The body comes first, notes and text boxes behind the paragraph that they hang on; then heads and
feet of pages under a line that says so. Only what a page shows: no head of even pages where pages
are not told apart. Every part goes through the same gate and parser. Knows no Django; uploads are
read in a process apart (`child`).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from jishi.base.zipgate import part, zip_gate
from jishi.papers.opening.flow import Flow, Word, Words, laid_out
from jishi.papers.opening.limits import MOST_UNPACKED
from jishi.papers.opening.listening import NOTES, Listener, Values, is_on, parse, parser, refused

_PROGRAMS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".jar", ".bat", ".ps1")
_PAGES = {"header": "页眉", "footer": "页脚"}
_OF_PAGES = {"first": "首页", "even": "偶数页"}
Relations = dict[str, tuple[str, str]]  # id → kind, part inside the container


def read_word(data: bytes) -> Word:
    with _gate(data) as box:
        main = _main(box)
        listener = Listener()
        body = listener.read(main, _part(box, main))
        if not listener.is_word:
            raise refused("这不是 Word 文档，请用 WPS 或 Word 另存为 docx", "not_word")
        relations = _relations(box, main)
        flows = [body, *_notes(box, listener, relations), *_pages(box, listener, relations)]
    return laid_out(flows, listener.tables)


def _gate(data: bytes) -> zipfile.ZipFile:
    box = zip_gate(data, MOST_UNPACKED)
    if any(name.lower().endswith(_PROGRAMS) for name in box.namelist()):
        raise refused("文件里带有宏或程序，请另存为不带宏的 docx 再上传", "macro")
    if b"macroenabled" in _part(box, "[Content_Types].xml").lower():
        raise refused("这是带宏的 Word 文件，请另存为不带宏的 docx 再上传", "macro")
    return box


def _part(box: zipfile.ZipFile, name: str) -> bytes:
    if name not in box.namelist():
        raise refused("这不是 Word 文档，或已损坏；请用 WPS 或 Word 另存为 docx", "not_word")
    return part(box, name)


def _main(box: zipfile.ZipFile) -> str:
    """The part that the container itself names as its document."""
    named = [to for kind, to in _relations(box, "").values() if kind == "officeDocument"]
    if not named or not named[0].lower().endswith(".xml"):
        raise refused("这不是 Word 文档，请用 WPS 或 Word 另存为 docx", "not_word")
    return named[0]


def _relations(box: zipfile.ZipFile, name: str) -> Relations:
    """What a part is tied to inside the container; what lies outside is never looked at."""
    folder, last = posixpath.split(name)
    rels = posixpath.join(folder, "_rels", f"{last}.rels")
    found: Relations = {}

    def start(_: str, values: Values) -> None:
        if values.get("TargetMode") != "External" and "Type" in values:
            to = values.get("Target", "")
            inside = to.lstrip("/") if to.startswith("/") else posixpath.join(folder, to)
            kind = values["Type"].rpartition("/")[2]
            found[values.get("Id", "")] = (kind, posixpath.normpath(inside))

    if rels in box.namelist() or not name:
        listening = parser()
        listening.StartElementHandler = start
        parse(listening, _part(box, rels))
    return found


def _notes(box: zipfile.ZipFile, listener: Listener, relations: Relations) -> Iterator[Flow]:
    """They fill the places that the body has kept for them; those that it has not come last."""
    for each, label in NOTES.items():
        for name in [to for kind, to in relations.values() if kind == f"{each}s"][:1]:
            if name in box.namelist():
                listener.alone = []
                listener.read(name, _part(box, name))
                yield from _under(label, listener.alone)


def _pages(box: zipfile.ZipFile, listener: Listener, relations: Relations) -> Iterator[Flow]:
    """Heads and feet; the same words on other pages are the same head."""
    shown = {"default": True, "first": listener.has_first_page, "even": _even(box, relations)}
    named = dict.fromkeys(listener.pages)
    known = {ident for _, _, ident in named}
    named |= {
        (kind, "default", ident): None for ident, (kind, _) in relations.items()
        if kind in _PAGES and ident not in known
    }  # fmt: skip
    for kind, label in _PAGES.items():
        read: set[str] = set()
        said: dict[str, Flow] = {}
        for each, pages, ident in named:
            name = relations.get(ident, ("", ""))[1]
            if each != kind or not shown.get(pages) or name in read or name not in box.namelist():
                continue
            flow = listener.read(name, _part(box, name), _OF_PAGES.get(pages, "") + label, True)
            read.add(name)
            first = said.setdefault(flow.text, flow)
            if first is not flow:
                first.copies.append(flow)
        yield from _under(label, list(said.values()))


def _even(box: zipfile.ZipFile, relations: Relations) -> bool:
    """Whether odd and even pages have heads of their own."""
    found = False

    def start(name: str, values: Values) -> None:
        nonlocal found
        if name.endswith(" evenAndOddHeaders"):
            found = all(is_on(v) for key, v in values.items() if key.endswith(" val"))

    for kind, name in relations.values():
        if kind == "settings" and name in box.namelist():
            listening = parser()
            listening.StartElementHandler = start
            parse(listening, _part(box, name))
    return found


def _under(label: str, flows: list[Flow]) -> Iterator[Flow]:
    """A line of its own ends the section before, so that no note stands under its heading."""
    said = [flow for flow in flows if flow.text.strip()]
    if said:
        line = Flow()
        line.pieces.append(Words(f"{label}\n"))
        yield from (line, *said)
