"""A meeting with 30 attendances, with its duties and the marks of its figures, and without.

    python -m bench.activity_write [meetings]

Through the interface's address in one process, in turns with the same write from which nothing is
derived; SQLite with FULL syncing. `JISHI_BENCH_HOME` names a county made before: it is copied.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from bench.post_load import body, branches
from bench.report import note
from bench.site import county, token


def main() -> None:
    meetings = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with county({}) as home:
        keys = [token(home, "county") for _ in range(4)]  # one alone may not ask so often
        os.environ |= {"JISHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jishi.config.settings"}
        import django

        django.setup()
        with_, without = measured(home, keys, meetings)
        note(
            "activity_write", ours_ms=with_, yardstick_ms=without,
            yardstick="the same write without duties and without marks for figures",
        )  # fmt: skip


def measured(home: Path, keys: list[str], meetings: int) -> tuple[float, float]:
    """Medians of the milliseconds, with and without."""
    from django.test import Client

    from jishi.base import act

    where, client, derive = branches(home), Client(HTTP_HOST="127.0.0.1"), act.bring_up_to_date
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(meetings * 2):
        derives = number % 2 == 0
        act.bring_up_to_date = derive if derives else _nothing  # type: ignore[assignment]
        started = time.perf_counter()
        key = keys[number // 2 % len(keys)]
        answer = client.post(
            "/api/v1/activities", body(where[number // 2 % len(where)], number),
            content_type="application/json", headers={"Authorization": f"Bearer {key}"},
        )  # fmt: skip
        took[derives].append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 201, answer.content.decode()
    act.bring_up_to_date = derive
    return median(took[True]), median(took[False])


def _nothing(_: Iterable[object]) -> None:
    """Nothing follows from what was touched."""


if __name__ == "__main__":
    main()
