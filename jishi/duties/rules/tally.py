"""Items counted by state. Counts add up the tree; a share is only ever shown beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    done: int = 0
    late: int = 0  # done after the day
    missed: int = 0
    soon: int = 0
    upcoming: int = 0
    excused: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.done + other.done, self.late + other.late, self.missed + other.missed,
            self.soon + other.soon, self.upcoming + other.upcoming, self.excused + other.excused,
        )  # fmt: skip

    @property
    def met(self) -> int:
        return self.done + self.late

    @property
    def owed(self) -> int:
        """What is to be met; the excused is not."""
        return self.met + self.missed + self.soon + self.upcoming

    @property
    def open(self) -> int:
        return self.missed + self.soon + self.upcoming

    @property
    def tone(self) -> str:
        if self.missed:
            return "red"
        if self.soon:
            return "amber"
        if self.upcoming:
            return "blue"
        if self.late:
            return "amber"
        return "green" if self.done else "grey"
