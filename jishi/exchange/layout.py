"""Where a table lies on its sheet and what its columns mean, as it is kept with a batch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from jishi.exchange.fields import Field
from jishi.exchange.parsed import SHEET
from jishi.tree.errors import Refused


@dataclass(frozen=True)
class ColumnRead:
    """One column: its place from 1, its header as written, the field or none, how sure."""

    index: int
    header: str
    field: str | None
    confidence: float
    sample: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Layout:
    kind: str
    parts: tuple[str, ...]  # the sheets it goes on over, in order
    header_rows: tuple[int, ...]
    columns: tuple[ColumnRead, ...]
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    said: str = ""  # the branch that a title names for all rows

    @property
    def sheet(self) -> str:
        """The one it begins on; none where nothing comes from a file."""
        return self.parts[0] if self.parts else ""

    @property
    def headers(self) -> str:
        """The same header, the same print: by this a mapping is remembered."""
        text = "\x1f".join(column.header for column in self.columns)
        return hashlib.sha256(text.encode()).hexdigest()

    def place(self, number: int) -> tuple[str, int]:
        """The sheet and the row, as Excel counts, of a numbered row; see `parsed.SHEET`."""
        at, row = divmod(number, SHEET)
        return self.parts[at], row

    def row_word(self, number: int) -> str:
        sheet, row = self.place(number)
        return f"第 {row} 行" if sheet == self.sheet else f"工作表“{sheet}”第 {row} 行"

    def mapping(self) -> dict[str, str]:
        """Header → field, for what is remembered."""
        return {c.header: c.field for c in self.columns if c.field}

    def places(self) -> dict[str, int]:
        """Field → column."""
        return {c.field: c.index for c in self.columns if c.field}

    def with_fields(self, mapping: Mapping[int, str], fields: Sequence[Field]) -> Layout:
        known = {field.name: field.label for field in fields}
        chosen = [field for field in mapping.values() if field]
        twice = sorted({field for field in chosen if chosen.count(field) > 1})
        if twice:
            labels = "、".join(known.get(field, field) for field in twice)
            raise Refused(f"一项内容只能对应一列，现在重复的是：{labels}", code="twice")
        columns = tuple(
            replace(c, field=mapping[c.index] or None, confidence=1.0)
            if c.index in mapping and (mapping[c.index] in known or not mapping[c.index])
            else c
            for c in self.columns
        )
        return replace(self, columns=columns)

    def with_remembered(self, before: Mapping[str, str]) -> Layout:
        """As this header was read the last time; each field once."""
        taken: set[str] = set()
        columns = []
        for column in self.columns:
            field = before.get(column.header) or None
            if field in taken:
                field = None
            taken.add(field or "")
            columns.append(replace(column, field=field, confidence=1.0 if field else 0.0))
        return replace(self, columns=tuple(columns))

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> Layout:
        raw: dict[str, Any] = json.loads(text)
        return cls(
            raw["kind"], tuple(raw["parts"]), tuple(raw["header_rows"]),
            tuple(ColumnRead(**column) for column in raw["columns"]),
            tuple(raw.get("sheets", ())), tuple(raw.get("notes", ())),
            raw.get("said", ""),
        )  # fmt: skip
