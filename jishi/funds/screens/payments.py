"""Receipts: the list, one receipt, taking it back, checking it with the bank; who is behind."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Day, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Screen
from jishi.funds import forms
from jishi.funds.access import DUES_RECORD, DUES_VIEW, RELIEF_APPROVE
from jishi.funds.actions import decide_relief, match_payment, reverse_payment
from jishi.funds.kinds import DESTINATIONS, ENCLOSURES, PAYMENT_KINDS
from jishi.funds.models import DuesPayment, DuesRelief
from jishi.funds.queries import behind, lists, sheets
from jishi.funds.screens.common import payment_url, person_url
from jishi.kernel.money import yuan
from jishi.orgs import queries as orgs
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may

LIST = ("党费", "/dues/")
SIX_MONTHS = "连续六个月，请支部研究"


def _reversal(payment: DuesPayment) -> str:
    if payment.reversal_of_id:
        return "冲销"
    return "已冲销" if hasattr(payment, "reversed_by") else ""


class PaymentList(ListScreen[DuesPayment]):
    path, name, title = "dues/payments/", "dues-payments", "收款明细"
    permission = DUES_VIEW
    columns = (
        Column("receipt", "收据号", link=lambda p: payment_url(p.pk), phone="meta"),
        Column("person", "姓名", value=lambda p: p.person.name, phone="title"),
        Column("org", "收款组织", value=lambda p: p.org.short_name),
        Column("kind", "种类", value=lambda p: p.kind_label, phone="badge", tone=lambda p: "grey"),
        Column("amount", "金额（元）", value=lambda p: p.amount, number=True),
        Column("paid_on", "交纳日期"),
        Column("payer", "代交人", phone="hide"),
        Column("state", "冲销", value=_reversal, phone="badge",
               tone=lambda p: "amber" if _reversal(p) else ""),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="person__search_text", placeholder="姓名、拼音或首字母"),
        Under("org", "组织", permission=DUES_VIEW, via="org"),
        Choice("kind", "种类", tuple(PAYMENT_KINDS.items())),
        Choice(
            "state", "状态", (("live", "有效"), ("reversed", "冲销与被冲销")),
            conditions={
                "live": Q(reversal_of__isnull=True, reversed_by__isnull=True),
                "reversed": Q(reversal_of__isnull=False) | Q(reversed_by__isnull=False),
            },
        ),
        Choice("matched", "对账", (("yes", "已对账"), ("no", "未对账")),
               conditions={"yes": Q(matched=True), "no": Q(matched=False)}),
        Day("since", "交纳日期自", lookup="paid_on__gte"),
        Day("until", "交纳日期至", lookup="paid_on__lte"),
    )  # fmt: skip
    orders = (
        Order("new", "最近的在前", ("-paid_on", "-id")),
        Order("old", "最早的在前", ("paid_on", "id")),
    )
    empty = "还没有收款"
    empty_hint = "在「党费」里打开本月名单登记"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def rows(self) -> QuerySet[DuesPayment]:
        return lists.payments(self.actor).select_related("person", "org", "reversed_by")


class PaymentScreen(FormScreen):
    """A form about one receipt."""

    permission = DUES_RECORD
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.payment = lists.payment(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.payment.receipt}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST, (self.payment.receipt, payment_url(self.payment.pk))]


class PaymentPage(Screen):
    path, name, title = "dues/payments/<int:pk>/", "dues-payment", "收据"
    permission = DUES_VIEW
    template = "funds/payment.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.payment = lists.payment(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"收据 {self.payment.receipt}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST, ("收款明细", reverse("dues-payments"))]

    def context(self) -> dict[str, Any]:
        payment = self.payment
        enclosed = [ENCLOSURES[c] for c in payment.enclosed.split(",") if c in ENCLOSURES]
        records = may(self.actor, DUES_RECORD, payment.org)
        return {
            "payment": payment,
            "facts": self._facts(enclosed),
            "items": [(item.month_label, yuan(item.amount_fen), item.late, item.live)
                      for item in payment.items.order_by("month", "part")],
            "reversed": getattr(payment, "reversed_by", None),
            "may_reverse": records and not _reversal(payment),
            "may_match": records and not payment.matched and payment.reversal_of_id is None,
        }  # fmt: skip

    def _facts(self, enclosed: list[str]) -> list[tuple[str, Any]]:
        payment = self.payment
        facts = [
            ("收款组织", payment.org.short_name), ("种类", payment.kind_label),
            ("金额", f"{payment.amount} 元"), ("交纳日期", payment.paid_on),
            ("代交人", payment.payer), ("支部同意按季交", payment.consent),
            ("上级意见", payment.opinion), ("流动党员活动证号", payment.card),
            ("用途", payment.purpose), ("所附材料", "、".join(enclosed)),
            ("去向", DESTINATIONS[payment.goes_to] if payment.goes_to else ""),
            ("银行流水号", payment.bank_serial), ("对账", "已对账" if payment.matched else ""),
            ("备注", payment.note), ("登记", payment.recorded_at),
            ("登记人", payment.recorded_by.name if payment.recorded_by else "系统导入"),
        ]  # fmt: skip
        return [(label, value) for label, value in facts if value]


class ReversePayment(PaymentScreen):
    path, name, title = "dues/payments/<int:pk>/reverse/", "dues-reverse", "冲销收款"
    form = forms.ReasonForm
    submit = "冲销"
    danger = True
    confirm = "原收据保留，另记一笔今天的冲销，所交月份重新变为未交。确定吗？"
    done = "已冲销，所交月份重新变为未交"

    def save(self, form: Any, version: int) -> str:
        back = reverse_payment(self.actor, self.payment, reason=form.cleaned_data["reason"])
        return payment_url(back.pk)


class MatchPayment(PaymentScreen):
    path, name, title = "dues/payments/<int:pk>/match/", "dues-match", "与银行对账"
    form = forms.SerialForm
    done = "已对账"

    def save(self, form: Any, version: int) -> str:
        match_payment(self.actor, self.payment, serial=form.cleaned_data["serial"])
        return payment_url(self.payment.pk)


# --- who is behind ------------------------------------------------------------------------------


class ArrearsList(ListScreen[Person]):
    """Members with months that are over and unpaid, with reason and agreed date."""

    path, name, title = "dues/arrears/", "dues-arrears", "欠交名单"
    permission = DUES_VIEW
    columns = (
        Column("name", "姓名", link=lambda p: person_url(p.pk), phone="title"),
        Column("org", "支部", value=lambda p: p.org.short_name),
        Column("count", "欠交", value=lambda p: f"{len(p.behind.months)} 个月", phone="badge",
               tone=lambda p: "red" if p.behind.six_months else "amber"),
        Column("months", "月份", value=lambda p: p.behind.months_text),
        Column("fen", "金额（元）", value=lambda p: yuan(p.behind.fen), number=True),
        Column("reason", "原因", value=lambda p: p.behind.reason),
        Column("agreed_on", "约定补交", value=lambda p: p.behind.agreed_on),
        Column("rule", "提示", value=lambda p: SIX_MONTHS if p.behind.six_months else ""),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="search_text", placeholder="姓名、拼音或首字母"),
        Under("org", "组织", permission=DUES_VIEW, via="org"),
    )
    orders = (Order("org", "按组织", ("org__line", "search_text", "id")),)
    empty = "没有欠交的党员"
    empty_hint = "已过完的月份都交清了"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def _org(self) -> Organisation | None:
        """As narrow as the question: the reckoning is for the organisation asked about."""
        code = self.request.GET.get("org", "")[:32]
        if code:
            rows = orgs.organisations(self.actor, DUES_VIEW)
            found = rows.filter(code=code.replace("\x00", "")).first()
            if found is not None:
                return found
        return sheets.top_of(self.actor)

    def rows(self) -> QuerySet[Person]:
        org = self._org()
        self.late = behind.arrears(self.actor, org, self.actor.today) if org else {}
        if org is None:
            return Person.objects.none()
        people = behind.members_of(self.actor, org).select_related("org")
        return people.filter(pk__in=list(self.late))

    def ready(self, row: Person) -> Person:
        row.behind = self.late[row.pk]  # type: ignore[attr-defined]
        return row


# --- relief -------------------------------------------------------------------------------------


class ReliefList(ListScreen[DuesRelief]):
    path, name, title = "dues/reliefs/", "dues-reliefs", "少交、免交"
    permission = DUES_VIEW
    columns = (
        Column("person", "姓名", value=lambda r: r.person.name, phone="title",
               link=lambda r: reverse("dues-relief", args=[r.pk])),
        Column("org", "支部", value=lambda r: r.org.short_name),
        Column("months_label", "月份"),
        Column("what", "内容"),
        Column("state_label", "状态", phone="badge",
               tone=lambda r: "green" if r.approved else "grey" if r.decided_on else "amber"),
        Column("asked_on", "申请日期"),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="person__search_text", placeholder="姓名、拼音或首字母"),
        Under("org", "组织", permission=DUES_VIEW, via="org"),
        Choice(
            "state", "状态", (("open", "待批准"), ("yes", "已批准"), ("no", "未批准")),
            conditions={
                "open": Q(decided_on__isnull=True), "yes": Q(approved=True),
                "no": Q(decided_on__isnull=False, approved=False),
            },
        ),
    )  # fmt: skip
    orders = (Order("new", "最近申请的在前", ("-asked_on", "-id")),)
    empty = "没有少交、免交的申请"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def rows(self) -> QuerySet[DuesRelief]:
        return lists.reliefs(self.actor).select_related("person", "org")


class Relief(FormScreen):
    """One application; the superior decides here."""

    path, name, title = "dues/reliefs/<int:pk>/", "dues-relief", "少交、免交"
    permission = DUES_VIEW
    form = forms.DecideForm
    template = "funds/relief.html"
    submit = "批复"
    done = "已批复"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.relief = lists.relief(actor, kwargs["pk"])

    def target(self) -> DuesRelief:
        return self.relief

    def page_title(self) -> str:
        return f"{self.relief.person.name}{self.relief.what}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST, ("少交、免交", reverse("dues-reliefs"))]

    def context(self) -> dict[str, Any]:
        relief = self.relief
        return {
            "relief": relief,
            "may_decide": relief.decided_on is None and may(self.actor, RELIEF_APPROVE, relief.org),
        }

    def save(self, form: forms.DecideForm, version: int) -> str:
        decide_relief(
            self.actor, self.relief, version, approve=form.approved,
            document=form.cleaned_data["document"],
        )  # fmt: skip
        return reverse("dues-relief", args=[self.relief.pk])
