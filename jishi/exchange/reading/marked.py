"""The office's own file back: wrong cells coloured, with a note each, and a column of reasons.

An xlsx is edited in place (`splice`), so that formats, drawings and all it holds stay; what came in
another form is written anew as xlsx. `refused_rows` gives only the rows that were not taken.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from jishi.base.zipgate import part, zip_gate
from jishi.exchange.cells import Cell, text_of
from jishi.exchange.faults import Mark
from jishi.exchange.reading import marginalia as notes_of
from jishi.exchange.reading.details import sheet_paths
from jishi.exchange.reading.limits import MOST_UNPACKED
from jishi.exchange.reading.recognise import Part, Recognised
from jishi.exchange.reading.sheet import Sheet, Workbook
from jishi.exchange.reading.splice import NotSpliceable, SheetPart, StylesPart, letters

MOST_NOTES = 1_000
REASONS = "导入问题"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def marked(data: bytes, workbook: Workbook, recognised: Recognised, marks: Sequence[Mark]) -> bytes:
    """An xlsx that is the office's file with the marks on it."""
    if workbook.form == "xlsx":
        try:
            return _edited(data, recognised, marks)
        except (NotSpliceable, KeyError, IndexError):
            pass  # written in a way that cannot be kept: its values are still given back
    return _anew(workbook, recognised, marks)


def _reasons(marks: Sequence[Mark]) -> dict[int, str]:
    """Row → everything that is wrong with it, each with its column's letters."""
    found: dict[int, list[str]] = {}
    for mark in marks:
        where = f"{letters(mark.column)} 列：" if mark.column else ""
        found.setdefault(mark.row, []).append(f"{where}{mark.message}")
    return {row: "；".join(dict.fromkeys(texts)) for row, texts in found.items()}


def _notes(marks: Sequence[Mark]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for mark in marks:
        if mark.column and (len(found) < MOST_NOTES or (mark.row, mark.column) in found):
            before = found.get((mark.row, mark.column))
            text = mark.message if before is None else f"{before}；{mark.message}"
            found[mark.row, mark.column] = text
    return found


# --- an xlsx, edited in place ------------------------------------------------------------------


def _edited(data: bytes, recognised: Recognised, marks: Sequence[Mark]) -> bytes:
    with zip_gate(data, MOST_UNPACKED) as box:
        names = {info.filename.lower().lstrip("/"): info.filename for info in box.infolist()}
        paths = sheet_paths(box, names)
        styles_name = names["xl/styles.xml"]
        styles = StylesPart(part(box, styles_name))
        package = _Package(box, names)
        for one in recognised.parts:
            own = [m for m in marks if m.sheet == one.sheet.name]
            if own:
                _edit_sheet(package, names[paths[one.sheet.name].lower()], one, own, styles)
        package.changed[styles_name] = styles.apply()
        return package.written()


class _Package:
    """The parts of a file: those changed or added, the others as they are."""

    def __init__(self, box: zipfile.ZipFile, names: dict[str, str]) -> None:
        self.box, self.names = box, names
        self.changed: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        name = self.names.get(path.lower().lstrip("/"))
        if name is None:
            return b""
        return self.changed.get(name) or part(self.box, name)

    def write(self, path: str, data: bytes) -> None:
        name = self.names.setdefault(path.lower(), path)
        self.changed[name] = data

    def free(self, pattern: str) -> str:
        number = 1
        while pattern.format(number).lower() in self.names:
            number += 1
        return pattern.format(number)

    def written(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self.box.infolist():
                data = self.changed.pop(info.filename, None)
                new.writestr(info.filename, part(self.box, info.filename) if data is None else data)
            for name, data in self.changed.items():
                new.writestr(name, data)
        return out.getvalue()


def _edit_sheet(
    package: _Package, path: str, one: Part, marks: Sequence[Mark], styles: StylesPart
) -> None:
    xml = SheetPart(package.read(path))
    coloured: dict[int, set[int]] = {}
    for mark in marks:
        if mark.column:
            coloured.setdefault(mark.row, set()).add(mark.column)
    reasons = _reasons(marks)
    if one.header_rows:
        reasons[one.header_rows[-1]] = REASONS
    column = one.sheet.width + 1
    xml.edit(coloured, reasons, column, styles)
    xml.widen(column)
    _add_notes(package, path, xml, _notes(marks))
    package.write(path, xml.apply())


def _add_notes(
    package: _Package, path: str, xml: SheetPart, notes: dict[tuple[int, int], str]
) -> None:
    folder, name = posixpath.split(path)
    rels_path = f"{folder}/_rels/{name}.rels"
    rels = package.read(rels_path).decode("utf-8", "replace")
    old = {kind: _target(rels, folder, kind) for kind in (notes_of.COMMENTS, notes_of.DRAWING)}
    comments, drawing = old[notes_of.COMMENTS], old[notes_of.DRAWING]
    number = 900 + sum(1 for changed in package.changed if "vmlDrawing" in changed)
    if comments and drawing:
        before = package.read(comments)
        has = notes_of.noted(before)
        new = {at: text for at, text in notes.items() if f"{letters(at[1])}{at[0]}" not in has}
        added = notes_of.add_comments(before, new)
        shapes = notes_of.add_shapes(package.read(drawing), new, number)
        if added and shapes:
            package.write(comments, added)
            package.write(drawing, shapes)
        return
    if comments or drawing or b"legacyDrawing " in xml.xml:
        return  # a drawing of another sort hangs there: colours and reasons must do
    comments = package.free("xl/jishiComments{}.xml")
    drawing = package.free("xl/drawings/jishiVmlDrawing{}.vml")
    package.write(comments, notes_of.comments_part(notes))
    package.write(drawing, notes_of.drawing_part(notes, number))
    package.write(rels_path, _linked(rels, comments, drawing).encode())
    xml.link_notes("jishiNotes2")
    types = package.read("[Content_Types].xml").decode("utf-8", "replace")
    package.write("[Content_Types].xml", _typed(types, comments).encode())


def _target(rels: str, folder: str, kind: str) -> str:
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
        if f'"{kind}"' in tag or f"'{kind}'" in tag:
            found = re.search(r"Target\s*=\s*[\"']([^\"']*)", tag)
            if found:
                return posixpath.normpath(posixpath.join("/", folder, found[1])).lstrip("/")
    return ""


def _linked(rels: str, comments: str, drawing: str) -> str:
    text = "".join(
        f'<Relationship xmlns="{_RELS}" Id="jishiNotes{n}" Type="{kind}" Target="/{target}"/>'
        for n, (kind, target) in enumerate(
            ((notes_of.COMMENTS, comments), (notes_of.DRAWING, drawing)), 1
        )
    )
    end = re.search(r"</(?:\w+:)?Relationships>", rels)
    if end:
        return rels[: end.start()] + text + rels[end.start() :]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<Relationships xmlns="{_RELS}">{text}</Relationships>'


def _typed(types: str, comments: str) -> str:
    end = re.search(r"</((?:\w+:)?)Types>", types)
    opening = re.search(r"<((?:\w+:)?)Types\b[^>]*>", types)
    if not end or not opening:
        raise NotSpliceable
    p = end[1]
    text = f'<{p}Override PartName="/{comments}" ContentType="{notes_of.COMMENTS_TYPE}"/>'
    default = ""
    if not re.search(r"Extension\s*=\s*[\"']vml[\"']", types, re.IGNORECASE):
        default = f'<{p}Default Extension="vml" ContentType="{notes_of.DRAWING_TYPE}"/>'
    return (
        types[: opening.end()] + default + types[opening.end() : end.start()] + text
        + types[end.start() :]
    )  # fmt: skip


# --- written anew ------------------------------------------------------------------------------


def _anew(workbook: Workbook, recognised: Recognised, marks: Sequence[Mark]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        for number, sheet in enumerate(workbook.sheets, 1):
            page = book.add_worksheet(_sheet_name(sheet.name, number))
            own = [m for m in marks if m.sheet == sheet.name]
            heads = {r for p in recognised.parts if p.sheet is sheet for r in p.header_rows[-1:]}
            _write_sheet(book, page, sheet, own, heads)
    return out.getvalue()


_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _sheet_name(name: str, number: int) -> str:
    plain = re.sub(r"[\[\]:*?/\\']", "_", name).strip()[:28]
    return plain or f"表{number}"


def _write_sheet(
    book: Any, page: Any, sheet: Sheet, marks: Sequence[Mark], heads: set[int]
) -> None:
    plain = book.add_format({"num_format": "@"})
    wrong = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
    reason = book.add_format({"bg_color": "#FFF2CC"})
    coloured = {(m.row, m.column) for m in marks if m.column}
    page.set_column(0, max(0, sheet.width - 1), 14, plain)
    page.set_column(sheet.width, sheet.width, 50)
    for merge in sheet.merges:
        apart = (merge.top, merge.left) != (merge.bottom, merge.right)
        if apart and merge.bottom <= sheet.height and merge.right <= sheet.width:
            _merge(page, merge.top, merge.left, merge.bottom, merge.right)
    for row, cells in sheet.rows():
        for column, cell in enumerate(cells, 1):
            style = wrong if (row, column) in coloured else plain
            if cell is not None or style is wrong:
                page.write_string(row - 1, column - 1, _full_text(cell), style)
    for row, text in _reasons(marks).items():
        page.write_string(row - 1, sheet.width, text, reason)
    for row in heads if marks else ():
        page.write_string(row - 1, sheet.width, REASONS, reason)
    for (row, column), text in _notes(marks).items():
        page.write_comment(row - 1, column - 1, text, {"author": notes_of.AUTHOR})


def _merge(page: Any, top: int, left: int, bottom: int, right: int) -> None:
    """Two merges of a damaged file may overlap; then the later one is left."""
    from xlsxwriter.exceptions import OverlappingRange

    try:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    except OverlappingRange:
        return


def _full_text(cell: Cell) -> str:
    return cell[:32_767] if isinstance(cell, str) else text_of(cell)


def refused_rows(
    recognised: Recognised,
    marks: Sequence[Mark],
    reasons: Mapping[tuple[str, int], str] | None = None,
) -> bytes:
    """Header and refused rows alone, with their reasons, to be put right and brought in again.

    `reasons` adds rows refused for what no cell shows: (sheet, row) → why.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        plain = book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        head = book.add_format({"bold": True, "num_format": "@", "text_wrap": True})
        page = book.add_worksheet("未导入的行")
        width = max(part.sheet.width for part in recognised.parts)
        header = recognised.parts[0].header
        texts = header.texts if header else tuple(f.header for f in recognised.columns)
        for column, text in enumerate((*texts, *[""] * (width - len(texts)), REASONS)):
            page.write_string(0, column, text, head)
        page.set_column(0, width, 14, plain)
        page.set_column(width, width, 50)
        line = 0
        for one in recognised.parts:
            own = [m for m in marks if m.sheet == one.sheet.name]
            said = _reasons(own)
            for (sheet, row), why in (reasons or {}).items():
                if sheet == one.sheet.name:
                    said[row] = "；".join(filter(None, (said.get(row), why)))
            coloured = {(m.row, m.column) for m in own}
            for row in sorted(said):
                line += 1
                for column, cell in enumerate(one.sheet.row(row), 1):
                    style = wrong if (row, column) in coloured else plain
                    page.write_string(line, column - 1, _full_text(cell), style)
                page.write_string(line, width, said[row])
        page.freeze_panes(1, 0)
    return out.getvalue()
