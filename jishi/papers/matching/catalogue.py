"""The entries, from the indicators there are."""

from __future__ import annotations

from functools import cache

from jishi.figures.declared import all_indicators
from jishi.papers.matching.entry import Entry
from jishi.papers.matching.ranking import Matcher


@cache
def matcher() -> Matcher:
    return Matcher(
        [
            Entry(
                code=each.code, title=each.title, unit=each.unit, kind=each.kind,
                top=each.numerator.code if each.is_ratio else "",
                below=each.denominator.title if each.denominator else "",
                also=tuple(getattr(each, "also", ())),
            )
            for each in all_indicators().values()
        ]
    )  # fmt: skip
