"""Figures of many counties: the store made from Parquet, here and on Spark, against DuckDB.

    python -m bench.province [COUNTIES] [--spark] [--folder FOLDER]

A county has 1,200 branches, 45,000 members, 24 months: 1.08 million payments of dues, 100,000
activities, 460,000 duties. The yardstick is one roll-up (counties × 24 months × nine measures)
by DuckDB over the same files. With `--spark` the same function runs on a standalone master and
two workers of this machine; every figure must be equal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from bench.report import note
from jishi.figures.columns import FOREVER, Coded, Columns
from jishi.figures.province.adding import Runner, facts_here, sums
from jishi.figures.province.columnar import files_of, write
from jishi.figures.province.leaf import Leaf
from jishi.kernel.period import Month

FIRST, LAST, TODAY = Month.of(2024, 12), Month.of(2026, 11), date(2026, 11, 20)
MONTHS, BRANCHES, MEMBERS = LAST.index - FIRST.index + 1, 1_200, 45_000
KINDS = ("assembly", "committee", "group", "lesson", "theme_day", "talk", "visit")
NINE = {
    "activities": ("activity.assembly", "activity.committee", "activity.group", "activity.lesson",
                   "activity.theme_day", "activity.sanhui_yike_present"),
    "due": ("duty.met",), "received": ("dues.received",), "members": ("member.all",),
}  # fmt: skip
LEAVES = [Leaf(table, codes, FIRST.index, LAST.index, TODAY) for table, codes in NINE.items()]
# What one query asks of DuckDB: the same nine, for every county and month.
ROLLUP = """
    WITH held AS (
        SELECT county, day // 100 AS month,
            count(*) FILTER (kind = 'assembly'), count(*) FILTER (kind = 'committee'),
            count(*) FILTER (kind = 'group'), count(*) FILTER (kind = 'lesson'),
            count(*) FILTER (kind = 'theme_day'),
            coalesce(sum(present) FILTER (host AND counted AND kind IN
                ('assembly', 'committee', 'group', 'lesson')), 0)
        FROM '{folder}/activities/*.parquet' WHERE day <= {today} GROUP BY ALL),
    met AS (SELECT county, day // 100 AS month, count(*) FILTER (met AND NOT excused)
        FROM '{folder}/due/*.parquet' WHERE day <= {today} GROUP BY ALL),
    paid AS (SELECT county, day // 100 AS month, sum(fen)
        FROM '{folder}/received/*.parquet' WHERE day <= {today} GROUP BY ALL),
    stops AS (SELECT unnest({stops}) AS day),
    there AS (SELECT county, day // 100 AS month, count(*)
        FROM '{folder}/members/*.parquet' m JOIN stops s ON m.since <= s.day AND m.until > s.day
        GROUP BY ALL)
    SELECT * FROM held JOIN met USING (county, month) JOIN paid USING (county, month)
        JOIN there USING (county, month) ORDER BY county, month
"""


def days(random: np.random.Generator, many: int) -> Any:
    """Days of the two years up to today, as whole numbers."""
    months = random.integers(FIRST.index, LAST.index + 1, many)
    on = (months // 12) * 10000 + (months % 12 + 1) * 100 + random.integers(1, 21, many)
    return on.astype(np.int32)


def invent(folder: Path, number: int) -> int:
    """One county's files; how many rows."""
    random = np.random.default_rng(number)
    county, base = f"c{number:04d}", number * 10_000

    def place(many: int) -> Any:
        return np.sort(random.integers(base, base + BRANCHES, many)).astype(np.int32)

    held, owed, paid = BRANCHES * 84, BRANCHES * 16 * MONTHS, MEMBERS * MONTHS
    kinds = Coded(KINDS, random.integers(0, len(KINDS), held).astype(np.int32))
    tables = {
        "activities": Columns(
            org=place(held), day=days(random, held), kind=kinds, host=random.random(held) < 0.97,
            counted=random.random(held) < 0.9, present=random.integers(3, 40, held, np.int32)),
        "due": Columns(org=place(owed), day=days(random, owed), met=random.random(owed) < 0.8,
                       excused=random.random(owed) < 0.02),
        "received": Columns(org=place(paid), day=days(random, paid),
                            fen=random.integers(20, 9000, paid, np.int32)),
        "members": Columns(
            org=place(MEMBERS), since=days(random, MEMBERS),
            until=np.where(random.random(MEMBERS) < 0.1, days(random, MEMBERS), FOREVER)
            .astype(np.int32)),
    }  # fmt: skip
    for table, rows in tables.items():
        write(folder, table, county, rows)
    return sum(map(len, tables.values()))


def store(folder: Path, run: Runner) -> Any:
    """Facts of every organisation, and the counties' sums: counties × months × nine."""
    found = []
    for leaf in LEAVES:
        facts = run(leaf, folder)
        found.append(sums(facts, leaf, len(leaf.measures))[1])
    return np.concatenate(found, axis=2)


def by_duckdb(folder: Path) -> Any:
    import duckdb

    stops = [_number(min(Month(m).last_day, TODAY)) for m in range(FIRST.index, LAST.index + 1)]
    asked = ROLLUP.format(folder=folder, today=_number(TODAY), stops=stops)
    rows = duckdb.connect(config={"threads": 2}).execute(asked).fetchall()
    return np.array([[int(n) for n in row[2:]] for row in rows]).reshape(-1, MONTHS, 9)


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return (time.perf_counter() - started) * 1000, found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("counties", type=int, nargs="?", default=20)
    asked.add_argument("--spark", action="store_true")
    asked.add_argument("--folder", type=Path)
    args = asked.parse_args()
    with ExitStack() as stack:
        folder = args.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows = sum(invent(folder, number) for number in range(args.counties))
        size = sum(f.stat().st_size for leaf in LEAVES for f in files_of(folder, leaf.table)) / 1e6
        print(f"{args.counties} counties, {rows:,} rows, {size:.0f} MB", flush=True)
        store_of_one = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        invent(store_of_one, 0)
        store(store_of_one, facts_here)  # declarations are loaded once
        ours, found = timed(lambda: store(folder, facts_here))
        theirs, same = timed(lambda: by_duckdb(folder))
        assert np.array_equal(found, same)
        note("province_store", ours_ms=ours, yardstick_ms=theirs, counties=args.counties, rows=rows,
             organisations=args.counties * BRANCHES,
             yardstick="DuckDB answering one roll-up over the same files")  # fmt: skip
        if args.spark:
            on_spark(folder, args.counties, ours, found)


def on_spark(folder: Path, counties: int, ours: float, found: Any) -> None:
    from jishi.figures.province.cluster import facts_on, own_cluster, session_on

    with own_cluster() as url, session_on(url) as session:
        began, _ = timed(lambda: session.range(10).count())

        def run(leaf: Leaf, where: Path) -> pa.Table:
            return facts_on(session, leaf, where)

        spent, same = timed(lambda: store(folder, run))
    assert np.array_equal(found, same)
    print(f"spark: first job {began:.0f} ms")
    note("province_spark", ours_ms=spent, yardstick_ms=ours, counties=counties,
         yardstick="the same function over the same files in one process")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
