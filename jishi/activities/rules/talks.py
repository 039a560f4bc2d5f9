"""Who has talked with whom this year, and which talks are still owed (R-LIFE-27)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require


@dataclass(frozen=True, slots=True)
class Talks:
    """One member of a branch; numbers are people."""

    me: int
    seats: frozenset[int]  # everybody on the committee
    members: frozenset[int]  # everybody of the branch
    partners: frozenset[int] = frozenset()  # with whom there was a talk this year

    @property
    def on_committee(self) -> bool:
        return self.me in self.seats

    @property
    def fellows(self) -> frozenset[int]:
        """Members besides the committee."""
        return self.members - self.seats - {self.me}

    @property
    def seats_missing(self) -> frozenset[int]:
        """Of a committee member: the colleagues there was no talk with."""
        return self.seats - {self.me} - self.partners if self.on_committee else frozenset()


def _talks(me: int, *partners: int) -> dict[str, Talks]:
    seats, members = frozenset({1, 2, 3}), frozenset(range(1, 8))
    return {"talks": Talks(me, seats, members, frozenset(partners))}


@rule(
    title="一年内谈心谈话",
    cites=("R-LIFE-27",),
    source="《中国共产党支部工作条例（试行）》第十九条",
    examples=(
        Example(_talks(1, 2, 3), True, "支委和另外两名支委都谈过"),
        Example(_talks(1, 2, 5), "seats", "还有一名支委没有谈"),
        Example(_talks(5, 1, 6), True, "和一名支委、一名党员谈过"),
        Example(_talks(5, 6), "seat", "没有支委同他谈"),
        Example(_talks(5, 1), "fellow", "没有同其他党员谈"),
        Example(_talks(5), ("seat", "fellow"), "一次也没有谈"),
        Example(
            {"talks": Talks(1, frozenset(), frozenset({1, 2}), frozenset({2}))}, True,
            "没有支委的小支部，党员之间谈过",
        ),
    ),
)  # fmt: skip
def year_of_talks(talks: Talks) -> Verdict:
    """A committee member with each colleague; a member with one of them and with a fellow."""
    if talks.on_committee:
        left = talks.seats_missing
        return require(not left, "seats", f"还有 {len(left)} 名支委没有谈", "R-LIFE-27")
    seats = talks.seats & talks.partners
    return all_of(
        require(bool(seats) or not talks.seats, "seat", "没有支委谈过话", "R-LIFE-27"),
        require(
            bool(talks.fellows & talks.partners) or not talks.fellows, "fellow",
            "没有同其他党员谈过", "R-LIFE-27",
        ),
    )  # fmt: skip


def missing_pairs(
    seats: Collection[int], pairs: Collection[frozenset[int]]
) -> list[frozenset[int]]:
    """Pairs of the committee without a talk, in the order of the seats."""
    ordered = list(seats)
    return [
        pair
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if (pair := frozenset({one, other})) not in pairs
    ]
