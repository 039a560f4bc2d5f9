"""A figure in the words of a paper, and what the annex keeps of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from jishi.figures.queries.showing import Figure, amount_text, value_text
from jishi.kernel.period import Period
from jishi.papers.filling import wording
from jishi.papers.filling.filled import Used

PLACES = {1: 0, 10: 1, 100: 2}


def shown(figure: Figure, form: str) -> str:
    """A figure in one of the forms of a chip; empty where it has no such form."""
    value, indicator = figure.value, figure.indicator
    assert value is not None
    places = places_of(figure)
    if form in ("top", "bottom", "parts"):
        top, bottom = parts_of(figure)
        return {"top": top, "bottom": bottom, "parts": f"{top}/{bottom}" if bottom else top}[form]
    if form == "words":
        return wording.in_words(value, indicator.unit)
    if form == "about":
        return wording.about(value, indicator.unit)
    if form == "unit":
        return wording.with_unit(value, indicator.unit, places)
    return wording.number(value, indicator.unit, places)


def parts_of(figure: Figure) -> tuple[str, str]:
    indicator = figure.indicator
    top = amount_text(indicator.numerator, figure.numerator)
    if indicator.denominator is None:
        return top, ""
    return top, amount_text(indicator.denominator, figure.denominator)


def places_of(figure: Figure) -> int:
    return 1 if figure.indicator.is_ratio else PLACES[figure.indicator.numerator.scale]


@lru_cache(maxsize=500)
def _period_words(period: Period) -> tuple[str, str]:
    return str(period), period.label


def used_of(figure: Figure) -> Used:
    top, bottom = parts_of(figure)
    period, label = _period_words(figure.period)
    return Used(
        code=figure.indicator.code, title=figure.indicator.title, org=figure.org.code,
        org_name=figure.org.short_name, period=period,
        period_label=label, unit=figure.indicator.unit,
        text=value_text(figure.indicator, figure.value), numerator=figure.numerator,
        denominator=figure.denominator, parts=f"{top}/{bottom}" if bottom else "",
        qualifier=figure.qualifier, as_of=figure.as_of.isoformat(),
    )  # fmt: skip


def plot(figure: Figure | None) -> float | None:
    value: Fraction | None = None if figure is None else figure.value
    return None if value is None else round(float(value), 2)


def column(title: str, unit: str) -> str:
    return f"{title}（{unit}）"


def day_text(day: date) -> str:
    """2026年1月5日 (R-DOC-13)."""
    return f"{day.year}年{day.month}月{day.day}日"
