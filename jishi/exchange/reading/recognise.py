"""Which kind of table a sheet is, where its header stands, which column is which field.

`recognise` looks at one sheet; `recognise_workbook` picks the sheet, or joins several that have the
same header. Everything that was not taken as data is listed with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jishi.exchange.cells import Cell, text_of
from jishi.exchange.fields import Field, KindOfTable
from jishi.exchange.reading.columns import Found, assign, serial_column
from jishi.exchange.reading.headers import lexicon_of, normal
from jishi.exchange.reading.layout import Header, find_header, grid, joined, same_header
from jishi.exchange.reading.rowkinds import DATA, NOTE, REASONS, Rows, classify
from jishi.exchange.reading.sheet import Sheet, Workbook
from jishi.exchange.reading.wire import Unreadable


@dataclass(frozen=True)
class DataRow:
    sheet: str
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Skipped:
    sheet: str
    number: int
    kind: str
    text: str

    @property
    def reason(self) -> str:
        return REASONS[self.kind]


@dataclass(frozen=True)
class Part:
    """One sheet's share of the table."""

    sheet: Sheet
    header: Header | None
    rows: Rows
    said: Mapping[str, str] = field(default_factory=dict)  # field → what the title says for all
    sections: Mapping[int, str] = field(default_factory=dict)  # row → the branch that begins there

    @property
    def header_rows(self) -> tuple[int, ...]:
        return self.header.rows if self.header else ()


@dataclass(frozen=True)
class Recognised:
    """A table found. `parts` has more than one sheet where the same table goes on in others."""

    kind: KindOfTable
    parts: tuple[Part, ...]
    columns: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    score: float = 0.0
    left_out: tuple[tuple[str, str], ...] = ()  # other sheets, with the reason

    @property
    def sheet(self) -> str:
        return self.parts[0].sheet.name

    @property
    def header_rows(self) -> tuple[int, ...]:
        return self.parts[0].header_rows

    @property
    def mapping(self) -> dict[int, str]:
        return {found.index: found.field for found in self.columns if found.field}

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that no column was found for."""
        has = set(self.mapping.values()) | {name for part in self.parts for name in part.said}
        return tuple(f for f in self.kind.fields if f.required and f.name not in has)

    @property
    def rows(self) -> Iterator[DataRow]:
        for part in self.parts:
            for number in part.rows.data:
                yield DataRow(part.sheet.name, number, part.sheet.row(number))

    @property
    def skipped(self) -> Iterator[Skipped]:
        for part in self.parts:
            for number, kind in enumerate(part.rows.kinds, 1):
                if kind != DATA:
                    text = " ".join(filter(None, map(text_of, part.sheet.row(number))))
                    yield Skipped(part.sheet.name, number, kind, text[:80])

    def counts(self) -> dict[str, int]:
        """How many rows of each kind; together they are all rows of the sheets."""
        total: dict[str, int] = {}
        for part in self.parts:
            for kind, count in part.rows.counts().items():
                total[kind] = total.get(kind, 0) + count
        return total


def recognise(
    sheet: Sheet, kinds: Sequence[KindOfTable], remembered: Mapping[str, str] | None = None
) -> Recognised | None:
    """The best of these kinds for one sheet, None where the sheet is no such table.

    `remembered` maps `header_key(header)` to a field's name, or to "" for a column to leave alone;
    it goes before everything else.
    """
    rough: dict[object, Rows] = {}  # what the rows are does not depend much on the kind
    found = [_as_kind(sheet, kind, remembered or {}, rough) for kind in kinds]
    best = max(filter(None, found), key=lambda one: one.score, default=None)
    return best and _settled(best)


def header_key(header: str) -> str:
    """What a mapping is remembered under: the header without blanks and signs."""
    return normal(header)


def recognise_workbook(
    workbook: Workbook,
    kinds: Sequence[KindOfTable],
    remembered: Mapping[str, str] | None = None,
    sheets: Sequence[str] = (),
) -> Recognised:
    """The table in a workbook, or in these sheets; raises `Unreadable` where there is none."""
    wanted = [one for one in workbook.sheets if one.height and (not sheets or one.name in sheets)]
    if not wanted:
        raise Unreadable("empty_file", "工作簿里没有内容")
    found = [one for one in (recognise(s, kinds, remembered) for s in wanted) if one]
    if not found:
        labels = "、".join(kind.label for kind in kinds)
        raise Unreadable(
            "no_table", f"没有认出{labels}表：请让表头占一行，写明“姓名”“身份证号”等栏目名称"
        )
    shown = [one for one in found if not one.parts[0].sheet.hidden] or found
    best = max(shown, key=lambda one: (round(one.score, 1), one.counts().get(DATA, 0) > 0))
    if not any(one.counts().get(DATA) for one in shown):
        raise Unreadable("no_rows", "只找到表头，下面没有数据")
    if _is_form(best):
        raise Unreadable(
            "form", "这是一人一表的登记表，不是名册：请改用一人一行、表头占一行的表格后再导入"
        )
    return _joined(best, shown, found, workbook)


def _joined(
    best: Recognised, shown: Sequence[Recognised], found: Sequence[Recognised], book: Workbook
) -> Recognised:
    parts, left_out, taken = [], [], set()
    for one in shown:
        part = one.parts[0]
        same = one is best or (
            one.kind is best.kind
            and one.mapping == best.mapping
            and part.header is not None
            and best.parts[0].header is not None
            and same_header(part.header.texts, best.parts[0].header.texts)
        )
        if same and (one is best or part.rows.data):
            parts.append(part)
            taken.add(part.sheet.name)
    for sheet in book.sheets:
        if sheet.name not in taken:
            left_out.append((sheet.name, _why_left_out(sheet, found)))
    notes = list(best.notes)
    if len(parts) > 1:
        notes.append(f"{len(parts)} 张工作表表头相同，合在一起：" + "、".join(sorted(taken)))
    for name, why in left_out:
        notes.append(f"工作表“{name}”未导入：{why}")
    return replace(best, parts=tuple(parts), notes=tuple(notes), left_out=tuple(left_out))


def _why_left_out(sheet: Sheet, found: Sequence[Recognised]) -> str:
    if not sheet.height:
        return "空表"
    if sheet.hidden:
        return "是隐藏的工作表"
    if any(one.parts[0].sheet is sheet for one in found):
        return "表头与所选工作表不同，请单独导入"
    return "没有认出表头"


def _settled(best: Recognised) -> Recognised:
    """With the rows told apart once more, now that the columns are known."""
    part = best.parts[0]
    serial = _serial(part.sheet, part.header)
    rows = classify(part.sheet, part.header, best.mapping, serial)
    notes = _notes(part.sheet, best.columns, rows)
    sections = _sections(part.sheet, rows, best)
    said = part.said or ({"org": ""} if sections else {})
    settled = replace(part, rows=rows, sections=sections, said=said)
    return replace(best, parts=(settled,), notes=notes)


def _sections(sheet: Sheet, rows: Rows, best: Recognised) -> dict[int, str]:
    """Rows like 一、下河村党支部（12人） above the members of a branch that has no column."""
    if best.kind.field("org") is None or "org" in best.mapping.values():
        return {}
    found = {}
    for row, kind in enumerate(rows.kinds, 1):
        if kind == NOTE:
            text = "".join(dict.fromkeys(map(text_of, sheet.row(row))))
            name = _SECTION.sub("", text).strip()
            if _BRANCH.fullmatch(name):
                found[row] = name
    return found


def _serial(sheet: Sheet, header: Header | None) -> int | None:
    texts = header.texts if header else ("",) * sheet.width
    return serial_column(sheet, texts, header.rows[-1] + 1 if header else 1)


def _as_kind(
    sheet: Sheet, kind: KindOfTable, remembered: Mapping[str, str], rough: dict[object, Rows]
) -> Recognised | None:
    lexicon = lexicon_of(kind)
    header = find_header(sheet, lexicon) or _remembered_header(sheet, remembered)
    texts = header.texts if header else ("",) * sheet.width
    first = header.rows[-1] + 1 if header else 1
    serial = _serial(sheet, header)
    key = (header.rows if header else (), serial)
    if key not in rough:
        rough[key] = classify(sheet, header, {}, serial)
    rows = rough[key]
    columns = assign(sheet, texts, rows.data, lexicon, remembered)
    mapping = {found.index: found.field for found in columns if found.field}
    if not _is_table(mapping, kind, header, columns):
        return None
    titles = " ".join(
        text_of(cell)
        for row, what in enumerate(rows.kinds[: first - 1], 1)
        if what == "title"
        for cell in dict.fromkeys(sheet.row(row))
    )
    said = _said(titles, sheet.name, mapping, kind)
    score = sum(found.confidence for found in columns if found.field)
    score += _signs(titles + " " + sheet.name, kind)
    score += _telling(columns, kind)
    score -= 0.75 * sum(1 for f in kind.fields if f.required and f.name not in mapping.values())
    return Recognised(kind, (Part(sheet, header, rows, said),), columns, (), score)


def _is_form(best: Recognised) -> bool:
    """Names of fields beside their values, line after line: a sheet about one person."""
    part, lexicon = best.parts[0], lexicon_of(best.kind)
    lines = [part.sheet.row(row) for row in part.rows.data[:8]]
    named = [sum(lexicon.best(text_of(cell)) >= 0.95 for cell in line) for line in lines]
    return len(lines) >= 2 and sum(count >= 2 for count in named) * 10 >= len(lines) * 6


def _is_table(
    mapping: Mapping[int, str],
    kind: KindOfTable,
    header: Header | None,
    columns: Sequence[Found],
) -> bool:
    """A header with two fields, or values that speak for themselves, one of them a key."""
    if header is not None:
        return len(mapping) >= 2 or (len(mapping) == 1 and len(columns) <= 2)
    keys = {f.name for f in kind.fields if f.key or f.required}
    return len(mapping) >= 2 and bool(keys & set(mapping.values()))


def _remembered_header(sheet: Sheet, remembered: Mapping[str, str]) -> Header | None:
    """A header that only the remembered mapping knows."""
    for row in range(1, min(sheet.height, 40) + 1):
        texts = joined(grid(sheet, row, row), (row,))
        known = sum(bool(remembered.get(normal(text))) for text in texts if text)
        if known >= 2:
            return Header((row,), texts, float(known))
    return None


def _telling(columns: Sequence[Found], kind: KindOfTable) -> float:
    """A list of officers has everything about a person, but only a post makes it one."""
    found = sum(c.field in kind.telling and c.confidence >= 0.6 for c in columns)
    return 0.8 * found if found or not kind.telling else -1.5


def _signs(text: str, kind: KindOfTable) -> float:
    found = [len(sign) for sign in kind.signs if sign in text]
    return 0.3 * max(found, default=0) ** 0.8 if found else 0.0


_SAID = re.compile(
    r"(?:填报单位|填表单位|报送单位|所在党支部|所在支部|所属党支部|党支部名称|支部名称|党组织名称|党组织|党支部"
    r"|单位名称|单位|支部)\s*(?:[（(][^）)]*[）)])?\s*[:：]\s*([^\s:：，,；;（(]{2,60})"
)
_MONTH = re.compile(r"(?:\d{4}年)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?")
_SECTION = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．:：\s]*)(?=\S)|[(（][^()（）]*[)）]$|[:：]$|共?\d+人$"
)
_BRANCH = re.compile(r"[\w（）()·〇-鿿]{2,60}?(?:支部委员会|党支部|联合支部|党总支|支部)")


def _said(
    titles: str, sheet_name: str, mapping: Mapping[int, str], kind: KindOfTable
) -> dict[str, str]:
    """The branch that a title line or the sheet's name gives for a table without such a column."""
    org = kind.field("org")
    if org is None or "org" in mapping.values():
        return {}
    for value in _SAID.findall(titles):
        if value.endswith(("支部", "委员会", "总支", "党委")):
            return {"org": value}
    name = sheet_name.strip()
    if _BRANCH.fullmatch(name) and name.endswith(("支部", "委员会", "总支")):
        return {"org": name}
    return {}


def _notes(sheet: Sheet, columns: Sequence[Found], rows: Rows) -> tuple[str, ...]:
    notes = list(sheet.notes)
    hidden = [row for row in rows.data if row in sheet.hidden_rows]
    if hidden:
        notes.append(f"有 {len(hidden)} 行被隐藏（如第 {hidden[0]} 行），已一并读取")
    behind = [f.header for f in columns if f.index in sheet.hidden_columns and f.field]
    if behind:
        notes.append(f"隐藏的列已一并读取：{'、'.join(behind[:5])}")
    notes.extend(f.note for f in columns if f.note)
    if sum(bool(_MONTH.fullmatch(f.header.strip())) for f in columns if not f.field) >= 2:
        notes.append("按月分列的金额没有导入：请改成每次缴费一行，写明月份和金额")
    return tuple(notes)
