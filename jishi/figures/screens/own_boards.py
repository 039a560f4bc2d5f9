"""A board of one's own put together: indicators picked into tiles, seen as they will stand."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from jishi.base.web.arranging import ArrangeScreen, Row
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Screen
from jishi.figures import designing, forms
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.actions import boards as actions
from jishi.figures.boards import SHAPES, Tile, all_boards
from jishi.figures.boards.span import span_period
from jishi.figures.declared import Indicator, all_indicators
from jishi.figures.models import OwnBoard
from jishi.figures.picking import found
from jishi.figures.queries import boards as queries
from jishi.figures.queries.showing import place_named, top_of
from jishi.figures.screens.common import address
from jishi.figures.screens.tiles import tile_shown
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


def tiles_of(row: OwnBoard) -> tuple[Tile, ...]:
    """As they were kept, without an indicator that is no more."""
    known = all_indicators()
    kept = (
        Tile(each["shape"], tuple(c for c in each["codes"] if c in known), each["title"])
        for each in row.tiles
    )
    return tuple(tile for tile in kept if tile.codes)


def within_reach(actor: Actor, org: Organisation) -> Organisation | None:
    """What was within reach when a board was made may be so no more."""
    return visible(actor, FIGURE_VIEW, Organisation.objects.filter(pk=org.pk)).first()


class BoardArranger(ArrangeScreen):
    permission = FIGURE_VIEW
    form = forms.BoardForm
    template = "figures/own_board.html"
    rows_template = "figures/own_board_rows.html"
    intro = "只有您自己看得到；数字都能打开到记录。"

    def typed(self, row: Row, given: QueryDict) -> Row:
        return designing.typed(row, given)

    def asked(self, name: str, known: dict[str, Any], first: str) -> str:
        said = self.request.POST.get(name, "")
        return said if said in known else first

    @property
    def shape(self) -> str:
        return self.asked("shape", SHAPES, "number")

    @property
    def into(self) -> str:
        """The tile that takes what is added; empty: a new one."""
        able = {row["key"]: row for row in self.arrangement.rows if designing.takes_more(row)}
        if self.arrangement.opened in able:
            return self.arrangement.opened
        return self.asked("into", able, "")

    def adding(self, what: str) -> tuple[Row, str] | None:
        if what not in all_indicators():
            return None
        key = self.arrangement.fresh("tile")
        made = {"key": key, "shape": self.shape, "codes": [what], "title": ""}
        return made, f"已加「{all_indicators()[what].title}」"

    def arrange(self, verb: str, what: str) -> None:
        rows, into = self.arrangement, self.into
        if verb == "add" and into and what in all_indicators():
            rows.become(designing.with_code(rows.rows, into, what))
            rows.said = f"「{all_indicators()[what].title}」已放进同一块"
        elif verb == "out":
            key, _, code = what.partition(":")
            rows.become(designing.without_code(rows.rows, key, code))
            rows.said = "已移除，可以撤销"
        else:
            super().arrange(verb, what)

    def showing(self, form: Form) -> dict[str, Any]:
        rows, into = self.arrangement.rows, self.into
        org, period = self.place_of(form), self.period_of(form)
        tiles = designing.valid_tiles(rows)
        filled = queries.fill_board(self.actor, tiles, org, period) if tiles else []
        at = partial(address, org, period)
        shown = designing.shown(rows)
        return {
            "rows": shown, "found": found(self.words(), self.taken(into), self.fits(into)),
            "shapes": list(designing.LABELS.items()), "shape": self.shape, "into": into,
            "open_tiles": [(each["key"], n, each["title"]) for n, each in enumerate(shown, 1)
                           if designing.takes_more(each)],
            "org": org, "period": period, "faults": designing.faults_of(rows),
            "tiles": [tile_shown(n, each, at) for n, each in enumerate(filled)],
        }  # fmt: skip

    def taken(self, into: str) -> set[str]:
        """A tile holds an indicator once; two tiles may hold the same."""
        return {code for row in self.arrangement.rows if row["key"] == into
                for code in designing.tile_of(row).codes}  # fmt: skip

    def fits(self, into: str) -> Any:
        ranking = not into and self.shape == "ranking"
        return _is_ranked if ranking else None

    def place_of(self, form: Form) -> Organisation:
        return place_named(self.actor, FIGURE_VIEW, str(form["org"].value() or ""))

    def period_of(self, form: Form) -> Period:
        return span_period(str(form["span"].value() or ""), self.actor.today)

    def opening(self, form: Form) -> actions.Opening:
        return actions.Opening(form.cleaned_data["org"], form.cleaned_data["span"])


def _is_ranked(indicator: Indicator) -> bool:
    return bool(indicator.better)


class NewBoard(BoardArranger):
    path, name, title = "figures/boards/new/", "figure-board-new", "做一块看板"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("看板", reverse("figure-boards"))]

    def initial(self) -> dict[str, Any]:
        like = all_boards().get(self.request.GET.get("from", "")[:60])
        org = {"org": top_of(self.actor).code}
        if like is None:
            return org
        lines = json.dumps(designing.rows_of(like.tiles))
        return {**org, "title": f"{like.title}（自己的）", "lines": lines}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        row = actions.save_board(
            self.actor, None, None, data["title"], data["lines"], self.opening(form)
        )
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


class EditBoard(OfOwnBoard, BoardArranger):
    path, name, title = "figures/boards/own/<int:pk>/edit/", "own-board-edit", "修改看板"
    drafts = False

    def initial(self) -> dict[str, Any]:
        row = queries.own_board(self.actor, self.row.pk)
        org = within_reach(self.actor, row.org) if row.org is not None else None
        return {
            "title": row.title, "org": org.code if org else "", "span": row.span,
            "lines": json.dumps(designing.rows_of(tiles_of(row))),
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.save_board(
            self.actor, self.row, version, data["title"], data["lines"], self.opening(form)
        )
        return reverse("own-board", args=[self.row.pk])


class DropBoard(OfOwnBoard, FormScreen):
    path, name, title = "figures/boards/own/<int:pk>/drop/", "own-board-drop", "删除看板"
    form = forms.DropForm
    submit, done, danger, drafts = "删除", "已删除", True, False
    confirm = "删除后不能恢复。确定吗？"

    def save(self, form: Any, version: int) -> str:
        actions.drop_board(self.actor, self.row, version)
        return reverse("figure-boards")
