"""Checking one run of lines. As a program: one of several processes that share a long chain.

Each line is checked against the stored code of the line before it, so runs can be checked apart.
`python -m jishi.base.audit.segment` reads its task as JSON from standard input (the key never
stands on a command line) and answers in JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from jishi.base.audit.seal import COLUMNS, FIRST, Fault, Point, Sealer

BATCH = 5000
# Constants only; bounds are numbers of our own.
ROWS = f"SELECT {COLUMNS} FROM audit_event WHERE seq <= {{last}} {{from_}} ORDER BY seq"  # noqa: S608
BEFORE = "SELECT epoch, seq, mac FROM audit_event WHERE seq < {first} ORDER BY seq DESC LIMIT 1"
START = Point(1, 0, FIRST)


@dataclass(frozen=True)
class Run:
    """Lines `first` to `last`; the first run also takes whatever stands below number 1."""

    first: int
    last: int

    @property
    def rows(self) -> str:
        return ROWS.format(
            last=self.last, from_=f"AND seq >= {self.first}" if self.first > 1 else ""
        )

    @property
    def before(self) -> str:
        return BEFORE.format(first=self.first)


@dataclass
class Found:
    checked: int = 0
    end: Point = START
    faults: list[Fault] = field(default_factory=list)
    turns: list[tuple[int, int]] = field(default_factory=list)  # (seq, epoch) that a line opens


def check(
    rows: Iterable[tuple[Any, ...]],
    before: Point,
    sealer: Sealer,
    anchors: Iterable[Point] = (),
    most: int = 20,
) -> Found:
    """Recompute the code of every row, and hold it against the anchors that speak of it."""
    wanted: dict[int, list[Point]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.seq, []).append(anchor)
    found = Found()
    faults = found.faults
    seq, prev, epoch = before.seq, before.mac, before.epoch
    for row in rows:
        number, mac = row[0], row[-1]
        if number != seq + 1:
            faults.append(Fault(number, f"缺少第 {seq + 1} 至 {number - 1} 条"))
        if not sealer.fits(row, prev):
            faults.append(Fault(number, "内容或次序与校验码不符"))
        if row[1] != epoch:
            found.turns.append((number, row[1]))
            if row[1] < epoch:
                faults.append(Fault(number, "纪元倒退"))
        if number in wanted:
            _compare(number, row[1], mac, wanted.pop(number), faults)
        found.checked += 1
        seq, prev, epoch = number, mac, row[1]
        if len(faults) >= most:
            break
    found.end = Point(epoch, seq, prev)
    return found


def _compare(seq: int, epoch: int, mac: str, wanted: list[Point], faults: list[Fault]) -> None:
    for anchor in wanted:
        # A printed anchor carries the beginning of the code; a restore's opens the next epoch.
        if not mac.startswith(anchor.mac) or epoch > anchor.epoch:
            faults.append(Fault(seq, "与别处保存的锚点不符，此前的记录被改写过"))
            return


def batches(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(BATCH):
        yield from batch


def check_run(connection: Any, run: Run, key: bytes, anchors: list[Point], most: int) -> Found:
    """Over a plain database connection of one's own."""
    before = START
    if run.first > 1:
        cursor = connection.cursor()
        cursor.execute(run.before)
        before = Point(*(cursor.fetchone() or (1, 0, FIRST)))
    # On PostgreSQL a named cursor: a million rows come in batches, not at once.
    rows = connection.cursor("run") if hasattr(connection, "info") else connection.cursor()
    rows.execute(run.rows)
    return check(batches(rows), before, Sealer(key), anchors, most)


def connect(database: dict[str, str]) -> Any:
    if "sqlite" in database:
        try:
            import pysqlite3 as sqlite3
        except ImportError:
            import sqlite3
        return sqlite3.connect(f"file:{database['sqlite']}?mode=ro", uri=True, timeout=20)
    import psycopg

    return psycopg.connect(database["postgresql"])


def main() -> None:
    task = json.load(sys.stdin)
    connection = connect(task["database"])
    anchors = [Point(*a) for a in task["anchors"]]
    found = check_run(
        connection, Run(*task["run"]), bytes.fromhex(task["key"]), anchors, task["most"]
    )
    connection.close()
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
