"""Forms of figures: closing a period, reopening it."""

from __future__ import annotations

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.figures.access import PERIOD_CLOSE
from jishi.kernel.period import Period, PeriodError


class CloseForm(OrgForm):
    org = forms.CharField(
        label="党组织",
        max_length=32,
        widget=OrgWidget(PERIOD_CLOSE),
        help_text="连同所有下级一起封存",
    )
    period = forms.CharField(
        label="时期", max_length=20, help_text="如 2026、2026H1、2026Q2、2026-05、2026-01..2026-05"
    )

    def clean_org(self) -> object:
        return self.pick("org", PERIOD_CLOSE)

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None


class ReopenForm(Form):
    reason = forms.CharField(
        label="重开的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="封存的数留着备查；重开后数字又随记录变化，可再封存一次",
    )  # fmt: skip
