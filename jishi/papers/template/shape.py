"""A template: blocks of text with chips. Shipped as files, or a county's own versioned row.

Both are read by `template_of` under the same validation. Start at `Template` and `Block`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jishi.kernel.declare import Declaration, DeclarationError
from jishi.papers.template.chips import Chip, ChipError, Condition, condition, split

GENRES = {
    "summary": "工作总结",
    "debriefing": "述职报告",
    "circular": "情况通报",
    "report": "专题报告",
    "briefing": "简报",
    "notice": "通知",
    "minutes": "会议记录",
}
BLOCKS = {
    "heading": "标题",
    "paragraph": "段落",
    "list": "分条",
    "table": "表格",
    "grid": "照原样的表",
    "chart": "图表",
    "people": "名单",
    "narrative": "由人撰写",
    "recipient": "主送机关",
    "attachment": "附件说明",
    "signoff": "落款",
}
TABLES = {"child": "每个下级一行", "month": "每月一行", "compared": "与上期、上年同期相比"}
CHARTS = {"column": "柱形图", "line": "折线图"}
LENGTHS = {1: "月", 3: "季度", 6: "半年", 12: "年"}
MOST_BLOCKS, MOST_PIECES, MOST_LETTERS, MOST_CODES = 120, 40, 4000, 8
CELLS = "\t"  # parts the cells of a row in a grid, whose first row is its head
MOST_CELLS = 20


@dataclass(frozen=True)
class Piece:
    """A clause that stands or falls as a whole: left out when a figure in it is missing.

    Its first figure being zero, `zero` stands instead; where that is empty it is left out too,
    unless `keep`. `each` repeats it: for every child, or for every indicator of a list.
    """

    text: str
    when: Condition | None = None
    otherwise: str = ""
    zero: str = ""
    keep: bool = False
    fixed: bool = False  # written by people: always stands
    each: tuple[str, ...] = ()  # ("children",), or indicators
    join: str = "、"
    lead: str = ""  # before the first of what is repeated
    end: str = ""  # after the last
    chips: tuple[Chip, ...] = field(default=(), compare=False)

    @property
    def of_children(self) -> bool:
        return self.each == ("children",)


@dataclass(frozen=True)
class Block:
    kind: str
    key: str
    text: tuple[Piece, ...] = ()
    level: int = 1
    when: Condition | None = None
    each: str = ""  # children: the block stands once for each of them
    only: tuple[str, ...] = ()  # of which sectors these children, or this organisation, must be
    codes: tuple[str, ...] = ()  # of a table, a chart, a list of names
    by: str = "child"
    style: str = "column"
    title: str = ""
    total: bool = True


@dataclass(frozen=True, kw_only=True)
class Template(Declaration):
    genre: str
    heading: str  # the title of the paper
    sectors: tuple[str, ...] = ()  # whose it is; empty: anybody's
    months: int = 6
    annex: bool = True
    blocks: tuple[Block, ...] = field(default=())

    def texts(self) -> Iterator[str]:
        yield self.heading
        for block in self.blocks:
            yield block.title
            for piece in block.text:
                yield from (piece.text, piece.otherwise, piece.zero, piece.lead, piece.end)


def template_of(data: Mapping[str, Any], known: Mapping[str, Any]) -> Template:
    """The template that a file or a row says, checked; `known` are the indicators there are."""
    blocks = data.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        raise DeclarationError("模板里没有内容")
    if len(blocks) > MOST_BLOCKS:
        raise DeclarationError(f"模板最多 {MOST_BLOCKS} 段")
    made = []
    for number, raw in enumerate(blocks, 1):
        try:
            made.append(block_of(raw, f"b{number}", known))
        except (ChipError, DeclarationError) as fault:
            raise DeclarationError(f"第 {number} 段：{fault}") from None
    if len({block.key for block in made}) < len(made):
        raise DeclarationError("两段的标识相同")
    heading = _words(data, "heading", 120)
    _chips(heading, known)
    return Template(
        code=_words(data, "code", 60), title=_words(data, "title", 60),
        source=_words(data, "source", 60), genre=_one_of(data, "genre", GENRES, ""),
        heading=heading, sectors=_strings(data, "sectors"), months=_months(data),
        annex=data.get("annex") is not False, blocks=tuple(made),
    )  # fmt: skip


def _months(data: Mapping[str, Any]) -> int:
    months = data.get("months", 6)
    if months not in LENGTHS:
        raise DeclarationError("时期长短只能是 1、3、6、12 个月")
    return int(months)


def block_of(raw: Any, key: str, known: Mapping[str, Any]) -> Block:
    if not isinstance(raw, Mapping):
        raise DeclarationError("不是一段内容")
    unknown = set(raw) - _BLOCK
    if unknown:
        raise DeclarationError(f"没有「{'、'.join(sorted(map(str, unknown)))}」这样的内容")
    kind = _one_of(raw, "kind", BLOCKS, "paragraph")
    pieces = raw.get("text", [])
    pieces = pieces if isinstance(pieces, list) else [pieces]
    if len(pieces) > MOST_PIECES:
        raise DeclarationError(f"一段最多 {MOST_PIECES} 句")
    codes = _strings(raw, "codes")
    _need(codes, known)
    if kind in ("table", "chart", "people") and not codes:
        raise DeclarationError("没有选指标")
    if len(codes) > MOST_CODES:
        raise DeclarationError(f"一张表最多 {MOST_CODES} 个指标")
    level = raw.get("level", 1)
    if level not in (1, 2, 3, 4):
        raise DeclarationError("标题只有四级")
    each = raw.get("each", "")
    if each not in ("", "children"):
        raise DeclarationError("只能按下级组织重复")
    text = tuple(piece_of(piece, known) for piece in pieces)
    if not text and kind in ("heading", "paragraph", "list"):
        raise DeclarationError("没有文字")
    if kind == "grid":
        _check_grid(text, repeats=bool(each))
    title = str(raw.get("title", ""))
    _chips(title, known)
    return Block(
        kind=kind, key=str(raw.get("key") or key), text=text, level=level,
        when=_condition(raw, known), each=each, only=_strings(raw, "only"), codes=codes,
        by=_one_of(raw, "by", TABLES, "child"), style=_one_of(raw, "style", CHARTS, "column"),
        title=title, total=raw.get("total") is not False,
    )  # fmt: skip


def _check_grid(rows: Sequence[Piece], *, repeats: bool) -> None:
    if len(rows) < 2:
        raise DeclarationError("表格至少要有表头和一行")
    if any(len(row.text.split(CELLS)) > MOST_CELLS for row in rows):
        raise DeclarationError(f"表格最多 {MOST_CELLS} 列")
    if rows[0].each or any(row.each and not row.of_children for row in rows):
        raise DeclarationError("表格里的行只能按下级组织重复，表头不能")
    if repeats and any(row.each for row in rows):
        raise DeclarationError("整张表已经逐个下级写，其中的行不能再重复")


def text_of(piece: Any) -> str:
    """The words of a clause as it is kept: bare, or with what holds for it."""
    text: str = piece if isinstance(piece, str) else piece["text"]
    return text


def piece_of(raw: Any, known: Mapping[str, Any]) -> Piece:
    data: Mapping[str, Any] = {"text": raw} if isinstance(raw, str) else raw
    if not isinstance(data, Mapping) or set(data) - _PIECE:
        raise DeclarationError("一句里只有文字、条件、零时的说法和重复")
    each = data.get("each", ())
    each = (each,) if isinstance(each, str) else tuple(each)
    if each and each != ("children",):
        _need(each, known)
    texts = {name: str(data.get(name, "")) for name in _TEXTS}
    chips = tuple(c for text in texts.values() for c in _chips(text, known))
    if not texts["text"].strip():
        raise DeclarationError("有一句没有文字")
    return Piece(
        **texts, when=_condition(data, known), keep=bool(data.get("keep")), each=each,
        fixed=bool(data.get("fixed")),
        join=str(data.get("join", "、")), chips=chips,
    )  # fmt: skip


_TEXTS = ("text", "otherwise", "zero", "lead", "end")
_PIECE = {*_TEXTS, "when", "keep", "fixed", "each", "join"}
_BLOCK = {
    "kind", "key", "text", "level", "when", "each", "only", "codes", "by", "style", "title",
    "total",
}  # fmt: skip


def _condition(data: Mapping[str, Any], known: Mapping[str, Any]) -> Condition | None:
    raw = data.get("when")
    if not raw:
        return None
    found = condition(str(raw))
    _need((found.code,), known)
    return found


def _chips(text: str, known: Mapping[str, Any]) -> tuple[Chip, ...]:
    if len(text) > MOST_LETTERS:
        raise DeclarationError(f"一句最多 {MOST_LETTERS} 字")
    found = tuple(part for part in split(text) if isinstance(part, Chip))
    _need((chip.code for chip in found if not chip.is_word), known)
    return found


def _need(codes: Any, known: Mapping[str, Any]) -> None:
    for code in codes:
        if code not in known:
            raise DeclarationError(f"没有编码为「{code}」的指标")


def _words(data: Mapping[str, Any], name: str, most: int) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or not 0 < len(value.strip()) <= most:
        raise DeclarationError(f"缺少 {name}，或超过 {most} 字")
    return value.strip()


def _strings(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise DeclarationError(f"{name} 应是一列")
    return tuple(value)


def _one_of(data: Mapping[str, Any], name: str, choices: Mapping[str, str], default: str) -> str:
    value = data.get(name, default)
    if not isinstance(value, str) or value not in choices:
        raise DeclarationError(f"{name} 只能是：{'、'.join(choices)}")
    return value


# --- back to data -------------------------------------------------------------------------------


def plain(template: Template) -> dict[str, Any]:
    """As it is kept in a row: `template_of` reads it back to the same."""
    return {
        "code": template.code, "title": template.title, "source": template.source,
        "genre": template.genre, "heading": template.heading, "sectors": list(template.sectors),
        "months": template.months, "annex": template.annex,
        "blocks": [plain_block(block) for block in template.blocks],
    }  # fmt: skip


def plain_block(block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": block.kind, "key": block.key}
    if block.text:
        found["text"] = [_plain_piece(piece) for piece in block.text]
    if block.when:
        found["when"] = str(block.when)
    defaults = Block(block.kind, block.key)
    for name in ("level", "each", "by", "style", "title", "total"):
        if getattr(block, name) != getattr(defaults, name):
            found[name] = getattr(block, name)
    for name in ("only", "codes"):
        if getattr(block, name):
            found[name] = list(getattr(block, name))
    return found


def _plain_piece(piece: Piece) -> str | dict[str, Any]:
    found: dict[str, Any] = {"text": piece.text}
    for name in ("otherwise", "zero", "lead", "end"):
        if getattr(piece, name):
            found[name] = getattr(piece, name)
    if piece.when:
        found["when"] = str(piece.when)
    for name in ("keep", "fixed"):
        if getattr(piece, name):
            found[name] = True
    if piece.each:
        found["each"] = list(piece.each)
    if piece.join != "、":
        found["join"] = piece.join
    return piece.text if len(found) == 1 else found
