"""What a branch has fixed for a year: who has an amount, who goes on with last year's, who none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from jishi.base.web.asked import asked_year
from jishi.funds import forms
from jishi.funds.access import BASE_FIX
from jishi.funds.actions import copy_bases
from jishi.funds.queries import lists
from jishi.funds.screens.common import OrgForm
from jishi.kernel.money import yuan

STATES = {
    "fixed": ("green", "已核定"),
    "carried": ("amber", "沿用上年，待核定"),
    "unfixed": ("red", "未核定"),
}


class Amounts(OrgForm):
    """The amounts of a branch; one button goes on with last year's for all."""

    path, name, title = "dues/bases/<int:pk>/", "dues-bases", "核定月交额"
    permission = BASE_FIX
    form = forms.CopyForm
    template = "funds/amounts.html"
    submit = "全部沿用上年基数"
    done = ""
    drafts = False

    def context(self) -> dict[str, Any]:
        year = asked_year(self.request, self.actor.today)
        rows = lists.amounts_of(self.actor, self.org, year)
        counts = {state: sum(row.state == state for row in rows) for state in STATES}
        now = self.actor.today.year
        return {
            "org": self.org,
            "year": year,
            "years": [(one, one == year) for one in (now - 1, now, now + 1)],
            "rows": [(row, *STATES[row.state]) for row in rows],
            "counts": counts,
            "total": yuan(sum(row.base.monthly_fen for row in rows if row.base)),
        }

    def save(self, form: Any, version: int) -> str:
        year = asked_year(self.request, self.actor.today)
        count = copy_bases(self.actor, self.org, year, basis=form.cleaned_data["basis"])
        messages.success(self.request, f"{count} 名党员沿用上年基数核定了 {year} 年月交额")
        return f"{reverse('dues-bases', args=[self.org.pk])}?year={year}"
