"""What a check says about one place of a text."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = {
    "agrees": "与记录一致",
    "differs": "与记录不符",
    "unsourced": "没有来源",
    "inconsistent": "前后不一致",
    "unchecked": "未核对",
}


@dataclass(frozen=True)
class Finding:
    start: int
    end: int
    text: str
    verdict: str
    expected: str = ""
    code: str = ""
    explanation: str = ""
    why: str = ""  # period, scope, rounding, correction, denominator, other; for counting
    org: str = ""
    period: str = ""

    @property
    def label(self) -> str:
        return VERDICTS[self.verdict]


@dataclass(frozen=True)
class Hint:
    """About the writing, not about a number."""

    start: int
    end: int
    text: str
    message: str
    rule: str = ""
