"""One's own procedures, as one may see them: the line of steps, nothing to press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.web.screen import guarded
from jishi.procedures.access import PROCEDURE_OWN, PROCEDURE_VIEW
from jishi.procedures.kinds import all_kinds
from jishi.procedures.marks import BY
from jishi.procedures.queries import procedures as queries
from jishi.procedures.queries.line import line_of
from jishi.procedures.screens.common import kind_title
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

MOST = 3


@guarded(PROCEDURE_OWN, "me/procedures/", "own-procedures", "我的程序")
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = queries.own(actor)
    lines = [(kind_title(row), line_of(row, actor.today)) for row in rows[:MOST]]
    context = {"title": "我的程序", "crumbs": [("我的账号", "/me/")], "lines": lines, "plain": True}
    return render(request, "procedures/own.html", context)


@guarded(PROCEDURE_VIEW, "procedures/charts/<slug:kind>/", "procedure-chart", "流程图")
def chart(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """The steps on one sheet, to be put on the wall."""
    found = all_kinds().get(kind)
    if found is None:
        raise NotVisible
    edition = found.edition_on(actor.today)
    steps = [(number, step, BY[step.by]) for number, step in enumerate(edition.steps, 1)]
    context = {"title": f"{found.title}流程图", "kind": found, "steps": steps}
    return render(request, "procedures/chart.html", context)


SCREENS = (own, chart)
