"""The year plan of an organisation: made from its duties, approved above, followed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_year
from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import routes
from jishi.duties import forms
from jishi.duties.access import DUTY_VIEW, PLAN_APPROVE, PLAN_EDIT
from jishi.duties.actions import planning as actions
from jishi.duties.models import YearPlan
from jishi.duties.queries import planning as queries
from jishi.duties.screens.common import FIRST_YEAR, OrgForm, OrgScreen, may_above
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import may

TONES = {"draft": "grey", "submitted": "blue", "returned": "amber", "approved": "green"}


def plan_url(plan: YearPlan) -> str:
    return f"{reverse('plan', args=[plan.org_id])}?year={plan.year}"


class Plan(OrgScreen):
    """The plan of a year with how far it is done."""

    path, name, title = "duties/org/<int:pk>/plan/", "plan", "年度计划"
    permission = DUTY_VIEW
    template = "duties/plan.html"

    def context(self) -> dict[str, Any]:
        year = asked_year(self.request, self.actor.today, first=FIRST_YEAR)
        plan = queries.plan_of(self.actor, self.org, year)
        lines = queries.tracked(self.actor, plan) if plan else []
        edit = may(self.actor, PLAN_EDIT, self.org)
        open_ = plan is None or plan.state in ("draft", "returned")
        here = reverse("plan", args=[self.org.pk])
        return {
            "org": self.org,
            "year": year,
            "plan": plan,
            "tone": TONES[plan.state] if plan else "",
            "lines": lines,
            "done": sum(1 for each in lines if each.item and each.item.met_on),
            "may_edit": edit and open_,
            "may_submit": edit and open_ and bool(lines),
            "may_decide": plan is not None and plan.state == "submitted"
            and may_above(self.actor, PLAN_APPROVE, self.org),
            "before": f"{here}?year={year - 1}",
            "after": f"{here}?year={year + 1}",
            "month_url": reverse("duty-month", args=[self.org.pk]),
        }  # fmt: skip


class Propose(OrgForm):
    """One click: a line for everything owed."""

    path, name, title = "duties/org/<int:pk>/plan/propose/", "plan-propose", "生成年度计划"
    permission = PLAN_EDIT
    form = forms.BackForm
    submit = "生成"
    done = "已按应办事项生成，请逐条核对日期"
    drafts = False
    intro = "按应办事项给每一次排一个日期，已经在计划里的不动。生成后逐条改成自己的日子和内容。"

    def save(self, form: Any, version: int) -> str:
        year = asked_year(self.request, self.actor.today, first=FIRST_YEAR)
        return plan_url(actions.propose_plan(self.actor, self.org, year))


class PlanForm(OrgForm):
    """A form about the plan of the year in the address."""

    permission = PLAN_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        found = queries.plan_of(actor, self.org, asked_year(request, actor.today, first=FIRST_YEAR))
        if found is None:
            raise NotVisible
        self.plan = found

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (f"{self.plan.year}年计划", plan_url(self.plan))]


class Add(PlanForm):
    path, name, title = "duties/org/<int:pk>/plan/add/", "plan-add", "增加一项"
    permission = PLAN_EDIT
    form = forms.PlanLineForm

    def save(self, form: Any, version: int) -> str:
        actions.add_line(self.actor, self.plan, **form.cleaned_data)
        return plan_url(self.plan)


class Submit(PlanForm):
    path, name, title = "duties/org/<int:pk>/plan/submit/", "plan-submit", "报送年度计划"
    permission = PLAN_EDIT
    form = forms.BackForm
    submit = "报送"
    done = "已报送上级审核"
    drafts = False
    intro = "报送以后不能再改，上级退回才能改。"

    def target(self) -> YearPlan:
        return self.plan

    def save(self, form: Any, version: int) -> str:
        return plan_url(actions.submit_plan(self.actor, self.plan, version))


class Decide(PlanForm):
    path, name, title = "duties/org/<int:pk>/plan/decide/", "plan-decide", "审核年度计划"
    permission = PLAN_APPROVE
    form = forms.DecideForm
    done = "已审核"

    def target(self) -> YearPlan:
        return self.plan

    def save(self, form: Any, version: int) -> str:
        return plan_url(actions.decide_plan(self.actor, self.plan, version, **form.cleaned_data))


class LineForm(FormScreen):
    """A form about one line of a plan."""

    permission = PLAN_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.line = queries.plan_line(actor, kwargs["pk"], self.permission)

    def target(self) -> Any:
        return self.line

    def crumbs(self) -> list[tuple[str, str]]:
        plan = self.line.plan
        month = reverse("duty-month", args=[plan.org_id])
        return [(plan.org.short_name, month), (f"{plan.year}年计划", plan_url(plan))]


class Change(LineForm):
    path, name, title = "duties/plan/<int:pk>/", "plan-line", "修改计划"
    permission = PLAN_EDIT
    form = forms.PlanLineForm

    def initial(self) -> dict[str, Any]:
        return {"on": self.line.on, "title": self.line.title}

    def save(self, form: Any, version: int) -> str:
        actions.change_line(self.actor, self.line, version, **form.cleaned_data)
        return plan_url(self.line.plan)


class Drop(LineForm):
    path, name, title = "duties/plan/<int:pk>/drop/", "plan-drop", "从计划里去掉"
    permission = PLAN_EDIT
    form = forms.BackForm
    submit = "去掉"
    done = "已去掉"
    drafts = False
    danger = True
    confirm = "从计划里去掉这一项？应办事项本身不受影响。"

    def save(self, form: Any, version: int) -> str:
        actions.drop_line(self.actor, self.line)
        return plan_url(self.line.plan)


urlpatterns = routes(Plan, Propose, Add, Submit, Decide, Change, Drop)
