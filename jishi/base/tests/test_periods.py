"""A period is chosen from a list, or said well."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from jishi.base.web.periods import PeriodField, periods
from jishi.kernel.period import Period


def test_the_newest_come_first_by_their_length():
    found = dict(periods(date(2026, 11, 20), (1, 3, 6, 12)))
    assert [code for code, _ in found["月"]][:2] == ["2026-11", "2026-10"]
    assert found["季度"][0][0] == "2026Q4"
    assert found["半年"][1][0] == "2026H1"
    assert found["年"][-1][0] == "2024"


@pytest.mark.parametrize("raw", ["2019-03", "2026-01..2026-05", "2026"])
def test_what_is_well_said_is_taken_though_no_list_reaches_so_far(raw: str):
    class Asked(forms.Form):
        period = PeriodField()

    assert Asked({"period": raw}).is_valid()
    assert PeriodField().clean(raw) == Period.parse(raw)
    assert f'value="{raw}" selected' in str(Asked({"period": raw})["period"])


@pytest.mark.parametrize("raw", ["", "上个月", "2026-13", "\x00", "9" * 400])
def test_what_is_no_period_is_refused(raw: str):
    with pytest.raises(forms.ValidationError):
        PeriodField().clean(raw)
