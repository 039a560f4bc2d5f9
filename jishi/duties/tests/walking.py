"""A simulated year of branches that meet, meet late or do not, and what reminders it should bring.

The table of what is expected shares nothing with the room: it reads the published calendar's dates
itself, counts days one by one and knows months by their last day.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources
from random import Random

from jishi.accounts.models import Account
from jishi.activities.models import Activity, ActivityOrg, ActivityPart
from jishi.base.act import act
from jishi.duties.access import DUTY_SET
from jishi.orgs.actions import Basis, found_organisation
from jishi.tree.actor import local_operator
from jishi.tree.models import Grant, Organisation
from tests.world import LONG_AGO, World

YEAR = 2024  # a leap year
ONE_DAY = timedelta(days=1)
BEFORE, ABOVE, BACK = 7, 5, 60
Sent = set[tuple[str, str]]  # (login, key)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + n * ONE_DAY for n in range((date(year + 1, 1, 1) - first).days)]


def working_days() -> set[date]:
    """Read from the notices themselves: weekdays that are no rest, weekend days that are worked."""
    found: set[date] = set()
    for year in (YEAR - 1, YEAR, YEAR + 1):
        text = resources.files("jishi.kernel.calendars").joinpath(f"{year}.toml").read_text("utf-8")
        notice = tomllib.loads(text)
        found |= {day for day in days_of(year) if day.weekday() < 5} | set(notice["working"])
    for year in (YEAR - 1, YEAR, YEAR + 1):
        text = resources.files("jishi.kernel.calendars").joinpath(f"{year}.toml").read_text("utf-8")
        for value in tomllib.loads(text).values():
            if isinstance(value, dict):
                day, last = value["rest"]
                while day <= last:
                    found.discard(day)
                    day += ONE_DAY
    return found


@dataclass
class Walk:
    """Branches of two townships, each kept by an account; who meets when is drawn beforehand."""

    world: World
    random: Random
    branches: list[Organisation] = field(default_factory=list)
    met: dict[tuple[int, str, str], date] = field(default_factory=dict)  # (branch, duty, slot)

    def found(self, count: int) -> None:
        operator = local_operator(date(YEAR, 1, 1))
        for number in range(count):
            town = self.world["白石镇党委" if number % 2 else "石桥镇党委"]
            branch = found_organisation(
                operator, town, code=f"W{number}", name=f"流动党员第{number}党支部",
                short_name=f"流动第{number}支部", kind="mobile_organisation",
                sector=town.sector, basis=Basis(LONG_AGO, "青组〔2021〕1号", approved_by="county"),
            )  # fmt: skip
            self.branches.append(branch)
            account = self.world.account(f"林{number}", f"w{number}")
            Grant.objects.create(account=account, role="branch", org=branch, since=LONG_AGO)

    def draw(self) -> dict[date, list[tuple[Organisation, str]]]:
        """What is held on which day: most in time, some after, some never."""
        held: dict[date, list[tuple[Organisation, str]]] = defaultdict(list)
        for branch in self.branches:
            for kind, duty, slots in (
                ("theme_day", "theme_day.monthly", months()),
                ("lesson", "lesson.quarterly", quarters()),
            ):
                for slot, first, last in slots:
                    if self.random.random() < 0.75:
                        day = first + self.random.randrange((last - first).days + 1) * ONE_DAY
                        held[day].append((branch, kind))
                        self.met[branch.pk, duty, slot] = day
        return held

    def hold(self, day: date, branch: Organisation, kind: str) -> None:
        with act(local_operator(day), DUTY_SET, branch) as doing:
            row = Activity.objects.create(org=branch, title="活动", held_on=day, stage="held")
            ActivityOrg.objects.create(activity=row, org=branch, host=True)
            ActivityPart.objects.create(activity=row, kind=kind, counts=True)
            doing.touch("activity", branch, day, kind)

    def expected(self) -> dict[date, Sent]:
        """By day, from the dates alone. What is held on a day is entered after that morning."""
        working = working_days()
        sent: dict[date, Sent] = defaultdict(set)
        town_of = {b.pk: "chen" if n % 2 else "shi" for n, b in enumerate(self.branches)}
        login_of = {b.pk: f"w{n}" for n, b in enumerate(self.branches)}
        for branch in self.branches:
            for duty, slots in (
                ("theme_day.monthly", months()), ("lesson.quarterly", quarters())
            ):  # fmt: skip
                for slot, _, due in slots:
                    met = self.met.get((branch.pk, duty, slot), date.max)
                    for step, first, last in ladder(due, working):
                        day = next(
                            (d for d in days_of(YEAR) if first <= d <= last and d in working), None
                        )
                        if day is not None and day <= met:
                            who = town_of if step == "above" else login_of
                            key = f"duty:{branch.pk}:{duty}:{slot}:{step}"
                            sent[day].add((who[branch.pk], key))
        return sent


def months() -> list[tuple[str, date, date]]:
    return [
        (f"{YEAR}-{m:02d}", date(YEAR, m, 1), date(YEAR + m // 12, m % 12 + 1, 1) - ONE_DAY)
        for m in range(1, 13)
    ]


def quarters() -> list[tuple[str, date, date]]:
    found = months()
    return [(f"{YEAR}Q{q + 1}", found[3 * q][1], found[3 * q + 2][2]) for q in range(4)]


def ladder(due: date, working: set[date]) -> list[tuple[str, date, date]]:
    """(step, from, until) by counting days."""
    final = due
    while final not in working:
        final -= ONE_DAY
    after, count, above = due, 0, due
    while count < ABOVE + 1:
        above += ONE_DAY
        count += above in working
        if count == 1 and above in working:
            after = above
    return [
        ("soon", due - BEFORE * ONE_DAY, final - ONE_DAY),
        ("due", final, due),
        ("over", after, due + BACK * ONE_DAY),
        ("above", above, due + BACK * ONE_DAY),
    ]


def logins() -> dict[int, str]:
    return dict(Account.objects.values_list("pk", "login"))
