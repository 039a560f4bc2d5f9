"""The inspector beside a text: find an indicator, see its value here and now, put it in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.web.asked import asked_period
from jishi.base.web.screen import guarded, routes
from jishi.figures.queries import showing
from jishi.figures.queries.finding import find
from jishi.figures.screens.common import MOST_MONTHS, MOST_WORDS
from jishi.kernel.period import Period
from jishi.orgs.page import asked_org
from jishi.papers.access import PAPER_EDIT
from jishi.papers.filling.saying import shown
from jishi.papers.template.chips import COMPARED, FORMS, Chip
from jishi.papers.template.friendly import said
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 12
OFFERED = ("unit", "number", "words", "about", "parts")


class Picking:
    def __init__(self, actor: Actor, org: Organisation, period: Period) -> None:
        self.actor, self.org, self.period = actor, org, period

    def context(self, words: str) -> dict[str, Any]:
        found = [each for group in find(words).values() for each in group] if words else []
        found.sort(key=lambda each: (not each.title.startswith(words), len(each.title)))
        codes = [each.code for each in found[:MOST]]
        values = showing.figures(self.actor, codes, self.org, self.period) if codes else []
        return {
            "pick_org": self.org, "pick_period": self.period, "pick_words": words,
            "picks": [_pick(figure) for figure in values], "pick_more": len(found) > MOST,
        }  # fmt: skip


def _pick(figure: showing.Figure) -> dict[str, Any]:
    code = figure.indicator.code
    forms: list[tuple[str, str, str]] = []
    if figure.value is not None:
        for form in OFFERED:
            text = shown(figure, form)
            if (form != "parts" or figure.indicator.is_ratio) and text not in [
                t for _, t, _ in forms
            ]:
                forms.append((FORMS[form], text, said(Chip(code, form=form))))
    beside = said(Chip(code, beside="last_year"))
    return {
        "indicator": figure.indicator, "figure": figure, "forms": forms,
        "beside": (COMPARED["change"], "与上年同期比", beside),
        "plain": said(Chip(code, form="unit")),
    }  # fmt: skip


@guarded(PAPER_EDIT, "papers/pick/", "paper-pick", "查找指标")
def pick(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The found indicators alone, for the search box of the inspector."""
    words = request.GET.get("pick", "")[:MOST_WORDS].replace("\x00", "")
    period = asked_period(request, actor.today, months=6, most=MOST_MONTHS)
    org = asked_org(request, actor, PAPER_EDIT) or showing.top_of(actor)
    return render(request, "papers/_picks.html", Picking(actor, org, period).context(words))


urlpatterns = routes(pick)
