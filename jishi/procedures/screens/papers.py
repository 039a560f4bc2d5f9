"""Papers of steps, to be printed and signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.web.screen import guarded
from jishi.procedures.access import PROCEDURE_VIEW
from jishi.procedures.marks import PAPERS
from jishi.procedures.queries import procedures as queries
from jishi.procedures.queries.papers import paper_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible


@guarded(
    PROCEDURE_VIEW, "procedures/<int:pk>/steps/<int:number>/<slug:code>/print/", "procedure-paper",
    "打印文书",
)  # fmt: skip
def paper(request: HttpRequest, actor: Actor, pk: int, number: int, code: str) -> HttpResponse:
    procedure = queries.procedure(actor, pk)
    found = paper_of(procedure, queries.step_row(procedure, number), code, actor.today)
    if found is None:
        raise NotVisible
    context = {"title": PAPERS[code], "paper": found}
    return render(request, "procedures/paper.html", context)


SCREENS = (paper,)
