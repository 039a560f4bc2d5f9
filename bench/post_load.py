"""A meeting with 30 attendances over the interface: against a bare view writing the same rows.

    python -m bench.post_load [requests] [postgres]

32 connections, the same database on both sides (SQLite with FULL syncing, or PostgreSQL) and the
same gunicorn, in turns. Ours adds
token, permission, rules, duties, audit chain and the answer to a repeated key. `tail` is the p99
over the mean wait: it shows whether all wait alike, also on a machine busy with something else.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.report import note
from bench.site import Ask, Load, bare, count_in, county, database, load, ours, run, token

CONNECTIONS = 32
BEGUN = int(time.time())  # a county measured before has answered the keys of that time
LAST_MONTH = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)


Branch = tuple[str, list[int]]  # its code and who is there


MEMBERS = """
import json
from jishi.people.models import MemberState
rows = MemberState.objects.filter(
    until=None, standing__in=("full", "probationary"), org__kind="branch", org__closed_on=None
).order_by("org__code", "person_id")
print(json.dumps(list(rows.values_list("org__code", "person_id"))))
"""


def branches(home: Path, **more: str) -> list[Branch]:
    """Every branch of about thirty members, all of whom come."""
    people: dict[str, list[int]] = {}
    for code, person in json.loads(run(home, "manage", "shell", "-v", "0", "-c", MEMBERS, **more)):
        people.setdefault(code, []).append(person)
    return [(code, ids) for code, ids in people.items() if 28 <= len(ids) <= 32]


def body(where: Branch, number: int) -> bytes:
    code, attendees = where
    held_on = LAST_MONTH.replace(day=1 + number % 28)
    return json.dumps(
        {
            "kind": "theme_day", "org": code, "held_on": held_on.isoformat(),
            "place": "党员活动室", "topics": [f"第{number}次学习"], "attendees": attendees,
            "minutes": "学习文件，讨论冬季防火。",
        }
    ).encode()  # fmt: skip


def asking(path: str, where: list[Branch], tokens: list[str]) -> Callable[[int], Ask]:
    def round_(turn: int) -> Ask:
        def ask(number: int) -> tuple[str, str, bytes, dict[str, str]]:
            headers = {"Content-Type": "application/json", "Connection": "keep-alive"}
            if tokens:
                headers["Authorization"] = f"Bearer {tokens[number % len(tokens)]}"
                headers["Idempotency-Key"] = f"{BEGUN}-{turn}-{number}"
            return "POST", path, body(where[number % len(where)], number), headers

        return ask

    return round_


def shown(name: str, result: Load) -> None:
    print(
        f"{name:<6} {result.per_second:7.1f}/s  p50 {result.p50:6.1f} ms  "
        f"p99 {result.p99:6.1f} ms = {result.tail:4.1f} x mean  failed {result.failed}"
    )


def main() -> None:
    requests = count_in(sys.argv[1:], 960)
    named, more = database(sys.argv[1:])
    with county(more) as home:
        tokens = [token(home, "county", **more) for _ in range(8)]
        where = branches(home, **more)
        mine = asking("/api/v1/activities", where, tokens)
        theirs = asking("/write", where, [])
        best: dict[str, Load] = {}
        for turn in range(3):
            for name, serve, ask in (("ours", ours, mine), ("bare", bare, theirs)):
                with serve(home, **more) as port:
                    load(port, 8, 40, ask(turn + 10))  # warm
                    result = load(port, CONNECTIONS, requests, ask(turn))
                shown(name, result)
                kept = best.get(name)
                if kept is None or result.per_second > kept.per_second:
                    best[name] = result
    mine_, bare_ = best["ours"], best["bare"]
    note(
        f"post_load{named}",
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
