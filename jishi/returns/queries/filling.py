"""What stands in a sheet: figures from the records, what was stated before, what was answered.

Of an open sheet everything is worked out anew; one that was sent shows what it was sent with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.figures.declared import all_indicators
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, Figure, figure
from jishi.figures.queries.stated import stated
from jishi.kernel.period import Period
from jishi.returns.models import ReturnSheet
from jishi.returns.tables import ReturnLine, ReturnTable
from jishi.tree.models import Organisation

Values = dict[str, Any]
ORIGINS = {
    "figure": "自动取数", "stated": "已经报过", "asked": "填报", "sum": "合计",
    "below": "下级合计", "text": "文字",
}  # fmt: skip


@dataclass(frozen=True)
class FilledLine:
    """A line with its value: a number, a share as its two numbers, or a text."""

    line: ReturnLine
    org: Organisation
    period: Period
    value: Any
    origin: str
    before: int | None = None  # what was stated of the period before

    @property
    def text(self) -> str:
        return shown(self.line, self.org, self.period, self.value)

    @property
    def is_asked(self) -> bool:
        return self.origin == "asked"

    @property
    def origin_label(self) -> str:
        return ORIGINS[self.origin]


def shown(line: ReturnLine, org: Organisation, period: Period, value: Any) -> str:
    if value is None:
        return "—"
    if line.kind == "figure":
        top, bottom = value
        return Figure(
            all_indicators()[line.code], org, period, period.last_day, top, bottom
        ).text  # fmt: skip
    return f"{value:,}" if isinstance(value, int) else str(value)


def number(line: ReturnLine, value: Any) -> int | None:
    """What of a line can be added up."""
    if line.kind == "text" or value is None:
        return None
    if line.kind != "figure":
        return int(value)
    top, bottom = value
    return int(top) if bottom is None and top is not None else None


def figures_now(
    today: date, lines: Sequence[ReturnLine], orgs: Sequence[Organisation], period: Period
) -> dict[int, Values]:
    """The figures of many organisations, all of one moment."""
    wanted = [all_indicators()[line.code] for line in lines if line.kind == "figure"]
    beside = Beside()

    def look(at: Reading) -> dict[int, Values]:
        return {
            org.pk: {one.code: _pair(figure(at, one, org, period, beside)) for one in wanted}
            for org in orgs
        }

    return read(today, look) if wanted else {org.pk: {} for org in orgs}


def _pair(found: Figure) -> list[int | None] | None:
    return None if found.numerator is None else [found.numerator, found.denominator]


def filled(sheet: ReturnSheet, today: date) -> list[FilledLine]:
    round_, table = sheet.round, sheet.round.of
    if sheet.state != "open":
        known = set(sheet.known)
        return [
            FilledLine(line, sheet.org, round_.period, sheet.values.get(line.code),
                       _origin(sheet, line, known))
            for line in table.lines
        ]  # fmt: skip
    items = [line.code for line in table.asked]
    there = stated([sheet.org_id], items, round_.period)
    past = stated([sheet.org_id], items, round_.period.previous())
    known = {item for item in items if (sheet.org_id, item) in there}
    values: Values = dict(sheet.values)
    values |= figures_now(today, table.lines, [sheet.org], round_.period)[sheet.org_id]
    values |= {item: there[sheet.org_id, item] for item in known}
    if not sheet.fills:
        values |= added_below(sheet, table)
    values |= sums(table.lines, values)
    return [
        FilledLine(line, sheet.org, round_.period, values.get(line.code),
                   _origin(sheet, line, known), past.get((sheet.org_id, line.code)))
        for line in table.lines
    ]  # fmt: skip


def _origin(sheet: ReturnSheet, line: ReturnLine, known: set[str]) -> str:
    if not line.is_asked:
        return line.kind
    if not sheet.fills:
        return "below"
    return "stated" if line.code in known else "asked"


def previewed(
    today: date, lines: Sequence[ReturnLine], org: Organisation, period: Period
) -> list[FilledLine]:
    """What somebody would find who was asked now: known numbers are there, the rest is empty."""
    there = stated([org.pk], [line.code for line in lines if line.is_asked], period)
    values: Values = figures_now(today, lines, [org], period)[org.pk]
    values |= {item: value for (_, item), value in there.items()}
    values |= sums(lines, values)
    origins = {line.code: "stated" if line.code in values else "asked"
               for line in lines if line.is_asked}  # fmt: skip
    return [FilledLine(line, org, period, values.get(line.code), origins.get(line.code, line.kind))
            for line in lines]  # fmt: skip


def added_below(sheet: ReturnSheet, table: ReturnTable) -> Values:
    """Asked lines of what was accepted directly below, added up."""
    below = list(sheet.below.filter(state="accepted").values_list("values", flat=True))
    return add_up(table, below)


def add_up(table: ReturnTable, below: Sequence[Values]) -> Values:
    found: Values = {}
    for line in table.asked:
        given = [v[line.code] for v in below if v.get(line.code) is not None]
        found[line.code] = sum(given) if given else None
    return found


def sums(lines: Sequence[ReturnLine], values: Mapping[str, Any]) -> Values:
    found: Values = {}
    known = {line.code: line for line in lines}
    for line in lines:
        if line.kind == "sum":
            parts = [number(known[code], values.get(code)) for code in line.parts]
            there = [part for part in parts if part is not None]
            found[line.code] = sum(there) if len(there) == len(parts) else None
    return found
