"""The periods a board can open with: named by their place to today, so that it stays current."""

from __future__ import annotations

from datetime import date

from jishi.kernel.period import Period

SPANS = {
    "year": ("本年", 12, False), "half": ("本半年", 6, False), "quarter": ("本季度", 3, False),
    "month": ("本月", 1, False), "last_month": ("上月", 1, True),
    "last_quarter": ("上季度", 3, True), "last_year": ("上年", 12, True),
}  # fmt: skip
FIRST = "year"


def span_choices() -> list[tuple[str, str]]:
    return [(code, label) for code, (label, _, _) in SPANS.items()]


def span_period(span: str, today: date) -> Period:
    _, months, before = SPANS.get(span, SPANS[FIRST])
    natural = Period.natural(today, months)
    return natural.previous() if before else natural
