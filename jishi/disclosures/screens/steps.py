"""The forms of a disclosure: drafting, correcting, looking over, releasing, taking down."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.disclosures import actions
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_RELEASE
from jishi.disclosures.forms import DraftForm, EvidenceForm, PublishForm, ReasonForm, ReviewForm
from jishi.disclosures.kinds import all_items
from jishi.disclosures.queries.owed import villages
from jishi.disclosures.screens.lists import OfDisclosure, address


class NewDisclosure(FormScreen):
    path, name, title = "disclosures/new/", "disclosure-new", "起草公开"
    permission = DISCLOSURE_EDIT
    form = DraftForm
    submit, done = "保存草稿", "已保存，等另一人审核"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党务村务公开", reverse("disclosures"))]

    def initial(self) -> dict[str, Any]:
        asked = {
            name: self.request.GET.get(name, "")[:40].replace("\x00", "")
            for name in ("org", "item", "period")
        }
        asked["org"] = asked["org"] or self._own()
        item = all_items().get(asked["item"])
        if item is not None:
            asked |= {"audience": item.audience, "title": f"{item.title}"}
        return {"happened_on": None, **asked}

    def _own(self) -> str:
        """Whoever keeps one village need not name it."""
        rows = villages(self.actor).values_list("code", flat=True)[:2]
        return rows[0] if len(rows) == 1 else ""

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        made = actions.draft(self.actor, data["org"], form.row(), data["sheets"])
        return address(made)


class Step(OfDisclosure, FormScreen):
    """A form about one disclosure."""

    template = "web/form.html"

    def target(self) -> Any:
        return self.one

    def page_title(self) -> str:
        return f"{self.title}：{self.one.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.one.title, address(self.one))]


class EditDisclosure(Step):
    path, name, title = "disclosures/<int:pk>/edit/", "disclosure-edit", "修改草稿"
    permission = DISCLOSURE_EDIT
    form = DraftForm
    intro = "改过以后重新审核。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        del form.fields["org"], form.fields["sheets"]
        return form

    def initial(self) -> dict[str, Any]:
        names = ("item", "period", "happened_on", "title", "text", "audience", "place")
        return {name: getattr(self.one, name) for name in names}

    def save(self, form: Any, version: int) -> str:
        return address(actions.correct(self.actor, self.one, version, form.row()))


class Release(Step):
    """Decided with the text in sight."""

    permission = DISCLOSURE_RELEASE
    template = "disclosures/review.html"

    def context(self) -> dict[str, Any]:
        return {"one": self.one}


class ReviewDisclosure(Release):
    path, name, title = "disclosures/<int:pk>/review/", "disclosure-review", "审核"
    form = ReviewForm
    submit, done = "审核通过", "已审核，可以发布"

    def initial(self) -> dict[str, Any]:
        return {"secrecy_by": self.actor.name}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.review(
            self.actor, self.one, version, secrecy_by=data["secrecy_by"],
            classified=data["classified"] == "1", needed=data["needed"], exact=data["exact"],
        )  # fmt: skip
        return address(self.one)


class PublishDisclosure(Release):
    path, name, title = "disclosures/<int:pk>/publish/", "disclosure-publish", "发布"
    form = PublishForm
    submit, done = "发布", "已发布"

    def initial(self) -> dict[str, Any]:
        return {"days": 30, "place": self.one.place}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        if self.one.of_item.way == "long":
            del form.fields["days"]
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.publish(
            self.actor, self.one, version, days=data.get("days"), place=data["place"],
            papers=data["sheets"],
        )  # fmt: skip
        return address(self.one)


class SendBack(Step):
    path, name, title = "disclosures/<int:pk>/back/", "disclosure-back", "退回"
    permission = DISCLOSURE_RELEASE
    form = ReasonForm
    submit, done = "退回修改", "已退回"

    def save(self, form: Any, version: int) -> str:
        actions.send_back(self.actor, self.one, version, form.cleaned_data["reason"])
        return address(self.one)


class Withdraw(Step):
    path, name, title = "disclosures/<int:pk>/withdraw/", "disclosure-withdraw", "撤回"
    permission = DISCLOSURE_RELEASE
    form = ReasonForm
    submit, done, danger = "撤回", "已撤回", True
    confirm = "撤回后群众入口不再显示。确定吗？"

    def save(self, form: Any, version: int) -> str:
        actions.withdraw(self.actor, self.one, version, form.cleaned_data["reason"])
        return address(self.one)


class AddEvidence(Step):
    path, name, title = "disclosures/<int:pk>/evidence/", "disclosure-evidence", "补充佐证"
    permission = DISCLOSURE_EDIT
    form = EvidenceForm

    def save(self, form: Any, version: int) -> str:
        actions.add_evidence(self.actor, self.one, form.cleaned_data["sheets"])
        return address(self.one)


urlpatterns = routes(
    NewDisclosure, EditDisclosure, ReviewDisclosure, PublishDisclosure, SendBack, Withdraw,
    AddEvidence,
)  # fmt: skip
