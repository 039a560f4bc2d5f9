"""A table made of plain values: shown, exported, printed alike.

For answers that are no queryset: findings, boards, rows behind a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jishi.base.web.panels import Link


@dataclass(frozen=True)
class Table:
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]] = field(default_factory=list)  # values and Links
    note: str = ""
    empty: str = "没有"

    def plain(self) -> list[list[Any]]:
        """For a workbook: links become their texts."""
        return [
            [cell.text if isinstance(cell, Link) else cell for cell in row] for row in self.rows
        ]
