"""From an office's own file to checked values, without a database.

`open_workbook` reads bytes in a process apart · `recognise_workbook` finds table, header, columns
and rows · `parse` checks every cell · `read_table` does all three · `marked` gives the file back.
What cannot be taken as a whole raises `Unreadable`; what is wrong with a cell is a `Mark`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jishi.exchange.reading.opening import open_pasted, open_workbook
    from jishi.exchange.reading.recognise import Recognised, recognise, recognise_workbook
    from jishi.exchange.reading.sheet import Sheet, Workbook
    from jishi.exchange.reading.table import Parsed, Table, parse, read_table
    from jishi.exchange.reading.wire import Unreadable

__all__ = [
    "Parsed", "Recognised", "Sheet", "Table", "Unreadable", "Workbook", "open_pasted",
    "open_workbook", "parse", "read_table", "recognise", "recognise_workbook",
]  # fmt: skip
_PLACES = {
    "opening": ("open_pasted", "open_workbook"),
    "recognise": ("Recognised", "recognise", "recognise_workbook"),
    "sheet": ("Sheet", "Workbook"),
    "table": ("Parsed", "Table", "parse", "read_table"),
    "wire": ("Unreadable",),
}


def __getattr__(name: str) -> Any:
    """Only what is asked for is loaded: the process that reads a file needs little of it."""
    for module, names in _PLACES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
