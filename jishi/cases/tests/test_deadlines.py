"""Five hundred limits against a table that counts the days one by one, and rates counted again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest

from jishi.base.clock import SHANGHAI
from jishi.cases.actions import Given, take_step
from jishi.cases.models import Case
from jishi.cases.queries import cases
from jishi.cases.queries.counts import rates, rates_by_unit
from jishi.cases.rules.timing import timing
from jishi.cases.tests.cast import Hands
from jishi.kernel.calendar import published_calendar
from jishi.kernel.deadline import Limit, Unit
from tests.world import World

# The make-up working days and holidays of 2025, as the notice of the State Council lists them.
OFF = {
    *(date(2025, 1, 1) + timedelta(days=n) for n in range(1)),
    *(date(2025, 1, 28) + timedelta(days=n) for n in range(8)),
    *(date(2025, 4, 4) + timedelta(days=n) for n in range(3)),
    *(date(2025, 5, 1) + timedelta(days=n) for n in range(5)),
    *(date(2025, 5, 31) + timedelta(days=n) for n in range(3)),
    *(date(2025, 10, 1) + timedelta(days=n) for n in range(8)),
}
ON = {
    date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11),
}  # fmt: skip


def works(day: date) -> bool:
    return day in ON or (day.weekday() < 5 and day not in OFF)


def by_hand(start: date, amount: int, working: bool, paused: set[date]) -> date:
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        if day not in paused and (works(day) or not working):
            left -= 1
    return day


@pytest.mark.parametrize("seed", range(10))
def test_fifty_limits_a_seed_equal_the_days_counted_one_by_one(seed: int):
    random = Random(seed)
    for _ in range(50):
        start = datetime(2025, 1, 2, 9, tzinfo=SHANGHAI) + timedelta(days=random.randrange(240))
        working, amount = random.random() < 0.6, random.randrange(1, 45)
        unit = Unit.WORKING_DAYS if working else Unit.NATURAL_DAYS
        pauses: list[tuple[str, str | None]] = []
        paused: set[date] = set()
        if random.random() < 0.4:
            first = start + timedelta(days=random.randrange(1, 10))
            last = first + timedelta(days=random.randrange(6))
            pauses.append((first.isoformat(), last.isoformat()))
            paused = {first.date() + timedelta(days=n) for n in range((last - first).days + 1)}
        extension = random.choice([None, None, 3, 8])
        found = timing(Limit(amount, unit), start, published_calendar(), pauses, extension)
        wanted = by_hand(start.date(), amount + (extension or 0), working, paused)
        assert found.due_on == wanted, (start, amount, unit, pauses, extension)


def test_rates_equal_a_recount_by_hand(world: World):
    hands, random = Hands(world), Random(3)
    branches = ("河东村党支部", "柳湾村党支部")
    doer = {"河东村党支部": "何文", "柳湾村党支部": "柳芳"}
    for n in range(40):
        case = hands.opened("request", on=date(2026, 11, 1) + timedelta(days=n % 15))
        if n % 9 == 8:
            take_step(hands["周正"], case, "refuse", None, Given(text="不属于受理范围"))
            continue
        where = branches[n % 2]
        case = hands.step("陈岚", case, "assign", org=world[where])
        case = hands.step(doer[where], case, "sign")
        if random.random() < 0.8:
            case = hands.step(doer[where], case, "contact", text="问清了")
        if random.random() < 0.7:
            case = hands.step(doer[where], case, "submit", outcome="办好了")
            case = hands.step(
                "陈岚", case, "call_back", reached=random.random() < 0.8, text="打过电话",
                solved=random.random() < 0.7, satisfaction=random.randrange(1, 6),
            )  # fmt: skip
    chen = hands["陈岚"]
    rows = list(Case.objects.filter(kind="request"))
    for org in (None, *(world[name] for name in branches)):
        some = [row for row in rows if org is None or row.org_id == org.pk]
        asked = [row for row in some if row.state not in ("refused", "merged")]
        in_time = [
            row
            for row in asked
            if row.responded_at is not None
            and row.due_on is not None
            and row.responded_at.astimezone(SHANGHAI).date() <= row.due_on
        ]
        heard = [row for row in asked if row.reached and row.solved is not None]
        found = (
            rates(chen, cases(chen).filter(kind="request"), None)
            if org is None
            else dict(rates_by_unit(chen, cases(chen).filter(kind="request"), None))[org]
        )
        assert (found.response.part, found.response.whole) == (len(in_time), len(asked))
        assert (found.solution.part, found.solution.whole) == (
            sum(bool(row.solved) for row in heard), len(heard),
        )  # fmt: skip
        assert found.satisfaction.part == sum((row.satisfaction or 0) >= 4 for row in heard)
        assert found.turned_away.part == sum(row.state == "refused" for row in some)
