"""Members: `/api/v1/members`. Reading alone; numbers come masked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field, StringConstraints

from jishi.api.lists import one_page
from jishi.api.types import PLAIN, Asked, Code
from jishi.api.wire import caller, reading
from jishi.base.web.asked import named_period
from jishi.base.web.filters import Choice, Search, Under
from jishi.people import queries
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import CATEGORIES, COUNTED, STANDINGS
from jishi.people.models import Person
from jishi.people.screens.finder import Finder
from jishi.tree.errors import NotVisible

if TYPE_CHECKING:
    Standing: TypeAlias = str
    Category: TypeAlias = str
else:
    Standing, Category = Literal[tuple(STANDINGS)], Literal[tuple(CATEGORIES)]
FILTERS = (
    Search("q", "姓名"),
    Under("org", "所在组织", permission=PERSON_VIEW, via="org"),
    Choice("standing", "状态", [(s.code, s.label) for s in STANDINGS.values()]),
    Choice("category", "党员类别", list(CATEGORIES.items())),
)


class MemberOut(Schema):
    """一名登记在册的人，号码遮盖"""

    id: int
    code: str
    name: str
    sex: str
    nation: str
    born_on: date | None
    education: str
    org: str = Field(description="所在组织编码")
    standing: str
    standing_label: str
    joined_on: date | None
    full_on: date | None
    category: str
    occupation: str
    identity: str = Field(description="遮盖后的身份证号")
    phone: str = Field(description="遮盖后的手机号")
    confirmed_on: date | None
    version: int


class MemberPage(Schema):
    items: list[MemberOut]
    next: str | None


class MemberQuery(Asked):
    org: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = Field(
        None, description="此组织（编码）及其下级"
    )
    period: Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None = Field(
        None, description="此时期末的在册党员，如 2026-05；不填为今天"
    )
    standing: Standing | None = None
    category: Category | None = None
    q: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="姓名、拼音或首字母"
    )


def shown(person: Person) -> MemberOut:
    values: dict[str, Any] = {
        name: getattr(person, name)
        for name in MemberOut.model_fields
        if name not in ("org", "identity", "phone")
    }
    return MemberOut(
        **values, org=person.org.code, identity=str(person.identity), phone=str(person.phone)
    )


@reading("/members", PERSON_VIEW, "member-list", "党员列表", MemberPage)
def list_members(request: HttpRequest, asked: Query[MemberQuery]) -> MemberPage:
    actor = caller(request)
    rows = queries.people(actor).select_related("org")
    if asked.period:
        rows = rows.filter(pk__in=queries.counted_on(actor, named_period(asked.period).last_day))
    elif not asked.standing:
        rows = rows.filter(standing__in=COUNTED)
    found, following = one_page(request, rows, FILTERS, Finder.orders[0], asked)
    return MemberPage(items=[shown(person) for person in found], next=following)


@reading("/members/{code}", PERSON_VIEW, "member-get", "一名党员", MemberOut)
def get_member(request: HttpRequest, code: Path[Code]) -> MemberOut:
    found = queries.by_code(caller(request), code).select_related("org").first()
    if found is None:
        raise NotVisible
    return shown(found)
