"""`/figures/boards/`: dashboards out of the box and one's own; `/figures/year/`: 31 December."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.screen import Nav, routes
from jishi.figures.access import PERIOD_CLOSE
from jishi.figures.boards import Board, Tile, all_boards
from jishi.figures.boards.span import span_period
from jishi.figures.models import OwnBoard
from jishi.figures.queries import boards as queries
from jishi.figures.queries.closings import in_force
from jishi.figures.queries.yearly import yearly
from jishi.figures.screens.common import OfPlace
from jishi.figures.screens.own_boards import DropBoard, EditBoard, NewBoard, tiles_of, within_reach
from jishi.figures.screens.tiles import tile_shown
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import may


class BoardScreen(OfPlace):
    template = "figures/board.html"

    def tiles(self) -> Sequence[Tile]:
        raise NotImplementedError

    def own(self) -> OwnBoard | None:
        return None

    def code(self) -> str:
        return ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", self.at("figures"))]

    def route(self) -> tuple[str, tuple[object, ...]]:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        shown = queries.fill_board(self.actor, self.tiles(), self.org, self.period)
        name, args = self.route()
        return {
            "org": self.org, "period": self.period, "permission_code": self.permission.code,
            "tiles": [tile_shown(number, each, self.at) for number, each in enumerate(shown)],
            "boards": self._others(), "own": self.own(), "board_code": self.code(),
            **self.bar(name, *args),
        }  # fmt: skip

    def _others(self) -> list[tuple[str, str, bool, str]]:
        here = reverse(self.route()[0], args=self.route()[1])
        found = [
            (each.title, reverse("figure-board", args=[code]))
            for code, each in all_boards().items()
        ]
        found += [(row.title, reverse("own-board", args=[row.pk]))
                  for row in queries.boards_of(self.actor)]  # fmt: skip
        return [(title, f"{url}?{self.question()}", url == here, "") for title, url in found]


class BoardPage(BoardScreen):
    path, name, title = "figures/boards/<str:code>/", "figure-board", "看板"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.board = self.found(actor, kwargs.get("code", ""))

    def found(self, actor: Actor, code: str) -> Board:
        board = all_boards().get(code)
        if board is None:
            raise NotVisible
        return board

    def tiles(self) -> Sequence[Tile]:
        return self.board.tiles

    def code(self) -> str:
        return self.board.code

    def route(self) -> tuple[str, tuple[object, ...]]:
        return "figure-board", (self.board.code,)

    def page_title(self) -> str:
        return f"{self.org.short_name}：{self.board.title}"


class Boards(BoardPage):
    """The first of one's role."""

    path, name, title = "figures/boards/", "figure-boards", "数字看板"
    nav = Nav("考核与数字", "数字看板", "layout-dashboard", order=5)

    def found(self, actor: Actor, code: str) -> Board:
        return queries.first_board(actor)


class OwnBoardPage(BoardScreen):
    path, name, title = "figures/boards/own/<int:pk>/", "own-board", "自己的看板"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = queries.own_board(actor, kwargs["pk"])
        if not request.GET.get("period"):
            self.period = span_period(self.row.span, actor.today)
        if not request.GET.get("org") and self.row.org is not None:
            self.org = within_reach(actor, self.row.org) or self.org

    def tiles(self) -> Sequence[Tile]:
        return tiles_of(self.row)

    def own(self) -> OwnBoard:
        return self.row

    def route(self) -> tuple[str, tuple[object, ...]]:
        return "own-board", (self.row.pk,)

    def page_title(self) -> str:
        return f"{self.org.short_name}：{self.row.title}"


class YearPage(OfPlace):
    path, name, title = "figures/year/", "figures-year", "年度统计核对"
    template = "figures/year.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.period = Period.year(self.period.last.year)

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", self.at("figures"))]

    def page_title(self) -> str:
        return f"{self.period.label}统计核对：{self.org.short_name}"

    def context(self) -> dict[str, Any]:
        found = yearly(self.actor, self.org, self.period)
        closing = in_force(self.org, self.period)
        over = self.period.last_day < self.actor.today
        return {
            "org": self.org, "period": self.period, "yearly": found, "closing": closing,
            "permission_code": self.permission.code, "over": over,
            "may_close": over and closing is None and may(self.actor, PERIOD_CLOSE, self.org),
            "close_url": f"{reverse('period-close')}?{self.question()}",
            "checks": [
                (each, [(p, self.at("figure-rows", p.indicator.code)) for p in each.parts],
                 self.at("figure-rows", each.whole.indicator.code))
                for each in found.checks
            ],
            "before": self.at("figures-year", period=self.period.previous()),
            "after": self.at("figures-year", period=self.period.shifted(12)),
        }  # fmt: skip


# Fixed words before a code of the same place.
urlpatterns = routes(
    Boards, NewBoard, OwnBoardPage, EditBoard, DropBoard, BoardPage, YearPage
)  # fmt: skip
