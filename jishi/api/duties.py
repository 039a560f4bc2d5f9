"""Duties: `/api/v1/duties`. What is owed and how it stands; only read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from jishi.api.lists import one_page
from jishi.api.types import PLAIN, Asked
from jishi.api.wire import caller, reading
from jishi.base.web.asked import named_period
from jishi.base.web.filters import Choice, Under
from jishi.base.web.paging import Order
from jishi.duties.access import DUTY_VIEW
from jishi.duties.models import DutyItem
from jishi.duties.queries.board import conditions, items, of_period
from jishi.duties.rules.state import KEPT
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor

if TYPE_CHECKING:
    Kept: TypeAlias = str
else:
    Kept = Literal[tuple(state.value for state in KEPT)]
FILTERS = (
    Under("org", "所在组织", permission=DUTY_VIEW, via="org"),
    Choice(
        "state", "状态", [(state.value, state.label) for state in KEPT],
        by=lambda actor, raw: conditions(actor.today)[raw],
    ),
)  # fmt: skip
BY_DAY = Order("due", "截止日期", ("due_on", "id"))


class DutyOut(Schema):
    """一项应办事项的一个期次"""

    id: int
    org: str = Field(description="党组织编码")
    duty: str = Field(description="事项编码，如 assembly.quarterly")
    period: str = Field(description="所属时期，如 2026-05、2026Q2、2026")
    state: str
    state_label: str
    opens_on: date
    due_on: date
    grace_until: date
    preferred_on: date | None = Field(description="固定日")
    met_on: date | None = Field(description="完成日期")
    met_by: int | None = Field(description="凭据编号，凭活动完成的即活动编号")


class DutyPage(Schema):
    items: list[DutyOut]
    next: str | None


class DutyQuery(Asked):
    org: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = Field(
        None, description="此组织（编码）及其下级"
    )
    period: Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None = Field(
        None, description="与此时期有重叠的期次，如 2026-05；不填为今天所在的月"
    )
    state: Kept | None = None


@reading("/duties", DUTY_VIEW, "duty-list", "应办事项", DutyPage)
def list_duties(request: HttpRequest, asked: Query[DutyQuery]) -> DutyPage:
    actor = caller(request)
    rows = of_period(items(actor), _period(actor, asked.period)).select_related("org")
    found, following = one_page(request, rows, FILTERS, BY_DAY, asked)
    return DutyPage(items=[shown(item, actor) for item in found], next=following)


def _period(actor: Actor, text: str | None) -> Period:
    return named_period(text) if text else Period.natural(actor.today, 1)


def shown(item: DutyItem, actor: Actor) -> DutyOut:
    state = item.state(actor.today)
    return DutyOut(
        id=item.pk, org=item.org.code, duty=item.duty,
        period=str(Period(Month(item.first_month), Month(item.last_month))),
        state=state.value, state_label=state.label, opens_on=item.opens_on, due_on=item.due_on,
        grace_until=item.grace_until, preferred_on=item.preferred_on, met_on=item.met_on,
        met_by=item.met_by,
    )  # fmt: skip
