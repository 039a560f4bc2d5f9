"""Points of what a source found, and what mending each thing would give back.

Pure: the same proof gives the same points. Points lost are always the full points less those got;
`gain` of a lack is what adding just that record gives, so what a page promises is what comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from jishi.standards.sources.source import Lack, Proof

ZERO = Decimal(0)


class Weighed(Protocol):
    """What of a criterion decides its points."""

    @property
    def points(self) -> Decimal: ...
    @property
    def way(self) -> str: ...
    @property
    def per(self) -> Decimal: ...
    @property
    def bands(self) -> tuple[tuple[int, Decimal], ...]: ...


def points_of(criterion: Weighed, proof: Proof) -> Decimal:
    """What does not apply takes nothing away (R-GOV-43)."""
    if not proof.applies or not proof.lacks:
        return criterion.points
    if criterion.way == "each":
        return max(ZERO, criterion.points - criterion.per * proof.missing)
    if criterion.way == "share":
        whole = proof.done + proof.missing
        for least, got in criterion.bands:
            if proof.done * 100 >= whole * least:
                return got
    return ZERO


def mended(proof: Proof, lack: Lack) -> Proof:
    """The proof as it would be with this one put right."""
    rest = list(proof.lacks)
    rest.remove(lack)
    if lack.rest:
        rest.append(replace(lack, weight=lack.rest, rest=ZERO, mend_by=None))
    return replace(proof, lacks=tuple(rest), met=proof.done + lack.weight - lack.rest)


def gain(criterion: Weighed, proof: Proof, lack: Lack) -> Decimal:
    return points_of(criterion, mended(proof, lack)) - points_of(criterion, proof)


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion of one assessment: what it is worth, what it got, and from whom."""

    code: str
    full: Decimal
    points: Decimal | None  # None: asked, and nobody has answered yet
    proof: Proof | None = None

    @property
    def lost(self) -> Decimal:
        return ZERO if self.points is None else self.full - self.points


def total(lines: Sequence[Scored], sides: Decimal | None = None) -> Decimal:
    """Of what has points so far."""
    return sum((line.points for line in lines if line.points is not None), sides or ZERO)


def final_points(
    computed: Decimal | None, self_points: Decimal | None, accepted: Decimal | None
) -> Decimal | None:
    """The acceptance decides, then what was counted, then what the organisation says of itself."""
    return next((each for each in (accepted, computed, self_points) if each is not None), None)


def shares(counts: Mapping[str, int]) -> Decimal:
    """The mark of one side out of 100: good 100, fair 85, ordinary 70, poor 50 (R-GOV-38)."""
    marks = {"good": 100, "fair": 85, "ordinary": 70, "poor": 50}
    votes = sum(counts.values())
    if not votes:
        return ZERO
    return Decimal(sum(marks[code] * count for code, count in counts.items())) / votes
