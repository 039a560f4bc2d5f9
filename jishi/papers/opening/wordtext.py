"""The text of a .docx, streamed: paragraphs as lines, table cells parted by tabs.

Text boxes stand where they are anchored; headings of pages and notes follow the body. What was
deleted under tracked changes, codes of fields, and second copies kept for old programs are no text.
`text_of` runs in the process apart; `letters_of` also tells where each letter lies in the file.
Knows no Django.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from jishi.base.zipgate import part, zip_gate
from jishi.papers.opening.limits import MOST_DEPTH, MOST_TEXT, MOST_UNPACKED
from jishi.tree.errors import Refused

_WORDS = ("wordprocessingml/2006/main", "ooxml/wordprocessingml/main")
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".jar", ".bat", ".ps1")
_SKIPPED = {"delText", "instrText", "del", "moveFrom", "Fallback"}
_BESIDE = ("/header", "/footnotes", "/endnotes")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one text node: where they are in the text, where in the bytes of their part."""

    part: str
    start: int
    text: str
    first: int
    last: int


def refused(message: str, code: str) -> Refused:
    return Refused(message, field="file", code=code)


def text_of(data: bytes) -> str:
    return _read(data).text()


def letters_of(data: bytes) -> tuple[str, list[Letters]]:
    """The text as it stands in the file, and the letters it is made of."""
    reader = _read(data)
    return "".join(reader.pieces), reader.letters


def _read(data: bytes) -> _Reader:
    box = zip_gate(data, MOST_UNPACKED)
    names = {name.lower() for name in box.namelist()}
    if any(name.endswith(_PROGRAMS) for name in names):
        raise refused("文件里带有宏或程序，请另存为不带宏的 docx 再上传", "macro")
    types = _part(box, "[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise refused("这是带宏的 Word 文件，请另存为不带宏的 docx 再上传", "macro")
    main = _main(box)
    reader = _Reader()
    reader.read(main, _part(box, main))
    if not reader.is_word:
        raise refused("这不是 Word 文档，请用 WPS 或 Word 另存为 docx", "not_word")
    folder, name = posixpath.split(main)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in box.namelist():
        for target in _related(_part(box, rels), _BESIDE):
            beside = posixpath.normpath(posixpath.join(folder, target))
            beside = target.lstrip("/") if target.startswith("/") else beside
            if beside in box.namelist():
                reader.read(beside, _part(box, beside))
    return reader


def _part(box: zipfile.ZipFile, name: str) -> bytes:
    if name not in box.namelist():
        raise refused("这不是 Word 文档，或已损坏；请用 WPS 或 Word 另存为 docx", "not_word")
    return part(box, name)


def _main(box: zipfile.ZipFile) -> str:
    """The part that the container itself names as its document."""
    named = _related(_part(box, "_rels/.rels"), ("/officeDocument",))
    found = [posixpath.normpath(target.lstrip("/")) for target in named]
    if not found or not found[0].lower().endswith(".xml"):
        raise refused("这不是 Word 文档，请用 WPS 或 Word 另存为 docx", "not_word")
    return found[0]


def _related(xml: bytes, kinds: tuple[str, ...]) -> list[str]:
    """The targets inside the container that a part names under these kinds of relation."""
    found: list[str] = []

    def start(_: str, values: dict[str, str]) -> None:
        if values.get("TargetMode") != "External" and values.get("Type", "").endswith(kinds):
            found.append(values.get("Target", ""))

    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, xml)
    return found


def _parser() -> expat.XMLParserType:
    def no_doctype(*_: object) -> None:
        raise refused("文件含有外部实体声明，不能读取", "unsafe_container")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    parser.EntityDeclHandler = no_doctype
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _parse(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise refused("文档的内容已损坏，请用 WPS 或 Word 打开后另存为 docx", "damaged") from None


class _Reader:
    """Listens to the parser; one line a paragraph."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.letters: list[Letters] = []
        self.words: list[str] = []
        self.name, self.xml, self.first = "", b"", -1
        self.length = self.depth = self.skipping = 0
        self.in_text = self.is_word = False
        self.cells = 0

    def read(self, name: str, xml: bytes) -> None:
        parser = self.parser = _parser()
        self.name, self.xml = name, xml
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        _parse(parser, xml)

    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(line.rstrip("\t ") for line in lines).strip("\n") + "\n"

    def add(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > MOST_TEXT:
            raise refused(f"文字超过 {MOST_TEXT // 10_000} 万字，请拆成几份", "too_large")
        self.pieces.append(piece)

    def start(self, name: str, values: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise refused("文档的层次太深，不能读取", "unsafe_container")
        space, _, local = name.rpartition(" ")
        if self.skipping or local in _SKIPPED:
            self.skipping += 1
            return
        if not space.endswith(_WORDS):
            return
        self.is_word = True
        if local == "t":
            self.in_text, self.words = True, []
            self.first = self.xml.find(b">", self.parser.CurrentByteIndex) + 1
        elif local == "tc":
            self.cells += 1
        elif local in ("tab", "br", "cr", "noBreakHyphen"):
            self.mark(local)

    def mark(self, local: str) -> None:
        if self.depth > 3:  # a tab among the settings of a paragraph is none in its text
            self.add({"tab": "\t", "noBreakHyphen": "-"}.get(local, "\n"))

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        space, _, local = name.rpartition(" ")
        if not space.endswith(_WORDS):
            return
        if local == "t":
            self.in_text = False
            self.note()
        elif local == "p":
            self.add("\t" if self.cells else "\n")
        elif local == "tc":
            self.cells -= 1
        elif local == "tr" and not self.cells:
            self.add("\n")

    def note(self) -> None:
        """Where the letters just read lie; an element closed at once has none."""
        words, last = "".join(self.words), self.parser.CurrentByteIndex
        if words and self.xml[self.first - 2 : self.first] != b"/>":
            start = self.length - len(words)
            self.letters.append(Letters(self.name, start, words, self.first, last))

    def characters(self, data: str) -> None:
        if self.in_text and not self.skipping:
            self.words.append(data)
            self.add(data)
