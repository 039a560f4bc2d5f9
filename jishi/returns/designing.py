"""A return table as the rows that a person arranges: a row is a line in the making.

`rows_of` and `lines_of` turn one into the other, `faults_of` says what is still missing,
`typed` reads the boxes of a row, `made` is the row that a button adds.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.http import QueryDict

from jishi.base.web.arranging import Arrangement, Row
from jishi.figures.asked import all_items
from jishi.figures.declared import all_indicators
from jishi.kernel.declare import DeclarationError
from jishi.returns.tables.table import (
    KINDS,
    MOST_LINES,
    MOST_TEXT,
    MOST_TITLE,
    ReturnLine,
    ReturnTable,
    adds,
    asked,
    figure,
)

_PLAIN = asdict(ReturnLine("", "", ""))
_NUMBERS = {"low": "最小", "high": "最大", "times": "倍数", "most": "字数"}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789", ",， ")
MOST_HELP, MOST_UNIT = 120, 10


def row_of(line: ReturnLine) -> Row:
    """Only what is said: most of a line is as usual."""
    said = {name: value for name, value in asdict(line).items() if value != _PLAIN[name]}
    if line.parts:
        said["parts"] = list(line.parts)
    return {"key": said.pop("code"), **said}


def rows_of(lines: Iterable[ReturnLine]) -> list[Row]:
    return [row_of(line) for line in lines]


def made(rows: Arrangement, what: str) -> tuple[Row, str] | None:
    """`what`: the code of an indicator, or a kind of row that has none."""
    if what in all_items():
        return row_of(asked(what)), f"已加「{all_items()[what].title}」"
    if what in all_indicators():
        return row_of(figure(what)), f"已加「{all_indicators()[what].title}」"
    if what == "number":
        key = f"own.{secrets.token_hex(6)}"
        return {"key": key, "kind": what, "title": ""}, "已加一项填报数，写明名称和单位"
    if what in ("text", "sum"):
        said = "已加一项文字，写明名称" if what == "text" else "已加合计，勾选加哪几行"
        return {"key": rows.fresh(what), "kind": what, "title": ""}, said
    return None


def typed(row: Row, given: QueryDict) -> Row:
    """The row with what stands in its boxes; a row without boxes on the page stays."""
    name = f"row-{row['key']}-"
    if f"{name}title" not in given:
        return row
    fresh = {**row, "title": str(given[f"{name}title"]).strip()[:MOST_TITLE]}
    if f"{name}kind" in given and {row["key"]} <= all_items().keys() & all_indicators().keys():
        fresh["kind"] = "figure" if str(given[f"{name}kind"]) == "figure" else "asked"
    if f"{name}help" in given:
        fresh["help"] = str(given[f"{name}help"]).strip()[:MOST_HELP]
    if f"{name}unit" in given:
        fresh["own_unit"] = str(given[f"{name}unit"]).strip()[:MOST_UNIT]
    if fresh["kind"] == "sum":
        fresh["parts"] = given.getlist(f"{name}parts")[:MOST_LINES]
    for part in _NUMBERS:
        if f"{name}{part}" in given:
            fresh[part] = _number(str(given[f"{name}{part}"]))
    return {key: value for key, value in fresh.items() if value not in ("", None)} | {
        "title": fresh["title"]
    }


def _number(text: str) -> int | str | None:
    """What is no number stays as it was typed, to be complained of."""
    plain = text.strip().translate(_DIGITS)[:15]
    return int(plain) if plain.isascii() and plain.isdigit() else plain or None


def line_of(row: Row, units: dict[str, str] | None = None) -> ReturnLine:
    """Whatever was sent, a line comes of it; whether it may stand is another question."""
    number = {name: row[name] for name in _NUMBERS if _is_number(row.get(name))}
    sent = row.get("parts")
    parts = tuple(p for p in sent if isinstance(p, str)) if isinstance(sent, list | tuple) else ()
    unit = str(row.get("own_unit", ""))[:MOST_UNIT]
    if row.get("kind") == "sum":
        unit = next((units[part] for part in parts if part in units), "") if units else ""
    return ReturnLine(
        row["key"], str(row.get("kind", "")), str(row.get("title", ""))[:MOST_TITLE], parts,
        help=str(row.get("help", ""))[:MOST_HELP], own_unit=unit,
        **number,
    )  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def lines_of(rows: Sequence[Row]) -> list[ReturnLine]:
    """A sum counts in the unit of what it adds up."""
    plain = [line_of(row) for row in rows if row.get("kind") != "sum"]
    units = {line.code: line.unit for line in plain if _known(line)}
    return [line_of(row, units) for row in rows]


def _known(line: ReturnLine) -> bool:
    codes = {"figure": all_indicators(), "asked": all_items()}.get(line.kind)
    return line.kind in KINDS and (codes is None or line.code in codes)


def faults_of(rows: Sequence[Row]) -> list[str]:
    """What keeps the rows from being a table, in the words of the table itself."""
    found = [
        f"第 {n} 行：{label}要填整数，现在是「{row[name]}」"
        for n, row in enumerate(rows, 1)
        for name, label in _NUMBERS.items()
        if name in row and not _is_number(row[name])
    ]
    found += [f"第 {n} 行：缺少名称" for n, row in enumerate(rows, 1) if not row.get("title")]
    if found:
        return found
    try:
        ReturnTable(
            code="local.table", title="报表", source="表样", length=1, days=0,
            lines=tuple(lines_of(rows)),
        )  # fmt: skip
    except DeclarationError as fault:
        return str(fault).removeprefix("报表：").split("；")
    return []


def valid_lines(rows: Sequence[Row]) -> list[ReturnLine]:
    """Those that can be shown already, while others are in the making."""
    known = [line for line in lines_of(rows) if _known(line) and line.title]
    fine = {line.code for line in known if adds(line)}
    return [line for line in known if line.kind != "sum" or (line.parts and {*line.parts} <= fine)]


def told(rows: Sequence[Row]) -> str:
    """The rows in words, one a line, for putting two versions beside each other."""
    titles = {row["key"]: row.get("title", "") for row in rows}
    found = []
    for line in lines_of(rows):
        more = [KINDS.get(line.kind, ""), line.own_unit, line.help]
        more += [f"{_NUMBERS[name]} {value}" for name in ("low", "high", "times")
                 if (value := getattr(line, name)) is not None]  # fmt: skip
        if line.kind == "text":
            more.append(f"{line.most} 字以内")
        if line.kind == "sum":
            more.append(" + ".join(titles.get(part, "") for part in line.parts))
        found.append(f"{line.title}（{'，'.join(filter(None, more))}）")
    return "\n".join(found)


# --- what is shown of a row -----------------------------------------------------------------------


def shown(rows: Sequence[Row], opened: str) -> list[dict[str, Any]]:
    lines = {line.code: line for line in lines_of(rows)}
    able = [line for line in lines.values() if _known(line) and adds(line) and line.title]
    return [_shown(row, lines[row["key"]], able, opened) for row in rows]


def _shown(
    row: Row, line: ReturnLine, able: Sequence[ReturnLine], opened: str
) -> dict[str, Any]:  # fmt: skip
    known, both = _known(line), line.code in all_items() and line.code in all_indicators()
    return {
        "key": row["key"], "line": line, "title": line.title or "（还没有名称）",
        "named": line.title, "kind": line.kind, "kind_label": KINDS.get(line.kind, ""),
        "unit": line.unit if known else "", "both": both, "opened": row["key"] == opened,
        "low": row.get("low", ""), "high": row.get("high", ""),
        "times": row.get("times", ""), "most": row.get("most", line.most), "most_text": MOST_TEXT,
        "usual": all_items().get(line.code) if line.kind == "asked" else None,
        "parts": [(each.code, each.title, each.unit, each.code in line.parts) for each in able],
    }  # fmt: skip
