"""`/disclosures/`: everything told or about to be, and one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.files import owner_kind
from jishi.base.web.filters import Choice, Day, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, routes
from jishi.disclosures import queries
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_RELEASE, DISCLOSURE_VIEW
from jishi.disclosures.kinds import all_items
from jishi.disclosures.marks import FIELDS, STATES, WAYS
from jishi.disclosures.models import Disclosure
from jishi.disclosures.rules.owing import is_prompt, told_by
from jishi.tree.actor import Actor
from jishi.tree.reach import may, reach

GROUP = "问题与诉求"


def address(one: Disclosure) -> str:
    return reverse("disclosure", args=[one.pk])


def in_time(one: Disclosure) -> tuple[str, str]:
    """(words, tone) of what is told of a day, not of a period."""
    if one.happened_on is None or one.published_on is None:
        return "", ""
    days = one.of_item.days
    if is_prompt(one.happened_on, days, one.published_on):
        return "", ""
    return f"应在 {told_by(one.happened_on, days)} 前公开", "amber"


class DisclosureList(ListScreen[Disclosure]):
    path, name, title = "disclosures/", "disclosures", "党务村务公开"
    permission = DISCLOSURE_VIEW
    nav = Nav(GROUP, "党务村务公开", "scroll-text", order=20)
    columns = (
        Column("title", "标题", link=address, phone="title"),
        Column("item", "事项", value=lambda one: one.of_item.title),
        Column("field", "内容", value=lambda one: one.of_item.field_label, phone="hide"),
        Column("org", "党组织", value=lambda one: one.org.short_name),
        Column("period", "时期", value=lambda one: one.period_label or one.happened_on or ""),
        Column("audience_label", "范围", phone="hide"),
        Column("published_on", "公开日期"),
        Column("shown_until", "公开至", phone="hide"),
        Column("state_label", "状态", tone=lambda one: one.tone, phone="badge"),
    )
    filters = (
        Search("q", "标题", field="title", placeholder="标题"),
        Under("org", "党组织", permission=DISCLOSURE_VIEW, via="org"),
        Choice("item", "事项", [(item.code, item.title) for item in all_items().values()]),
        Choice(
            "field", "内容", list(FIELDS.items()),
            conditions={code: Q(item__startswith=f"{code}.") for code in FIELDS},
        ),
        Choice("state", "状态", list(STATES.items())),
        Day("since", "公开自", lookup="published_on__gte"),
        Day("until", "公开至", lookup="published_on__lte"),
    )  # fmt: skip
    orders = (Order("new", "最近的", ("-pk",)), Order("tree", "按组织", ("org__line", "-pk")))
    empty = "还没有公开过"
    empty_hint = "起草一条，由另一人审核、发布；发布后在公开看板上核销，选“社会”的群众入口可见"

    def rows(self) -> QuerySet[Disclosure]:
        return queries.disclosures(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        found = [("公开看板", reverse("disclosure-board"), "table-2")]
        if reach(self.actor, DISCLOSURE_EDIT):
            found.insert(0, ("起草公开", reverse("disclosure-new"), "plus"))
        return found


class OfDisclosure(Screen):
    permission = DISCLOSURE_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.one = queries.disclosure(actor, kwargs["pk"], self.permission)

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党务村务公开", reverse("disclosures"))]


class DisclosurePage(OfDisclosure):
    path, name, title = "disclosures/<int:pk>/", "disclosure", "公开"
    template = "disclosures/page.html"

    def page_title(self) -> str:
        return self.one.title

    def context(self) -> dict[str, Any]:
        one, item = self.one, self.one.of_item
        words, tone = in_time(one)
        facts = [
            ("事项", item.title), ("内容", item.field_label), ("时限", WAYS[item.way]),
            ("党组织", one.org.short_name), ("所属时期", one.period_label),
            ("事项日期", one.happened_on), ("公开范围", one.audience_label),
            ("公开地点", one.place), ("起草", _by(one.drafted_by, one.drafted_on)),
            ("审核", _by(one.reviewed_by, one.reviewed_on)), ("保密审查人", one.secrecy_by),
            ("公开日期", one.published_on),
            ("公开至", one.shown_until or ("长期" if one.published_on else "")),
            ("撤回日期", one.withdrawn_on),
        ]  # fmt: skip
        return {
            "one": one, "words": words, "tone": tone, "hangs": one.hangs(self.actor.today),
            "facts": [(label, value) for label, value in facts if value],
            "files": list(one.files.select_related("file")),
            "buttons": _buttons(self.actor, one),
            "public": one.audience == "public" and one.hangs(self.actor.today),
        }  # fmt: skip


def _by(account: Any, on: Any) -> str:
    return f"{account.name if account else ''} {on}".strip() if on else ""


def _buttons(actor: Actor, one: Disclosure) -> list[tuple[str, str, bool]]:
    """(label, address, primary) of what this person may do now."""
    edits = may(actor, DISCLOSURE_EDIT, one.org)
    releases = may(actor, DISCLOSURE_RELEASE, one.org)
    own = one.drafted_by_id is not None and one.drafted_by_id == actor.account_id
    found = []
    if one.state == "draft" and releases and not own:
        found.append(("审核", "disclosure-review", True))
    if one.state == "reviewed" and releases and not own:
        found.append(("发布", "disclosure-publish", True))
    if one.state in ("draft", "reviewed"):
        found += [("修改", "disclosure-edit", False)] if edits else []
        found += [("退回", "disclosure-back", False)] if releases and not own else []
    if one.state == "published":
        found += [("补充佐证", "disclosure-evidence", False)] if edits else []
        found += [("撤回", "disclosure-withdraw", False)] if releases else []
    return [(label, reverse(name, args=[one.pk]), first) for label, name, first in found]


def _fetch(actor: Actor, pk: str) -> Disclosure | None:
    rows = queries.disclosures(actor)
    return rows.filter(pk=int(pk)).first() if pk.isdigit() else None


owner_kind("disclosure", DISCLOSURE_VIEW, _fetch)
urlpatterns = routes(DisclosureList, DisclosurePage)
