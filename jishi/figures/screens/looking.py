"""`/figures/`: every indicator of a place and period; one indicator with trend and children."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jishi.base.web.screen import Nav, routes
from jishi.figures.declared import Indicator
from jishi.figures.groups import GROUPS, group_label
from jishi.figures.queries import showing
from jishi.figures.queries.comparing import Compared, Page, page_of
from jishi.figures.queries.finding import find
from jishi.figures.queries.reading import read
from jishi.figures.queries.showing import Figure, amount_text
from jishi.figures.screens.common import MOST_WORDS, OfFigure, OfPlace


class Figures(OfPlace):
    path, name, title = "figures/", "figures", "数字"
    nav = Nav("考核与数字", "数字", "chart-column", order=10)
    template = "figures/list.html"

    def context(self) -> dict[str, Any]:
        words = self.request.GET.get("q", "")[:MOST_WORDS].replace("\x00", "")
        found = find(words)
        wanted = [each for group in found.values() for each in group]
        values = self._values(wanted)
        groups = [
            (code, GROUPS[code], [self._line(values[each.code]) for each in group])
            for code, group in found.items()
        ]
        return {
            "org": self.org, "period": self.period, "words": words, "groups": groups,
            "count": len(wanted), **self.bar("figures"),
            "permission_code": self.permission.code,
        }  # fmt: skip

    def _values(self, wanted: Sequence[Indicator]) -> dict[str, Figure]:
        codes = [each.code for each in wanted]
        found = showing.figures(self.actor, codes, self.org, self.period)
        return {figure.indicator.code: figure for figure in found}

    def _line(self, figure: Figure) -> dict[str, Any]:
        return {
            "figure": figure,
            "parts": parts(figure),
            "url": self.at("figure", figure.indicator.code),
        }


def parts(figure: Figure) -> str:
    """The two numbers of a share, which never stands without them."""
    if not figure.indicator.is_ratio or figure.numerator is None:
        return ""
    assert figure.indicator.denominator is not None
    top = amount_text(figure.indicator.numerator, figure.numerator)
    return f"{top} / {amount_text(figure.indicator.denominator, figure.denominator)}"


class FigurePage(OfFigure):
    path, name, title = "figures/<str:code>/", "figure", "指标"
    template = "figures/page.html"

    def context(self) -> dict[str, Any]:
        beside = showing.Beside()
        asked = (self.indicator, self.org, self.period, beside)
        found = read(self.actor.today, lambda at: page_of(self.actor, at, *asked))
        code = self.indicator.code
        return {
            "org": self.org, "period": self.period, "indicator": self.indicator,
            "figure": found.figure, "parts": parts(found.figure),
            "group": group_label(code), "compared": [self._compared(c) for c in found.compared],
            "children": [self._line(child) for child in found.children],
            "hidden": found.hidden,
            "months": [self._line(month) for month in found.months],
            "trend": _trend(found), "describe": self.indicator.describe(),
            "rows_url": self.at("figure-rows", code),
            "denominator_url": self.at("figure-rows", code, of="denominator"),
            **self.bar("figure", code),
            "permission_code": self.permission.code,
        }  # fmt: skip

    def _compared(self, one: Compared) -> dict[str, Any]:
        url = self.at("figure", self.indicator.code, period=one.figure.period)
        return {"one": one, "url": url, "parts": parts(one.figure)}

    def _line(self, figure: Figure) -> dict[str, Any]:
        more = {"org": figure.org.code, "period": figure.period}
        code = self.indicator.code
        return {
            "figure": figure, "parts": parts(figure), "url": self.at("figure", code, **more),
            "rows": self.at("figure-rows", code, **more) if figure.numerator else "",
        }  # fmt: skip


def _trend(found: Page) -> dict[str, Any]:
    """What the chart draws; the table below it says the same."""
    return {
        "title": found.figure.indicator.title,
        "unit": found.figure.indicator.unit,
        "labels": [figure.period.label for figure in found.months],
        "values": [None if f.value is None else float(round(f.value, 2)) for f in found.months],
    }


urlpatterns = routes(Figures, FigurePage)
