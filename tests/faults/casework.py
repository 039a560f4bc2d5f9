"""Many hands on the same cases: register, assign, strike off, each noting what was acknowledged.

Run as `python -m tests.faults.casework LOG THREADS ROUNDS [FAULT]`. Each round a thread registers
a case of its own, then tries to send out and to strike off one of those everybody tries. Seeded
fault: with `stale` a step goes by the case as it was read, not as it stands when it is locked.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import django

TODAY = date(2026, 11, 20)


def people() -> tuple[Any, ...]:
    from jishi.accounts.models import Account
    from jishi.accounts.queries import actor_of

    return tuple(actor_of(Account.objects.get(name=name), TODAY) for name in ("陈岚", "周正"))


def one_round(number: int, index: int, told: list[str]) -> None:
    from jishi.cases.actions import Entry, Given, open_case, take_step
    from jishi.cases.models import Case
    from jishi.tree.errors import NotDone
    from jishi.tree.models import Organisation

    chen, zhou = people()
    entry = Entry(
        "request", f"路灯不亮 {number}-{index}", Organisation.objects.get(code="QH01"),
        classes=("roads",),
    )  # fmt: skip
    told.append(f"open {open_case(chen, entry).number}")
    branch = Organisation.objects.get(code="QH0101")
    tries = (
        ("assign", "registered", Given(org=branch)),
        ("strike_off", "submitted", Given(text="看过现场")),
    )
    for step, state, given in tries:
        case = Case.objects.filter(kind="problem", state=state).order_by("pk").first()
        if case is None:
            continue
        try:
            take_step(chen if number % 2 else zhou, case, step, None, replace(given))
        except NotDone:
            continue
        told.append(f"{step} {case.pk}")


def work(log: Path, number: int, rounds: int, faults: list[str]) -> None:
    from django.db import connection

    told: list[str] = []
    try:
        for index in range(rounds):
            one_round(number, index, told)
    except Exception as fault:
        faults.append(f"{log.stem}-{number}: {fault!r}")
    finally:
        with log.open("a", encoding="utf-8") as out:
            out.write("".join(f"{line}\n" for line in told))
        connection.close()


def go_by_what_was_read() -> None:
    from jishi.cases.actions import moving

    sound, read = moving.take_step, threading.local()

    def take(actor: Any, case: Any, *rest: Any) -> Any:
        read.case = case
        return sound(actor, case, *rest)

    moving.take_step = take  # type: ignore[assignment]
    sys.modules["jishi.cases.actions"].take_step = take  # type: ignore[attr-defined]
    moving.lock = lambda *_: read.case  # type: ignore[assignment]


def main(log: Path, threads: int, rounds: int, fault: str = "") -> int:
    django.setup()
    if fault == "stale":
        go_by_what_was_read()
    faults: list[str] = []
    team = [threading.Thread(target=work, args=(log, n, rounds, faults)) for n in range(threads)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    for each in faults:
        print(each)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
