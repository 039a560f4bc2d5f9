"""The month, the period or the year that an address asks for; today's where it asks for nothing."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from jishi.kernel.period import Month, Period, PeriodError
from jishi.tree.errors import Refused


def named_period(raw: str, field: str = "period") -> Period:
    """A filter that is wrong is an error, not the period of today."""
    try:
        return Period.parse(raw)
    except PeriodError:
        raise Refused("时期须如 2026、2026Q2 或 2026-05", field=field, code="bad_filter") from None


def asked_period(request: HttpRequest, today: date, *, months: int = 1, most: int = 24) -> Period:
    """`?period=2026Q2`, of at most so many months; else the natural span that today is in."""
    raw = request.GET.get("period", "")[:20]
    natural = Period.natural(today, months)
    try:
        period = Period.parse(raw) if raw else natural
    except PeriodError:
        return natural
    return period if period.length <= most else natural


def asked_month(request: HttpRequest, today: date) -> Month:
    """`?month=2026-05`; of anything longer its first month."""
    raw = request.GET.get("month", "")
    try:
        return Period.parse(raw).first if raw else Month.holding(today)
    except PeriodError:
        return Month.holding(today)


def asked_year(request: HttpRequest, today: date, *, first: int = 1950, ahead: int = 1) -> int:
    """`?year=2025`, from a first year on to so many years ahead."""
    raw = request.GET.get("year", "")
    known = raw.isascii() and raw.isdigit() and len(raw) == 4
    return int(raw) if known and first <= int(raw) <= today.year + ahead else today.year
