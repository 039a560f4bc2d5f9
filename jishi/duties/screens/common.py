"""What the pages of this room share: the object of the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen
from jishi.duties.access import DUTY_VIEW
from jishi.duties.models import DutyItem
from jishi.duties.queries import looking
from jishi.duties.queries.looking import Seen
from jishi.orgs.page import OfOrg
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import may

GROUP = "组织生活"
FIRST_YEAR = 2000
LENGTHS = ((1, "月"), (3, "季"), (6, "半年"), (12, "年"))


def may_above(actor: Actor, permission: Permission, org: Organisation) -> bool:
    """Whether it may be done by the superior of an organisation."""
    return org.parent is not None and may(actor, permission, org.parent)


def start_url(each: Seen, today: date) -> str:
    """Where what would meet it is begun, filled in; nothing where there is no such page."""
    if each.by_dues:
        return f"{reverse('dues-month', args=[each.item.org_id])}?month={each.item.opens_on:%Y-%m}"
    if not each.start_kind:
        return ""
    page = reverse("activity-new")
    if each.start_kind == "talk" and each.item.opens_on <= today <= each.item.due_on:
        return reverse("talks", args=[each.item.org_id])  # whom, is seen there
    if each.start_kind == "training":
        return reverse("training-class-new")
    on = each.item.preferred_on or today
    on = max(min(on, each.item.due_on), each.item.opens_on)
    return f"{page}?kind={each.start_kind}&org={each.item.org.code}&on={on.isoformat()}"


class OrgScreen(OfOrg):
    """A page about the duties of one organisation."""

    permission = DUTY_VIEW

    def crumbs(self) -> list[tuple[str, str]]:
        return [("应办事项", reverse("duties"))]


class OrgForm(OfOrg, FormScreen):
    """A form about the duties of one organisation."""

    def crumbs(self) -> list[tuple[str, str]]:
        month = reverse("duty-month", args=[self.org.pk])
        return [("应办事项", reverse("duties")), (self.org.short_name, month)]


class OfItem(Screen):
    """A page about one item."""

    permission = DUTY_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.item: DutyItem = looking.item(actor, kwargs["pk"])

    def seen(self) -> Seen:
        [shown] = looking.seen([self.item], self.actor.today)
        return shown

    def page_title(self) -> str:
        shown = self.seen()
        if shown.label.startswith("至"):
            return f"{shown.title}（{shown.label}）"
        return f"{shown.label}{shown.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        org = self.item.org
        month = reverse("duty-month", args=[org.pk])
        return [("应办事项", reverse("duties")), (org.short_name, month)]


class ItemForm(OfItem, FormScreen):
    """A form about one item."""

    permission = DUTY_VIEW
    drafts = False

    def page_title(self) -> str:
        return f"{self.title}：{super().page_title()}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.seen().title, reverse("duty-item", args=[self.item.pk]))]
