"""How well a reading agrees with the truth: columns, rows, faults, marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from jishi.exchange.kinds.tables import TABLES
from jishi.exchange.reading.child import read
from jishi.exchange.reading.recognise import recognise_workbook
from jishi.exchange.reading.table import parse
from jishi.exchange.reading.wire import Unreadable
from jishi.exchange.tests.ugly import Ugly


@dataclass
class Score:
    files: int = 0
    kinds: int = 0
    columns: int = 0
    columns_right: int = 0
    rows: int = 0
    rows_accounted: int = 0
    rows_right: int = 0
    faults: int = 0
    faults_found: int = 0
    marks: int = 0
    marks_right: int = 0
    headers: int = 0
    headers_right: int = 0
    complaints: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return getattr(self, part) / max(1, getattr(self, whole))

    def __str__(self) -> str:
        pairs = (
            ("kinds", "files"), ("columns_right", "columns"), ("headers_right", "headers"),
            ("rows_accounted", "rows"), ("rows_right", "rows"), ("faults_found", "faults"),
            ("marks_right", "marks"),
        )  # fmt: skip
        return f"{self.files} files: " + ", ".join(
            f"{a} {getattr(self, a)}/{getattr(self, b)} = {self.share(a, b):.2%}" for a, b in pairs
        )


def judge(ugly: Ugly, score: Score) -> None:
    truth = ugly.truth
    score.files += 1
    score.rows += len(truth.rows)
    score.columns += len(truth.columns)
    score.faults += len(truth.faults)
    score.headers += 1
    try:
        recognised = recognise_workbook(read(ugly.data, ugly.name), TABLES)
    except Unreadable as refused:
        score.complaints.append(f"{ugly.label}: {refused}")
        return
    parsed = parse(recognised)
    score.kinds += recognised.kind.code == truth.kind
    if recognised.kind.code != truth.kind:
        score.complaints.append(f"{ugly.label}: taken for {recognised.kind.code}")
    _columns(ugly, recognised.mapping, score)
    right = recognised.header_rows == truth.header_rows or truth.loose_header
    score.headers_right += right
    if not right:
        score.complaints.append(
            f"{ugly.label}: header {recognised.header_rows}, is {truth.header_rows}"
        )
    part = recognised.parts[0]
    score.rows_accounted += min(len(part.rows.kinds), len(truth.rows))
    refused = {row for _, row in parsed.refused}
    for row, what in truth.rows.items():
        kind = part.rows.kinds[row - 1] if row <= len(part.rows.kinds) else "none"
        said = kind if kind != "data" else "refused" if row in refused else "accepted"
        good = said == what or {said, what} <= {"title", "note", "sample", "header", "total"}
        score.rows_right += good
        if not good:
            score.complaints.append(f"{ugly.label}: row {row} is {what}, taken for {said}")
    marks = {(mark.row, mark.column, mark.code) for mark in parsed.marks}
    score.faults_found += len(marks & truth.faults)
    score.marks += len(marks)
    score.marks_right += len(marks & truth.faults)
    for fault in sorted(truth.faults - marks):
        score.complaints.append(f"{ugly.label}: fault {fault} not found")
    for mark in sorted(marks - truth.faults):
        score.complaints.append(f"{ugly.label}: mark {mark} is wrong")


def _columns(ugly: Ugly, mapping: dict[int, str], score: Score) -> None:
    for number, name in ugly.truth.columns.items():
        right = mapping.get(number, "") == name
        score.columns_right += right
        if not right:
            score.complaints.append(
                f"{ugly.label}: column {number} is {name!r}, taken for {mapping.get(number, '')!r}"
            )
