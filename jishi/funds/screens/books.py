"""The book of an organisation: what it keeps, its lines by month, closing; and who keeps it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_period
from jishi.base.web.forms import Form, FormScreen
from jishi.funds import forms
from jishi.funds.access import FUND_APPLY, FUND_BOOK, FUND_VIEW, KEEPERS_NAME, MONTH_CLOSE
from jishi.funds.actions import (
    book_entry,
    close_month,
    name_keepers,
    receive_entry,
    reverse_entry,
)
from jishi.funds.kinds import PAYMENT_KINDS
from jishi.funds.models import FundBook, FundEntry
from jishi.funds.queries import books, shares
from jishi.funds.screens.common import OrgForm, OrgScreen, fund_url
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.orgs import queries as orgs
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may

MOST_LINES = 60


class Fund(OrgScreen):
    """Balance, what is to be handed up, lines, what waits for confirmation, closed months."""

    path, name, title = "funds/<int:pk>/", "fund", "党费账目"
    permission = FUND_VIEW
    template = "funds/fund.html"

    def context(self) -> dict[str, Any]:
        period = asked_period(self.request, self.actor.today, months=12)
        first, last = period.first.index, period.last.index
        flow = books.flow(self.org, "regular", first, last)
        share = shares.share_of_org(self.org, period, self.actor.today)
        lines = books.lines_of(self.org, first, last)
        year = self.actor.today.year
        return {
            "org": self.org,
            "period": period,
            "years": [(one, str(period) == str(one)) for one in range(year - 2, year + 1)],
            "balances": [(PAYMENT_KINDS[f], yuan(fen)) for f, fen in books.kept(self.org).items()],
            "flow": flow,
            "share": share,
            "lines": [self._line(entry) for entry in lines[:MOST_LINES]],
            "hidden": max(0, len(lines) - MOST_LINES),
            "waiting": books.waiting(self.org),
            "closings": [(Month(c.month), c) for c in books.closings(self.org, first, last)],
            "book": books.book_of(self.org),
            "may_book": may(self.actor, FUND_BOOK, self.org),
            "may_close": may(self.actor, MONTH_CLOSE, self.org),
            "may_ask": may(self.actor, FUND_APPLY, self.org),
            "may_name": may(self.actor, KEEPERS_NAME, self.org),
        }  # fmt: skip

    def _line(self, entry: FundEntry) -> dict[str, Any]:
        """A line as this side sees it."""
        arrived = entry.other_id == self.org.pk
        out = not arrived and entry.kind in ("remit", "allocate", "spend")
        fen = (entry.received_fen or 0) if arrived else entry.amount_fen
        other = entry.org if arrived else entry.other
        label = f"收到{entry.kind_label}" if arrived else entry.kind_label
        reversible = (
            not arrived and not entry.reversal_of_id and not hasattr(entry, "reversed_by")
            and entry.received_on is None and entry.kind != "spend"
        )  # fmt: skip
        return {
            "entry": entry, "label": label, "on": entry.received_on if arrived else entry.on,
            "other": other.short_name if other else "", "fen": -fen if out else fen,
            "reversible": reversible, "state": self._state(entry, arrived),
        }  # fmt: skip

    def _state(self, entry: FundEntry, arrived: bool) -> str:
        if entry.reversal_of_id:
            return "冲销"
        if hasattr(entry, "reversed_by"):
            return "已冲销"
        if entry.other_id is None or arrived:
            return ""
        if entry.received_on is None:
            return "在途"
        return "" if entry.received_fen == entry.amount_fen else "收到不符"


class BookEntry(OrgForm):
    path, name, title = "funds/<int:pk>/entry/", "fund-entry", "登记账目"
    permission = FUND_BOOK
    form = forms.EntryForm
    submit = "登记"
    done = "已登记"
    intro = "上缴记给直接上级，对方确认收到后进入对方账目。支出请在「使用党费」里申请。"

    def more_crumbs(self) -> list[tuple[str, str]]:
        return [("账目", fund_url(self.org.pk))]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        below = orgs.children(self.actor, self.org)
        choices = [("", "—"), *((str(o.pk), o.short_name) for o in below)]
        form.fields["other"].choices = choices  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        """What is still to be handed up for the last month, unless another kind is asked for."""
        month = Month.holding(self.actor.today)
        kind = self.request.GET.get("kind", "remit")[:10]
        kept = books.balance(self.org)
        return {
            "kind": kind, "fund": "regular", "on": self.actor.today,
            "amount": kept if kind == "remit" and kept > 0 else None,
            "first": str(month), "last": str(month),
        }  # fmt: skip

    def save(self, form: forms.EntryForm, version: int) -> str:
        wanted = form.cleaned_data["other"]
        other = Organisation.objects.filter(pk=wanted).first() if wanted else None
        book_entry(self.actor, self.org, form.line(), other)
        return fund_url(self.org.pk)


class CloseMonth(OrgForm):
    path, name, title = "funds/<int:pk>/close/", "fund-close", "月份结账"
    permission = MONTH_CLOSE
    form = forms.CloseForm
    submit = "结账"
    danger = True
    confirm = "结账后这个月不再改动，更正只能记在以后的月份。确定吗？"
    done = "已结账"
    intro = "按月顺序结账。结账前请核对实收、上缴和留存。"

    def more_crumbs(self) -> list[tuple[str, str]]:
        return [("账目", fund_url(self.org.pk))]

    def initial(self) -> dict[str, Any]:
        last = books.closed_to(self.org)
        month = last.plus(1) if last else Month.holding(self.actor.today).plus(-1)
        return {"month": str(month)}

    def save(self, form: Any, version: int) -> str:
        close_month(self.actor, self.org, form.cleaned_data["month"])
        return fund_url(self.org.pk)


class Keepers(OrgForm):
    path, name, title = "funds/<int:pk>/keepers/", "fund-keepers", "会计、出纳"
    permission = KEEPERS_NAME
    form = forms.KeepersForm
    intro = "会计记账，出纳收付款，不能是同一人。"

    def more_crumbs(self) -> list[tuple[str, str]]:
        return [("账目", fund_url(self.org.pk))]

    def target(self) -> FundBook:
        return books.book_of(self.org) or FundBook(org=self.org)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        people = [("", "—"), *shares.keepers_at(self.org, self.actor.today)]
        for name in ("accountant", "cashier"):
            form.fields[name].choices = people  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        book = self.target()
        return {"accountant": book.accountant_id, "cashier": book.cashier_id}

    def save(self, form: Any, version: int) -> str:
        name_keepers(self.actor, self.org, version, **form.cleaned_data)
        return fund_url(self.org.pk)


class ReceiveEntry(FormScreen):
    """The other side confirms what arrived."""

    path, name, title = "funds/entries/<int:pk>/receive/", "fund-receive", "确认收到"
    permission = FUND_BOOK
    form = forms.ReceiveForm
    submit = "确认收到"
    done = "已确认，计入本级账目"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.entry = books.arrival(actor, kwargs["pk"], self.permission)

    def target(self) -> FundEntry:
        return self.entry

    def page_title(self) -> str:
        return f"确认收到 {self.entry.org.short_name}{self.entry.kind_label}"

    def crumbs(self) -> list[tuple[str, str]]:
        assert self.entry.other is not None
        return [("党费", reverse("dues")), ("账目", fund_url(self.entry.other.pk))]

    def initial(self) -> dict[str, Any]:
        return {"amount": self.entry.amount_fen, "on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        entry = receive_entry(self.actor, self.entry, version, **form.cleaned_data)
        assert entry.other_id is not None
        return fund_url(entry.other_id)


class ReverseEntry(FormScreen):
    path, name, title = "funds/entries/<int:pk>/reverse/", "fund-reverse", "冲销账目"
    permission = FUND_BOOK
    form = forms.ReasonForm
    submit = "冲销"
    danger = True
    confirm = "原账目保留，另记一笔今天的冲销。确定吗？"
    done = "已冲销"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.entry = books.entry(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"冲销{self.entry.kind_label} {self.entry.amount} 元"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党费", reverse("dues")), ("账目", fund_url(self.entry.org_id))]

    def save(self, form: Any, version: int) -> str:
        back = reverse_entry(self.actor, self.entry, reason=form.cleaned_data["reason"])
        return fund_url(back.org_id)
