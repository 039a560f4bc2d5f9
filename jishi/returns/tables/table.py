"""What a return table says of itself; files and an office's own rows pass the same check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from jishi.figures.asked import AskedItem, all_items
from jishi.figures.declared import all_indicators
from jishi.kernel.declare import Declaration, DeclarationError
from jishi.tree.kinds import ORG_KINDS, SECTORS

KINDS = {
    "figure": "自动取数", "asked": "填报", "number": "自定填报", "text": "文字", "sum": "合计",
}  # fmt: skip
OWN = re.compile(r"own\.[0-9a-f]{12}")  # the code of a number that only this table asks
MOST_NUMBER = 10**12
LENGTHS = {1: "月报", 3: "季报", 6: "半年报", 12: "年报"}
MOST_LINES = 120
MOST_TITLE = 60
MOST_TIMES = 1000
MOST_TEXT = 500
BRANCHES = tuple(code for code, kind in ORG_KINDS.items() if kind.is_branch)
LEVELS = tuple(code for code, kind in ORG_KINDS.items() if kind.is_level)


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of the table: its number comes from an indicator, an answer, or other lines."""

    code: str
    kind: str
    title: str
    parts: tuple[str, ...] = ()  # of a sum: the lines added up
    most: int = 200  # of a text
    help: str = ""
    own_unit: str = ""  # of a number of one's own and of a sum
    low: int | None = None  # of what is asked; None: as the item says
    high: int | None = None
    times: int | None = None

    @property
    def unit(self) -> str:
        if self.kind == "figure":
            return all_indicators()[self.code].unit
        return self.item.unit if self.kind == "asked" else self.own_unit

    @property
    def is_asked(self) -> bool:
        return self.kind in ("asked", "number")

    @property
    def item(self) -> AskedItem:
        """What is asked, with what this table says of it differently."""
        found = all_items()[self.code] if self.kind == "asked" else AskedItem(
            code=self.code, title=self.title, source="本地报表", unit=self.own_unit,
            high=MOST_NUMBER, help=self.help,
        )  # fmt: skip
        said = {name: getattr(self, name) for name in ("low", "high", "times")}
        given = {name: value for name, value in said.items() if value is not None}
        return replace(found, **given) if given else found


@dataclass(frozen=True, kw_only=True)
class ReturnTable(Declaration):
    length: int  # months
    days: int  # after the end of the period until it is due
    lines: tuple[ReturnLine, ...]
    org_kinds: tuple[str, ...] = BRANCHES  # who fills it in
    sectors: tuple[str, ...] = ()
    top_only: bool = False  # of a village only the organisation above its branches
    order: int = 50
    help: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = list(self._faults())
        if faults:
            raise DeclarationError(f"{self.title}：" + "；".join(faults))

    def _faults(self) -> Iterator[str]:
        codes = [line.code for line in self.lines]
        if not self.lines or len(self.lines) > MOST_LINES:
            yield f"须有 1 至 {MOST_LINES} 行"
        if self.length not in LENGTHS:
            yield "报送周期只能是月、季、半年、年"
        if not 0 <= self.days <= 90:
            yield "报送期限在时期结束后 0 至 90 天"
        yield from (f"「{code}」出现了两次" for code in sorted({c for c in codes
                                                             if codes.count(c) > 1}))  # fmt: skip
        yield from (f"没有「{kind}」这类组织" for kind in self.org_kinds if kind not in ORG_KINDS)
        yield from (f"没有「{s}」这个领域" for s in self.sectors if s not in SECTORS)
        for line in self.lines:
            yield from self._line_faults(line)

    def _line_faults(self, line: ReturnLine) -> Iterator[str]:
        if line.kind not in KINDS:
            yield f"没有「{line.kind}」这种行"
        elif line.kind == "figure" and line.code not in all_indicators():
            yield f"没有编码为「{line.code}」的指标"
        elif line.kind == "asked" and line.code not in all_items():
            yield f"没有编码为「{line.code}」的填报项"
        elif line.kind == "number" and not OWN.fullmatch(line.code):
            yield f"{line.title}：编码不是自定填报的"
        elif line.is_asked:
            yield from _asked_faults(line)
        elif line.kind == "text" and not 1 <= line.most <= MOST_TEXT:
            yield f"{line.title}：文字最多 {MOST_TEXT} 字"
        elif line.kind == "sum":
            known = {each.code: each for each in self.lines}
            wrong = [p for p in line.parts if p not in known or not adds(known[p])]
            if not line.parts or wrong:
                yield f"{line.title}：合计只能加有数的行，比例和文字不能相加"
            elif len({known[p].unit for p in line.parts}) > 1:
                yield f"{line.title}：单位不同的行不能相加"

    def line(self, code: str) -> ReturnLine:
        return next(line for line in self.lines if line.code == code)

    @property
    def asked(self) -> tuple[ReturnLine, ...]:
        return tuple(line for line in self.lines if line.is_asked)

    @property
    def figures(self) -> tuple[ReturnLine, ...]:
        return tuple(line for line in self.lines if line.kind == "figure")

    @property
    def length_label(self) -> str:
        return LENGTHS[self.length]


def adds(line: ReturnLine) -> bool:
    """Whether a sum may hold it: shares and texts cannot be added."""
    if line.kind == "figure":
        each = all_indicators().get(line.code)
        return each is not None and not each.is_ratio and each.numerator.scale == 1
    return line.is_asked


def _asked_faults(line: ReturnLine) -> Iterator[str]:
    if not line.unit.strip():
        yield f"{line.title}：写明单位，如个、人、元、次"
    widest = all_items()[line.code] if line.kind == "asked" else None
    low, high = line.low or 0, MOST_NUMBER if line.high is None else line.high
    if low > high:
        yield f"{line.title}：最小的数大于最大的数"
    elif widest and (low < widest.low or (line.high is not None and high > widest.high)):
        yield f"{line.title}：范围只能比 {widest.low:,} 至 {widest.high:,} 更窄"
    elif low < 0 or high > MOST_NUMBER:
        yield f"{line.title}：范围须在 0 至 {MOST_NUMBER:,} 之间"
    if line.times is not None and not 0 <= line.times <= MOST_TIMES:
        yield f"{line.title}：倍数须在 0 至 {MOST_TIMES} 之间"


def body_of(table: ReturnTable) -> dict[str, Any]:
    """What decides a return, as it is kept with a round."""
    return {
        "length": table.length, "days": table.days, "org_kinds": list(table.org_kinds),
        "sectors": list(table.sectors), "top_only": table.top_only, "help": table.help,
        "lines": [asdict(line) for line in table.lines],
    }  # fmt: skip


def table_of(body: Mapping[str, Any], *, code: str, title: str, source: str) -> ReturnTable:
    lines = tuple(ReturnLine(**{**line, "parts": tuple(line["parts"])}) for line in body["lines"])
    return ReturnTable(
        code=code, title=title, source=source, lines=lines, length=body["length"],
        days=body["days"], org_kinds=tuple(body["org_kinds"]), sectors=tuple(body["sectors"]),
        top_only=body["top_only"], help=body["help"],
    )  # fmt: skip


def figure(code: str) -> ReturnLine:
    return ReturnLine(code, "figure", all_indicators()[code].title)


def asked(code: str) -> ReturnLine:
    item = all_items()[code]
    return ReturnLine(code, "asked", item.title, help=item.help)


def text(code: str, title: str, most: int = 200, help: str = "") -> ReturnLine:
    return ReturnLine(code, "text", title, most=most, help=help)


def added(code: str, title: str, *parts: str) -> ReturnLine:
    return ReturnLine(code, "sum", title, parts)
