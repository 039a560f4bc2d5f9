"""Reads damaged files one after another and says what it took: `python -m … COUNT SEED`.

In a process of its own, so that the memory counted is that of reading and of nothing else.
Whatever comes back but `Unreadable` is a crash, and ends it with its trace.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from jishi.exchange.kinds.tables import TABLES
from jishi.exchange.reading import Unreadable, open_workbook, parse, recognise_workbook
from jishi.exchange.reading.marked import marked
from jishi.exchange.tests.ugly.mutants import mutants


def _megabytes() -> float:
    """The most this process and its readers held; the kernel's own high-water mark, as the
    usage a process reports of itself starts from that of whoever started it."""
    status = Path("/proc/self/status").read_text("ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def trial(count: int, seed: int) -> dict[str, object]:
    read, slowest, unaccounted = 0, 0.0, []
    for label, data, name in mutants(count, seed):
        start = time.perf_counter()
        try:
            workbook = open_workbook(data, name)
            recognised = recognise_workbook(workbook, TABLES)
            parsed = parse(recognised)
            if parsed.marks:
                assert marked(data, workbook, recognised, parsed.marks)
        except Unreadable as refused:
            assert refused.message  # noqa: PT017
            continue
        finally:
            slowest = max(slowest, time.perf_counter() - start)
        read += 1
        if sum(recognised.counts().values()) != sum(p.sheet.height for p in recognised.parts):
            unaccounted.append(label)
    return {
        "read": read,
        "slowest": round(slowest, 1),
        "megabytes": round(_megabytes()),
        "unaccounted": unaccounted,
    }


if __name__ == "__main__":
    print(json.dumps(trial(int(sys.argv[1]), int(sys.argv[2]))))
