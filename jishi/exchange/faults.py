"""What is wrong with a cell: `Fault` while it is parsed, `Mark` once its place is known."""

from __future__ import annotations

from dataclasses import dataclass


class Fault(ValueError):
    """A code for programs, a Chinese sentence for the office."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault on its cell, row and column counted from 1 as Excel shows."""

    row: int
    column: int
    code: str
    message: str
    sheet: str = ""
