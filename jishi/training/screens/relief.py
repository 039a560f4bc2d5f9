"""Fewer hours for one person in this year, agreed and on record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.press import press
from jishi.base.web.screen import guarded
from jishi.people import queries as people_queries
from jishi.training.access import TRAINING_RELIEF
from jishi.training.actions import relief as actions
from jishi.training.forms import ReliefForm
from jishi.training.models import Relief
from jishi.training.queries.person import year_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import visible


class GrantRelief(FormScreen):
    path, name, title = "training/relief/<int:pk>/", "training-relief", "核定学时减免"
    permission = TRAINING_RELIEF
    form = ReliefForm
    submit = "核定"
    done = "已核定"
    intro = "只减本年度；因身体、年老、长期外出等，由支部核定。只选原因，不写病情。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = people_queries.person(actor, kwargs["pk"], TRAINING_RELIEF)

    def page_title(self) -> str:
        return f"核定学时减免：{self.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.person.name, reverse("person", args=[self.person.pk]))]

    def initial(self) -> dict[str, Any]:
        return {"hours": 0}

    def save(self, form: ReliefForm, version: int) -> str:
        data, year = form.cleaned_data, self.actor.today.year
        full = year_of(self.actor, self.person, year).full
        actions.grant_relief(self.actor, self.person, year, data["hours"], data["ground"], full)
        return reverse("person", args=[self.person.pk])


@guarded(TRAINING_RELIEF, "training/relief/<int:pk>/back/", "training-relief-back", "撤回学时减免")
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    rows = visible(actor, TRAINING_RELIEF, Relief.objects.all(), via="person__org")
    row = rows.select_related("person__org").filter(pk=pk).first()
    if row is None:
        raise NotVisible

    def do() -> str:
        actions.withdraw_relief(actor, row)
        return "已撤回，按原来的学时要求"

    return press(request, do, reverse("person", args=[row.person_id]))


SCREENS = (GrantRelief, withdraw)
