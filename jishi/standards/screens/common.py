"""What the pages of this room share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.models import Assessment, Round
from jishi.standards.queries import rounds
from jishi.standards.queries.proving import Proven, prove
from jishi.tree.actor import Actor

GROUP = "考核与数字"
HOME = [("考评", "/standards/")]


def assessment_url(row: Assessment) -> str:
    return reverse("assessment", args=[row.pk])


def round_url(round_: Round) -> str:
    return reverse("standard-round", args=[round_.pk])


class OfAssessment(Screen):
    """A page about one assessment within reach."""

    permission = STANDARD_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = rounds.assessment(actor, kwargs["pk"], self.permission)

    def proven(self) -> Proven:
        return prove([self.row], self.actor.today)[self.row.pk]

    def page_title(self) -> str:
        return f"{self.title}：{self.row.subject}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.row.round.title, round_url(self.row.round))]


class AssessmentForm(OfAssessment, FormScreen):
    """A form about one assessment."""

    drafts = False

    def target(self) -> Any:
        return self.row

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.row.subject, assessment_url(self.row))]


class RunAssessmentForm(AssessmentForm):
    """A form that only whoever runs the round may send."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        rounds.round_run(actor, self.row.round_id, STANDARD_RUN)


class OfRound(Screen):
    """A page about one round that assesses somebody within reach."""

    permission = STANDARD_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.round = rounds.round_(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.round.title

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME


class RoundForm(OfRound, FormScreen):
    """A form that only whoever runs the round may send."""

    permission = STANDARD_RUN
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.round = rounds.round_run(actor, kwargs["pk"], STANDARD_RUN)

    def target(self) -> Any:
        return self.round

    def page_title(self) -> str:
        return f"{self.title}：{self.round.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.round.title, round_url(self.round))]
