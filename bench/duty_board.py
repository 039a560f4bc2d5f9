"""The year's board of the whole county, signed in: against a bare Django view.

python -m bench.duty_board [requests]

Reach: 300 ms of server time for the county by township and for any township (no ratio is asked).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.list_page import measure, sign_in
from bench.report import note
from bench.site import bare, ours, run

PAGES = {"county": "/duties/?period=2026", "township": "/duties/?period=2026"}


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        home = Path(folder)
        password = run(home, "demo", "--size", "county").split("：")[-1].strip()
        found: dict[str, list[float]] = {login: [] for login in (*PAGES, "bare")}
        with ours(home, 1) as mine, bare(home, 1) as theirs:
            cookies = {login: sign_in(mine, login, password) for login in PAGES}
            for _ in range(3):
                for login, page in PAGES.items():
                    load = measure(mine, page, {"Cookie": cookies[login]}, requests)
                    assert load.failed == 0
                    found[login].append(load.p50)
                found["bare"].append(measure(theirs, "/list", {}, requests).p50)
        best = {name: min(times) for name, times in found.items()}
        note(
            "duty_board", ours_ms=best["county"], yardstick_ms=best["bare"],
            yardstick="bare Django view, 50 rows, 3 joins, same server",
            township_ms=round(best["township"], 3),
        )  # fmt: skip


if __name__ == "__main__":
    main()
