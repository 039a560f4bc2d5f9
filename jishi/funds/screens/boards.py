"""The board of dues: organisations by months, complete, partly or not at all; a branch's month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jishi.base.web.asked import asked_month, asked_period
from jishi.base.web.forms import Form
from jishi.base.web.screen import Nav, guarded
from jishi.funds import forms
from jishi.funds.access import BASE_FIX, DUES_RECORD, DUES_VIEW, FUND_VIEW
from jishi.funds.actions import record_month
from jishi.funds.queries import sheets
from jishi.funds.reckon import Cell
from jishi.funds.screens.common import GROUP, TONES, OrgForm, OrgScreen
from jishi.kernel.money import yuan
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.reach import may


@guarded(DUES_VIEW, "dues/", "dues", "党费", Nav("组织与党员", GROUP, "wallet", 30))
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To one's own board, or for a branch to this month's list."""
    org = sheets.top_of(actor)
    if org is None:
        return HttpResponseRedirect(reverse("orgs"))
    name = "dues-month" if ORG_KINDS[org.kind].is_branch else "dues-board"
    return HttpResponseRedirect(reverse(name, args=[org.pk]))


@dataclass(frozen=True)
class Shown:
    """A cell as the board draws it."""

    label: str
    text: str
    tone: str
    said: str  # for those who do not see colours
    url: str


def shown(cell: Cell, month: Month, this_month: Month, url: str) -> Shown:
    text, tone, said = _looks(cell, month, this_month)
    return Shown(f"{month.number}月", text, tone, said, url)


def _looks(cell: Cell, month: Month, this_month: Month) -> tuple[str, str, str]:
    """What stands in a cell, its colour, and what the colour says."""
    text = f"{cell.paid}/{cell.payable}"
    if not cell.payable and cell.unfixed:
        return f"未核定 {cell.unfixed}", "blue", f"{cell.unfixed} 人还没有核定月交额"
    if not cell.payable:
        return "—", "grey", "没有应交党员"
    if month > this_month:
        return text, "grey", "还没有到"
    if cell.open == 0:
        late = f"，其中逾期 {cell.late} 人" if cell.late else ""
        return text, "amber" if cell.late else "green", f"已收齐{late}"
    if month == this_month:
        return text, "blue", f"还差 {cell.open} 人"
    return text, "red", f"欠 {cell.open} 人"


class Board(OrgScreen):
    """Organisations below by month; every cell opens to the members behind it."""

    path, name, title = "dues/board/<int:pk>/", "dues-board", "党费收缴"
    template = "funds/board.html"

    def crumbs(self) -> list[tuple[str, str]]:
        above = [("党费", reverse("dues"))]
        if self.org.parent and may(self.actor, DUES_VIEW, self.org.parent):
            above.append(
                (self.org.parent.short_name, reverse("dues-board", args=[self.org.parent.pk]))
            )
        return above

    def context(self) -> dict[str, Any]:
        period = asked_period(self.request, self.actor.today, months=6)
        board = sheets.board(self.actor, self.org, period)
        this_month = Month.holding(self.actor.today)
        return {
            "org": self.org,
            "period": period,
            "periods": self._periods(period),
            "months": period.months,
            "rows": [self._row(row, period, this_month) for row in board.rows],
            "whole": self._row(board.whole, period, this_month),
            "sum": board.whole.sum,
            "collected": yuan(board.whole.collected),
            "payable": yuan(board.whole.sum.payable_fen),
            "is_branch": ORG_KINDS[self.org.kind].is_branch,
            "may_fund": may(self.actor, FUND_VIEW, self.org),
        }

    def _periods(self, now: Period) -> list[tuple[str, str, bool]]:
        year = self.actor.today.year
        choices = [Period.half(year, 1), Period.half(year, 2), Period.year(year)]
        choices.append(Period.year(year - 1))
        return [(p.label, str(p), p == now) for p in choices]

    def _row(self, row: sheets.Row, period: Period, this_month: Month) -> dict[str, Any]:
        branch = ORG_KINDS[row.org.kind].is_branch or row.org.pk == self.org.pk
        page = reverse("dues-month" if branch else "dues-board", args=[row.org.pk])
        cells = [
            shown(
                cell, month, this_month,
                f"{page}?month={month}" if branch else f"{page}?period={period}",
            )
            for month, cell in zip(period.months, row.cells, strict=True)
        ]  # fmt: skip
        return {
            "org": row.org,
            "name": "本级党员" if row.org.pk == self.org.pk else row.org.short_name,
            "url": page if branch else f"{page}?period={period}",
            "cells": cells,
            "sum": row.sum,
            "payable": yuan(row.sum.payable_fen),
            "collected": yuan(row.collected),
        }


class MonthPage(OrgForm):
    """The members of a branch in a month: who is ticked has paid. Made for a phone."""

    path, name, title = "dues/month/<int:pk>/", "dues-month", "月度收缴"
    permission = DUES_VIEW
    form = forms.MonthListForm
    template = "funds/month.html"
    done = ""
    drafts = False

    @property
    def month(self) -> Month:
        return asked_month(self.request, self.actor.today)

    def page_title(self) -> str:
        return f"{self.month.year}年{self.month.number}月党费：{self.org.short_name}"

    def initial(self) -> dict[str, Any]:
        return {"paid_on": self.actor.today}

    def _list(self) -> sheets.MonthList:
        return sheets.month_list(self.actor, self.org, self.month)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        self.list = self._list()
        ids = [(str(line.person.pk), line.person.name) for line in self.list.open_lines]
        form.fields["payers"].choices = ids  # type: ignore[attr-defined]
        return form

    def context(self) -> dict[str, Any]:
        month = self.month
        posted = self.request.POST.getlist("payers") if self.request.method == "POST" else None
        lines = [(line, *TONES[line.state]) for line in self.list.lines]
        page = reverse("dues-month", args=[self.org.pk])
        return {
            "org": self.org,
            "month": month,
            "list": self.list,
            "lines": lines,
            "posted": posted,
            "open_text": yuan(self.list.open_fen),
            "payable": yuan(self.list.payable_fen),
            "paid": yuan(self.list.paid_fen),
            "done_count": self.list.count("paid", "late", "short"),
            "owing": self.list.count("paid", "late", "short", "open"),
            "unfixed": self.list.count("unfixed"),
            "before": f"{page}?month={month.plus(-1)}",
            "after": f"{page}?month={month.plus(1)}",
            "is_now": month == Month.holding(self.actor.today),
            "may_record": may(self.actor, DUES_RECORD, self.org) and self.org.is_open,
            "may_fix": may(self.actor, BASE_FIX, self.org),
            "board": reverse("dues-board", args=[self.org.pk]),
        }

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        made = record_month(
            self.actor, self.org, self.month, set(data["payers"]), paid_on=data["paid_on"],
            quarterly=data["quarterly"], consent=data["consent"], opinion=data["opinion"],
        )  # fmt: skip
        total = sum(each.amount_fen for each in made)
        messages.success(self.request, f"已登记 {len(made)} 人，共 {yuan(total)} 元")
        return f"{reverse('dues-month', args=[self.org.pk])}?month={self.month}"
