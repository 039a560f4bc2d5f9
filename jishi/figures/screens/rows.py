"""The rows behind a number, on the page and as a table to take along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.screen import routes
from jishi.figures.queries.rows import Row, Rows, rows_of
from jishi.figures.queries.showing import amount_text, figures
from jishi.figures.screens.common import OfFigure

AT_ONCE = 200


class FigureRows(OfFigure):
    path, name, title = "figures/<str:code>/rows/", "figure-rows", "明细"
    template = "figures/rows.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.indicator.title, self.at("figure", self.indicator.code))]

    def page_title(self) -> str:
        return f"{self.measure.title}：明细"

    @property
    def of(self) -> str:
        wanted = self.request.GET.get("of", "")
        whole = wanted == "denominator" and self.indicator.is_ratio
        return "denominator" if whole else "numerator"

    @property
    def measure(self) -> Any:
        bottom = self.indicator.denominator
        return bottom if self.of == "denominator" and bottom else self.indicator.numerator

    @property
    def start(self) -> int:
        raw = self.request.GET.get("from", "")
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 0

    def get(self) -> HttpResponse:
        wanted = self.request.GET.get("format", "")
        asked = (self.actor, self.indicator, self.org, self.period, self.of)
        if wanted in ("xlsx", "csv"):
            return self.export(rows_of(*asked), wanted)
        found = rows_of(*asked, self.start, AT_ONCE)
        return self.render({**self.shown(found), "closed": self._closed(found)})

    def _closed(self, found: Rows) -> str:
        """What a closed period keeps, where the records have gone on since."""
        [kept] = figures(self.actor, [self.indicator.code], self.org, self.period)
        number = kept.denominator if self.of == "denominator" else kept.numerator
        differs = kept.closed_on and number is not None and number != found.total
        return amount_text(self.measure, number) if differs else ""

    def shown(self, found: Rows) -> dict[str, Any]:
        start, code, of = self.start, self.indicator.code, self.of
        before = max(0, start - AT_ONCE)
        return {
            "found": found, "org": self.org, "period": self.period,
            "rows": [(row, _url(row), self._amount(row)) for row in found.rows],
            "adds": self.measure.value is not None, "unit": self.measure.unit,
            "total": amount_text(self.measure, found.total), "start": start,
            "upto": start + len(found.rows), "more": self._from(start + AT_ONCE, found),
            "less": self.at("figure-rows", code, of=of, **{"from": before}) if start else "",
            "xlsx": self.at("figure-rows", code, of=of, format="xlsx"),
        }  # fmt: skip

    def _from(self, start: int, found: Rows) -> str:
        if start >= found.listed:
            return ""
        return self.at("figure-rows", self.indicator.code, of=self.of, **{"from": start})

    def _amount(self, row: Row) -> str:
        return "" if row.amount is None else amount_text(self.measure, row.amount)

    def export(self, found: Rows, wanted: str) -> HttpResponse:
        adds = self.measure.value is not None
        headers = [
            "组织编码",
            "党组织",
            "日期",
            "明细",
            *([f"数量（{self.measure.unit}）"] if adds else []),
        ]
        table = [
            [row.org, row.org_name, row.date, row.label, *([self._amount(row)] if adds else [])]
            for row in found.rows
        ]
        title = f"{self.measure.title}_{self.org.short_name}_{self.period}"
        if wanted == "csv":
            body = export.to_csv(headers, table)
        else:
            body = export.to_xlsx(self.measure.title, headers, table)
        return download(body, f"{title}.{wanted}")


def _url(row: Row) -> str:
    if not row.page:
        return ""
    try:
        return reverse(row.page, args=[row.id])
    except NoReverseMatch:
        return ""


urlpatterns = routes(FigureRows)
