"""Organisations: `/api/v1/orgs`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from pydantic import Field, StringConstraints

from jishi.api.lists import one_page
from jishi.api.queries import org_named
from jishi.api.types import PLAIN, Asked, Code, Day, Line, Payload, ShortName, Title
from jishi.api.wire import caller, changing, reading, version_of, written
from jishi.orgs import actions, queries
from jishi.orgs.access import ORG_EDIT, ORG_MOVE, ORG_VIEW, TERM_EDIT
from jishi.orgs.actions import Basis
from jishi.orgs.models import Term
from jishi.orgs.screens import OrgList
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import APPROVERS, ORG_KINDS, SECTORS
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

if TYPE_CHECKING:
    Kind: TypeAlias = str
    Sector: TypeAlias = str
    Approver: TypeAlias = str
else:
    Kind, Sector = Literal[tuple(ORG_KINDS)], Literal[tuple(SECTORS)]
    Approver = Literal[tuple(APPROVERS)]
NewCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{2,32}$")]


class OrgOut(Schema):
    """一个党组织现在的样子"""

    code: str
    name: str = Field(description="全称")
    short_name: str = Field(description="简称")
    kind: str
    kind_label: str
    sector: str
    sector_label: str
    parent: str | None = Field(description="上级组织编码")
    founded_on: date
    closed_on: date | None
    version: int = Field(description="修改时放进 If-Match")


class OrgPage(Schema):
    items: list[OrgOut]
    next: str | None


class OrgQuery(Asked):
    org: Annotated[str, StringConstraints(max_length=32, pattern=PLAIN)] | None = Field(
        None, description="此组织（编码）及其下级"
    )
    kind: Kind | None = None
    sector: Sector | None = None
    open: Literal["yes", "no"] | None = Field(None, description="运行中 yes，已撤销 no")
    q: Annotated[str, StringConstraints(max_length=100, pattern=PLAIN)] | None = Field(
        None, description="名称、拼音或首字母"
    )


class BasisIn(Payload):
    on: Day = Field(description="变更日期")
    document: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] = ""
    note: Line = ""
    approved_by: Approver | None = Field(None, description="批准机关")

    def basis(self) -> Basis:
        return Basis(self.on, self.document.strip(), self.note, self.approved_by or "")


class Found(BasisIn):
    code: NewCode
    name: Title
    short_name: ShortName
    kind: Kind
    sector: Sector
    parent: Code = Field(description="上级组织编码")


class Rename(BasisIn):
    name: Title
    short_name: ShortName


class Move(BasisIn):
    parent: Code = Field(description="新的上级组织编码")


class Close(BasisIn):
    pass


class Merge(BasisIn):
    others: list[Code] = Field(description="并入此组织的组织编码", min_length=1, max_length=20)


class Elect(Payload):
    elected_on: Day = Field(description="选举日期")
    document: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] = ""
    note: Line = ""


class Extend(Payload):
    until: Day = Field(description="延期至")
    document: Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)] = Field(
        description="批准延期的文号"
    )
    note: Line = ""


class TermOut(Schema):
    """一届任期"""

    org: str
    elected_on: date
    years: int
    ends_on: date
    extended_to: date | None
    version: int = Field(description="延期时放进 If-Match")


def shown(org: Organisation) -> OrgOut:
    values: dict[str, Any] = {
        name: getattr(org, name)
        for name in OrgOut.model_fields
        if name not in ("parent", "kind_label", "sector_label")
    }
    return OrgOut(
        **values,
        kind_label=org.kind_label,
        sector_label=org.sector_label,
        parent=org.parent.code if org.parent else None,
    )


def _by_code(actor: Actor, code: str, permission: Permission = ORG_VIEW) -> Organisation:
    rows = queries.organisations(actor, permission).select_related("parent")
    found = rows.filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def _parent(actor: Actor, code: str, permission: Permission) -> Organisation:
    return org_named(actor, code, "parent", permission)


@reading("/orgs", ORG_VIEW, "org-list", "组织列表", OrgPage)
def list_orgs(request: HttpRequest, asked: Query[OrgQuery]) -> OrgPage:
    rows = queries.organisations(caller(request)).select_related("parent")
    found, following = one_page(request, rows, OrgList.filters, OrgList.orders[0], asked)
    return OrgPage(items=[shown(org) for org in found], next=following)


@reading("/orgs/{code}", ORG_VIEW, "org-get", "一个组织", OrgOut)
def get_org(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    out = shown(_by_code(caller(request), code))
    response = written(out)
    response["ETag"] = f'"{out.version}"'
    return response


@changing("/orgs", ORG_EDIT, "org-found", "成立组织", OrgOut, status=201)
def found_org(request: HttpRequest, payload: Found) -> OrgOut:
    actor = caller(request)
    org = actions.found_organisation(
        actor, _parent(actor, payload.parent, ORG_EDIT),
        code=payload.code, name=payload.name, short_name=payload.short_name,
        kind=payload.kind, sector=payload.sector, basis=payload.basis(),
    )  # fmt: skip
    return shown(org)


@changing("/orgs/{code}/rename", ORG_EDIT, "org-rename", "更名", OrgOut, versioned=True)
def rename_org(request: HttpRequest, code: Path[Code], payload: Rename) -> OrgOut:
    actor, version = caller(request), version_of(request)
    org = actions.rename_organisation(
        actor, _by_code(actor, code, ORG_EDIT), version,
        name=payload.name, short_name=payload.short_name, basis=payload.basis(),
    )  # fmt: skip
    return shown(org)


@changing("/orgs/{code}/move", ORG_MOVE, "org-move", "调整隶属", OrgOut, versioned=True)
def move_org(request: HttpRequest, code: Path[Code], payload: Move) -> OrgOut:
    actor, version = caller(request), version_of(request)
    org = _by_code(actor, code, ORG_MOVE)
    parent = _parent(actor, payload.parent, ORG_MOVE)
    return shown(
        actions.move_organisation(actor, org, version, parent=parent, basis=payload.basis())
    )


@changing("/orgs/{code}/close", ORG_MOVE, "org-close", "撤销组织", OrgOut, versioned=True)
def close_org(request: HttpRequest, code: Path[Code], payload: Close) -> OrgOut:
    actor, version = caller(request), version_of(request)
    org = _by_code(actor, code, ORG_MOVE)
    return shown(actions.close_organisation(actor, org, version, basis=payload.basis()))


@changing("/orgs/{code}/merge", ORG_MOVE, "org-merge", "合并", OrgOut, versioned=True)
def merge_org(request: HttpRequest, code: Path[Code], payload: Merge) -> OrgOut:
    """其他组织并入此组织：下级、账号、党员等随之转来，被并入的当日撤销"""
    actor, version = caller(request), version_of(request)
    into = _by_code(actor, code, ORG_MOVE)
    others = [org_named(actor, other, "others", ORG_MOVE) for other in payload.others]
    return shown(
        actions.merge_organisations(actor, others, into, basis=payload.basis(), version=version)
    )


@changing("/orgs/{code}/elect", TERM_EDIT, "org-elect", "登记换届", TermOut, status=201)
def elect_org(request: HttpRequest, code: Path[Code], payload: Elect) -> TermOut:
    actor = caller(request)
    term = actions.register_election(
        actor, _by_code(actor, code, TERM_EDIT), 0, elected_on=payload.elected_on,
        document=payload.document, note=payload.note,
    )  # fmt: skip
    return shown_term(term)


@changing("/orgs/{code}/extend", TERM_EDIT, "org-extend", "延期换届", TermOut, versioned=True)
def extend_org(request: HttpRequest, code: Path[Code], payload: Extend) -> TermOut:
    actor, version = caller(request), version_of(request)
    term = actions.extend_term(
        actor, _by_code(actor, code, TERM_EDIT), version, until=payload.until,
        document=payload.document, note=payload.note,
    )  # fmt: skip
    return shown_term(term)


def shown_term(term: Term) -> TermOut:
    return TermOut(
        org=term.org.code, elected_on=term.elected_on, years=term.years, ends_on=term.ends_on,
        extended_to=term.extended_to, version=term.version,
    )  # fmt: skip
