"""One part of a document, listened to: its flows, tables, notes and the heads of its pages.

What was deleted under tracked changes, codes of fields, numbers of pages, hidden letters, comments
and second copies kept for old programs are no text. Knows no Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from jishi.papers.opening.flow import Cell, Field, Flow, Table, Words
from jishi.papers.opening.limits import MOST_DEPTH, MOST_TEXT
from jishi.tree.errors import Refused

_WORDS = ("wordprocessingml/2006/main", "ooxml/wordprocessingml/main")
_SKIPPED = {"delText", "delInstrText", "del", "moveFrom", "tabs", "rt"}
NOTES = {"footnote": "脚注", "endnote": "尾注"}
_BRANCHES = ("Choice", "Fallback")
_OF_PAGES = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "NUMWORDS", "NUMCHARS"}
_MOST_COLUMNS, _MOST_WORDS = 100, 200  # of a table; of a code, of a table within a cell
_TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
Values = dict[str, str]


def refused(message: str, code: str) -> Refused:
    return Refused(message, field="file", code=code)


def parser() -> expat.XMLParserType:
    def no_doctype(*_: object) -> None:
        raise refused("文件含有外部实体声明，不能读取", "unsafe_container")

    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = no_doctype
    made.EntityDeclHandler = no_doctype
    made.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return made


def parse(made: expat.XMLParserType, xml: bytes) -> None:
    try:
        made.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise refused("文档的内容已损坏，请用 WPS 或 Word 打开后另存为 docx", "damaged") from None


def tag_end(xml: bytes, start: int) -> int:
    """Behind the tag that begins there, whatever its attributes hold."""
    found = _TAG.match(xml, start)
    return found.end() if found else xml.index(b">", start) + 1


def is_on(value: str) -> bool:
    return value not in ("0", "false", "off")


@dataclass
class _Alternative:
    """The same thing for new programs and for old: the first branch that says something counts."""

    said: bool = False
    letters: int = 0  # at the beginning of this branch
    inside: Flow | None = None
    boxes: list[list[Flow]] = field(default_factory=list)  # of each branch


class Listener:
    """Listens to the parser; one line a paragraph, or a row of a table."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.noted: dict[str, dict[str, Flow]] = {"footnote": {}, "endnote": {}}  # by id
        self.alone: list[Flow] = []  # notes that nothing refers to
        self.pages: list[tuple[str, str, str]] = []  # header or footer, of which pages, relation
        self.has_first_page = self.is_word = False
        self.flows: list[Flow] = []
        self.alternatives: list[_Alternative] = []
        self.name, self.xml, self.first = "", b"", -1
        self.length = self.letters = self.depth = self.skipping = 0
        self.heard: list[str] | None = None  # of the text node that is open
        self.in_code = False

    def read(self, name: str, xml: bytes, label: str = "", running: bool = False) -> Flow:
        made = self.parser = parser()
        self.name, self.xml = name, xml
        whole = Flow(label, running)
        self.flows = [whole]
        made.StartElementHandler = self.start
        made.EndElementHandler = self.end
        made.CharacterDataHandler = self.characters
        parse(made, xml)
        whole.end_block()
        return whole

    def add(self, mark: str) -> None:
        self.count(len(mark))
        self.flows[-1].pieces.append(Words(mark))

    def count(self, letters: int) -> None:
        self.length += letters
        if self.length > MOST_TEXT:
            raise refused(f"文字超过 {MOST_TEXT // 10_000} 万字，请拆成几份", "too_large")

    def start(self, name: str, values: Values) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise refused("文档的层次太深，不能读取", "unsafe_container")
        space, _, local = name.rpartition(" ")
        if self.skipping or local in _SKIPPED or local.endswith("Change"):
            self.skipping += 1
        elif local == "AlternateContent":
            self.alternatives.append(_Alternative())
        elif local in _BRANCHES and self.alternatives:
            self.begin_branch(self.alternatives[-1])
        elif space.endswith(_WORDS):
            self.is_word = True
            if begin := _BEGIN.get(local):
                begin(self, local, {key.rpartition(" ")[2]: v for key, v in values.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        space, _, local = name.rpartition(" ")
        if self.skipping:
            self.skipping -= 1
        elif local == "AlternateContent":
            self.end_alternative(self.alternatives.pop())
        elif local in _BRANCHES and self.alternatives:
            self.end_branch(self.alternatives[-1])
        elif space.endswith(_WORDS) and (finish := _END.get(local)):
            finish(self)

    def characters(self, data: str) -> None:
        if self.skipping:
            return
        if self.heard is not None:
            self.count(len(data))
            self.heard.append(data)
        elif self.in_code and self.flows[-1].fields:
            code = self.flows[-1].fields[-1]
            code.code = (code.code + data)[:_MOST_WORDS]

    # --- text nodes and marks ---------------------------------------------------------------------

    def begin_text(self, _: str, __: Values) -> None:
        flow = self.flows[-1]
        quiet = flow.hidden or flow.past_tab or not all(map(_says, flow.fields))
        self.heard = None if quiet else []
        self.first = tag_end(self.xml, self.parser.CurrentByteIndex)

    def end_text(self) -> None:
        text, self.heard = "".join(self.heard or ()), None
        if text:
            self.letters += len(text)
            flow, last = self.flows[-1], self.parser.CurrentByteIndex
            flow.pieces.append(Words(text, self.name, self.first, last))
            if flow.cell:
                flow.cell.words.append(text)

    def mark(self, local: str, _: Values) -> None:
        """A tab or a new line; within the cell of a table both are a blank."""
        flow = self.flows[-1]
        if local in ("tab", "ptab") and any(_code(each) == "TOC" for each in flow.fields):
            flow.past_tab = True  # the number of a page follows
        elif local == "noBreakHyphen":
            self.add("-")
        elif flow.cell:
            self.add(" ")
        else:
            self.add("\t" if local in ("tab", "ptab") else "\n")

    def begin_run(self, _: str, __: Values) -> None:
        self.flows[-1].hidden = False

    def hide(self, _: str, values: Values) -> None:
        self.flows[-1].hidden = is_on(values.get("val", ""))

    # --- fields -----------------------------------------------------------------------------------

    def field_mark(self, _: str, values: Values) -> None:
        fields, kind = self.flows[-1].fields, values.get("fldCharType")
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].shown = True
        elif kind == "end" and fields:
            fields.pop()

    def begin_field(self, _: str, values: Values) -> None:
        self.flows[-1].fields.append(Field(values.get("instr", ""), shown=True))

    def end_field(self) -> None:
        if self.flows[-1].fields:
            self.flows[-1].fields.pop()

    def begin_code(self, _: str, __: Values) -> None:
        self.in_code = True

    def end_code(self) -> None:
        self.in_code = False

    # --- paragraphs and tables --------------------------------------------------------------------

    def begin_paragraph(self, _: str, __: Values) -> None:
        flow = self.flows[-1]
        flow.paragraph = self.parser.CurrentByteIndex
        if flow.cell and flow.cell.words:
            self.add(" ")

    def end_paragraph(self) -> None:
        """Codes, and numbers of pages, do not go over the end of a paragraph: broken ones end."""
        flow = self.flows[-1]
        flow.fields = [each for each in flow.fields if _says(each)]
        flow.past_tab = False
        if flow.cell is None:
            self.count(1)
            flow.end_line()
            if flow.table is None:
                flow.end_block()
        elif flow.cell.first is None:
            tag = tag_end(self.xml, flow.paragraph)
            alone = self.xml[tag - 2 : tag] == b"/>"
            end = tag if alone else tag_end(self.xml, self.parser.CurrentByteIndex)
            flow.cell.first = (flow.paragraph, end)

    def begin_table(self, _: str, __: Values) -> None:
        above = self.flows[-1]
        if above.table is not None:
            within = Flow(running=above.running, within=above)
            above.waiting.append(within)
            self.flows.append(within)
        table = self.flows[-1].table = Table()
        if not any(each.said for each in self.alternatives):  # else it is a copy
            self.tables.append(table)

    def end_table(self) -> None:
        flow = self.flows[-1]
        flow.table = None
        if flow.waiting:
            self.add("\n")  # what follows is none of its rows
        flow.end_block()
        if flow.within:
            self.end_flow()
            if flow.within.cell:
                flow.within.cell.words.append(flow.text[:_MOST_WORDS])

    def begin_row(self, _: str, __: Values) -> None:
        flow = self.flows[-1]
        if flow.table is not None:
            flow.table.rows.append([])
            flow.column = 1

    def end_row(self) -> None:
        self.count(1)
        self.flows[-1].end_line()

    def begin_cell(self, _: str, __: Values) -> None:
        flow = self.flows[-1]
        if flow.table is None or not flow.table.rows:
            return
        row = flow.table.rows[-1]
        before = row[-1].column if row else 1
        flow.cell = Cell(self.name, flow.column)
        row.append(flow.cell)
        if tabs := "\t" * (flow.column - before):
            self.add(tabs)

    def end_cell(self) -> None:
        flow = self.flows[-1]
        if flow.cell:
            flow.column += flow.cell.span
            flow.cell = None

    def set_cell(self, local: str, values: Values) -> None:
        flow, said = self.flows[-1], values.get("val", "")
        number = min(int(said), _MOST_COLUMNS) if said.isascii() and said.isdigit() else 0
        if local == "gridBefore":
            flow.column += number
        elif flow.cell and local == "gridSpan" and number:
            flow.cell.span = number
        elif flow.cell and local == "vMerge":
            flow.cell.merged = said or "continue"

    # --- boxes, second copies, notes, pages -------------------------------------------------------

    def begin_box(self, _: str, __: Values) -> None:
        above = self.flows[-1]
        box = Flow(f"{above.place}文本框", above.running)
        above.waiting.append(box)
        self.flows.append(box)
        if self.alternatives and self.alternatives[-1].inside is above:
            self.alternatives[-1].boxes[-1].append(box)

    def end_flow(self) -> None:
        self.flows.pop().end_block()

    def begin_branch(self, of: _Alternative) -> None:
        of.boxes.append([])
        of.letters = self.letters
        if of.said:
            self.flows.append(Flow())  # goes nowhere: a copy
        of.inside = self.flows[-1]

    def end_branch(self, of: _Alternative) -> None:
        if of.said:
            self.flows.pop()
        elif self.letters > of.letters:
            of.said = True
            of.boxes = of.boxes[-1:]

    def end_alternative(self, of: _Alternative) -> None:
        for copies in of.boxes[1:] if of.said else ():
            for box, copy in zip(of.boxes[0], copies, strict=False):
                if box.text == copy.text:
                    box.copies.append(copy)

    def begin_note(self, local: str, values: Values) -> None:
        flow = self.noted[local].get(values.get("id", ""))
        if flow is None:
            flow = Flow(NOTES[local], is_note=True)
            if values.get("type", "normal") == "normal":  # not the line above the notes
                self.alone.append(flow)
        self.flows.append(flow)

    def note_reference(self, local: str, values: Values) -> None:
        kind, note = local.removesuffix("Reference"), values.get("id", "")
        known = self.noted[kind]
        if note not in known:  # it is read later, and hangs on the body wherever it is referred to
            known[note] = Flow(f"{NOTES[kind]}{len(known) + 1}", is_note=True)
            self.flows[0].waiting.append(known[note])

    def page_reference(self, local: str, values: Values) -> None:
        kind = local.removesuffix("Reference")
        self.pages.append((kind, values.get("type", "default"), values.get("id", "")))

    def first_page(self, _: str, values: Values) -> None:
        self.has_first_page |= is_on(values.get("val", ""))


def _code(of: Field) -> str:
    return (of.code.split(maxsplit=1) or [""])[0].upper()


def _says(of: Field) -> bool:
    return of.shown and _code(of) not in _OF_PAGES


Begin = Callable[[Listener, str, Values], None]
_BEGIN: dict[str, Begin] = {
    "t": Listener.begin_text, "r": Listener.begin_run, "vanish": Listener.hide,
    "tab": Listener.mark, "ptab": Listener.mark, "br": Listener.mark, "cr": Listener.mark,
    "noBreakHyphen": Listener.mark,
    "fldChar": Listener.field_mark, "fldSimple": Listener.begin_field,
    "instrText": Listener.begin_code,
    "p": Listener.begin_paragraph, "tbl": Listener.begin_table, "tr": Listener.begin_row,
    "tc": Listener.begin_cell, "gridBefore": Listener.set_cell, "gridSpan": Listener.set_cell,
    "vMerge": Listener.set_cell,
    "txbxContent": Listener.begin_box, "footnote": Listener.begin_note,
    "endnote": Listener.begin_note,
    "footnoteReference": Listener.note_reference, "endnoteReference": Listener.note_reference,
    "headerReference": Listener.page_reference, "footerReference": Listener.page_reference,
    "titlePg": Listener.first_page,
}  # fmt: skip
_END: dict[str, Callable[[Listener], None]] = {
    "t": Listener.end_text, "fldSimple": Listener.end_field, "instrText": Listener.end_code,
    "p": Listener.end_paragraph, "tbl": Listener.end_table, "tr": Listener.end_row,
    "tc": Listener.end_cell, "txbxContent": Listener.end_flow, "footnote": Listener.end_flow,
    "endnote": Listener.end_flow,
}  # fmt: skip
