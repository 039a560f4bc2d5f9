"""Return tables that hold everywhere, a file each; an office's own are rows (`LocalReturn`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.kernel.declare import discover
from jishi.returns.tables.table import ReturnLine, ReturnTable


@cache
def all_tables() -> Mapping[str, ReturnTable]:
    found = discover("jishi.returns.tables", ReturnTable)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


__all__ = ["ReturnLine", "ReturnTable", "all_tables"]
