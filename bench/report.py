"""Where benchmarks write what they found: one entry a name, ratio ours / yardstick."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results.json"


def note(
    name: str, *, ours_ms: float, yardstick: str, yardstick_ms: float, **more: float
) -> dict[str, object]:
    """Put this entry in place of the earlier one of the same name, and print its ratio."""
    entry: dict[str, object] = {
        "name": name,
        "ours_ms": round(ours_ms, 3),
        "yardstick": yardstick,
        "yardstick_ms": round(yardstick_ms, 3),
        "ratio": round(ours_ms / yardstick_ms, 3),
        **more,
    }
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    entries = [e for e in kept if e["name"] != name] + [entry]
    RESULTS.write_text(
        json.dumps(sorted(entries, key=lambda e: str(e["name"])), ensure_ascii=False, indent=1)
        + "\n"
    )
    print(f"{name}: {ours_ms:.2f} ms / {yardstick_ms:.2f} ms = {entry['ratio']}")
    return entry


def usual(do: Callable[[], object], repeats: int) -> float:
    """The median of the milliseconds it takes, once it is warm."""
    do()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        do()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)
