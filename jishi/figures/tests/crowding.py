"""One of several processes that write, refresh and read: `python -m jishi.figures.tests.crowding`.

    crowding ROLE SECONDS SEED [FAULT]

A writer registers members and lets activities take place; a refresher stores facts; a reader looks
at figures and their rows of one moment and prints whatever does not agree.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from random import Random
from typing import Any

import django


def main(role: str, seconds: float, seed: int, fault: str) -> int:
    django.setup()
    until, random = time.monotonic() + seconds, Random(seed)
    plant(fault)
    done = 0
    while time.monotonic() < until:
        {"write": write, "refresh": refresh, "read": read}[role](random, seed * 100_000 + done)
        done += 1
    print(f"done {done}")
    return 0


def plant(fault: str) -> None:
    """Seeded faults: a refresh that forgets versions, a reader that does not look again."""
    if fault == "forgetful":
        from jishi.figures.actions import refreshing
        from jishi.figures.declared import kept_tables
        from jishi.figures.models import FactMark

        refreshing._take_away = lambda seen: (  # type: ignore[assignment]
            FactMark.objects.filter(pk__in=[mark.pk for mark in seen]).delete()
        )
        slow, real = 0.3, refreshing.count

        def late(table: Any, asked: Any) -> Any:
            found = real(table, asked)
            time.sleep(slow if table.code == "members" else 0)
            return found

        refreshing.count = late
        refreshing.refresh = lambda today: refreshing.refresh_some(  # no other table is written
            kept_tables()["members"], today
        )
        refreshing._seen = (
            lambda table, most=None: list(  # type: ignore[assignment]
                FactMark.objects.filter(source=table.code)[:most]
            )
        )
    if fault == "hasty":
        from jishi.figures.queries import reading

        reading.unchanged = lambda before: True  # type: ignore[assignment]


def write(random: Random, number: int) -> None:
    from jishi.people.actions import Particulars, Place, register_person
    from jishi.tree.actor import local_operator
    from jishi.tree.models import Organisation

    org = Organisation.objects.get(code=random.choice(("QH0101", "QH0102", "QH0201", "QH0301")))
    place = Place(
        standing="full", joined_on=date(2001, 7, 1), full_on=date(2002, 7, 1),
        since=date(2026, random.randrange(1, 11), 3),
    )  # fmt: skip
    who = Particulars(f"人{number}", sex=random.choice("12"), born_on=date(1980, 5, 1))
    register_person(local_operator(date(2026, 11, 20)), org, who, place)


def refresh(random: Random, number: int) -> None:
    from jishi.figures.actions import refreshing

    refreshing.refresh(date(2026, 11, 20))


def read(random: Random, number: int) -> None:
    from jishi.figures.declared import all_measures
    from jishi.figures.queries import reading
    from jishi.kernel.period import Period
    from jishi.tree.models import Organisation

    code = random.choice(("member.all", "member.women", "member.age_46_50"))
    org = Organisation.objects.get(code=random.choice(("QH", "QH01", "QH0201")))
    period = Period.parse(random.choice(("2026", "2026-05", "2026Q3")))
    measure = all_measures()[code]
    shown, rows = reading.read(
        date(2026, 11, 20),
        lambda at: (at.total(measure, org.pk, period), at.summed(measure, org.pk, period)),
    )
    if shown != rows:
        print(f"differs {code} {org.code} {period}: {shown} shown, {rows} rows", flush=True)


if __name__ == "__main__":
    role, seconds, seed, *fault = sys.argv[1:]
    raise SystemExit(main(role, float(seconds), int(seed), fault[0] if fault else ""))
