"""What the pages about dues share: finding the object of the address, the period asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen
from jishi.funds.access import DUES_VIEW
from jishi.kernel.period import Month, Period, PeriodError
from jishi.orgs import queries as orgs
from jishi.people import queries as people
from jishi.tree.actor import Actor
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach

GROUP = "党费"
TONES = {
    "paid": ("green", "已交"),
    "late": ("amber", "已补交"),
    "short": ("amber", "少交"),
    "open": ("red", "未交"),
    "exempt": ("grey", "免交"),
    "unfixed": ("blue", "未核定"),
    "ahead": ("grey", "未到"),
}


def asked_month(request: HttpRequest, today: date) -> Month:
    """The month in the address, else that of today; nothing else is taken."""
    raw = request.GET.get("month", "")
    try:
        period = Period.parse(raw) if raw else Period.natural(today, 1)
    except PeriodError:
        return Month.holding(today)
    return period.first


def asked_period(request: HttpRequest, today: date, months: int = 6) -> Period:
    """The period in the address, else the half-year of today; two years at most."""
    raw = request.GET.get("period", "")[:20]
    try:
        period = Period.parse(raw) if raw else Period.natural(today, months)
    except PeriodError:
        return Period.natural(today, months)
    return period if period.length <= 24 else Period.natural(today, months)


def asked_year(request: HttpRequest, today: date) -> int:
    raw = request.GET.get("year", "")
    return int(raw) if raw.isdigit() and 1950 <= int(raw[:4]) <= today.year + 1 else today.year


def may(actor: Actor, permission: Permission, path: str) -> bool:
    return reach(actor, permission).covers(path)


class OrgScreen(Screen):
    """A page about the dues of one organisation."""

    permission = DUES_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = orgs.organisation(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return org_crumbs(self.actor, self.org.pk, self.org.short_name)


class OrgForm(FormScreen):
    """A form about the dues of one organisation."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = orgs.organisation(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*org_crumbs(self.actor, self.org.pk, self.org.short_name), *self.more_crumbs()]

    def more_crumbs(self) -> list[tuple[str, str]]:
        return []


class PersonForm(FormScreen):
    """A form about the dues of one member."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = people.person(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        org = self.person.org
        return [
            *org_crumbs(self.actor, org.pk, org.short_name),
            (self.person.name, person_url(self.person.pk)),
        ]


def org_crumbs(actor: Actor, pk: int, name: str) -> list[tuple[str, str]]:
    return [("党费", reverse("dues")), (name, reverse("dues-board", args=[pk]))]


def fund_url(pk: int) -> str:
    return reverse("fund", args=[pk])


def person_url(pk: int) -> str:
    return reverse("dues-person", args=[pk])


def payment_url(pk: int) -> str:
    return reverse("dues-payment", args=[pk])
