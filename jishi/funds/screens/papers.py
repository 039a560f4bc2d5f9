"""Dues on paper: register of a branch, receipt, a member's statement, what is made public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_year
from jishi.base.web.screen import Screen
from jishi.funds.access import DUES_VIEW, FUND_VIEW
from jishi.funds.kinds import USES
from jishi.funds.queries import books, lists
from jishi.funds.rules.ledger import may_publish
from jishi.funds.screens.common import OrgScreen, fund_url, payment_url, person_url
from jishi.funds.screens.members import statement
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.people import queries as people
from jishi.tree.actor import Actor
from jishi.tree.errors import insist


class Register(OrgScreen):
    """党费收缴登记表: members of a branch by month."""

    path, name, title = "dues/register/<int:pk>/", "dues-register", "党费收缴登记表"
    template = "funds/register.html"

    def page_title(self) -> str:
        return f"{asked_year(self.request, self.actor.today)}年党费收缴登记表"

    def context(self) -> dict[str, Any]:
        year = asked_year(self.request, self.actor.today)
        lines = lists.register(self.actor, self.org, year, year * 12 + 11)
        months = [sum(line.months[n] or 0 for line in lines) for n in range(12)]
        return {
            "org": self.org, "year": year, "lines": lines, "sums": months, "total": sum(months),
            "today": self.actor.today, "numbers": range(1, 13),
            "back": reverse("dues-month", args=[self.org.pk]),
        }  # fmt: skip


class Receipt(Screen):
    path, name, title = "dues/payments/<int:pk>/receipt/", "dues-receipt", "党费收据"
    permission = DUES_VIEW
    template = "funds/receipt.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.payment = lists.payment(actor, kwargs["pk"])

    def context(self) -> dict[str, Any]:
        payment = self.payment
        items = [item.month_label for item in payment.items.order_by("month", "part")]
        return {
            "payment": payment,
            "months": "、".join(dict.fromkeys(items)),
            "reversed": getattr(payment, "reversed_by", None),
            "copies": ("存根", "交党员"),
            "back": payment_url(payment.pk),
        }


class Statement(Screen):
    path, name, title = "dues/members/<int:pk>/statement/", "dues-statement", "党费交纳对账单"
    permission = DUES_VIEW
    template = "funds/statement.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = people.person(actor, kwargs["pk"], self.permission)

    def context(self) -> dict[str, Any]:
        year = asked_year(self.request, self.actor.today)
        found = statement(self.person, year, self.actor.today)
        return {**found, "today": self.actor.today, "back": person_url(self.person.pk)}


PUBLIC = ("序号", "姓名", "是否足额")


class Publication(OrgScreen):
    """党费收缴使用公布表 (R-FEE-27): sums, and of each member only whether all is paid."""

    path, name, title = "dues/publication/<int:pk>/", "dues-publication", "党费收缴使用公布表"
    permission = FUND_VIEW
    template = "funds/publication.html"

    def page_title(self) -> str:
        return f"{asked_year(self.request, self.actor.today)}年党费收缴使用情况公布表"

    def context(self) -> dict[str, Any]:
        insist(may_publish(PUBLIC))
        year = asked_year(self.request, self.actor.today)
        first, last = year * 12, year * 12 + 11
        over = min(last, Month.holding(self.actor.today).index - 1)
        flow = books.flow(self.org, "regular", first, last)
        return {
            "org": self.org, "year": year, "columns": PUBLIC, "flow": flow,
            "lines": lists.register(self.actor, self.org, year, over),
            "before": yuan(books.flow(self.org, "regular", last=first - 1).kept),
            "kept": yuan(books.flow(self.org, "regular", last=last).kept),
            "uses": [(USES[use], yuan(fen)) for use, fen in books.by_use(self.org, first, last)],
            "spent_on": books.paid_for(self.org, first, last),
            "upto": Month(over) if over >= first else None,
            "today": self.actor.today, "back": fund_url(self.org.pk),
        }  # fmt: skip
