"""What the pages of this room share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen
from jishi.returns.access import RETURN_RUN, RETURN_VIEW
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.returns.queries import rounds
from jishi.tree.actor import Actor

GROUP = "考核与数字"
HOME = [("报表", "/returns/")]


def round_url(row: ReturnRound) -> str:
    return reverse("return-round", args=[row.pk])


def sheet_url(row: ReturnSheet) -> str:
    return reverse("return-sheet", args=[row.pk])


class OfRound(Screen):
    """A page about one round that asks somebody within reach."""

    permission = RETURN_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.round = rounds.round_of(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.round.title

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME


class RoundFormScreen(OfRound, FormScreen):
    """A form that only whoever runs the round may send."""

    permission = RETURN_RUN
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.round = rounds.round_run(actor, kwargs["pk"], RETURN_RUN)

    def target(self) -> Any:
        return self.round

    def page_title(self) -> str:
        return f"{self.title}：{self.round.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.round.title, round_url(self.round))]


class OfSheet(Screen):
    """A page about one organisation's copy."""

    permission = RETURN_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.sheet = rounds.sheet_of(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.sheet.round.title}：{self.sheet.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.sheet.round.title, round_url(self.sheet.round))]


class SheetFormScreen(OfSheet, FormScreen):
    drafts = False

    def target(self) -> Any:
        return self.sheet

    def page_title(self) -> str:
        return f"{self.title}：{self.sheet.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.sheet.org.short_name, sheet_url(self.sheet))]
