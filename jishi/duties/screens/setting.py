"""Since when duties are looked after, which there are, and those an office adds for itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.queries.kinds import title_choices
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Screen, routes
from jishi.duties import forms
from jishi.duties.access import DUTY_SET, DUTY_VIEW
from jishi.duties.actions.local import LocalTerms, add_duty, amend_duty, end_duty
from jishi.duties.actions.starting import set_start
from jishi.duties.kinds.duty import RHYTHM_LABELS
from jishi.duties.models import LocalDuty
from jishi.duties.queries import setting as queries
from jishi.duties.queries.declared import duty_of, evidence_choices
from jishi.duties.screens.common import OrgForm
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import may


class Start(OrgForm):
    path, name, title = "duties/org/<int:pk>/start/", "duty-start", "启用日期"
    permission = DUTY_SET
    form = forms.StartForm
    intro = "这天以前到期的不算缺，看板上写「启用前」。下级没有自己设的，都用这个日期。"

    def target(self) -> Any:
        return queries.start_at(self.org) or Unset()

    def initial(self) -> dict[str, Any]:
        row = queries.start_at(self.org)
        return {"starts_on": row.starts_on, "note": row.note} if row else {}

    def save(self, form: Any, version: int) -> str:
        set_start(self.actor, self.org, version=version, **form.cleaned_data)
        return reverse("duty-month", args=[self.org.pk])


class Unset:
    """There is no date of its own yet."""

    version = 0


class Rules(Screen):
    """Which duties there are: whose, how often, by which clause."""

    path, name, title = "duties/rules/", "duty-rules", "事项和依据"
    permission = DUTY_VIEW
    template = "duties/rules.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("应办事项", reverse("duties"))]

    def context(self) -> dict[str, Any]:
        own = [
            (row, duty_of(row), RHYTHM_LABELS[row.rhythm], may(self.actor, DUTY_SET, row.org))
            for row in queries.local_duties(self.actor)
        ]
        kinds = dict(title_choices())
        return {
            "own": own,
            "ours": [
                (duty, [ORG_KINDS[code].label for code in duty.org_kinds],
                 [kinds.get(code, _OTHER.get(code, code)) for code in duty.evidence])
                for duty in queries.ours()
            ],
            "places": queries.places(self.actor),
        }  # fmt: skip


_OTHER = {"report": "办结登记", "election": "换届登记", "dues": "党费缴纳"}


def offering(form: Form, org: Organisation, kept: str = "") -> Form:
    """The form with what may be evidence at this office."""
    assert isinstance(form, forms.LocalForm)
    form.offer(evidence_choices(org, kept))
    return form


class NewDuty(OrgForm):
    path, name, title = "duties/org/<int:pk>/own/", "duty-new", "增设应办事项"
    permission = DUTY_SET
    form = forms.LocalForm
    intro = "只管本级和下级。保存后马上按它计算，从「自」那天所在的期次起。"
    done = "已增设"

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today.replace(day=1)}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return offering(super().make_form(data, files), self.org)

    def save(self, form: Any, version: int) -> str:
        add_duty(self.actor, self.org, LocalTerms(**form.cleaned_data))
        return reverse("duty-rules")


class OwnForm(FormScreen):
    """A form about one duty of an office's own."""

    permission = DUTY_SET

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row: LocalDuty = queries.local_duty(actor, kwargs["pk"])

    def target(self) -> LocalDuty:
        return self.row

    def page_title(self) -> str:
        return f"{self.title}：{self.row.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("应办事项", reverse("duties")), ("事项和依据", reverse("duty-rules"))]


class Amend(OwnForm):
    path, name, title = "duties/own/<int:pk>/change/", "duty-change", "修改应办事项"
    permission = DUTY_SET
    form = forms.LocalForm
    intro = "修改后，以前的期次也按新的规定重新计算；要只管今后的，请停止这一项再另设。"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in forms.LocalForm.base_fields}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return offering(super().make_form(data, files), self.row.org, self.row.evidence)

    def save(self, form: Any, version: int) -> str:
        amend_duty(self.actor, self.row, version, LocalTerms(**form.cleaned_data))
        return reverse("duty-rules")


class End(OwnForm):
    path, name, title = "duties/own/<int:pk>/end/", "duty-end", "停止应办事项"
    permission = DUTY_SET
    form = forms.EndForm
    submit = "停止"
    done = "已停止"
    danger = True
    confirm = "停止以后不能恢复，只能另设。确定吗？"

    def save(self, form: Any, version: int) -> str:
        end_duty(self.actor, self.row, version, until=form.cleaned_data["until"])
        return reverse("duty-rules")


urlpatterns = routes(Start, Rules, NewDuty, Amend, End)
