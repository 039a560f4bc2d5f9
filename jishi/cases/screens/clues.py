"""The narrow store: clues and talks, by their own permission and at their own addresses."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from jishi.base.web.filters import Choice, Day
from jishi.base.web.lists import Column
from jishi.base.web.screen import Nav, routes
from jishi.cases import queries
from jishi.cases.access import CLUE_EDIT, CLUE_VIEW
from jishi.cases.kinds import all_kinds
from jishi.cases.marks import STATES
from jishi.cases.models import Case
from jishi.cases.queries.within import NARROW, VIEWS, view
from jishi.cases.screens.common import CaseRows, address, due_text
from jishi.cases.screens.ledger import KIND_TITLES, ORDERS
from jishi.cases.screens.new import NewClue
from jishi.cases.screens.page import CasePage
from jishi.cases.screens.steps import StepScreen
from jishi.tree.reach import reach


class ClueList(CaseRows):
    path, name, title = "cases/clues/", "clues", "线索与谈话"
    permission = CLUE_VIEW
    nav = Nav("问题与诉求", "线索与谈话", "lock", order=40)
    filters = (
        Choice("kind", "种类", [(code, all_kinds()[code].title) for code in NARROW]),
        Choice("view", "台账", list(VIEWS.items()), by=view),
        Choice("state", "状态", list(STATES.items())),
        Day("since", "登记自", lookup="opened_on__gte"),
    )
    orders = ORDERS
    exports = False  # nothing of the narrow store leaves it as a workbook
    columns = (
        Column("label", "编号", link=address, phone="title"),
        Column("kind", "种类", value=lambda c: KIND_TITLES[c.kind]),
        Column("source", "来源", value=lambda c: dict(c.of_kind.sources).get(c.source, "")),
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
    empty = "没有线索和谈话记录"
    empty_hint = "这里只有纪检干部看得到；别处只有件数。"

    def rows(self) -> QuerySet[Case]:
        return queries.shown(queries.clues(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, CLUE_EDIT):
            return []
        return [
            (f"登记{all_kinds()[code].title}", reverse("clue-new", args=[code]), "plus")
            for code in NARROW
        ]


class CluePage(CasePage):
    path, name, title = "cases/clues/<int:pk>/", "clue", "线索与谈话"
    permission = CLUE_VIEW


class ClueStep(StepScreen):
    path, name, title = "cases/clues/<int:pk>/do/<slug:step>/", "clue-do", "办理"
    permission = CLUE_EDIT


urlpatterns = routes(ClueList, NewClue, CluePage, ClueStep)
