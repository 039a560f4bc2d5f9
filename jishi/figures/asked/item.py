"""A figure that an office is asked for: unit, range, and when an answer looks odd."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.kernel.declare import Declaration, DeclarationError


@dataclass(frozen=True, kw_only=True)
class AskedItem(Declaration):
    """Answers add up over months and along the tree. Zero is an answer, an empty box is none."""

    unit: str
    low: int = 0
    high: int
    times: int = 0  # so many times more or less than before needs a word of explanation; 0: never
    help: str = ""
    also: tuple[str, ...] = ()  # other words people write for it

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.low > self.high:
            raise DeclarationError(f"{self.code}：下限大于上限")
