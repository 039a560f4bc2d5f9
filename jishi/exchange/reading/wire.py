"""How a workbook comes back from the process that read it: one JSON head, then plain numbers.

Nothing that could run: the reading process has touched hostile bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from array import array
from typing import Any, BinaryIO

from jishi.exchange.cells import Broken, Cell, Day
from jishi.exchange.reading.sheet import Column, Merge, Sheet, Workbook

_SIMPLE = {str, int, float, bool, type(None)}


class Unreadable(ValueError):
    """The file as a whole cannot be read: a code, and what the office can do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def send(workbook: Workbook, out: BinaryIO) -> None:
    head = {
        "form": workbook.form,
        "notes": workbook.notes,
        "sheets": [
            {
                "name": sheet.name,
                "height": sheet.height,
                "width": sheet.width,
                "hidden": sheet.hidden,
                "notes": sheet.notes,
                "merges": [(m.top, m.left, m.bottom, m.right) for m in sheet.merges],
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": sorted(sheet.hidden_columns),
            }
            for sheet in workbook.sheets
        ],
    }
    _piece(head, out)
    for sheet in workbook.sheets:
        for column in sheet.columns:
            _piece([v if v.__class__ in _SIMPLE else _out(v) for v in column.values], out)
            out.write(column.codes.tobytes())


def send_refusal(refused: Unreadable, out: BinaryIO) -> None:
    _piece({"code": refused.code, "message": refused.message}, out)


def _piece(value: Any, out: BinaryIO) -> None:
    """A column at a time, so that the whole is never in memory twice."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    encoded = text.encode("utf-8", "surrogatepass")
    out.write(len(encoded).to_bytes(8, sys.byteorder))
    out.write(encoded)


class _Answer:
    def __init__(self, data: bytes) -> None:
        self.view, self.at = memoryview(data), 0

    def piece(self) -> Any:
        size = int.from_bytes(self.view[self.at : self.at + 8], sys.byteorder)
        if not 0 < size <= len(self.view) - self.at - 8:
            raise ValueError("the answer is not whole")
        start = self.at + 8
        self.at = start + size
        return json.loads(str(self.view[start : self.at], "utf-8", "surrogatepass"))

    def codes(self, height: int, values: int) -> array[int]:
        codes = array("I")
        size = codes.itemsize * height
        codes.frombytes(self.view[self.at : self.at + size])
        self.at += size
        if len(codes) != height or max(codes, default=0) >= max(1, values):
            raise ValueError("the answer is not whole")
        return codes


def receive(name: str, data: bytes) -> Workbook:
    """Raises ValueError, KeyError or the like where the answer is not whole."""
    answer = _Answer(data)
    head = answer.piece()
    if "code" in head:
        raise Unreadable(head["code"], head["message"])
    sheets = []
    for raw in head["sheets"]:
        columns = []
        for _ in range(raw["width"]):
            values = answer.piece()
            codes = answer.codes(raw["height"], len(values))
            columns.append(
                Column(tuple(_in(v) if v.__class__ is dict else v for v in values), codes)
            )
        sheets.append(
            Sheet(
                name=raw["name"],
                height=raw["height"],
                columns=tuple(columns),
                merges=tuple(Merge(*merge) for merge in raw["merges"]),
                hidden=raw["hidden"],
                hidden_rows=frozenset(raw["hidden_rows"]),
                hidden_columns=frozenset(raw["hidden_columns"]),
                notes=tuple(raw["notes"]),
            )
        )
    return Workbook(name, head["form"], tuple(sheets), tuple(head["notes"]))


def _out(cell: Cell) -> Any:
    if isinstance(cell, Day):
        return {"d": cell.moment.isoformat(), "p": cell.shown}
    if isinstance(cell, dt.time):
        return {"t": cell.isoformat()}
    if isinstance(cell, Broken):
        return {"b": cell.code, "x": cell.text}
    return cell


def _in(raw: Any) -> Cell:
    if "d" in raw:
        return Day(dt.datetime.fromisoformat(raw["d"]), raw["p"])
    if "t" in raw:
        return dt.time.fromisoformat(raw["t"])
    return Broken(raw["b"], raw["x"])
