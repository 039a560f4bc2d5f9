"""Counting in whole numbers: majorities, quotas, ratios, and how counts merge.

Start at `more_than_half` (R-GEN-04) and at `Ratio`, which adds by its parts and becomes a
percentage only as a text. There is not a single float here: 4/5 of 7 is decided as 5 × 6 ≥ 4 × 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

NO_VALUE = "—"


# --- majorities: part and base are counts ------------------------------------------------------


def more_than_half(part: int, base: int) -> bool:
    """超过半数: exactly half is not enough (R-GEN-03, R-GEN-04)."""
    return 2 * part > base


def at_least_half(part: int, base: int) -> bool:
    """半数以上: exactly half is enough (R-GEN-03, R-GEN-04)."""
    return 2 * part >= base


def at_least_two_thirds(part: int, base: int) -> bool:
    """三分之二以上 (R-GEN-05)."""
    return 3 * part >= 2 * base


def at_least_four_fifths(part: int, base: int) -> bool:
    """五分之四以上 (R-GEN-05)."""
    return 5 * part >= 4 * base


def share_rounded_up(count: int, numerator: int, denominator: int) -> int:
    """The smallest whole number that is at least this share of a count: for “at least”."""
    return -(-count * numerator // denominator)


def share_rounded_down(count: int, numerator: int, denominator: int) -> int:
    """The largest whole number that is at most this share of a count: for “at most”."""
    return count * numerator // denominator


# --- ratios ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part and what it is a part of; averages are never averaged, parts are added."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)

    @classmethod
    def total(cls, ratios: Iterable[Ratio]) -> Ratio:
        """All of them as one."""
        return sum(ratios, cls())

    @property
    def value(self) -> Fraction | None:
        """The exact value, for comparing and ranking; None where there is nothing to divide by."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def percent(self, places: int = 1) -> str:
        """For display only, beside its denominator: `97.6%`, or `—` for nothing out of nothing."""
        return percent_text(self.value, places)


def percent_text(value: Fraction | None, places: int = 1) -> str:
    """A share as a percentage, half rounded away from zero as on paper."""
    return NO_VALUE if value is None else f"{decimal_text(value * 100, places)}%"


def decimal_text(value: Fraction, places: int) -> str:
    """A number with so many decimals, half rounded away from zero, without floats."""
    below = value.denominator  # in whole numbers, as fractions are slow to multiply
    units = (abs(value.numerator) * 2 * 10**places + below) // (2 * below)
    whole, rest = divmod(units, 10**places)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def weighted_percentage(parts: Iterable[tuple[Ratio, int]]) -> Fraction | None:
    """Ratios weighted by whole numbers, 0 to 100, such as a score of three rates (R-HOT-04).

    None if one of them has nothing to divide by: a missing rate is no zero.
    """
    pairs = [(ratio.value, weight) for ratio, weight in parts]
    weights = sum(weight for _, weight in pairs)
    if weights <= 0:
        return None
    total = Fraction(0)
    for value, weight in pairs:
        if value is None:
            return None
        total += value * weight
    return total * 100 / weights


# --- merging counts over months and organisations ----------------------------------------------


class Measure(StrEnum):
    """How a count merges."""

    FLOW = "flow"  # what happened: meetings held
    STOCK = "stock"  # what there is at the end of a month: members
    DISTINCT = "distinct"  # whom it reached: persons trained, each once


class Axis(StrEnum):
    MONTHS = "months"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged count, and how many of its parts were missing. Missing is not zero."""

    value: int | None
    missing: int = 0


def merge(measure: Measure, axis: Axis, values: Sequence[int | None]) -> Merged:
    """Flows add along both axes; stocks add over organisations and take the last month."""
    if measure is Measure.DISTINCT:
        raise ValueError("去重人数不能由各部分的数相加，请用 merge_distinct")
    if measure is Measure.STOCK and axis is Axis.MONTHS:
        values = values[-1:]
    known = [value for value in values if value is not None]
    return Merged(sum(known) if known else None, len(values) - len(known))


def merge_distinct(parts: Iterable[Set[int] | None]) -> Merged:
    """Persons counted once, over months as over organisations: only the sets can tell."""
    persons: set[int] = set()
    known = missing = 0
    for part in parts:
        if part is None:
            missing += 1
        else:
            known += 1
            persons |= part
    return Merged(len(persons) if known else None, missing)
