"""Mornings of a year in a process that may be killed: `found N`, `walk DAY`, `report`.

Each morning the daily reminders run, then what is held that day is entered. A morning that was
broken off is begun again by the next process; the note of a finished one tells how far it came.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.db.models import Max  # noqa: E402

from jishi.accounts.models import Account  # noqa: E402
from jishi.activities.models import Activity  # noqa: E402
from jishi.base.models import InboxItem  # noqa: E402
from jishi.base.reminders import run_reminders  # noqa: E402
from jishi.config import environment  # noqa: E402
from jishi.duties.actions.starting import set_start  # noqa: E402
from jishi.duties.tests.walking import YEAR, Sent, Walk, days_of, logins  # noqa: E402
from jishi.tree.actor import local_operator  # noqa: E402
from jishi.tree.models import Organisation  # noqa: E402
from tests.world import World  # noqa: E402

FIRST = date(YEAR, 1, 1)


def here() -> Path:
    return environment.home() / "walked"


def walk_of() -> Walk:
    world = World(
        {org.short_name: org for org in Organisation.objects.all()},
        {account.name: account for account in Account.objects.all()},
    )
    walk = Walk(world, Random(7))
    ours = Organisation.objects.filter(code__startswith="W")
    walk.branches = sorted(ours, key=lambda org: int(org.code[1:]))
    return walk


def found(count: int) -> None:
    walk = walk_of()
    set_start(local_operator(FIRST), walk.world["青禾县委"], starts_on=FIRST)
    walk.found(count)


def finished() -> dict[str, int]:
    """Day → the last inbox row when its morning was over."""
    if not here().exists():
        return {}
    lines = (line.split() for line in here().read_text().splitlines())
    return {line[0]: int(line[1]) for line in lines if len(line) == 3}


def go(until: date) -> None:
    walk = walk_of()
    held, done = walk.draw(), finished()
    print("go", flush=True)
    with here().open("a") as notes:
        for day in (day for day in days_of(YEAR) if day <= until):
            if day.isoformat() not in done:
                lines = run_reminders(local_operator(day), day)
                assert all(line.made is not None for line in lines)
                last = InboxItem.objects.aggregate(last=Max("id"))["last"] or 0
                notes.write(f"\n{day.isoformat()} {last} .")
                notes.flush()
            for branch, kind in held.get(day, ()):
                there = Activity.objects.filter(org=branch, held_on=day, parts__kind=kind)
                if not there.exists():
                    with transaction.atomic():
                        walk.hold(day, branch, kind)
    print("done", flush=True)


def report() -> None:
    walk = walk_of()
    walk.draw()
    who, ours = logins(), {branch.pk for branch in walk.branches}
    ends = sorted((last, date.fromisoformat(day)) for day, last in finished().items())
    rows = InboxItem.objects.filter(org_id__in=ours, key__startswith="duty:")
    got: dict[date, Sent] = defaultdict(set)
    for pk, account, key in rows.values_list("id", "account_id", "key"):
        day = min(day for last, day in ends if pk <= last)
        got[day].add((who[account], key))
    wanted = walk.expected()
    wrong = [
        f"{day}: {sorted(got[day] ^ wanted.get(day, set()))}"
        for day in (day for _, day in ends)
        if got[day] != wanted.get(day, set())
    ]
    met = {f"duty:{org}:{duty}:{slot}" for org, duty, slot in walk.met}
    open_keys = rows.filter(done_at=None, kind="todo").values_list("key", flat=True)
    late = [key for key in open_keys if key.rpartition(":")[0] in met]
    print(json.dumps({"days": len(ends), "sent": rows.count(), "wrong": wrong, "late": late}))


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    verbs: dict[str, Callable[[], None]] = {
        "found": lambda: found(int(words[0])),
        "walk": lambda: go(date.fromisoformat(words[0])),
        "report": report,
    }
    verbs[verb]()
