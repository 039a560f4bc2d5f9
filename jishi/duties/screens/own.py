"""One organisation: its month on one page, its year, and each item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from jishi.base.web.asked import asked_month, asked_year
from jishi.base.web.screen import routes
from jishi.duties import forms
from jishi.duties.access import DUTY_EXCUSE, DUTY_REPORT, DUTY_SET, DUTY_VIEW, PLAN_EDIT
from jishi.duties.actions.deciding import (
    excuse_item,
    open_with,
    report_item,
    withdraw_excuse,
    withdraw_report,
)
from jishi.duties.queries import looking
from jishi.duties.queries.proofs import proof_url
from jishi.duties.rules.state import State
from jishi.duties.screens.common import FIRST_YEAR, ItemForm, OfItem, OrgScreen, start_url
from jishi.kernel.period import Month
from jishi.tree.errors import Refused
from jishi.tree.reach import may


class MonthPage(OrgScreen):
    """What is still owed this month, each thing with the button that begins it."""

    path, name, title = "duties/org/<int:pk>/", "duty-month", "本月应办"
    permission = DUTY_VIEW
    template = "duties/month.html"

    def page_title(self) -> str:
        return self.org.short_name

    def context(self) -> dict[str, Any]:
        today = self.actor.today
        month = asked_month(self.request, today)
        page = looking.month_of(self.actor, self.org, month)
        report = may(self.actor, DUTY_REPORT, self.org)

        def rows(found: list[looking.Seen]) -> list[tuple[looking.Seen, str, bool]]:
            return [
                (each, start_url(each, today) if report else "", report and each.may_report)
                for each in found
            ]

        here = reverse("duty-month", args=[self.org.pk])
        return {
            "org": self.org,
            "page": page,
            "done": len(page.done),
            "starts": looking.started(self.org),
            "month": month,
            "current": month == Month.holding(today),
            "groups": [
                ("还缺", "red", rows(page.behind), "已过截止日期"),
                ("这个月还欠", "amber", rows(page.now), "截止在本月"),
                ("以后到期，可以早办", "blue", rows(page.later), ""),
                ("这个月已办", "green", rows(page.done), ""),
            ],
            "before": f"{here}?month={month.plus(-1)}",
            "after": f"{here}?month={month.plus(1)}",
            "year_url": f"{reverse('duty-year', args=[self.org.pk])}?year={month.year}",
            "plan_url": f"{reverse('plan', args=[self.org.pk])}?year={month.year}",
            "start_form": reverse("duty-start", args=[self.org.pk]),
            "may_set": may(self.actor, DUTY_SET, self.org),
            "may_plan": may(self.actor, PLAN_EDIT, self.org),
        }


MARKS = {
    State.FULFILLED: "✓", State.FULFILLED_LATE: "迟", State.MISSED: "缺", State.DUE_SOON: "待",
    State.UPCOMING: "·", State.EXCUSED: "免", State.BEFORE_START: "启用前",
    State.NOT_APPLICABLE: "—",
}  # fmt: skip


class YearPage(OrgScreen):
    """Duties × months of a year, every cell open to its item."""

    path, name, title = "duties/org/<int:pk>/year/", "duty-year", "全年应办"
    permission = DUTY_VIEW
    template = "duties/year.html"

    def context(self) -> dict[str, Any]:
        year = asked_year(self.request, self.actor.today, first=FIRST_YEAR)
        lines = [
            (
                duty,
                [
                    (cell, span, MARKS[cell.state] if cell else "",
                     reverse("duty-item", args=[cell.item]) if cell and cell.item else "")
                    for cell, span in cells
                ],
            )
            for duty, cells in looking.year_of(self.actor, self.org, year)
        ]  # fmt: skip
        here = reverse("duty-year", args=[self.org.pk])
        return {
            "org": self.org,
            "year": year,
            "lines": lines,
            "months": range(1, 13),
            "legend": [(MARKS[state], state.label, state.tone) for state in State],
            "before": f"{here}?year={year - 1}",
            "after": f"{here}?year={year + 1}",
            "month_url": reverse("duty-month", args=[self.org.pk]),
        }


class ItemPage(OfItem):
    """One item: what is asked, by which clause, how it stands and what may be done about it."""

    path, name, title = "duties/items/<int:pk>/", "duty-item", "应办项"
    permission = DUTY_VIEW
    template = "duties/item.html"

    def context(self) -> dict[str, Any]:
        item = self.item
        page = looking.item_page(self.actor, item)
        shown, org = page.seen, item.org
        opens = shown.state.is_open
        actions = []
        report = may(self.actor, DUTY_REPORT, org)
        excuse = may(self.actor, DUTY_EXCUSE, org)
        if report and (url := start_url(shown, self.actor.today)):
            actions.append(("登记活动", url, "circle-plus"))
        if report and shown.may_report:
            actions.append(("登记办结", reverse("duty-report", args=[item.pk]), "circle-check"))
        if opens and excuse:
            actions.append(("免予办理", reverse("duty-excuse", args=[item.pk]), "circle-slash"))
        if opens and may(self.actor, DUTY_SET, org):
            actions.append(("启用前已办", reverse("duty-opening", args=[item.pk]), "history"))
        if (page.report and report) or (page.excuse and excuse):
            actions.append(("撤回", reverse("duty-back", args=[item.pk]), "undo-2"))
        return {
            "item": item,
            "page": page,
            "shown": shown,
            "actions": actions,
            "proof_url": proof_url(item),
        }


class Excuse(ItemForm):
    path, name, title = "duties/items/<int:pk>/excuse/", "duty-excuse", "免予办理"
    permission = DUTY_EXCUSE
    form = forms.ReasonForm
    submit = "核定免予办理"
    done = "已核定免予办理"

    def save(self, form: Any, version: int) -> str:
        excuse_item(self.actor, self.item, reason=form.cleaned_data["reason"])
        return reverse("duty-item", args=[self.item.pk])


class Report(ItemForm):
    path, name, title = "duties/items/<int:pk>/report/", "duty-report", "登记办结"
    permission = DUTY_REPORT
    form = forms.DoneForm
    done = "已登记办结"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        report_item(self.actor, self.item, **form.cleaned_data)
        return reverse("duty-month", args=[self.item.org_id])


class Opening(ItemForm):
    path, name, title = "duties/items/<int:pk>/opening/", "duty-opening", "启用前已办"
    permission = DUTY_SET
    form = forms.OpeningForm
    intro = "系统启用以前已经开过、只有纸面记录的，在这里认定，不用把会议记录再录一遍。"
    done = "已认定"

    def save(self, form: Any, version: int) -> str:
        open_with(self.actor, self.item, **form.cleaned_data)
        return reverse("duty-item", args=[self.item.pk])


class Back(ItemForm):
    path, name, title = "duties/items/<int:pk>/back/", "duty-back", "撤回"
    permission = DUTY_REPORT
    form = forms.BackForm
    submit = "撤回"
    danger = True
    confirm = "撤回以后，这一项重新要办。确定吗？"
    intro = "撤回办结登记，或撤回免予办理的核定；原来的记录保留。"
    done = ""

    def save(self, form: Any, version: int) -> str:
        page = looking.item_page(self.actor, self.item)
        if page.excuse is not None:
            withdraw_excuse(self.actor, page.excuse)
        elif page.report is not None:
            withdraw_report(self.actor, page.report)
        else:
            raise Refused("没有可以撤回的登记或核定")
        messages.success(self.request, "已撤回")
        return reverse("duty-item", args=[self.item.pk])


urlpatterns = routes(MonthPage, YearPage, ItemPage, Excuse, Report, Opening, Back)
