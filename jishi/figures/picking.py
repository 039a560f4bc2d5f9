"""What a person picks indicators from: found by words, the nearest first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from jishi.figures.declared import Indicator
from jishi.figures.groups import GROUPS, group_label
from jishi.figures.queries.finding import picks

MOST = 60


@dataclass(frozen=True)
class Pick:
    code: str
    title: str
    unit: str
    group: str
    about: str
    taken: bool


@dataclass(frozen=True)
class Found:
    words: str
    picks: list[Pick]
    more: int  # that were found beyond these
    headings: tuple[str, ...] = tuple(GROUPS.values())


def found(
    words: str, taken: Collection[str] = (), fits: Callable[[Indicator], bool] | None = None
) -> Found:  # fmt: skip
    every = [each for each in picks(words) if fits is None or fits(each)]
    shown = [
        Pick(each.code, each.title, each.unit, group_label(each.code), each.describe(),
             each.code in taken)
        for each in every[:MOST]
    ]  # fmt: skip
    return Found(words, shown, len(every) - len(shown))
