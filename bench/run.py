"""Every benchmark, one after the other: `make bench`, or `python bench/run.py NAME…` for some.

A benchmark is a file here that ends with a main guard; it runs as its own process, so that none
warms the caches of the next. Results are in `bench/results.json` (see `report.py`).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def benchmarks() -> list[str]:
    """Their names, in order."""
    found = []
    for path in sorted(HERE.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.name != "run.py" and '\nif __name__ == "__main__":' in text:
            found.append(path.stem)
    return found


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(benchmarks())
    if unknown:
        print(f"没有这些基准：{'、'.join(sorted(unknown))}", file=sys.stderr)
        return 2
    failed = []
    for name in wanted or benchmarks():
        print(f"== {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent, check=False)
        print(f"   {time.monotonic() - start:.0f} s", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"没有做成：{'、'.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
