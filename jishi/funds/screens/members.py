"""One member: what is owed, paid and fixed; and the forms of a member's dues."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.reveal import Revealable
from jishi.base.web.asked import asked_year
from jishi.base.web.forms import Form
from jishi.base.web.screen import Nav, Screen
from jishi.funds import forms
from jishi.funds.access import (
    BASE_FIX,
    BASE_REVEAL,
    DUES_OWN,
    DUES_RECORD,
    DUES_VIEW,
    RELIEF_APPLY,
)
from jishi.funds.actions import (
    BaseRow,
    ask_relief,
    fix_base,
    note_arrears,
    record_payment,
)
from jishi.funds.actions.fixing import paid_elsewhere, terms_of
from jishi.funds.kinds import EXCLUSIONS, GROUPS
from jishi.funds.models import DuesBase
from jishi.funds.queries import behind, lists, sheets
from jishi.funds.rules.brackets import SCALES, bracket_text, percent, reckon
from jishi.funds.screens.common import TONES, PersonForm, payment_url, person_url
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.people import queries as people
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.reach import may

BASE = Revealable(
    DuesBase, "base", BASE_REVEAL, via="person__org", purposes=("核定党费", "本人询问")
)  # fmt: skip


def statement(person: Person, year: int, today: date) -> dict[str, Any]:
    """What a member's page, panel and printed statement say of a year."""
    months = sheets.year_of(person.pk, year, today)
    return {
        "person": person,
        "year": year,
        "months": [(each, *TONES[each.state]) for each in months],
        "owed_fen": sum(m.fen or 0 for m in months),
        "paid_fen": sum(m.paid_fen for m in months),
        "payments": lists.payments_of(person.pk),
        "bases": lists.bases_of(person.pk),
        "reliefs": lists.reliefs_of(person.pk),
    }


def years(actor: Actor, chosen: int) -> list[tuple[int, bool]]:
    now = actor.today.year
    return [(year, year == chosen) for year in range(now - 2, now + 1)]


class MemberPage(Screen):
    """A member's dues, for whoever keeps them."""

    path, name, title = "dues/members/<int:pk>/", "dues-person", "党员党费"
    permission = DUES_VIEW
    template = "funds/member.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = people.person(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.person.name}的党费"

    def crumbs(self) -> list[tuple[str, str]]:
        org = self.person.org
        return [
            ("党费", reverse("dues")),
            (org.short_name, reverse("dues-month", args=[org.pk])),
        ]

    def context(self) -> dict[str, Any]:
        year, org = asked_year(self.request, self.actor.today), self.person.org
        found = statement(self.person, year, self.actor.today)
        notes = behind.notes_of([self.person.pk])
        reveals = may(self.actor, BASE_REVEAL, org)
        return {
            **found,
            "own": False,
            "note": notes.get(self.person.pk),
            "bases": [(b, BASE.url(b) if b.base and reveals else "") for b in found["bases"]],
            "may_record": may(self.actor, DUES_RECORD, org),
            "may_fix": may(self.actor, BASE_FIX, org),
            "may_ask": may(self.actor, RELIEF_APPLY, org),
            "years": years(self.actor, year),
        }


class OwnPage(Screen):
    """One's own dues: amount and why, months, receipts; and how the branch uses its dues."""

    path, name, title = "dues/own/", "dues-own", "我的党费"
    permission = DUES_OWN
    template = "funds/member.html"
    nav = Nav("工作台", "我的党费", "wallet-cards", 40)

    def context(self) -> dict[str, Any]:
        person = lists.own_person(self.actor)
        if person is None:
            return {"own": True, "person": None}
        year = asked_year(self.request, self.actor.today)
        found = statement(person, year, self.actor.today)
        own = lists.own_base_fen(self.actor, found["bases"][0]) if found["bases"] else None
        return {
            **found,
            "own": True,
            "bases": [(b, "") for b in found["bases"]],
            "own_base": yuan(own),
            "years": years(self.actor, year),
        }


class Pay(PersonForm):
    path, name, title = "dues/members/<int:pk>/pay/", "dues-pay", "登记收款"
    permission = DUES_RECORD
    form = forms.PayForm
    submit = "登记"
    done = "已登记，收据已编号"
    intro = "一张收据可以交几个月。整月收取；多交一点出于自愿，一次多交一千元以上请登记大额党费。"

    def initial(self) -> dict[str, Any]:
        """From the oldest open month to this one, at what they come to."""
        this_month = Month.holding(self.actor.today)
        first, last, total = sheets.open_until(self.person.pk, this_month)
        return {
            "first": str(first or this_month), "last": str(last or this_month),
            "amount": total or None, "paid_on": self.actor.today,
        }  # fmt: skip

    def save(self, form: forms.PayForm, version: int) -> str:
        row = form.row(self.person.pk, self.person.org_id)
        return payment_url(record_payment(self.actor, row).pk)


class Give(PersonForm):
    path, name, title = "dues/members/<int:pk>/give/", "dues-give", "登记大额、特殊党费"
    permission = DUES_RECORD
    form = forms.GiveForm
    submit = "登记"
    done = "已登记，收据已编号"
    intro = (
        "自愿一次多交一千元以上的比照大额党费全部上缴中央，附基本情况、现实表现、交纳考虑。"
        "特殊党费单列，不冲抵应交的月份。"
    )

    def initial(self) -> dict[str, Any]:
        return {"kind": "large", "paid_on": self.actor.today}

    def save(self, form: forms.GiveForm, version: int) -> str:
        row = form.row(self.person.pk, self.person.org_id)
        return payment_url(record_payment(self.actor, row).pk)


class FixBase(PersonForm):
    """The amount of a member, with the calculation shown before it is fixed."""

    path, name, title = "dues/members/<int:pk>/base/", "dues-base", "核定月交额"
    permission = BASE_FIX
    form = forms.BaseForm
    template = "funds/base_form.html"
    submit = "核定"
    done = "已核定"
    intro = "只保存计入项目的合计，不收工资条。填基数，或按项目逐项填写由系统加总。"
    drafts = False  # a base is nothing to keep in a draft

    def initial(self) -> dict[str, Any]:
        running = lists.running_base(self.person.pk)
        today = self.actor.today
        return {
            "group": running.group if running else "official",
            "start": str(Month.holding(today) if running else self._begins(today)),
        }

    def _begins(self, today: date) -> Month:
        """With the year, or with the month after the one paid to where somebody came from."""
        paid_to = paid_elsewhere([self.person.pk]).get(self.person.pk)
        return paid_to.plus(1) if paid_to else Month.of(today.year, 1)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        assert isinstance(form, forms.BaseForm)
        form.name_items(self.request.POST.get("group") or str(self.initial()["group"]))
        return form

    def post(self) -> HttpResponse:
        if "look" not in self.request.GET:
            return super().post()
        form = self.make_form(self.request.POST, self.request.FILES)
        form.is_valid()
        return self.show(form, None)

    def context(self) -> dict[str, Any]:
        group = self.request.POST.get("group") or str(self.initial()["group"])
        kind = GROUPS.get(group, GROUPS["official"])
        scales = [
            (label, [(bracket_text(scale, rate), percent(rate)) for _, rate in SCALES[scale]])
            for scale, label in (("salary", "按月领工资等"), ("retired", "离退休"))
        ]
        return {
            "kind": kind, "kinds": list(GROUPS.values()), "scales": scales,
            "exclusions": EXCLUSIONS, "reckoned": self._reckoned(kind.code),
        }  # fmt: skip

    def _reckoned(self, group: str) -> str:
        """The calculation in words, for what was typed."""
        if self.request.method != "POST":
            return ""
        form = self.make_form(self.request.POST)
        if not form.is_valid():
            return ""
        base = form.cleaned_data["base"]
        if GROUPS[group].has_base and base is None:
            return ""
        terms = terms_of([self.person])[self.person.org_id]
        return reckon(group, base, terms.rounding, terms.farmer).why

    def save(self, form: forms.BaseForm, version: int) -> str:
        data = form.cleaned_data
        row = BaseRow(
            self.person.pk, data["start"], data["group"], data["base"], data["monthly"],
            data["reason"], data["basis"],
        )  # fmt: skip
        fix_base(self.actor, self.person, row)
        return person_url(self.person.pk)


class AskRelief(PersonForm):
    path, name, title = "dues/members/<int:pk>/relief/", "dues-relief-ask", "申请少交、免交"
    permission = RELIEF_APPLY
    form = forms.ReliefForm
    submit = "报上级批准"
    done = "已报上级，批准前应交额不变"
    intro = "支部研究以后填写；由上一级党委批准后生效。"

    def initial(self) -> dict[str, Any]:
        month = Month.holding(self.actor.today)
        return {"first": str(month), "last": str(Month.of(month.year, 12)), "monthly": 0}

    def save(self, form: Any, version: int) -> str:
        relief = ask_relief(self.actor, self.person, **form.cleaned_data)
        return reverse("dues-relief", args=[relief.pk])


class NoteArrears(PersonForm):
    path, name, title = "dues/members/<int:pk>/arrears/", "dues-arrears-note", "登记欠交原因"
    permission = DUES_RECORD
    form = forms.ArrearsForm
    done = "已登记"

    def save(self, form: Any, version: int) -> str:
        note_arrears(self.actor, self.person, **form.cleaned_data)
        return person_url(self.person.pk)
