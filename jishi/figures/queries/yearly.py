"""The yearly statistics as at 31 December: parts against wholes, and members by age and sex."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jishi.figures.columns import number_of
from jishi.figures.crosschecks import CHECKS, CrossCheck
from jishi.figures.declared import all_indicators, all_measures
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, Figure, figure
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS, SECTORS
from jishi.tree.models import Organisation

SEXES = (("1", "男"), ("2", "女"))
AGES = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 150))


@dataclass(frozen=True)
class Checked:
    check: CrossCheck
    whole: Figure
    parts: list[Figure]
    rest: int | None  # of those that are in no part, how many are known to be

    @property
    def sum(self) -> int:
        return sum(part.numerator or 0 for part in self.parts)

    @property
    def difference(self) -> int:
        return (self.whole.numerator or 0) - self.sum

    @property
    def agrees(self) -> bool:
        return self.difference == (self.rest or 0)

    @property
    def named(self) -> str:
        """A difference has a name, or it is a fault."""
        if not self.difference:
            return ""
        return self.check.reason if self.agrees or self.rest is None else "原因不明，请核对记录"


@dataclass(frozen=True)
class Cross:
    """A table whose rows and columns both come to the whole."""

    title: str
    columns: list[str]
    rows: list[tuple[str, list[int]]]

    @property
    def totals(self) -> list[int]:
        return [sum(line[place] for _, line in self.rows) for place in range(len(self.columns))]

    @property
    def whole(self) -> int:
        return sum(self.totals)

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, int]], int]]:
        return [
            (label, list(zip(self.columns, line, strict=True)), sum(line))
            for label, line in self.rows
        ]

    @property
    def foot(self) -> list[tuple[str, int]]:
        return list(zip(self.columns, self.totals, strict=True))


@dataclass(frozen=True)
class Yearly:
    checks: list[Checked]
    crosses: list[Cross]


def yearly(actor: Actor, org: Organisation, period: Period) -> Yearly:
    beside = Beside()

    def look(at: Reading) -> Yearly:
        checks = [_checked(at, each, org, period, beside) for each in CHECKS]
        return Yearly(checks, [_by_age(at, org, period), _by_sector(at, org, period)])

    return read(actor.today, look)


def _checked(
    at: Reading, check: CrossCheck, org: Organisation, period: Period, beside: Beside
) -> Checked:  # fmt: skip
    known = all_indicators()
    whole = figure(at, known[check.whole], org, period, beside)
    parts = [figure(at, known[code], org, period, beside) for code in check.parts]
    rest = None
    if check.rest:
        rest = figure(at, known[check.rest], org, period, beside).numerator
    return Checked(check, whole, parts, rest)


def _by_age(at: Reading, org: Organisation, period: Period) -> Cross:
    rows, chosen = at.rows(all_measures()["member.all"], org.pk, period)
    years = rows.years("born", number_of(min(period.last_day, at.today)))[chosen]
    sexes = rows["sex"][chosen]
    lines = []
    for low, high in AGES:
        inside = (years >= low) & (years <= high)
        lines.append((_label(low, high), _split(sexes, inside, [code for code, _ in SEXES])))
    lines.append(("出生日期不详", _split(sexes, years < 0, [code for code, _ in SEXES])))
    return Cross("党员：年龄和性别", [label for _, label in SEXES] + ["性别不详"], lines)


def _label(low: int, high: int) -> str:
    if not low:
        return f"{high}岁及以下"
    return f"{low}岁及以上" if high > 100 else f"{low}至{high}岁"


def _by_sector(at: Reading, org: Organisation, period: Period) -> Cross:
    rows, chosen = at.rows(all_measures()["org.all"], org.pk, period)
    kinds, sectors = rows["kind"][chosen], rows["sector"][chosen]
    columns = [code for code, kind in ORG_KINDS.items() if kind.is_level]
    lines = [
        (label, _split(kinds, sectors == code, columns)[:-1]) for code, label in SECTORS.items()
    ]
    other = ~np.isin(sectors.astype(str), list(SECTORS)) if len(sectors) else sectors == ""
    lines.append(("没有登记领域", _split(kinds, other, columns)[:-1]))
    shown = [(label, line) for label, line in lines if any(line)]
    return Cross("党组织：领域和类别", [ORG_KINDS[code].label for code in columns], shown)


def _split(values: object, inside: object, wanted: list[str]) -> list[int]:
    """How many of each, and last those that are none of them."""
    counts = [int(np.sum(inside & (values == code))) for code in wanted]  # type: ignore[operator]
    return [*counts, int(np.sum(inside)) - sum(counts)]  # type: ignore[call-overload]
