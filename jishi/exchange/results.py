"""What the office gets back: its own file with marked cells, and the refused rows to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jishi.base import files
from jishi.exchange.faults import Mark
from jishi.exchange.layout import Layout
from jishi.exchange.models import ImportBatch
from jishi.exchange.parsed import SHEET
from jishi.exchange.reading import marked
from jishi.exchange.reading_rows import Read, read_rows
from jishi.exchange.recognition import Opened, workbook_of
from jishi.exchange.records.kind import kinds


def read_again(batch: ImportBatch) -> Read | None:
    """The file as it was handed in; None once it has expired."""
    if batch.file is None:
        return None
    layout = Layout.of(batch.layout)
    workbook = workbook_of(files.read(batch.file), batch.file_name)
    return read_rows(Opened(workbook), layout, kinds()[batch.kind])


def marked_file(data: bytes, read: Read, marks: Iterable[Mark]) -> bytes:
    """The office's own file, its faulty cells coloured, with the reason in a comment."""
    return marked.marked(data, read.workbook, read.recognised, on_sheets(read, marks))


def refused_rows(read: Read, marks: Iterable[Mark]) -> bytes:
    """The same header, only the refused rows with their reasons: mended it goes in as it is."""
    return marked.refused_rows(read.recognised, on_sheets(read, marks))


def on_sheets(read: Read, marks: Iterable[Mark]) -> Sequence[Mark]:
    """Rows as Excel counts them, each with the name of its sheet."""
    names = [sheet.name for sheet in read.sheets]
    return [replace(m, row=m.row % SHEET, sheet=names[m.row // SHEET]) for m in marks]
