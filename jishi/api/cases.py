"""Cases: `/api/v1/cases`. Problems, requests, wishes and the rest of the common books.

What is kept apart (clues, talks) has no door here, and nobody who asked is named.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field, StringConstraints

from jishi.api.lists import one_page
from jishi.api.queries import org_named
from jishi.api.types import (
    PLAIN,
    Asked,
    Code,
    Day,
    Id,
    Line,
    Payload,
    Short,
    Word,
    number,
)
from jishi.api.wire import caller, changing, reading
from jishi.base.web.filters import Filter, InPeriod
from jishi.cases import queries
from jishi.cases.access import CASE_EDIT, CASE_VIEW
from jishi.cases.actions import Asking, Entry, open_case
from jishi.cases.kinds import open_kinds
from jishi.cases.marks import BY_HAND, STATES
from jishi.cases.models import Case
from jishi.cases.queries.within import VIEWS
from jishi.cases.screens.ledger import FILTERS, ORDERS
from jishi.people.queries import person
from jishi.tree.errors import NotVisible

if TYPE_CHECKING:
    Kind: TypeAlias = str
    State: TypeAlias = str
    View: TypeAlias = str
    Door: TypeAlias = str
else:
    Kind, State = Literal[tuple(open_kinds())], Literal[tuple(STATES)]
    View, Door = Literal[tuple(VIEWS)], Literal[BY_HAND]
_SAID = {"q", "kind", "view", "org", "state"}
ASKED: tuple[Filter, ...] = (
    *(each for each in FILTERS if each.name in _SAID),
    InPeriod("period", "登记时间", "opened_on"),
)


class CaseOut(Schema):
    """一件问题或诉求；不含诉求人的任何信息"""

    id: int
    label: str = Field(description="编号，如 问〔2026〕12号")
    kind: str
    home: str = Field(description="登记单位编码")
    org: str = Field(description="责任单位编码")
    subject_org: str | None = Field(description="问题所在组织编码")
    title: str
    classes: list[str]
    source: str
    door: str = Field(description="渠道")
    state: str
    state_label: str
    opened_on: date
    due_on: date | None = Field(description="期限")
    due_at: datetime | None = Field(description="按小时计的期限")
    submitted_on: date | None = Field(description="答复（申请销号）日期")
    struck_on: date | None = Field(description="销号日期")
    in_time: bool | None = Field(description="按期办结")
    solved: bool | None = Field(description="回访解决")
    satisfaction: int | None = Field(description="满意程度，5 最高")
    reopened: int = Field(description="重新打开次数")
    supervised_on: date | None = Field(description="挂牌督办日期")
    version: int


class CasePage(Schema):
    items: list[CaseOut]
    next: str | None


class CaseQuery(Asked):
    org: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = Field(
        None, description="责任单位是此组织（编码）或其下级的"
    )
    period: Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)] | None = Field(
        None, description="在此时期登记的，如 2026-05、2026Q2"
    )
    kind: Kind | None = None
    state: State | None = None
    view: View | None = Field(None, description="台账：未办结、已办结、超期等")
    q: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] | None = Field(
        None, description="事由、编号或组织"
    )


class AskerIn(Payload):
    name: Short = ""
    phone: Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9+ -]*$")] = ""
    words: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class Open(Payload):
    kind: Kind
    home: Code = Field(description="登记单位编码：登记、分办、核准都在这里")
    org: Code | None = Field(None, description="责任单位编码；不填的由登记单位分办")
    title: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=PLAIN)
    ]
    detail: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    classes: list[Word] = Field([], max_length=20, description="类别编码")
    source: Short = Field("", description="来源编码")
    level: Short = Field("", description="查摆层级编码")
    door: Door = Field("screen", description="渠道：phone、counter、hotline 等")
    grade: Short = Field("", description="紧急程度编码；不填的按一般")
    document: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] = ""
    leader: Short = ""
    handler: Short = ""
    subject_org: Code | None = Field(None, description="问题所在组织编码")
    person: Id | None = Field(None, description="所涉党员编号")
    items: dict[Word, Line | bool | int] = Field(
        {}, max_length=40, description='本类自己的项目，如 {"measure": "…"}'
    )
    asker: AskerIn | None = Field(None, description="诉求人，只供办理，不在任何列表里出现")
    opened_on: Day | None = None


def shown(case: Case) -> CaseOut:
    own = {"home", "org", "subject_org"}
    values: dict[str, Any] = {
        name: getattr(case, name) for name in CaseOut.model_fields if name not in own
    }
    subject = case.subject_org
    return CaseOut(
        **values, home=case.home.code, org=case.org.code,
        subject_org=subject.code if subject else None,
    )  # fmt: skip


@reading("/cases", CASE_VIEW, "case-list", "问题与诉求", CasePage)
def list_cases(request: HttpRequest, asked: Query[CaseQuery]) -> CasePage:
    rows = queries.shown(queries.cases(caller(request)))
    found, following = one_page(request, rows, ASKED, ORDERS[0], asked)
    return CasePage(items=[shown(each) for each in found], next=following)


@reading("/cases/{code}", CASE_VIEW, "case-get", "一件问题或诉求", CaseOut)
def get_case(request: HttpRequest, code: Path[Code]) -> CaseOut:
    found = queries.shown(queries.cases(caller(request))).filter(pk=number(code)).first()
    if found is None:
        raise NotVisible
    return shown(found)


@changing("/cases", CASE_EDIT, "case-open", "登记问题或诉求", CaseOut, status=201)
def open_one(request: HttpRequest, payload: Open) -> CaseOut:
    """登记一件；冷静期内的同一问题重新打开原来那一件"""
    actor = caller(request)
    same = ("kind", "title", "detail", "classes", "source", "level", "door", "grade", "document",
            "leader", "handler")  # fmt: skip
    entry = Entry(
        **{name: getattr(payload, name) for name in same},
        home=org_named(actor, payload.home, "home", CASE_EDIT),
        org=org_named(actor, payload.org, "org", CASE_VIEW) if payload.org else None,
        subject_org=(
            org_named(actor, payload.subject_org, "subject_org", CASE_VIEW)
            if payload.subject_org
            else None
        ),
        person=person(actor, payload.person) if payload.person else None,
        payload=dict(payload.items), on=payload.opened_on,
        asker=Asking(**payload.asker.model_dump()) if payload.asker else None,
    )  # fmt: skip
    return shown(open_case(actor, entry))
