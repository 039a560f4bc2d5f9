"""The posts board: the numbers, one person in two posts by sector, and the rows behind each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from jishi.base.web.screen import routes
from jishi.base.web.workbench import Number
from jishi.kernel.tally import Ratio
from jishi.registers.access import LINK_VIEW
from jishi.registers.kinds import all_kinds
from jishi.registers.queries import boards
from jishi.registers.queries.links import counts_by_kind
from jishi.registers.screens.common import OrgScreen, TableScreen
from jishi.registers.table import Table
from jishi.tree.errors import NotVisible


class BoardScreen(OrgScreen):
    path, name, title = "posts/board/", "board", "班子看板"
    permission = LINK_VIEW
    template = "registers/board.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("任职", reverse("posts"))]

    def context(self) -> dict[str, Any]:
        board = boards.Board(self.actor, self.org)
        numbers = []
        for question in boards.QUESTIONS.values():
            count = len(question.ask(board).rows)
            url = f"{reverse('board-rows', args=[question.code])}?{self.query()}"
            tone = question.tone if count else ""
            numbers.append(Number(question.label, count, url, question.unit, question.note, tone))
        half = date(self.actor.today.year, 1 if self.actor.today.month < 7 else 7, 1)
        kinds = all_kinds()
        return {
            "org": self.org,
            "code": self.code,
            "numbers": numbers,
            "sectors": [
                (label, top, bottom, Ratio(top, bottom).percent())
                for label, top, bottom in boards.by_sector(board)
            ],
            "kinds": [
                (
                    kinds[code].title, running, begun, ended,
                    f"{reverse('posts' if kinds[code].is_post else 'links')}"
                    f"?{self.query(kind=code)}",
                )
                for code, running, begun, ended in counts_by_kind(self.actor, self.org, half)
            ],
            "half": half,
        }  # fmt: skip


class BoardRows(TableScreen):
    path, name, title = "posts/board/<slug:code>/", "board-rows", "班子看板"
    permission = LINK_VIEW

    def question(self) -> boards.Question:
        found = boards.QUESTIONS.get(self.kwargs["code"])
        if found is None:
            raise NotVisible
        return found

    def page_title(self) -> str:
        return self.question().label

    def crumbs(self) -> list[tuple[str, str]]:
        return [("任职", reverse("posts")), ("班子看板", f"{reverse('board')}?{self.query()}")]

    def table(self) -> Table:
        return self.question().ask(boards.Board(self.actor, self.org))


urlpatterns = routes(BoardScreen, BoardRows)
