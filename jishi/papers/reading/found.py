"""What was found at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

KINDS = ("figure", "name", "date", "rule", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Offsets are into the text as it was given; `end` is the first place behind."""

    start: int
    end: int
    text: str
    kind: str
    unit: str = ""
    qualifier: str = ""  # the word itself: 近, 余, 以上, 不少于
    sentence: str = ""
    behind: int = 0  # the first place behind its unit
    at: int = 0  # where the sentence begins
    heading: str = ""  # of the section it stands in
    value: Fraction | None = None  # in the unit without 万 and 亿; None: a placeholder
    high: Fraction | None = None  # the other end of a range
    places: int = 0  # decimals that are shown
    step: Fraction = Fraction(1)  # what one in the last shown place is worth
    blank: bool = False

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    @property
    def base_unit(self) -> str:
        """The unit without 万 and 亿."""
        return self.unit.lstrip("十百千万亿") or self.unit
