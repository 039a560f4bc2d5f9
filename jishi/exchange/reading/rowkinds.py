"""What each row of a sheet is: data, or skipped for a reason. Every row is accounted for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jishi.exchange.cells import Cell, is_blank, text_of
from jishi.exchange.reading.headers import bare, normal
from jishi.exchange.reading.layout import Header, grid
from jishi.exchange.reading.sheet import Sheet

DATA, BLANK, HEADER, TITLE, TOTAL, NOTE, SAMPLE = (
    "data", "blank", "header", "title", "total", "note", "sample",
)  # fmt: skip
REASONS = {
    DATA: "数据", BLANK: "空行", HEADER: "表头", TITLE: "标题", TOTAL: "合计行", NOTE: "说明行",
    SAMPLE: "示例行",
}  # fmt: skip

_TOTAL = re.compile(
    r"(?:本页|本村|本支部|全[县乡镇村街]|其中|以上|累计|党员|\d+月|第?[一二三四1-4]季度|[上下]半年|全年)?"
    r"(?:合计|小计|总计|共计|累计|总数|总人数|合计数|总合计)"
    r"(?:人数|金额|数)?(?:[:：(（]?[\d,.，]*(?:人|名|元|个|家|户)?[)）]?)?"
)
_TOTAL_SENTENCE = re.compile(r"(?:合计|共计|总计|共)[:：]?[\d,.]+(?:人|名|元|个|家|户).*")
_NOTE = re.compile(
    r"(?:备注|注|说明|填表说明|填报说明|填表人|填报人|制表人?|制表单位|填表单位|填报单位|填表日期|填报日期"
    r"|填表时间|填报时间|审核人?|审批人?|审核意见|负责人|单位负责人|分管领导|主要领导|经办人|联系人|联系电话"
    r"|签字|签名|盖章|单位[（(]?盖章|日期|制表日期|制表时间|打印日期|打印时间|党支部书记|支部书记|书记签字"
    r"|单位|支部名称|党支部名称|党支部|统计人|复核人?|复核人|报送人|报送单位|报送日期|收款人|交款人|会计|出纳"
    r"|附件|附注|要求|注意事项|提示)\s*[:：].*|(?:注|备注|说明)[\d.、 ].*|第?\s*\d+\s*页.*"
    r"|[-—]\s*\d+\s*[-—]"
    r"|(?:注|说明|要求|注意事项)[:：]?|.*[（(](?:签字|签章|盖章|公章)[)）].*"
)
_ITEM = re.compile(r"(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[一二三四五六七八九十]{1,3}[、.])\s*\S.*")
_SAMPLE = re.compile(
    r"[(（【\[]?(?:示例|样例|例如|例|范例|填写示例|样表|举例|填表示例)[)）】\]]?[:：]?.{0,8}"
)
_ORDINAL = re.compile(
    r"[(（]?\d{1,2}[)）]?|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[一二三四五六七八九十]{1,3}|栏次"
)
FEW = 2


@dataclass(frozen=True)
class Rows:
    """`kinds[row - 1]` is what the row is."""

    kinds: tuple[str, ...]

    @property
    def data(self) -> list[int]:
        return [row for row, kind in enumerate(self.kinds, 1) if kind == DATA]

    def counts(self) -> dict[str, int]:
        return {kind: self.kinds.count(kind) for kind in REASONS if kind in self.kinds}


def classify(
    sheet: Sheet, header: Header | None, mapped: Mapping[int, str], serial: int | None
) -> Rows:
    """`mapped` says which column is which field, `serial` which column only numbers the rows."""
    kinds = [DATA] * sheet.height
    filled = sheet.filled
    first = header.rows[-1] + 1 if header else 1
    for row in range(1, first):
        kinds[row - 1] = TITLE if filled[row - 1] else BLANK
    if header:
        for row in header.rows:
            kinds[row - 1] = HEADER
    suspects = _suspects(sheet, header)
    numbers = sheet.columns[serial - 1].codes if serial else None
    counted = _counting(sheet.columns[serial - 1].values) if serial else set()
    for row in range(first, sheet.height + 1):
        count = filled[row - 1]
        only_number = count == 1 and numbers is not None and numbers[row - 1] in counted
        if count == 0 or (only_number and row not in suspects):
            kinds[row - 1] = BLANK
        elif row in suspects or count <= FEW or row < first + 3:
            kinds[row - 1] = _kind(sheet, row, header, mapped, serial)
    _runs_of_notes(sheet, kinds, filled, first, mapped)
    return Rows(tuple(kinds))


def _counting(values: Sequence[Cell]) -> set[int]:
    """The codes of plain numbers: a form may be numbered further than it is filled."""
    return {
        code
        for code, value in enumerate(values)
        if value.__class__ is int or (value.__class__ is str and text_of(value).isdigit())
    }


def _suspects(sheet: Sheet, header: Header | None) -> frozenset[int]:
    """Rows with a word that data seldom has, and rows that say again what the header says."""
    again: dict[int, int] = {}
    for number, column in enumerate(sheet.columns):
        words = {sheet.cell(row, number + 1) for row in header.rows} if header else set()
        words = {word for word in words if word.__class__ is str}
        if not words:
            continue
        plain = {text_of(word) for word in words}
        few = len(column.values) < 500
        same = {
            code
            for code, value in enumerate(column.values)
            if value.__class__ is str and (value in words or (few and text_of(value) in plain))
        }
        for row in column.rows_of(same):
            again[row] = again.get(row, 0) + 1
    return sheet.odd_rows | {row for row, count in again.items() if count >= 2}


def _kind(
    sheet: Sheet, row: int, header: Header | None, mapped: Mapping[int, str], serial: int | None
) -> str:
    cells = sheet.row(row)
    texts = [(number, text_of(cell)) for number, cell in enumerate(cells, 1) if not is_blank(cell)]
    if not texts:
        return BLANK
    if header and _repeats(sheet, header, texts):
        return HEADER
    if _is_total(cells, texts, mapped, serial):
        return TOTAL
    if header and row <= header.rows[-1] + 2 and _numbers_columns(texts):
        return HEADER
    if header and row <= header.rows[-1] + 2 and _SAMPLE.fullmatch(texts[0][1]):
        return SAMPLE
    return NOTE if _is_note(sheet, row, texts, mapped) else DATA


def _repeats(sheet: Sheet, header: Header, texts: Sequence[tuple[int, str]]) -> bool:
    """Most of what the row says is said by the header in the same columns."""
    said: dict[int, set[str]] = {}
    for line in grid(sheet, header.rows[0], header.rows[-1]).values():
        for number, cell in enumerate(line, 1):
            if not is_blank(cell):
                said.setdefault(number, set()).add(bare(text_of(cell)) or normal(text_of(cell)))
    same = sum((bare(text) or normal(text)) in said.get(number, ()) for number, text in texts)
    return same == len(texts) or (same >= 2 and same * 3 >= len(texts) * 2)


def _is_total(
    cells: Sequence[Cell],
    texts: Sequence[tuple[int, str]],
    mapped: Mapping[int, str],
    serial: int | None,
) -> bool:
    words = [(n, re.sub(r"\s+", "", unicodedata.normalize("NFKC", t))) for n, t in texts]
    for number, word in words[:4]:
        if _TOTAL.fullmatch(word) or (len(words) <= 3 and _TOTAL_SENTENCE.fullmatch(word)):
            # 合计 may be written in any of the first columns; a person's row has an identity.
            return not any(
                mapped.get(other) in ("identity", "uscc") and other != number and len(said) >= 15
                for other, said in words
            )
        if number != serial and not word.isdigit():
            break
    return False


def _numbers_columns(texts: Sequence[tuple[int, str]]) -> bool:
    """(1) (2) (3) or 甲 乙 1 2 under the header."""
    if len(texts) < 3 or not all(_ORDINAL.fullmatch(text) for _, text in texts):
        return False
    digits = [int(re.sub(r"\D", "", t)) for _, t in texts if re.search(r"\d", t)]
    return all(b == a + 1 for a, b in pairwise(digits))


def _is_note(
    sheet: Sheet, row: int, texts: Sequence[tuple[int, str]], mapped: Mapping[int, str]
) -> bool:
    """A remark, a line for signatures, or the head of a section, but nobody's data."""
    if len(mapped) >= 2 and len(texts) > max(FEW, len(mapped) // 3) + 2:
        return False
    signs = sum(bool(_NOTE.fullmatch(text)) for _, text in texts)
    if signs and (signs * 2 >= len(texts) or len(texts) <= FEW + 2 or _NOTE.fullmatch(texts[0][1])):
        return True
    if len(texts) != 1 or len(mapped) < 3:
        return False
    number, text = texts[0]
    wide = any(
        m.top <= row <= m.bottom and m.right - m.left >= 2
        for m in sheet.merges
        if m.left <= number <= m.right
    )
    if wide or len(text) > 20 or _ITEM.fullmatch(text):
        return True
    return mapped.get(number) not in ("name", "person", "identity", "code", "uscc")


def _runs_of_notes(
    sheet: Sheet, kinds: list[str], filled: Sequence[int], first: int, mapped: Mapping[int, str]
) -> None:
    """Below a remark at the end of the sheet, single cells go on with it."""
    last = len(kinds)
    while last >= first and kinds[last - 1] in (NOTE, BLANK, TOTAL):
        last -= 1
    noted = False
    for row in range(last, len(kinds)):
        noted = noted or kinds[row] == NOTE
    if not noted:
        start = next((r for r in range(len(kinds), first - 1, -1) if kinds[r - 1] == NOTE), None)
        if start is None:
            return
        tail = [row for row in range(start + 1, len(kinds) + 1) if kinds[row - 1] != BLANK]
        if tail and all(filled[row - 1] <= FEW and kinds[row - 1] == DATA for row in tail):
            for row in tail:
                kinds[row - 1] = NOTE
