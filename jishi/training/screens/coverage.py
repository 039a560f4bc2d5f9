"""`/training/`: whom the year's training has reached, and the list behind every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT
from jishi.base.web.asked import asked_year
from jishi.base.web.filters import Choice, Filter, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen
from jishi.orgs.page import asked_org
from jishi.people.access import PERSON_VIEW
from jishi.people.finder import url_of
from jishi.people.models import Person
from jishi.registers.queries.committees import POST_TITLES
from jishi.training.marks import GROUPS, OWES
from jishi.training.queries import classes, coverage
from jishi.training.queries.coverage import Norms, Scope
from jishi.training.rules.coverage import (
    Studied,
    counted_hours,
    first_years,
    induction,
    year_is_enough,
)
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

M = TypeVar("M", bound=Model)
FIRST_YEAR = 2015


@dataclass(frozen=True)
class Box:
    """So many of so many, and where it opens to."""

    label: str
    total: int
    done: int
    url: str
    missing_url: str

    @property
    def missing(self) -> int:
        return self.total - self.done


class CoveragePage(Screen):
    path, name, title = "training/", "training", "教育培训"
    permission = PERSON_VIEW
    nav = Nav("组织生活", "教育培训", "graduation-cap", order=30)
    template = "training/coverage.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.year = asked_year(request, actor.today, first=FIRST_YEAR, ahead=0)
        self.org = asked_org(request, actor, self.permission)

    def page_title(self) -> str:
        return f"{self.year}年教育培训覆盖"

    def context(self) -> dict[str, Any]:
        scope = Scope(self.actor, self.year, self.org)
        found = coverage.coverage(scope)
        used = [code for code in GROUPS if found.total.groups[code].total]
        code = self.org.code if self.org else ""
        return {
            "org": self.org,
            "year": self.year,
            "years": [
                (f"{year}年", f"?{urlencode({'org': code, 'year': year})}", year == self.year, None)
                for year in range(self.actor.today.year - 2, self.actor.today.year + 1)
            ],
            "groups": [(code, GROUPS[code]) for code in used],
            "totals": [(self._box(found.total, group, code), OWES[group]) for group in used],
            "lines": [
                (line, self._place_url(line), [self._box(line, group, line.code) for group in used])
                for line in found.lines
                if any(line.groups[group].total for group in used)
            ],
            "ledger": classes.ledger(self.actor, scope.first, scope.last),
            "norms": scope.norms(),
            "permission_code": PERSON_VIEW.code,
            "may_edit": bool(reach(self.actor, ACTIVITY_EDIT)),
        }

    def _place_url(self, line: coverage.Line) -> str:
        if self.org is not None and line.id == self.org.pk:
            return ""
        return f"?{urlencode({'org': line.code, 'year': self.year})}"

    def _box(self, line: coverage.Line, group: str, code: str) -> Box:
        reached = line.groups[group]
        own = "1" if self.org is not None and line.id == self.org.pk else ""

        def url(state: str) -> str:
            asked = {
                "group": group, "state": state, "org": code, "year": str(self.year), "own": own,
            }  # fmt: skip
            kept = {k: v for k, v in asked.items() if v}
            return f"{reverse('training-people')}?{urlencode(kept)}"

        return Box(GROUPS[group], reached.total, reached.done, url(""), url("missing"))


@dataclass(frozen=True)
class _Taken(Filter):
    """What the screen itself reads: it only has to stay in the address."""

    choices: Sequence[tuple[str, str]] = ()
    blank: str = "全部"

    widget = "choice"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        return queryset

    def options(self) -> Sequence[tuple[str, str]]:
        return self.choices

    def shown(self, actor: Actor, raw: str) -> str:
        return dict(self.choices).get(raw, raw)


@dataclass(frozen=True)
class _Within(Under):
    """The organisation is read by the screen, by post or by membership as the group asks."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        self._org(actor, raw)
        return queryset


STATES = (
    ("missing", "没有培训"), ("done", "已培训"), ("short", "学时不足"), ("new_post", "新任待训"),
)  # fmt: skip


class PeopleList(ListScreen[Person]):
    """Each of a group with hours and last training; the missing where they are asked for."""

    path, name, title = "training/people/", "training-people", "培训名单"
    permission = PERSON_VIEW
    orders = (
        Order("org", "按组织、姓名", ("org__path", "name", "id")),
        Order("name", "按姓名", ("search_text", "id")),
    )
    empty = "没有这样的人"
    empty_hint = "换个范围、年度或情况看看"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.year = asked_year(request, actor.today, first=FIRST_YEAR, ahead=0)
        asked = request.GET.get("group", "")
        self.group = asked if asked in GROUPS else "members"
        org = asked_org(request, actor, self.permission)
        self.scope = Scope(actor, self.year, org, only=request.GET.get("own") == "1")
        self.norms: Norms = self.scope.norms()

    def crumbs(self) -> list[tuple[str, str]]:
        code = self.scope.org.code if self.scope.org else ""
        asked = urlencode({"org": code, "year": self.year})
        return [("教育培训", f"{reverse('training')}?{asked}")]

    def page_title(self) -> str:
        where = f"{self.scope.org.short_name}：" if self.scope.org else ""
        return f"{where}{self.year}年{GROUPS[self.group]}培训名单"

    def used_filters(self) -> Sequence[Filter]:
        this = self.actor.today.year
        years = [(str(year), f"{year} 年") for year in range(this, this - 4, -1)]
        return (
            Search("q", "姓名", placeholder="姓名、拼音或首字母"),
            _Within("org", "党组织及下级", permission=PERSON_VIEW),
            _Taken("group", "范围", tuple(GROUPS.items()), GROUPS["members"]),
            _Taken("year", "年度", tuple(years), f"{this} 年"),
            Choice("state", "情况", STATES, by=lambda actor, raw: Q()),
        )

    def rows(self) -> QuerySet[Person]:
        rows = coverage.detailed(self.scope, self.group, self.norms)
        state = self.request.GET.get("state", "")
        reached = coverage.done(self.scope, self.group)
        if state == "missing":
            return rows.filter(~reached)
        if state == "done":
            return rows.filter(reached)
        if state == "short":
            return coverage.short_of_hours(rows, self.norms)
        if state == "new_post":
            return coverage.awaiting_induction(rows, self.scope, self.norms)
        return rows

    def shown_columns(self) -> Sequence[Column]:
        posts = self.group in ("secretaries", "committee")
        own = (
            (
                Column("post", "职务", value=lambda p: POST_TITLES.get(p.post_kind or "", "")),
                Column("post_org", "任职党组织"),
                Column("post_since", "任职日期"),
            )
            if posts
            else ()
        )
        return (
            Column("name", "姓名", link=url_of, phone="title"),
            Column("org", "所在党组织", value=lambda p: p.org.short_name),
            *own,
            Column("times", "集中培训", value=lambda p: f"{p.times} 次"),
            Column("last_on", "最近一次"),
            Column("counted", "计入学时", value=lambda p: classes.hours_text(p.counted)),
            Column("required", "要求学时"),
            Column(
                "remark", "情况", value=lambda p: p.remark, tone=lambda p: p.tone, phone="badge"
            ),
            Column("code", "编码", phone="hide"),
        )

    def ready(self, row: Any) -> Any:
        studied = studied_of(row, self.norms)
        row.counted = counted_hours(studied)
        texts = [reason.text for reason in year_is_enough(studied).reasons]
        if self.group == "secretaries" and row.post_since:
            verdict = induction(
                row.post_since, row.trained_on, self.norms.induction, self.scope.day
            )
            texts += [reason.text for reason in verdict.reasons]
        if self.group == "new" and row.phase:
            verdict = first_years(row.phase, row.phase_on, self.scope.day)
            texts += [reason.text for reason in verdict.reasons]
        if self.group == "members" and not row.times and row.required:
            texts.append("没有参加集中培训")
        relieved = "已核定减免" if row.relief is not None else ""
        row.remark = "；".join(dict.fromkeys(texts)) or relieved or "已达标"
        row.tone = "red" if texts else "green"
        return row

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, ACTIVITY_EDIT):
            return []
        return [
            ("把这些人报名到培训班", f"{reverse('training-enrol')}?{self.query()}", "user-plus")
        ]


def studied_of(row: Any, norms: Norms) -> Studied:
    return Studied(
        Decimal(row.studied or 0), Decimal(row.online or 0), row.required, norms.share, row.times,
        bool(row.seated),
    )  # fmt: skip


SCREENS = (CoveragePage, PeopleList)
