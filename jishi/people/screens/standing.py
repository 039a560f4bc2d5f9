"""What a member becomes, by a decision of a meeting or of the superior; and sanctions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.forms import Form
from jishi.base.web.screen import guarded, routes
from jishi.people import finder, queries
from jishi.people.access import STANDING_EDIT
from jishi.people.actions import change_standing, record_sanction
from jishi.people.forms import person as forms
from jishi.people.rules.standing import ACTS, StandingAct, acts_for
from jishi.people.screens.person import HOME, PersonForm
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible


@guarded(STANDING_EDIT, "people/<int:pk>/standing/", "person-standing", "变更状态")
def choose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Which decision is to be recorded: only those that may follow from what the person is."""
    person = queries.person(actor, pk, STANDING_EDIT)
    context = {
        "title": f"变更状态：{person.name}", "person": person,
        "crumbs": [*HOME, (person.name, finder.url_of(person))],
        "acts": [
            (act, reverse("person-standing-change", args=[pk, act.kind]))
            for act in acts_for(person.standing)
        ],
        "sanction": reverse("person-sanction", args=[pk]) if person.is_member else "",
    }  # fmt: skip
    return render(request, "people/standing.html", context)


class ChangeStanding(PersonForm):
    path, name = "people/<int:pk>/standing/<slug:kind>/", "person-standing-change"
    title = "变更状态"
    permission = STANDING_EDIT
    form = forms.StandingForm
    submit = "登记"
    done = "已登记，依据在沿革里"

    @property
    def act(self) -> StandingAct:
        found = ACTS.get(self.kwargs["kind"])
        if found is None:
            raise NotVisible
        return found

    def page_title(self) -> str:
        return f"{self.act.label}：{self.person.name}"

    @property
    def intro(self) -> str:  # type: ignore[override]
        needs = (
            "、".join(
                word
                for word, wanted in (
                    ("支部大会", self.act.meeting),
                    ("批复或决定文号", self.act.document),
                )
                if wanted
            )
            or "会议或批复文号之一"
        )
        return f"现为{self.person.standing_label}。须填：{needs}。{self.act.help}"

    @property
    def danger(self) -> bool:  # type: ignore[override]
        return self.act.hurts

    @property
    def confirm(self) -> str:  # type: ignore[override]
        return f"确定登记「{self.act.label}」吗？" if self.act.hurts else ""

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        if self.act.period:
            form.fields["until"].label = self.act.period
            form.fields["until"].required = True
        else:
            del form.fields["until"]
        if self.act.kind != "expel":
            del form.fields["for_life"]
        form.fields["meeting"].required = self.act.meeting
        form.fields["document"].required = self.act.document
        return form

    def save(self, form: forms.StandingForm, version: int) -> str:
        data = form.cleaned_data
        change_standing(
            self.actor, self.person, version, self.act.kind, form.basis(),
            until=data.get("until"), for_life=data.get("for_life", False),
        )  # fmt: skip
        return self.back()


class RecordSanction(PersonForm):
    path, name, title = "people/<int:pk>/sanctions/new/", "person-sanction", "登记处分"
    permission = STANDING_EDIT
    form = forms.SanctionForm
    submit = "登记"
    done = "已登记"
    drafts = False
    intro = "警告、严重警告、撤销党内职务不影响表决权。留党察看、开除党籍请在「变更状态」里登记。"

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today}

    def save(self, form: forms.SanctionForm, version: int) -> str:
        data = form.cleaned_data
        record_sanction(
            self.actor, self.person, version,
            kind=data["kind"], since=data["since"], document=data["document"],
        )  # fmt: skip
        return self.back()


urlpatterns = routes(choose, ChangeStanding, RecordSanction)
