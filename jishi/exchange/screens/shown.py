"""What the page of an import shows, as plain values for its template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jishi.exchange.fields import Field
from jishi.exchange.layout import ColumnRead, Layout
from jishi.exchange.models import BatchState, ImportBatch
from jishi.exchange.records.kind import Kind

WHOSE = (
    ("auto", "按时间：谁后改的算谁"),
    ("theirs", "都用表里的"),
    ("fill", "只填我们空着的"),
    ("ours", "都保留我们的"),
)
WORDS = {"new": "新增", "changed": "变更", "same": "没有变化", "refused": "有错"}
TONES = {"new": "green", "changed": "blue", "same": "grey", "refused": "red"}


def steps(batch: ImportBatch) -> list[tuple[str, str, str]]:
    order = [
        (("recognised",), "认表头"),
        (("checking", "checked"), "核对"),
        (("publishing",), "入库"),
        (("published", "undone"), "结果"),
    ]
    at = next((n for n, (states, _) in enumerate(order) if batch.state in states), 0)
    return [
        (text, "done" if n < at or batch.state == "published" else "now" if n == at else "todo", "")
        for n, (_, text) in enumerate(order)
    ]


@dataclass(frozen=True)
class ColumnShown:
    column: ColumnRead
    fields: tuple[Field, ...]

    @property
    def sure(self) -> str:
        if self.column.field is None:
            return "不导入"
        return "认得准" if self.column.confidence >= 0.85 else "请核对"

    @property
    def tone(self) -> str:
        if self.column.field is None:
            return "grey"
        return "green" if self.column.confidence >= 0.85 else "amber"


def columns(layout: Layout, kind: Kind) -> list[ColumnShown]:
    return [ColumnShown(column, kind.fields) for column in layout.columns]


@dataclass(frozen=True)
class CellShown:
    text: str
    why: str = ""


@dataclass(frozen=True)
class RowShown:
    number: str
    state: str
    cells: list[CellShown]

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]


def preview(
    batch: ImportBatch, layout: Layout, seen: Mapping[str, Any], texts: Mapping[str, list[str]]
) -> dict[str, Any]:
    whose = json.loads(batch.choices).get("whose", {})
    marks = {int(row): dict(found) for row, found in seen.get("marks", {}).items()}
    states = {int(row): state for row, state in seen.get("states", {}).items()}
    rows = []
    for key, cells in texts.items():
        number = int(key)
        wrong = marks.get(number, {})
        shown = [CellShown(text, wrong.get(at, "")) for at, text in enumerate(cells, start=1)]
        state = "refused" if wrong else states.get(number, "same")
        rows.append(RowShown(layout.row_word(number), state, shown))
    return {
        "preview": seen,
        "rows": rows,
        "headers": _headers(layout),
        "whose": WHOSE,
        "fields": [
            (name, label, theirs, ours, whose.get(name, "auto"))
            for name, label, theirs, ours in seen.get("fields", [])
        ],
        **numbers(batch),
    }


def _headers(layout: Layout) -> list[str]:
    by_index = {column.index: column.header for column in layout.columns}
    width = max(by_index, default=0)
    return [by_index.get(at, "") for at in range(1, width + 1)]


def numbers(batch: ImportBatch) -> dict[str, Any]:
    summary = json.loads(batch.summary)
    return {"counts": summary.get("counts", {}), "orgs": summary.get("orgs", [])}


def result(batch: ImportBatch) -> dict[str, Any]:
    summary = json.loads(batch.summary)
    undone, layout = summary.get("undone"), Layout.of(batch.layout)
    if undone:
        undone = {**undone, "kept": [(layout.row_word(row), why) for row, why in undone["kept"]]}
    return {
        **numbers(batch),
        "undone": undone,
        "may_undo": batch.state == BatchState.PUBLISHED,
    }
