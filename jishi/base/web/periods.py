"""A period chosen from a list; one that is none of the list but well said is taken too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from jishi.base import clock
from jishi.kernel.period import Period, PeriodError

LENGTHS = {1: ("月", 13), 3: ("季度", 8), 6: ("半年", 4), 12: ("年", 3)}  # so many of each
Groups = list[tuple[str, list[tuple[str, str]]]]


def periods(today: date, lengths: Sequence[int]) -> Groups:
    """The newest first, by their length."""
    found: Groups = []
    for months in lengths:
        label, many = LENGTHS[months]
        now = Period.natural(today, months)
        run = [now.shifted(-months * n) for n in range(many)]
        found.append((label, [(str(each), each.label) for each in run]))
    return found


class PeriodSelect(forms.Select):
    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """What was chosen stands in the list, also where the list does not reach so far."""
        known = {code for _, group in self.choices for code, _ in group}
        more = [(raw, _label(raw)) for raw in value if raw and raw not in known]
        if more:
            self.choices = [*self.choices, ("其他", more)]
        return super().optgroups(name, value, attrs)


def _label(raw: str) -> str:
    try:
        return Period.parse(raw).label
    except PeriodError:
        return raw


class PeriodField(forms.ChoiceField):
    """Its value is a `Period`."""

    widget = PeriodSelect

    def __init__(self, lengths: Sequence[int] = tuple(LENGTHS), **terms: Any) -> None:
        super().__init__(choices=lambda: periods(clock.today(), lengths), **terms)

    def valid_value(self, value: Any) -> bool:
        return True  # said in full by `clean`

    def clean(self, value: Any) -> Any:
        raw = super().clean(value)
        if not raw:
            return None
        try:
            return Period.parse(str(raw).strip()[:20])
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None
