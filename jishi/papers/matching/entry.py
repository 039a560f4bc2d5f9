"""What is matched: an indicator with everything people call it; and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    title: str
    unit: str
    kind: str  # count flow stock distinct ratio money duration
    top: str = ""  # of a share: the code of what is divided
    below: str = ""  # and what it is a share of, in words
    also: tuple[str, ...] = ()  # declared with the indicator


@dataclass(frozen=True, slots=True)
class Candidate:
    code: str
    title: str
    confidence: float  # 0 to 1
    reason: str
