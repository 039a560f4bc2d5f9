"""What the pages of figures share: where and when."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_period
from jishi.base.web.screen import Screen
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import Indicator, all_indicators, kept_tables
from jishi.figures.queries.making import unmade
from jishi.figures.queries.showing import top_of
from jishi.kernel.period import Period
from jishi.orgs.page import asked_org
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation

LENGTHS = ((1, "月"), (3, "季"), (6, "半年"), (12, "年"))
MOST_MONTHS = 36
MOST_WORDS = 40


def question(org: Organisation, period: Period, /, **more: object) -> str:
    asked = {"org": org.code, "period": str(period), **more}
    return urlencode({key: value for key, value in asked.items() if value})


def address(org: Organisation, period: Period, name: str, /, *args: object, **more: object) -> str:
    """A page of figures about this organisation in this period, or what `more` says instead."""
    return f"{reverse(name, args=args)}?{question(org, period, **more)}"


class OfPlace(Screen):
    """A page about one organisation in one period."""

    permission = FIGURE_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.period = asked_period(request, actor.today, months=12, most=MOST_MONTHS)
        self.org = asked_org(request, actor, FIGURE_VIEW) or top_of(actor)

    def question(self, **more: object) -> str:
        return question(self.org, self.period, **more)

    def at(self, name: str, *args: object, **more: object) -> str:
        return address(self.org, self.period, name, *args, **more)

    def bar(self, name: str, *args: object) -> dict[str, Any]:
        """Other lengths and periods of this page, and how far the facts are."""
        whole = len(kept_tables())
        return {
            "lengths": self._lengths(name, *args), "made": whole - len(unmade()), "tables": whole,
            "before": self.at(name, *args, period=self.period.previous()),
            "after": self.at(name, *args, period=self.period.shifted(self.period.length)),
        }  # fmt: skip

    def _lengths(self, name: str, *args: object) -> list[tuple[str, str, bool, str]]:
        found = []
        for months, label in LENGTHS:
            inside = self.period.first_day <= self.actor.today <= self.period.last_day
            day = self.actor.today if inside else self.period.last_day
            period = Period.natural(day, months)
            url = self.at(name, *args, period=period)
            found.append((f"按{label}", url, period == self.period, ""))
        return found


class OfFigure(OfPlace):
    """A page about one indicator there and then."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        found = all_indicators().get(kwargs["code"])
        if found is None:
            raise NotVisible
        self.indicator: Indicator = found

    def page_title(self) -> str:
        return self.indicator.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", self.at("figures"))]
