"""Using dues: who asked for what, the decision, the payment."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.funds import forms
from jishi.funds.access import FUND_APPLY, FUND_APPROVE, FUND_PAY, FUND_VIEW
from jishi.funds.actions import ask_spending, decide_spending, pay_spending
from jishi.funds.kinds import SPENDING_STATES, USES
from jishi.funds.models import Spending
from jishi.funds.queries import books
from jishi.funds.screens.common import OrgForm, fund_url
from jishi.kernel.money import yuan
from jishi.orgs import queries as orgs
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may

TONES = {"applied": "amber", "approved": "blue", "refused": "grey", "paid": "green"}


def url_of(spending: Spending) -> str:
    return reverse("fund-spending", args=[spending.pk])


class SpendingList(ListScreen[Spending]):
    path, name, title = "funds/spendings/", "fund-spendings", "使用党费"
    permission = FUND_VIEW
    columns = (
        Column("purpose", "用途", link=url_of, phone="title"),
        Column("use_label", "类别"),
        Column("amount", "金额（元）", number=True),
        Column("org", "申请组织", value=lambda s: s.org.short_name),
        Column("holder", "列支组织", value=lambda s: s.holder.short_name),
        Column("state_label", "状态", phone="badge", tone=lambda s: TONES[s.state]),
        Column("asked_on", "申请日期"),
    )
    filters = (
        Under("org", "申请组织", permission=FUND_VIEW, via="org"),
        Choice("use", "类别", tuple(USES.items())),
        Choice("state", "状态", tuple(SPENDING_STATES.items())),
    )
    orders = (Order("new", "最近申请的在前", ("-asked_on", "-id")),)
    empty = "还没有使用党费的申请"
    empty_hint = "在组织的「账目」里申请"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党费", reverse("dues"))]

    def rows(self) -> QuerySet[Spending]:
        return books.spendings(self.actor).select_related("org", "holder")


class AskSpending(OrgForm):
    path, name, title = "funds/<int:pk>/ask/", "fund-ask", "申请使用党费"
    permission = FUND_APPLY
    form = forms.SpendingForm
    submit = "提交申请"
    done = "已提交，等待审批"
    intro = "只能用于规定的五类，由集体研究决定；金额不能超过列支组织的留存。"

    def more_crumbs(self) -> list[tuple[str, str]]:
        return [("账目", fund_url(self.org.pk))]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        line = [self.org, *reversed(orgs.line_above(self.org))]
        choices = [(org.pk, org.short_name) for org in line]
        form.fields["holder"].choices = choices  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        return {"holder": self.org.parent_id or self.org.pk, "use": "training"}

    def save(self, form: Any, version: int) -> str:
        data = dict(form.cleaned_data)
        holder = Organisation.objects.get(pk=data.pop("holder"))
        return url_of(ask_spending(self.actor, self.org, holder, **data))


class SpendingPage(FormScreen):
    """One application; whoever may decides here."""

    path, name, title = "funds/spendings/<int:pk>/", "fund-spending", "使用党费"
    permission = FUND_VIEW
    form = forms.DecideForm
    template = "funds/spending.html"
    submit = "审批"
    done = "已审批"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spending = books.spending(actor, kwargs["pk"])

    def target(self) -> Spending:
        return self.spending

    def page_title(self) -> str:
        return self.spending.purpose

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党费", reverse("dues")), ("使用党费", reverse("fund-spendings"))]

    def context(self) -> dict[str, Any]:
        spending = self.spending
        holder = spending.holder
        entry = spending.entry
        return {
            "spending": spending,
            "tone": TONES[spending.state],
            "entry": entry,
            "may_decide": spending.state == "applied" and may(self.actor, FUND_APPROVE, holder),
            "may_pay": spending.state == "approved" and may(self.actor, FUND_PAY, holder),
            "balance": yuan(books.balance(holder)) if may(self.actor, FUND_VIEW, holder) else "",
        }

    def save(self, form: forms.DecideForm, version: int) -> str:
        return url_of(
            decide_spending(
                self.actor, self.spending, version, approve=form.approved,
                document=form.cleaned_data["document"],
            )
        )  # fmt: skip


class PaySpending(FormScreen):
    path, name, title = "funds/spendings/<int:pk>/pay/", "fund-pay", "支付"
    permission = FUND_PAY
    form = forms.PaySpendingForm
    submit = "支付"
    done = "已支付并记账"
    confirm = "从列支组织的党费中支付并记账，确定吗？"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spending = books.to_pay(actor, kwargs["pk"], self.permission)

    def target(self) -> Spending:
        return self.spending

    def page_title(self) -> str:
        return f"支付 {self.spending.amount} 元：{self.spending.purpose}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("使用党费", reverse("fund-spendings")), ("申请", url_of(self.spending))]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        return url_of(pay_spending(self.actor, self.spending, version, **form.cleaned_data))
