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
    head: dict[str, Any] = {"form": workbook.form, "notes": workbook.notes, "sheets": []}
    for sheet in workbook.sheets:
        head["sheets"].append(
            {
                "name": sheet.name,
                "height": sheet.height,
                "hidden": sheet.hidden,
                "notes": sheet.notes,
                "merges": [(m.top, m.left, m.bottom, m.right) for m in sheet.merges],
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": sorted(sheet.hidden_columns),
                "columns": [
                    [v if v.__class__ in _SIMPLE else _out(v) for v in column.values]
                    for column in sheet.columns
                ],
            }
        )
    _head(head, out)
    for sheet in workbook.sheets:
        for column in sheet.columns:
            out.write(column.codes.tobytes())


def send_refusal(refused: Unreadable, out: BinaryIO) -> None:
    _head({"code": refused.code, "message": refused.message}, out)


def _head(head: dict[str, Any], out: BinaryIO) -> None:
    text = json.dumps(head, separators=(",", ":")).encode()
    out.write(len(text).to_bytes(8, sys.byteorder))
    out.write(text)


def receive(name: str, data: bytes) -> Workbook:
    """Raises ValueError, KeyError or the like where the answer is not whole."""
    size = int.from_bytes(data[:8], sys.byteorder)
    head = json.loads(data[8 : 8 + size])
    if "code" in head:
        raise Unreadable(head["code"], head["message"])
    view, at, sheets = memoryview(data), 8 + size, []
    for raw in head["sheets"]:
        columns = []
        for values in raw["columns"]:
            codes = array("I")
            codes.frombytes(view[at : at + codes.itemsize * raw["height"]])
            at += codes.itemsize * raw["height"]
            if len(codes) != raw["height"] or max(codes, default=0) >= max(1, len(values)):
                raise ValueError("the answer is not whole")
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
