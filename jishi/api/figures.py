"""Figures: `/api/v1/figures`, one place and period; `/api/v1/figures/matrix`, many as columns."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import ConfigDict, Field, StringConstraints

from jishi.api.lists import insist_known
from jishi.api.types import PLAIN, Asked, Code
from jishi.api.wire import caller, reading, written
from jishi.base.web.asked import named_period
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import all_indicators
from jishi.figures.queries.columnar import Matrix, matrix
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


Place = Annotated[
    Code | None, Field(description="此组织（编码）及其下级；不填为自己的范围")
]  # fmt: skip
Span = Annotated[
    Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None,
    Field(description="如 2026、2026Q2、2026-05、2026-01..2026-05；不填为今年"),
]


class FigureQuery(Asked):
    org: Place = None
    period: Span = None
    code: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="指标编码，或其开头如 member"
    )


@reading("/figures", FIGURE_VIEW, "figure-list", "数字", FigurePage)
def list_figures(request: HttpRequest, asked: Query[FigureQuery]) -> HttpResponse:
    """Written as it is, as the matrix: checking many numbers again costs more than they do."""
    actor = caller(request)
    insist_known(request, FigureQuery)
    org = org_of(actor, asked.org) if asked.org else top_of(actor)
    codes = _codes([asked.code or ""])
    place = _place(asked.cursor, len(codes))
    some = codes[place : place + asked.limit]
    found = figures(actor, some, org, _period(actor, asked.period))
    after = place + asked.limit
    following = str(after) if after < len(codes) else None
    return written({"items": [shown(each) for each in found], "next": following})


class MatrixOrg(Schema):
    code: str
    name: str


class MatrixColumn(Schema):
    """值 = numerator × factor ÷（denominator，无分母时为 1）；按组织、再按月排列，缺数为空"""

    code: str
    title: str
    unit: str
    factor: float
    numerator: list[list[int | None]]
    denominator: list[list[int | None]] | None


class MatrixOut(Schema):
    org: str
    as_of: date
    orgs: list[MatrixOrg]
    months: list[str]
    figures: list[MatrixColumn]
    left_out: list[str] = Field(
        description="按人计、每人只算一次的指标不按月成批给出，请用 /figures"
    )


class MatrixQuery(Schema):
    model_config = ConfigDict(extra="forbid")

    org: Place = None
    period: Span = None
    by: Literal["child", "self"] = Field("child", description="child 各直接下级，self 本级合计")
    code: Annotated[str, StringConstraints(max_length=4000, pattern=PLAIN)] = Field(
        "", description="指标编码或其开头，多个用逗号分开；不填为全部"
    )


@reading("/figures/matrix", FIGURE_VIEW, "figure-matrix", "数字矩阵", MatrixOut)
def figure_matrix(request: HttpRequest, asked: Query[MatrixQuery]) -> HttpResponse:
    actor = caller(request)
    insist_known(request, MatrixQuery)
    org = org_of(actor, asked.org) if asked.org else top_of(actor)
    codes = _codes([each.strip() for each in asked.code.split(",")])
    period = _period(actor, asked.period)
    found = matrix(actor, codes, org, period, below=asked.by == "child")
    return written(_columns(found, org.code))


def _columns(found: Matrix, org: str) -> dict[str, object]:
    return {
        "org": org,
        "as_of": found.as_of.isoformat(),
        "orgs": [{"code": each.code, "name": each.short_name} for each in found.orgs],
        "months": [str(month) for month in found.months],
        "figures": [
            {
                "code": column.indicator.code, "title": column.indicator.title,
                "unit": column.indicator.unit, "factor": float(column.indicator.factor),
                "numerator": column.numerator, "denominator": column.denominator,
            }
            for column in found.columns
        ],
        "left_out": found.left_out,
    }  # fmt: skip


def _codes(starts: list[str]) -> list[str]:
    """Indicators by code, or by how codes begin; all of them where nothing is said."""
    known = _beginnings()
    return sorted({code for start in starts for code in known.get(start, ())})


@cache
def _beginnings() -> dict[str, list[str]]:
    """Every way in which codes begin, with the indicators that do, in their order."""
    found: dict[str, list[str]] = {}
    for code in all_indicators():
        parts = code.split(".")
        for end in range(len(parts) + 1):
            found.setdefault(".".join(parts[:end]), []).append(code)
    return found


def _place(cursor: str, most: int) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 6) or int(cursor) > most:
        raise Refused("cursor 无效，请从头取", field="cursor", code="bad_cursor")
    return int(cursor)


def _period(actor: Actor, text: str | None) -> Period:
    return named_period(text) if text else Period.natural(actor.today, 12)


def shown(figure: Figure) -> dict[str, object]:
    """As `FigureOut` describes it."""
    value = figure.value
    return {
        "code": figure.indicator.code, "title": figure.indicator.title, "org": figure.org.code,
        "period": str(figure.period), "value": None if value is None else round(float(value), 4),
        "numerator": figure.numerator, "denominator": figure.denominator,
        "unit": figure.indicator.unit, "qualifier": figure.qualifier, "as_of": figure.as_of,
        "missing": figure.missing or None,
    }  # fmt: skip
