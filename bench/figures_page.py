"""Figures over HTTP against a bare view of equal payload: right after a write, and as a matrix.

    python -m bench.figures_page [rounds] [postgres]

Each round posts a meeting with thirty attendances, then asks for the roll-up of `bench.figures`
(nine measures of all townships over 24 months), which includes it; then 150 indicators of as many
places and months are asked for. The yardstick is a bare Django view that writes the same
document, under the same server. `JISHI_BENCH_HOME` names a county made before; the writes go
into a copy.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from datetime import date
from pathlib import Path

from bench.figures import NINE
from bench.post_load import body, branches
from bench.report import note
from bench.site import bare, count_in, county, database, ours, run, token
from jishi.kernel.period import Month

MATRIX = "/api/v1/figures/matrix?period={first}..{last}&code={codes}"
WIDE, LONG = 150, 24


def asked(
    connection: http.client.HTTPConnection, method: str, path: str, sent: bytes | None,
    headers: dict[str, str],
) -> tuple[float, bytes]:  # fmt: skip
    started = time.perf_counter()
    connection.request(method, path, sent, headers)
    response = connection.getresponse()
    found = response.read()
    assert response.status < 400, (response.status, found[:300])
    return (time.perf_counter() - started) * 1000, found


def main() -> None:
    rounds = count_in(sys.argv[1:], 60)
    named, more = database(sys.argv[1:])
    with county(more) as home:
        measure(home, rounds, named, more)


def measure(home: Path, rounds: int, named: str, more: dict[str, str]) -> None:
    where, secret = branches(home, **more), token(home, "county", **more)
    run(home, "figures", "rebuild", **more)
    json_ = {"Content-Type": "application/json"}
    with ours(home, 1, **more) as port, bare(home, 1) as other:
        mine = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        theirs = http.client.HTTPConnection("127.0.0.1", other, timeout=60)
        signed = {"Authorization": f"Bearer {secret}"}
        now = json.loads(asked(mine, "GET", "/api/v1/figures/matrix", None, signed)[1])
        months = _months(date.fromisoformat(now["as_of"]))
        path = MATRIX.format(**months, codes=",".join(NINE))
        after, still, plain, wrote = list[float](), list[float](), list[float](), 0
        begun = int(time.time())  # a county measured before has the meetings of that time
        for number in range(begun, begun + rounds):
            sent = body(where[number % len(where)], number)
            key = {**signed, **json_, "Idempotency-Key": f"page-{number}"}
            asked(mine, "POST", "/api/v1/activities", sent, key)
            spent, found = asked(mine, "GET", path, None, signed)
            held = _held(found)
            assert held > wrote, "the meeting of this round is not counted"
            wrote = held
            after.append(spent)
            still.append(asked(mine, "GET", path, None, signed)[0])
            if number == begun:
                asked(theirs, "POST", "/payload", found, json_)
            plain.append(asked(theirs, "GET", "/payload", None, {})[0])
        codes = [each["code"] for each in now["figures"]][:WIDE]
        wide = MATRIX.format(**months, codes=",".join(codes))
        matrix(mine, theirs, signed, wide, rounds, named)
    for name, waits in (("figures_after_write", after), ("figures_page", still)):
        note(
            f"{name}{named}", ours_ms=sorted(waits)[rounds // 2],
            yardstick_ms=sorted(plain)[rounds // 2],
            yardstick="a bare Django view writing the same document, same server",
            bytes=len(found),
        )  # fmt: skip


def matrix(
    mine: http.client.HTTPConnection, theirs: http.client.HTTPConnection, signed: dict[str, str],
    path: str, rounds: int, named: str,
) -> None:  # fmt: skip
    ours, plain = list[float](), list[float]()
    for number in range(rounds):
        spent, found = asked(mine, "GET", path, None, signed)
        ours.append(spent)
        if number == 0:
            asked(theirs, "POST", "/payload", found, {"Content-Type": "application/json"})
        plain.append(asked(theirs, "GET", "/payload", None, {})[0])
    told = json.loads(found)
    note(
        f"figures_matrix_page{named}", ours_ms=sorted(ours)[rounds // 2],
        yardstick_ms=sorted(plain)[rounds // 2], bytes=len(found),
        yardstick="a bare Django view writing the same document, same server",
        indicators=len(told["figures"]), organisations=len(told["orgs"]),
        months=len(told["months"]),
    )  # fmt: skip


def _months(last: date) -> dict[str, Month]:
    month = Month.holding(last)
    return {"first": month.plus(1 - LONG), "last": month}


def _held(found: bytes) -> int:
    told = json.loads(found)
    assert len(told["figures"]) == len(NINE), told["left_out"]
    [rows] = [each["numerator"] for each in told["figures"] if each["code"] == "activity.theme_day"]
    return sum(cell or 0 for row in rows for cell in row)


if __name__ == "__main__":
    main()
