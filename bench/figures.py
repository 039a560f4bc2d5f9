"""Figures of a county in the process: roll-up, matrix, free dimensions, facts made from scratch.

    python -m bench.figures [small|county] [postgres]

Yardsticks of the same run: an indexed summary table by SQL for the roll-up, writing the same
numbers as JSON for the matrix, numpy over contiguous arrays for the dimensions, one raw SQL
roll-up of the same records for the rebuild. `JISHI_BENCH_HOME` names a county made before.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.report import note
from bench.site import database, run

NINE = (
    "activity.assembly", "activity.committee", "activity.group", "activity.lesson",
    "activity.theme_day", "activity.sanhui_yike_present", "duty.met", "dues.received",
    "member.all",
)  # fmt: skip
MONTHS = 24
CHILDREN = 20


def best(work: Callable[[], Any], times: int) -> float:
    """Milliseconds of the quickest run."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return min(found)


class County:
    """Where and when is asked."""

    def __init__(self, named: str) -> None:
        from jishi.base.clock import today
        from jishi.figures.declared import all_measures
        from jishi.kernel.period import Month
        from jishi.tree.models import Organisation

        self.named = named
        self.today = today()
        self.last = Month.holding(self.today)
        self.first = self.last.plus(1 - MONTHS)
        self.root = Organisation.objects.get(parent__isnull=True)
        children = Organisation.objects.filter(parent=self.root).order_by("line")
        self.children = list(children.values_list("pk", "path"))[:CHILDREN]
        self.size = Organisation.objects.count()
        self.nine = [all_measures()[code] for code in NINE]


def rollup(county: County) -> None:
    from jishi.figures.queries.reading import Reading, read

    orgs = [pk for pk, _ in county.children]

    def ours(at: Reading) -> list[Any]:
        return list(at.matrix(county.nine, orgs, county.first, county.last).values())

    def look(at: Reading) -> tuple[float, list[Any]]:
        ours(at)  # what is summed once is kept until something is written
        return best(lambda: ours(at), 200), ours(at)

    mine, found = read(county.today, look)
    ask = _summary_table(county)
    theirs = ask()
    for number in range(len(NINE)):
        assert sum(row[number + 1] for rows in theirs for row in rows) == int(found[number].sum())
    note(
        f"figures_rollup{county.named}", ours_ms=mine, yardstick_ms=best(ask, 5),
        yardstick="the same from an indexed summary table by SQL", cells=CHILDREN * MONTHS * 9,
        organisations=county.size,
    )  # fmt: skip


def _summary_table(county: County) -> Callable[[], list[Any]]:
    """Facts as plain rows: organisation, month, nine numbers, indexed by path and month."""
    from django.db import connection

    from jishi.figures.queries.reading import Reading, read
    from jishi.tree.models import Organisation

    orgs = dict(Organisation.objects.values_list("pk", "path"))

    def leaves(at: Reading) -> list[tuple[Any, ...]]:
        cubes = [at.cube(m.table, county.first) for m in county.nine]
        places = [_place(m) for m in county.nine]
        rows = []
        for org, path in orgs.items():
            cells = [cube.rows_of(org) for cube in cubes]
            for month in range(county.first.index, county.last.index + 1):
                numbers = [
                    int(c[month - cube.first, p])
                    for c, cube, p in zip(cells, cubes, places, strict=True)
                ]
                rows.append((path, month, *numbers))
        return rows

    rows = read(county.today, leaves)
    names = ", ".join(f"m{n} INTEGER" for n in range(len(NINE)))
    sums = ", ".join(f"SUM(m{n})" for n in range(len(NINE)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE summary (path TEXT, month INTEGER, {names})")
        marks = ", ".join(["%s"] * (len(NINE) + 2))
        cursor.executemany(f"INSERT INTO summary VALUES ({marks})", rows)
        cursor.execute("CREATE INDEX summary_path ON summary (path, month)")

    def ask() -> list[Any]:
        found = []
        with connection.cursor() as cursor:
            for _, path in county.children:
                cursor.execute(
                    f"SELECT month, {sums} FROM summary WHERE path >= %s AND path < %s "
                    "GROUP BY month",
                    [path, path[:-1] + "0"],
                )
                found.append(cursor.fetchall())
        return found

    return ask


def _place(measure: Any) -> int:
    from jishi.figures.declared import measures_of

    return measures_of(measure.table.code).index(measure)


def matrix(county: County) -> None:
    """150 measures × 20 children × 24 months as columns, against writing them down alone."""
    from jishi.figures.declared import all_measures
    from jishi.figures.queries.reading import Reading, read

    wanted = [m for m in all_measures().values() if not m.people][:150]
    orgs = [pk for pk, _ in county.children]

    def look(at: Reading) -> tuple[float, float]:
        def ours() -> str:
            columns = at.matrix(wanted, orgs, county.first, county.last)
            return json.dumps({code: cells.tolist() for code, cells in columns.items()})

        columns = json.loads(ours())
        return best(ours, 5), best(lambda: json.dumps(columns), 5)

    mine, theirs = read(county.today, look)
    note(
        f"figures_matrix{county.named}", ours_ms=mine, yardstick_ms=theirs, indicators=len(wanted),
        organisations=county.size,
        yardstick="writing the same columns as JSON and nothing else",
    )  # fmt: skip


def dimensions(county: County) -> None:
    """Sex × education × age at the end of twelve months."""
    import numpy as np

    from jishi.figures.columns import Asked, number_of
    from jishi.figures.conditions import aged, among
    from jishi.figures.tables.members import MEMBERS

    asked = Asked(None, county.last.plus(-11), county.last, county.today)
    rows = MEMBERS.load(asked)
    codes = sorted(set(rows["education"].tolist()))
    bands = ((0, 35), (36, 60), (61, 150))
    stops = [number_of(day) for day in asked.stops()]

    def ours() -> list[int]:
        found = []
        for on in stops:
            there = (rows["since"] <= on) & (rows["until"] > on)
            ages = [there & aged(*band)(rows, on) for band in bands]
            for sex in ("1", "2"):
                sexes = among("sex", sex)(rows, on)
                for code in codes:
                    both = sexes & among("education", code)(rows, on)
                    found += [int(np.count_nonzero(both & age)) for age in ages]
        return found

    sex = np.array([int(each or 0) for each in rows["sex"].tolist()])
    places = {code: n for n, code in enumerate(codes)}
    education = np.array([places[each] for each in rows["education"].tolist()])
    since, until, born = (np.ascontiguousarray(rows[n]) for n in ("since", "until", "born"))

    def theirs() -> list[int]:
        found = []
        for on in stops:
            there = (since <= on) & (until > on) & (born > 0)
            years = (on - born) // 10000
            band = np.digitize(years, (36, 61))
            cell = ((sex - 1) * len(codes) + education) * 3 + band
            wanted = there & (sex > 0)
            found += np.bincount(cell[wanted], minlength=2 * len(codes) * 3).tolist()
        return found

    assert ours() == theirs()
    note(
        f"figures_dimensions{county.named}", ours_ms=best(ours, 5), yardstick_ms=best(theirs, 5),
        yardstick="numpy over contiguous arrays of the same members", rows=len(rows),
        organisations=county.size,
    )  # fmt: skip


def rebuild(county: County) -> None:
    from django.db import connection

    from jishi.figures.actions.refreshing import rebuild as make

    tables = {m.table.code: m.table for m in county.nine}

    def ours() -> None:
        for table in tables.values():
            make(table, county.today)

    sql = """
        SELECT o.org_id, a.held_on, p.kind, COUNT(*), SUM(a.present)
        FROM activity_part p JOIN activity a ON a.id = p.activity_id
        JOIN activity_org o ON o.activity_id = a.id
        WHERE p.counts AND a.stage IN ('held', 'archived') GROUP BY 1, 2, 3
    """
    others = (
        "SELECT org_id, due_on, COUNT(met_on) FROM duty_item GROUP BY 1, 2",
        "SELECT org_id, paid_on, SUM(amount_fen) FROM dues_payment GROUP BY 1, 2",
        "SELECT org_id, since, until, COUNT(*) FROM member_state GROUP BY 1, 2, 3",
    )

    def theirs() -> None:
        with connection.cursor() as cursor:
            for one in (sql, *others):
                cursor.execute(one)
                cursor.fetchall()

    note(
        f"figures_rebuild{county.named}", ours_ms=best(ours, 2), yardstick_ms=best(theirs, 3),
        yardstick="one raw SQL roll-up of the same records", tables=len(tables),
        organisations=county.size,
    )  # fmt: skip


def main() -> None:
    size = "small" if "small" in sys.argv else "county"
    named, more = database(sys.argv[1:])
    given = os.environ.get("JISHI_BENCH_HOME")
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        os.environ |= {"JISHI_HOME": given or folder, **more}
        os.environ["DJANGO_SETTINGS_MODULE"] = "jishi.config.settings"
        if given is None:
            run(Path(folder), "demo", "--size", size, **more)
        import django

        django.setup()
        county = County(named)
        rebuild(county)
        rollup(county)
        matrix(county)
        dimensions(county)


if __name__ == "__main__":
    main()
