"""Figures: `/api/v1/figures`. Indicators with their values for one organisation and period."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from jishi.api.types import PLAIN, Asked, Code
from jishi.api.wire import caller, reading
from jishi.base.web.asked import named_period
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import all_indicators
from jishi.figures.queries.showing import Figure, figures, org_of, top_of
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused


class FigureOut(Schema):
    """一个指标在一个组织一个时期的值"""

    code: str
    title: str
    org: str = Field(description="党组织编码")
    period: str
    value: float | None = Field(description="缺数时为空，见 missing")
    numerator: int | None
    denominator: int | None
    unit: str
    qualifier: str = Field(description="exact 准确、at_least 至少、about 约")
    as_of: date
    missing: str | None = Field(description="为什么没有数")


class FigurePage(Schema):
    items: list[FigureOut]
    next: str | None


class FigureQuery(Asked):
    org: Code | None = Field(None, description="此组织（编码）及其下级；不填为自己的范围")
    period: Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None = Field(
        None, description="如 2026、2026Q2、2026-05、2026-01..2026-05；不填为今年"
    )
    code: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="指标编码，或其开头如 member"
    )


@reading("/figures", FIGURE_VIEW, "figure-list", "数字", FigurePage)
def list_figures(request: HttpRequest, asked: Query[FigureQuery]) -> FigurePage:
    actor = caller(request)
    for name in request.GET:
        if name not in FigureQuery.model_fields:
            raise Refused("没有这个查询条件", field=name[:40], code="bad_filter")
    org = org_of(actor, asked.org) if asked.org else top_of(actor)
    start = asked.code or ""
    codes = [c for c in all_indicators() if c == start or not start or c.startswith(f"{start}.")]
    place = _place(asked.cursor, len(codes))
    some = codes[place : place + asked.limit]
    found = figures(actor, some, org, _period(actor, asked.period))
    after = place + asked.limit
    return FigurePage(
        items=[shown(each) for each in found], next=str(after) if after < len(codes) else None
    )


def _place(cursor: str, most: int) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 6) or int(cursor) > most:
        raise Refused("cursor 无效，请从头取", field="cursor", code="bad_cursor")
    return int(cursor)


def _period(actor: Actor, text: str | None) -> Period:
    return named_period(text) if text else Period.natural(actor.today, 12)


def shown(figure: Figure) -> FigureOut:
    value = figure.value
    return FigureOut(
        code=figure.indicator.code, title=figure.indicator.title, org=figure.org.code,
        period=str(figure.period), value=None if value is None else round(float(value), 4),
        numerator=figure.numerator, denominator=figure.denominator, unit=figure.indicator.unit,
        qualifier=figure.qualifier, as_of=figure.as_of, missing=figure.missing or None,
    )  # fmt: skip
