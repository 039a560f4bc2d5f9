"""A write over the interface, 32 connections: against a bare Django view writing the same rows.

    python -m bench.post_load [requests]

SQLite with FULL syncing on both sides, the same gunicorn, in turns. Ours adds token, permission,
rules, audit chain and the answer to a repeated key. `tail` is the p99 over the mean wait: it shows
whether all wait alike, also on a machine that is busy with something else.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.report import note
from bench.site import Ask, Load, bare, load, ours, run, token

CONNECTIONS = 32


def body(kind: str, number: int) -> bytes:
    code = f"B{kind}{number:06d}"
    return json.dumps(
        {
            "code": code, "name": f"中共测试村第{code}党支部", "short_name": f"第{code}党支部",
            "kind": "branch", "sector": "village", "parent": "QH001", "on": "2026-11-02",
            "document": "", "note": "",
        }
    ).encode()  # fmt: skip


def asking(path: str, kind: str, tokens: list[str]) -> Callable[[int], Ask]:
    def round_(turn: int) -> Ask:
        def ask(number: int) -> tuple[str, str, bytes, dict[str, str]]:
            headers = {"Content-Type": "application/json", "Connection": "keep-alive"}
            if tokens:
                headers["Authorization"] = f"Bearer {tokens[number % len(tokens)]}"
                headers["Idempotency-Key"] = f"{kind}-{turn}-{number}"
            return "POST", path, body(f"{kind}{turn}", number), headers

        return ask

    return round_


def shown(name: str, result: Load) -> None:
    print(
        f"{name:<6} {result.per_second:7.1f}/s  p50 {result.p50:6.1f} ms  "
        f"p99 {result.p99:6.1f} ms = {result.tail:4.1f} x mean  failed {result.failed}"
    )


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 960
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        home = Path(folder)
        run(home, "demo", "--size", "county")
        tokens = [token(home, "county") for _ in range(8)]
        mine, theirs = asking("/api/v1/orgs", "O", tokens), asking("/write", "B", [])
        best: dict[str, Load] = {}
        for turn in range(3):
            for name, serve, ask in (("ours", ours, mine), ("bare", bare, theirs)):
                with serve(home) as port:
                    load(port, 8, 40, ask(turn + 10))  # warm
                    result = load(port, CONNECTIONS, requests, ask(turn))
                shown(name, result)
                kept = best.get(name)
                if kept is None or result.per_second > kept.per_second:
                    best[name] = result
    mine_, bare_ = best["ours"], best["bare"]
    note(
        "post_load",
        ours_ms=1000 / mine_.per_second,
        yardstick="bare Django view writing the same rows, same server, 32 connections",
        yardstick_ms=1000 / bare_.per_second,
        throughput_ratio=round(mine_.per_second / bare_.per_second, 3),
        p99_ms=round(mine_.p99, 1),
        tail=round(mine_.tail, 2),
        yardstick_p99_ms=round(bare_.p99, 1),
        yardstick_tail=round(bare_.tail, 2),
        failed=mine_.failed,
    )


if __name__ == "__main__":
    main()
