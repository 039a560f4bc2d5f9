"""`/papers/<pk>/steps/<step>/`: submit, send back, approve, publish, drop."""

from __future__ import annotations

from typing import Any, cast

from django.forms import ChoiceField
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen, ReasonForm
from jishi.base.web.screen import routes
from jishi.papers import forms
from jishi.papers.access import PAPER_EDIT
from jishi.papers.actions.deciding import PERMISSIONS, take_step
from jishi.papers.models import Paper
from jishi.papers.queries import papers as queries
from jishi.papers.queries.audience import children, named
from jishi.papers.rules.steps import STEPS
from jishi.papers.screens.listing import url_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import require

INTRO = {
    "submit": "送审后不能再改；要改的由审核人退回。",
    "send_back": "退回给起草人修改，写明要改什么。",
    "approve": "签发后编号、定稿：文中的数字固定为此刻的数，以后的更正另外列出，不改已定稿的文字。",
    "publish": "印发后发给所选组织的各位党务人员，并统计谁已阅知。",
    "drop": "作废的文稿留着备查，不能恢复；已编的号不再使用。",
}


FORMS: dict[str, type[Form]] = {
    "send_back": ReasonForm, "drop": ReasonForm, "approve": forms.ApproveForm,
    "publish": forms.PublishForm,
}  # fmt: skip


class PaperStep(FormScreen):
    path, name, title = "papers/<int:pk>/steps/<str:step>/", "paper-step", "文稿办理"
    permission = PAPER_EDIT  # approving asks for more
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.paper: Paper = queries.paper_of(actor, kwargs["pk"])
        self.step: str = kwargs["step"]
        if self.step not in STEPS:
            raise NotVisible
        require(actor, PERMISSIONS[self.step], self.paper.org)
        self.submit = STEPS[self.step][0]  # type: ignore[misc]
        self.done = f"已{self.submit}"  # type: ignore[misc]
        self.danger = self.step == "drop"  # type: ignore[misc]
        self.intro = INTRO[self.step]  # type: ignore[misc]
        self.form = FORMS.get(self.step, forms.StepForm)  # type: ignore[misc]

    def page_title(self) -> str:
        return f"{self.submit}：{self.paper.heading}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers")), (self.paper.heading, url_of(self.paper))]

    def target(self) -> Paper:
        return self.paper

    def initial(self) -> dict[str, Any]:
        return {"audience": "below"} if self.step == "publish" else {}

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        if self.step == "publish":
            below = children(self.actor, self.paper.org).values_list("code", "short_name")
            cast(ChoiceField, form.fields["chosen"]).choices = list(below)
        return form

    def save(self, form: Any, version: int) -> str:
        given = {name: form.cleaned_data[name] for name in form.fields}
        further = given.pop("further", "")
        if further and given["audience"] == "chosen":
            given["chosen"] = [*given["chosen"], *named(self.actor, self.paper.org, further)]
        return url_of(take_step(self.actor, self.paper, self.step, version, **given))


urlpatterns = routes(PaperStep)
