"""`/figures/boards/`: dashboards out of the box and one's own; `/figures/year/`: 31 December."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Nav, Screen, routes
from jishi.figures import forms
from jishi.figures.access import FIGURE_VIEW, PERIOD_CLOSE
from jishi.figures.actions import boards as actions
from jishi.figures.boards import Board, Tile, all_boards
from jishi.figures.models import OwnBoard
from jishi.figures.queries import boards as queries
from jishi.figures.queries.boards import Shown
from jishi.figures.queries.closings import in_force
from jishi.figures.queries.showing import Figure
from jishi.figures.queries.yearly import yearly
from jishi.figures.screens.common import OfPlace
from jishi.figures.screens.looking import parts
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import may


def _tiles_of(row: OwnBoard) -> tuple[Tile, ...]:
    return tuple(Tile(each["shape"], tuple(each["codes"]), each["title"]) for each in row.tiles)


class BoardScreen(OfPlace):
    template = "figures/board.html"

    def tiles(self) -> Sequence[Tile]:
        raise NotImplementedError

    def own(self) -> OwnBoard | None:
        return None

    def crumbs(self) -> list[tuple[str, str]]:
        return [("数字", self.at("figures"))]

    def route(self) -> tuple[str, tuple[object, ...]]:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        shown = queries.fill_board(self.actor, self.tiles(), self.org, self.period)
        name, args = self.route()
        return {
            "org": self.org, "period": self.period, "permission_code": self.permission.code,
            "tiles": [self._tile(number, each) for number, each in enumerate(shown)],
            "boards": self._others(), "own": self.own(),
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

    def _tile(self, number: int, each: Shown) -> dict[str, Any]:
        first = each.indicators[0]
        return {
            "shown": each, "title": each.tile.label(), "id": f"tile-{number}",
            "unit": first.unit, "shape": each.tile.shape, "better": first.better,
            "url": self.at("figure", first.code),
            "numbers": [(n, self.at("figure", n.figure.indicator.code), parts(n.figure))
                        for n in each.numbers],
            "months": [(f, self.of(f)) for f in each.months],
            "ranked": [(r.place, r.figure, self.of(r.figure), parts(r.figure))
                       for r in each.ranked],
            "columns": [(i.title, self.at("figure", i.code)) for i in each.indicators],
            "heat": [(org, [(c, self.of(c.figure)) for c in cells]) for org, cells in each.rows],
            "chart": _chart(each), "chart_id": f"tile-{number}-data",
        }  # fmt: skip

    def of(self, figure: Figure) -> str:
        code = figure.indicator.code
        return self.at("figure", code, org=figure.org.code, period=figure.period)


def _chart(each: Shown) -> dict[str, Any] | None:
    """What a chart draws; the table under it says the same."""
    if each.tile.shape == "trend":
        figures, labels = each.months, [f.period.label for f in each.months]
    elif each.tile.shape in ("children", "ranking"):
        figures = [r.figure for r in each.ranked]
        labels = [f.org.short_name for f in figures]
    else:
        return None
    return {
        "kind": "line" if each.tile.shape == "trend" else "bar", "labels": labels,
        "title": each.tile.label(), "unit": each.indicators[0].unit,
        "values": [None if f.value is None else float(round(f.value, 2)) for f in figures],
    }  # fmt: skip


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

    def tiles(self) -> Sequence[Tile]:
        return _tiles_of(self.row)

    def own(self) -> OwnBoard:
        return self.row

    def route(self) -> tuple[str, tuple[object, ...]]:
        return "own-board", (self.row.pk,)

    def page_title(self) -> str:
        return f"{self.org.short_name}：{self.row.title}"


class NewBoard(FormScreen):
    path, name, title = "figures/boards/new/", "figure-board-new", "做一块看板"
    permission = FIGURE_VIEW
    form = forms.BoardForm
    done = "已保存"
    intro = "只有您自己看得到；数字都能打开到记录。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("看板", reverse("figure-boards"))]

    def initial(self) -> dict[str, Any]:
        board = queries.first_board(self.actor)
        return {"lines": forms.typed_tiles(board.tiles)}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        row = actions.save_board(self.actor, None, None, data["title"], data["lines"])
        return reverse("own-board", args=[row.pk])


class OfOwnBoard(Screen):
    permission = FIGURE_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = queries.own_board(actor, kwargs["pk"])

    def target(self) -> OwnBoard:
        return self.row

    def crumbs(self) -> list[tuple[str, str]]:
        return [("看板", reverse("figure-boards")),
                (self.row.title, reverse("own-board", args=[self.row.pk]))]  # fmt: skip


class EditBoard(OfOwnBoard, FormScreen):
    path, name, title = "figures/boards/own/<int:pk>/edit/", "own-board-edit", "修改看板"
    form = forms.BoardForm
    drafts = False

    def initial(self) -> dict[str, Any]:
        return {"title": self.row.title, "lines": forms.typed_tiles(_tiles_of(self.row))}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.save_board(self.actor, self.row, version, data["title"], data["lines"])
        return reverse("own-board", args=[self.row.pk])


class DropBoard(OfOwnBoard, FormScreen):
    path, name, title = "figures/boards/own/<int:pk>/drop/", "own-board-drop", "删除看板"
    form = forms.DropForm
    submit, done, danger, drafts = "删除", "已删除", True, False
    confirm = "删除后不能恢复。确定吗？"

    def save(self, form: Any, version: int) -> str:
        actions.drop_board(self.actor, self.row, version)
        return reverse("figure-boards")


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
