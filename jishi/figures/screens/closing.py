"""`/figures/closings/`: which periods are closed, closing one, what changed since, reopening."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_period
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Screen, routes
from jishi.figures import forms
from jishi.figures.access import FIGURE_VIEW, PERIOD_CLOSE
from jishi.figures.actions import closing as actions
from jishi.figures.models import PeriodClosing
from jishi.figures.queries import closings as queries
from jishi.figures.queries.showing import amount_text
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may, reach

MOST = 300  # differences shown


def _closer(row: PeriodClosing) -> str:
    return row.closed_by.name if row.closed_by else "本机操作员"


def _url(row: PeriodClosing) -> str:
    return reverse("period-closing", args=[row.pk])


class Closings(ListScreen[PeriodClosing]):
    path, name, title = "figures/closings/", "period-closings", "封存的时期"
    permission = FIGURE_VIEW
    columns = (
        Column("period", "时期", lambda row: row.period.label, _url, phone="title"),
        Column("org", "党组织", lambda row: row.org.short_name),
        Column("number", "第几次"),
        Column("closed_at", "封存时间"),
        Column("closed_by", "封存人", _closer),
        Column("state", "状态", lambda row: "已重开" if row.reopened_at else "封存中",
               tone=lambda row: "grey" if row.reopened_at else "green", phone="badge"),
    )  # fmt: skip
    filters = (
        Under("org", "党组织", permission=FIGURE_VIEW, via="org"),
        Choice("state", "状态", [("closed", "封存中"), ("reopened", "已重开")],
               by=lambda actor, raw: Q(reopened_at__isnull=raw == "closed")),
    )  # fmt: skip
    orders = (Order("new", "最近的在前", ("-last_month", "-id")),)
    empty = "还没有封存过"
    empty_hint = "时期结束、数字核对无误后封存，以后的更正另外列出，不改已封存的数"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", reverse("figures"))]

    def rows(self) -> QuerySet[PeriodClosing]:
        return queries.closings(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, PERIOD_CLOSE):
            return []
        return [("封存一个时期", reverse("period-close"), "lock")]


class ClosePeriod(FormScreen):
    path, name, title = "figures/closings/new/", "period-close", "封存一个时期"
    permission = PERIOD_CLOSE
    form = forms.CloseForm
    submit = "封存"
    done = "已封存"
    drafts = False
    intro = (
        "封存后，这个时期的数字连同当时的组织树和口径固定下来；之后的更正不改封存的数，只列出差别。"
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", reverse("figures")), ("封存的时期", reverse("period-closings"))]

    def initial(self) -> dict[str, Any]:
        last = asked_period(self.request, self.actor.today, months=1, most=36)
        if not self.request.GET.get("period"):
            last = last.previous()
        roots = [root.org_id for root in reach(self.actor, PERIOD_CLOSE).roots]
        org = Organisation.objects.filter(pk__in=roots).order_by("line").first()
        return {"period": str(last), "org": org.code if org else ""}

    def save(self, form: forms.CloseForm, version: int) -> str:
        data = form.cleaned_data
        return _url(actions.close_period(self.actor, data["org"], data["period"]))


class OfClosing(Screen):
    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = queries.closing_of(actor, kwargs["pk"])

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", reverse("figures")), ("封存的时期", reverse("period-closings"))]


class ClosingPage(OfClosing):
    path, name, title = "figures/closings/<int:pk>/", "period-closing", "封存"
    permission = FIGURE_VIEW
    template = "figures/closing.html"

    def page_title(self) -> str:
        return f"{self.row.period.label}：{self.row.org.short_name}"

    def context(self) -> dict[str, Any]:
        page = {
            "row": self.row, "intact": queries.is_intact(self.row),
            "may_reopen": self.row.reopened_at is None
            and may(self.actor, PERIOD_CLOSE, self.row.org),
            "figures_url": f"{reverse('figures')}?org={self.row.org.code}&period={self.row.period}",
            "since_url": f"{_url(self.row)}?since=1",
        }  # fmt: skip
        return {**page, **self._since()} if self.request.GET.get("since") else page

    def _since(self) -> dict[str, Any]:
        """Everything counted again: only when it is asked for."""
        found = queries.since_closed(self.row, self.actor.today)
        orgs = Organisation.objects.in_bulk({0, *(each.org_id for each in found.changed)})
        lines = [
            (each.measure, orgs[each.org_id], amount_text(each.measure, each.was),
             amount_text(each.measure, each.now), amount_text(each.measure, each.now - each.was))
            for each in found.changed[:MOST]
        ]  # fmt: skip
        return {"since": found, "lines": lines, "count": len(found.changed)}


class ReopenPeriod(OfClosing, FormScreen):
    path, name, title = "figures/closings/<int:pk>/reopen/", "period-reopen", "重开"
    permission = PERIOD_CLOSE
    form = forms.ReopenForm
    submit = "重开"
    done = "已重开"
    danger = True
    drafts = False

    def page_title(self) -> str:
        return f"重开：{self.row.period.label}，{self.row.org.short_name}"

    def target(self) -> PeriodClosing:
        return self.row

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.row.period.label, _url(self.row))]

    def save(self, form: forms.ReopenForm, version: int) -> str:
        reason = form.cleaned_data["reason"]
        return _url(actions.reopen_period(self.actor, self.row, version, reason=reason))


urlpatterns = routes(Closings, ClosePeriod, ClosingPage, ReopenPeriod)
