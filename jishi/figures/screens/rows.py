"""The rows behind a number, on the page and as a table to take along."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from jishi.base.web import export
from jishi.base.web.screen import routes
from jishi.figures.queries.rows import Row, Rows, rows_of
from jishi.figures.queries.showing import amount_text
from jishi.figures.screens.common import OfFigure

AT_ONCE = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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

    def get(self) -> HttpResponse:
        found = rows_of(self.actor, self.indicator, self.org, self.period, self.of)
        wanted = self.request.GET.get("format", "")
        if wanted in ("xlsx", "csv"):
            return self.export(found, wanted)
        return self.render(self.shown(found))

    def shown(self, found: Rows) -> dict[str, Any]:
        raw = self.request.GET.get("from", "")
        start = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 0
        some = found.rows[start : start + AT_ONCE]
        code, of = self.indicator.code, self.of
        return {
            "found": found, "org": self.org, "period": self.period,
            "rows": [(row, _url(row), self._amount(row)) for row in some],
            "adds": self.measure.value is not None, "unit": self.measure.unit,
            "total": self._total(found), "start": start, "upto": start + len(some),
            "more": self._from(code, of, start + AT_ONCE, found) ,
            "less": self.at("figure-rows", code, of=of, **{"from": max(0, start - AT_ONCE)})
            if start else "",
            "xlsx": self.at("figure-rows", code, of=of, format="xlsx"),
            "csv": self.at("figure-rows", code, of=of, format="csv"),
        }  # fmt: skip

    def _from(self, code: str, of: str, start: int, found: Rows) -> str:
        if start >= len(found.rows):
            return ""
        return self.at("figure-rows", code, of=of, **{"from": start})

    def _amount(self, row: Row) -> str:
        return "" if row.amount is None else amount_text(self.measure, row.amount)

    def _total(self, found: Rows) -> str:
        return amount_text(self.measure, sum(row.amount or 0 for row in found.rows))

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
            body, media = export.to_csv(headers, table), "text/csv; charset=utf-8"
        else:
            body, media = export.to_xlsx(self.measure.title, headers, table), XLSX
        response = HttpResponse(body, content_type=media)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.{wanted}"
        return response


def _url(row: Row) -> str:
    if not row.page:
        return ""
    try:
        return reverse(row.page, args=[row.id])
    except NoReverseMatch:
        return ""


urlpatterns = routes(FigureRows)
