"""`/cases/`: the book of all cases within reach; views of it are the three ledgers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.urls import reverse

from jishi.base.web.filters import Choice, Day, Search, Under
from jishi.base.web.lists import Column
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, routes
from jishi.base.web.workbench import Start
from jishi.cases import queries
from jishi.cases.access import CASE_DIRECT, CASE_EDIT, CASE_VIEW
from jishi.cases.kinds import all_kinds, open_kinds
from jishi.cases.marks import DOORS, STATES
from jishi.cases.models import Case
from jishi.cases.queries import within as conditions
from jishi.cases.screens.common import CaseRows, address, due_text
from jishi.tree.actor import Actor
from jishi.tree.reach import reach


def _labels(kind_field: str) -> list[tuple[str, str]]:
    """All classes, or sources, of all kinds: one code means one thing within a kind only."""
    found: dict[str, str] = {}
    for kind in open_kinds().values():
        for code, label in getattr(kind, kind_field):
            found.setdefault(f"{kind.code}.{code}", f"{kind.title}：{label}")
    return list(found.items())


def _of_kind(column: str) -> Mapping[str, Q]:
    return {
        code: Q(**{"kind": code.split(".")[0], column: code.split(".")[1]})
        for code, _ in _labels("classes" if column == "class_code" else "sources")
    }


def _whose(actor: Actor, raw: str) -> Q:
    if raw == "mine":
        return conditions.mine(actor)
    return Q(supervised_on__isnull=False)


FILTERS = (
    Search("q", "查找", placeholder="事由、编号、组织，拼音也行", apart=True),
    Choice("kind", "种类", conditions.known_kinds()),
    Choice(
        "view", "台账", list(conditions.VIEWS.items()), by=conditions.view,
    ),
    Choice("who", "范围", [("mine", "本单位要办的"), ("supervised", "挂牌督办的")], by=_whose),
    Under("org", "责任单位", permission=CASE_VIEW, via="org"),
    Under("subject", "问题所在组织", permission=CASE_VIEW, via="subject_org"),
    Choice("state", "状态", list(STATES.items())),
    Choice("class", "类别", _labels("classes"), conditions=_of_kind("class_code")),
    Choice("source", "来源", _labels("sources"), conditions=_of_kind("source")),
    Choice("door", "渠道", list(DOORS.items())),
    Day("since", "登记自", lookup="opened_on__gte"),
    Day("until", "登记至", lookup="opened_on__lte"),
)  # fmt: skip
ORDERS = (
    Order("new", "登记最近", ("-opened_on", "-pk")),
    Order("due", "期限最近", ("due_on", "pk")),
    Order("old", "登记最早", ("opened_on", "pk")),
)
KIND_TITLES = {code: kind.title for code, kind in all_kinds().items()}


def columns() -> tuple[Column, ...]:
    return (
        Column("label", "编码", phone="hide"),
        Column("title", "事由", link=address, phone="title"),
        Column("kind", "类型", value=lambda c: KIND_TITLES[c.kind]),
        Column("class", "类别", value=lambda c: c.of_kind.class_label(c.class_code), phone="hide"),
        Column("org", "责任单位", value=lambda c: c.org.short_name),
        Column("handler", "责任人", value=lambda c: c.handler or c.leader, phone="hide"),
        Column("opened_on", "日期"),
        Column("due", "期限", value=due_text),
        Column(
            "state", "状态", value=lambda c: c.state_label, tone=lambda c: c.tone, phone="badge"
        ),
        Column(
            "words", "提示", value=lambda c: getattr(c, "words", ""),
            tone=lambda c: getattr(c, "words_tone", ""), phone="badge",
        ),
    )  # fmt: skip


class CaseLedger(CaseRows):
    path, name, title = "cases/", "cases", "问题与诉求"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "全部台账", "clipboard-list", order=10, phone="问题")
    filters = FILTERS
    orders = ORDERS
    columns = columns()
    wide = True
    empty = "还没有登记过问题或诉求"
    empty_hint = "发现的问题、群众的诉求在这里登记一次，总账、已办、未办都从这里出。"

    def rows(self) -> QuerySet[Case]:
        return queries.shown(queries.cases(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        found = []
        if reach(self.actor, CASE_EDIT):
            found.append(("登记", reverse("case-choose"), "plus"))
        found.append(("看板", reverse("case-board"), "columns-3"))
        if reach(self.actor, CASE_DIRECT):
            query = self.query()
            found.append(
                ("批量分办", reverse("case-many") + (f"?{query}" if query else ""), "list-checks")
            )
        return found


Start("登记问题或诉求", "case-choose", "问题、诉求、心愿，只登一次", "message-square-plus",
      CASE_EDIT, order=20)  # fmt: skip

urlpatterns = routes(CaseLedger)
