"""What an xlsx says beside its values: errors, formulas, hidden rows, how dates are shown.

The parts are searched as bytes, not built into trees: a roster of 50,000 rows takes a moment.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from jishi.base.zipgate import part
from jishi.exchange.cells import Broken, Cell, Day
from jishi.exchange.reading.sheet import Merge

Change = Callable[[Cell], Cell]
MOST_CHANGES = 400_000


@dataclass
class Details:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    changes: dict[tuple[int, int], Change] = field(default_factory=dict)


def details_of(box: zipfile.ZipFile) -> dict[str, Details]:
    """Sheet name → what was found; a part that cannot be understood is simply left out."""
    names = {info.filename.lower().lstrip("/"): info.filename for info in box.infolist()}
    book = _named(box, names, "xl/workbook.xml")
    styles = _styles(_named(box, names, "xl/styles.xml"))
    epoch = 1462 if re.search(rb'date1904="(?:1|true)"', book) else 0
    found = {}
    for sheet, path in sheet_paths(box, names).items():
        xml = _named(box, names, path.lower())
        if xml:
            found[sheet] = _sheet_details(xml, styles, epoch)
    return found


def sheet_paths(box: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    """Sheet name → the part it is kept in."""
    links = dict(_relations(_named(box, names, "xl/_rels/workbook.xml.rels")))
    paths = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", _named(box, names, "xl/workbook.xml")):
        target = links.get(_attribute(tag, rb"(?:\w+:)?id"), "")
        path = target.lstrip("/") if target.startswith("/") else "xl/" + target
        paths[_attribute(tag, b"name")] = path
    return paths


def _named(box: zipfile.ZipFile, names: dict[str, str], path: str) -> bytes:
    return part(box, names[path]) if path in names else b""


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"(?<![\w:])" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    if not found:
        return ""
    return html.unescape((found[1] or found[2] or b"").decode("utf-8", "replace"))


def _relations(xml: bytes) -> Iterator[tuple[str, str]]:
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", xml):
        yield _attribute(tag, b"Id"), _attribute(tag, b"Target")


# --- how numbers are shown ---------------------------------------------------------------------

_BUILT_IN = {17: "month", 27: "month", 36: "month", 50: "month", 52: "month", 57: "month"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def _styles(xml: bytes) -> dict[int, str]:
    """Style number → how a cell of that style is shown, where that changes what it says."""
    formats: dict[int, str] = {}
    for tag in re.findall(rb"<(?:\w+:)?numFmt\b[^>]*>", xml):
        number, shown = _attribute(tag, b"numFmtId"), _shown(_attribute(tag, b"formatCode"))
        if number.isdigit() and shown:
            formats[int(number)] = shown
    block = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    styles: dict[int, str] = {}
    for place, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\b[^>]*>", block[0] if block else b"")):
        number = _attribute(tag, b"numFmtId")
        if number.isdigit():
            styles[place] = formats.get(int(number)) or _BUILT_IN.get(int(number), "")
    return {place: shown for place, shown in styles.items() if shown}


def _shown(code: str) -> str:
    """month or year for dates without a day, 0000 for padded numbers, 0.00 for decimals."""
    code = code.split(";")[0]
    if re.fullmatch(r"0{2,20}", code):
        return code
    if re.fullmatch(r"(?:#,##)?0\.0{2}_?\s?", code):
        return "0.00"
    letters = _QUOTED.sub("", code).lower()
    if "y" not in letters or "d" in letters or "h" in letters or "s" in letters:
        return ""
    return "month" if "m" in letters else "year"


def _as_shown(shown: str, epoch: int) -> Change:
    def change(cell: Cell) -> Cell:
        number = isinstance(cell, int | float) and not isinstance(cell, bool)
        if shown in ("month", "year"):
            if number and 1 <= cell < 100_000:  # type: ignore[operator]
                start = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
                cell = Day(start + dt.timedelta(days=int(cell) + epoch))  # type: ignore[arg-type]
            return Day(cell.moment, shown) if isinstance(cell, Day) else cell  # type: ignore[arg-type]
        if shown == "0.00":
            if isinstance(cell, float) and 1840 <= cell < 2101:  # 2020.10 is October
                return f"{cell:.2f}" if round(cell, 2) == cell else cell
            return cell
        return str(cell).zfill(len(shown)) if isinstance(cell, int) and number else cell

    return change


# --- one sheet ---------------------------------------------------------------------------------

_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\st=[\"']e[\"'])[^>]*>(?:(?!</(?:\w+:)?c>).)*?</(?:\w+:)?c>", re.DOTALL
)
_BARE_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*[^/])>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_TRUE = ("1", "true")


def _sheet_details(xml: bytes, styles: dict[int, str], epoch: int) -> Details:
    found = Details()
    if b"hidden=" in xml:
        _hidden(xml, found)
    if b"mergeCell" in xml:
        for tag in re.findall(rb"<(?:\w+:)?mergeCell\b[^>]*>", xml):
            merge = _merge(_attribute(tag, b"ref"))
            if merge:
                found.merges.append(merge)
    _styled(xml, styles, epoch, found)
    if b't="e"' in xml or b"t='e'" in xml:
        for cell in _ERROR.finditer(xml):
            value = _VALUE.search(cell[0])
            _broken(found, cell[0], "cell_error", f"单元格出错：{_text(value)}")
    if b"<f" in xml or b":f" in xml:
        for cell in _BARE_FORMULA.finditer(xml):
            said = "公式没有算好的值，请用 Excel 或 WPS 打开、保存一次后再导入"
            if b't="str"' not in cell[1] or b"<v" not in cell[0]:
                _broken(found, b"<c" + cell[1] + b">", "formula_value", said)
    return found


def _hidden(xml: bytes, found: Details) -> None:
    for tag in re.findall(rb"<(?:\w+:)?row\b[^>]*\shidden=[^>]*>", xml):
        row = _attribute(tag, b"r")
        if _attribute(tag, b"hidden") in _TRUE and row.isdigit():
            found.hidden_rows.add(int(row))
    for tag in re.findall(rb"<(?:\w+:)?col\b[^>]*\shidden=[^>]*>", xml):
        first, last = _attribute(tag, b"min"), _attribute(tag, b"max")
        if _attribute(tag, b"hidden") in _TRUE and first.isdigit() and last.isdigit():
            found.hidden_columns.update(range(int(first), min(int(last), int(first) + 500) + 1))


def _styled(xml: bytes, styles: dict[int, str], epoch: int, found: Details) -> None:
    if not styles:
        return
    changes = {str(number): _as_shown(shown, epoch) for number, shown in styles.items()}
    numbers = b"|".join(number.encode() for number in changes)
    tags = re.compile(rb"<(?:\w+:)?c\b[^>]*?\ss=[\"'](" + numbers + rb")[\"'](?:[^>]*[^/>])?>")
    for tag in tags.finditer(xml):
        place = place_of(_attribute(tag[0], b"r"))
        if place and len(found.changes) < MOST_CHANGES:
            found.changes[place] = changes[tag[1].decode()]


def _broken(found: Details, tag: bytes, code: str, text: str) -> None:
    place = place_of(_attribute(tag.split(b">", 1)[0], b"r"))
    if place and len(found.changes) < MOST_CHANGES:
        broken = Broken(code, text)
        found.changes[place] = lambda _cell: broken


def _text(value: re.Match[bytes] | None) -> str:
    return value[1].decode("utf-8", "replace")[:20] if value else "#ERROR"


_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def place_of(reference: str) -> tuple[int, int] | None:
    """B12 → (12, 2)."""
    found = _PLACE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    return Merge(*start, *end) if start and end else None
