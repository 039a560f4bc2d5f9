"""What the pages about dues share: finding the object of the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.funds.access import DUES_VIEW
from jishi.orgs.page import OfOrg
from jishi.people import queries as people
from jishi.tree.actor import Actor

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


class OrgScreen(OfOrg):
    """A page about the dues of one organisation."""

    permission = DUES_VIEW

    def crumbs(self) -> list[tuple[str, str]]:
        return org_crumbs(self.actor, self.org.pk, self.org.short_name)


class OrgForm(OfOrg, FormScreen):
    """A form about the dues of one organisation."""

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
