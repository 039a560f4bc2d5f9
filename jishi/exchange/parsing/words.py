"""Texts, names, choices, and the national codes of a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jishi.exchange.cells import Broken, Cell, text_of
from jishi.exchange.faults import Fault
from jishi.kernel import codes

Word = Callable[[Cell], str]

_DOTS = re.compile(r"\s*[·•・･‧∙⋅●•⸱⸳᛫․﹒．.。]\s*")
_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf"
    "\U00020000-\U0003ffff\U000e0100-\U000e01ef"  # the planes of rare characters, and variants
)
_BETWEEN = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_NAME = re.compile(rf"[{_HAN}A-Za-zÀ-ɏ]+(?:[·' -][{_HAN}A-Za-zÀ-ɏ]+)*")
_USUAL = re.compile("(?:(?!某)[\u4e00-\u9fa5]){2,4}")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)")
_EDGES = re.compile(r"[()（）\[\]【】<>《》\"“”'‘’，,。.、;；:：!！\s]+")


def seen(cell: Cell) -> str:
    """The text of a cell that shows a value."""
    if isinstance(cell, Broken):
        raise Fault(cell.code, cell.text)
    found = text_of(cell)
    if found.startswith("#") and _ERROR.fullmatch(found.upper()):
        raise Fault("cell_error", f"单元格出错：{found}")
    return found


def plain(cell: Cell) -> str:
    """Half width and without gaps: for codes and closed words, never for names."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", seen(cell)))


@dataclass(frozen=True)
class Text:
    """Free text in one line."""

    longest: int

    def __call__(self, cell: Cell) -> str:
        text = seen(cell)
        if len(text) > self.longest:
            raise Fault("too_long", f"不能超过 {self.longest} 个字，现为 {len(text)} 个字")
        return text


def text(longest: int) -> Text:
    return Text(longest)


@dataclass(frozen=True)
class LongText:
    """Free text whose lines stay."""

    longest: int

    def __call__(self, cell: Cell) -> str:
        lines = cell.splitlines() if isinstance(cell, str) else [cell]
        text = "\n".join(filter(None, map(seen, lines)))
        if len(text) > self.longest:
            raise Fault("too_long", f"不能超过 {self.longest} 个字，现为 {len(text)} 个字")
        return text


def long_text(longest: int) -> LongText:
    return LongText(longest)


def name(cell: Cell) -> str:
    """A person's name (R-FMT-17): one interpunct, no gaps, rare characters kept as they are."""
    if cell.__class__ is str and _USUAL.fullmatch(cell):
        return cell
    written = seen(cell)
    if isinstance(cell, bool | int | float):
        raise Fault("name_form", f"“{written}”不是姓名")
    if _PRIVATE.search(written) or "?" in written or "？" in written:
        raise Fault("name_lost", f"姓名“{written}”里的生僻字没有存好，请用国标字库重新录入")
    if "*" in written or "＊" in written or "某某" in written or written.endswith("某"):
        raise Fault("name_masked", f"姓名“{written}”被遮蔽，请用完整名册")
    found = _DOTS.sub("·", _wide_letters(written)).strip("·")
    found = _BETWEEN.sub("", _BETWEEN.sub("", found))
    if not 2 <= len(found) <= 50:
        raise Fault("name_length", f"姓名应为 2 至 50 个字，现为 {len(found)} 个字")
    inside = re.search(r"[(（].*", written)
    if inside and _NAME.fullmatch(found[: found.find(inside[0][0])]):
        raise Fault("name_form", f"姓名里夹有“{inside[0]}”，请移到其他栏")
    if not _NAME.fullmatch(found):
        raise Fault("name_form", f"姓名“{written}”里有不该有的数字或符号")
    return found


def _wide_letters(text: str) -> str:
    """Full-width letters and signs only: characters proper must not be folded into others."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text
    )


def organisation(cell: Cell) -> str:
    """The name or code of an organisation as written, to be looked up where there is a tree."""
    found = _BETWEEN.sub("", seen(cell))
    if len(found) > 120:
        raise Fault("too_long", f"组织名称不能超过 120 个字，现为 {len(found)} 个字")
    return found


def code(cell: Cell) -> str:
    """A code kept as text (R-FMT-08); numbers that lost digits are told."""
    if isinstance(cell, float):
        raise Fault("code_number", "编码被 Excel 存成了数字，可能已丢失几位，请设为文本后重填")
    found = plain(cell)
    if re.fullmatch(r"\d(?:\.\d+)?[Ee]\+?\d+", found):
        raise Fault("code_number", "编码被 Excel 存成了数字，后几位已丢失，请设为文本后重填")
    if not re.fullmatch(r"[0-9A-Za-z._/\-一-鿿()]{1,32}", found):
        raise Fault("code_form", f"“{found[:20]}”不是编码")
    return found


def _table(label: str, find: Callable[[str], str | None], hint: str) -> Word:
    def parse(cell: Cell) -> str:
        written = seen(cell)
        found = find(written)
        if found is None:
            raise Fault(f"{label}_unknown", f"“{written[:20]}”{hint}")
        return found

    return parse


sex = _table("sex", codes.sex_of, "不是性别，请填男或女")
nation = _table("nation", codes.nation_of, "不是五十六个民族之一")
education = _table(
    "education", codes.education_of, "不是学历，请填如：研究生、大学、大专、中专、高中、初中、小学"
)
politics = _table("politics", codes.politics_of, "不是政治面貌")


@dataclass(frozen=True)
class Choice:
    """One of a closed set: by label, by code, or by another word for it."""

    choices: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for word, chosen in self.words.items():
            self._known[_folded(word)] = chosen
        for chosen, label in self.choices.items():
            self._known[_folded(label)] = self._known[chosen.upper()] = chosen

    def __call__(self, cell: Cell) -> str:
        written = seen(cell)
        found = self.find(written)
        if found is None:
            some = "、".join(list(self.choices.values())[:8])
            raise Fault("choice_unknown", f"“{written[:20]}”不在可选范围内，可填：{some}")
        return found

    def find(self, written: str) -> str | None:
        tidy = _folded(written)
        return self._known.get(tidy) or self._known.get(tidy.lstrip("0123456789"))  # 1正式党员


def _folded(text: str) -> str:
    return _EDGES.sub("", unicodedata.normalize("NFKC", text)).upper()


def choice(choices: Mapping[str, str], words: Mapping[str, str] | None = None) -> Choice:
    return Choice(choices, words or {})


_YES = {
    "是", "有", "√", "✓", "✔", "☑", "Y", "YES", "1", "TRUE", "T", "对", "已", "V", "●", "已建",
}  # fmt: skip
_NO = {
    "否", "无", "×", "✗", "✘", "☒", "□", "N", "NO", "0", "FALSE", "F", "不", "没有", "X", "未",
    "不是", "未建", "○",
}  # fmt: skip


def yes_no(cell: Cell) -> bool:
    """是 否, √ ×, 有 无, Y N, 1 0, TRUE FALSE."""
    found = plain(cell).upper()
    if found in _YES:
        return True
    if found in _NO:
        return False
    raise Fault("yes_no", f"“{found[:20]}”看不出是或否")
