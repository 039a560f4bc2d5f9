"""The registers of members who are away or lost, and one line of each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.clock import today
from jishi.base.pinyin import fold
from jishi.base.web.filters import Choice, Filter, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.panels import Button
from jishi.base.web.screen import Nav, Screen, routes
from jishi.people.access import MOBILE_EDIT, MOBILE_VIEW
from jishi.people.models import LostSpell, MobileSpell
from jishi.people.queries.mobility import (
    count_away,
    going,
    home,
    hosted,
    kept_long,
    long_abroad,
    loss,
    losses,
    marks,
    may_be_deliberated,
    mobile,
    not_reported,
    should_transfer,
    silent,
    spell,
    spells,
)
from jishi.people.rules.mobility import SPELL_KINDS, credential_fits, may_deliberate
from jishi.tree.actor import Actor
from jishi.tree.reach import can, reach

GROUP = "组织与党员"
KINDS = [(kind.code, kind.label) for kind in SPELL_KINDS.values()]
SHOWN = (
    ("mobile", "流动党员（满六个月）"),
    ("transfer", "应转未转"),
    ("silent", "联系逾期"),
    ("unreported", "没有报到"),
    ("abroad", "久在国（境）外"),
    ("kept", "毕业留校满两年"),
    ("over", "已结束"),
)
CONDITIONS = {
    "mobile": mobile, "transfer": should_transfer, "silent": silent, "unreported": not_reported,
    "abroad": long_abroad, "kept": kept_long,
}  # fmt: skip


def _shown(actor: Actor, raw: str) -> Q:
    if raw == "over":
        return Q(returned_on__isnull=False)
    return CONDITIONS[raw](actor.today)


def _side(actor: Actor, raw: str) -> Q:
    return home(actor) if raw == "out" else hosted(actor)


class Name(Filter):
    """By the name of a member of ours or of a guest."""

    widget = "search"
    placeholder = "姓名、拼音或首字母"

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        for word in fold(raw).split()[:6]:
            queryset = queryset.filter(
                Q(person__search_text__contains=word) | Q(guest_name__contains=word)
            )
        return queryset


class MobileList(ListScreen[MobileSpell]):
    path, name, title = "mobile/", "mobile", "流动党员"
    permission = MOBILE_VIEW
    template = "people/transfers.html"
    wide = True
    nav = Nav(GROUP, "流动党员", "luggage", 45)
    columns = (
        Column("who", "姓名", link=lambda row: reverse("mobile-one", args=[row.pk]), phone="title"),
        Column(
            "marks", "提示", phone="badge",
            value=lambda row: "、".join(text for text, _ in marks(row, today())),
            tone=lambda row: marks(row, today())[0][1],
        ),
        Column("kind_label", "类型"),
        Column("home", "组织关系所在"),
        Column("where", "去向"),
        Column("left_on", "外出日期"),
        Column("host", "流入地党组织", phone="hide"),
        Column("contact_name", "联系人"),
        Column("last_on", "最近联系"),
        Column("returned_on", "返回日期", phone="hide"),
    )  # fmt: skip
    filters = (
        Name("q", "姓名"),
        Choice("side", "方向", (("out", "流出"), ("in", "流入")), by=_side),
        Choice("show", "提示", SHOWN, by=_shown),
        Choice("kind", "类型", KINDS),
        Under("home", "组织关系所属", permission=MOBILE_VIEW, via="person__org"),
        Under("host", "流入地所属", permission=MOBILE_VIEW, via="host_org"),
    )
    orders = (
        Order("left", "外出早的在前", ("left_on", "id")),
        Order("new", "新登记的在前", ("-registered_on", "-id")),
    )
    empty = "没有流动党员"
    empty_hint = "在党员页面点“登记外出”；外地来的党员点“登记流入”"

    def rows(self) -> QuerySet[MobileSpell]:
        rows = spells(self.actor)
        return rows if self.request.GET.get("show") == "over" else rows.filter(going())

    def actions(self) -> list[tuple[str, str, str]]:
        found = [("失联党员", reverse("lost"), "user-search")]
        if reach(self.actor, MOBILE_EDIT):
            found.insert(0, ("登记流入", reverse("mobile-guest"), "user-plus"))
        return found

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().render({"tabs": self.tabs(), **context}, status)

    def tabs(self) -> list[tuple[str, str, bool, int | None]]:
        now, base, count = self.query(), reverse("mobile"), count_away(self.actor)
        lines = (
            ("全部", "", None),
            ("流出", "side=out", count.away),
            ("流入", "side=in", count.guests),
            ("应转未转", "side=out&show=transfer", count.should_transfer),
            ("联系逾期", "side=out&show=silent", count.silent),
        )
        return [
            (label, f"{base}?{query}" if query else base, now == query, number)
            for label, query, number in lines
        ]


class SpellPage(Screen):
    path, name, title = "mobile/<int:pk>/", "mobile-one", "流动登记"
    permission = MOBILE_VIEW
    template = "people/spell.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spell = spell(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.spell.who}：{self.spell.kind_label}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("流动党员", reverse("mobile"))]

    def context(self) -> dict[str, Any]:
        row = self.spell
        contacts = [
            (c.on, c.get_how_display(), "　".join(filter(None, (c.by, c.note))), "")
            for c in row.contacts.all()
        ]
        return {
            "spell": row,
            "marks": marks(row, self.actor.today),
            "advice": self.advice(),
            "facts": self.facts(),
            "contacts": contacts,
            "buttons": self.buttons(),
        }

    def advice(self) -> list[str]:
        """Which paper should have gone along, as custom has it (R-REL-09)."""
        row = self.spell
        if row.kind != "out" or row.returned_on is not None:
            return []
        return [str(w) for w in credential_fits(row.credential, row.months, row.fixed).warnings]

    def facts(self) -> list[tuple[str, Any]]:
        row, guest = self.spell, self.spell.what.guest
        facts = [
            ("类型", row.kind_label),
            ("组织关系所在", row.home),
            ("来自" if guest else "去向", row.where),
            ("流入日期" if guest else "外出日期", row.left_on),
            ("地点", "相对固定" if row.fixed else "不固定"),
            ("预计", f"{row.months} 个月"),
            ("原因", row.get_reason_display()),
            ("凭证", "　".join(filter(None, (row.get_credential_display(), row.permit_number)))),
            ("流入地党组织", row.host),
            ("报到日期", row.reported_on),
            ("联系人", row.contact_name),
        ]
        if guest:
            facts.append(("手机号", str(row.guest_phone)))
        if row.returned_on:
            facts += [("返回日期", row.returned_on), ("说明", row.end_note)]
        return facts

    def buttons(self) -> list[Button]:
        row, actor = self.spell, self.actor
        if row.returned_on is not None:
            return []
        keeper = row.person.org if row.person else row.host_org
        ours = bool(can(actor, MOBILE_EDIT, keeper))
        theirs = row.host_org is not None and bool(can(actor, MOBILE_EDIT, row.host_org))
        found = []
        if ours or theirs:
            found.append(Button("登记联系", self.url("mobile-contact"), "phone", False))
            if row.reported_on is None:
                found.append(Button("已报到", self.url("mobile-report"), "map-pin", False))
        if theirs:
            found.append(Button("安排支部", self.url("mobile-place"), "network", False))
        if ours:
            found.append(Button("更正", self.url("mobile-change"), "pencil", False))
            found.append(Button("已返回", self.url("mobile-end"), "house", False))
        return found

    def url(self, name: str) -> str:
        return reverse(name, args=[self.spell.pk])


class LostList(ListScreen[LostSpell]):
    path, name, title = "lost/", "lost", "失联党员"
    permission = MOBILE_VIEW
    columns = (
        Column("person", "姓名", value=lambda row: row.person.name, phone="title",
               link=lambda row: reverse("lost-one", args=[row.pk])),
        Column("state", "情形", phone="badge", value=lambda row: _state(row)[0],
               tone=lambda row: _state(row)[1]),
        Column("org", "组织关系所在", value=lambda row: row.person.org.short_name),
        Column("since", "失联自"),
        Column("tried", "查找次数", number=True),
        Column("found_on", "找到日期", phone="hide"),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="person__search_text", placeholder="姓名、拼音或首字母"),
        Choice("show", "情形", (
            ("open", "没有找到"), ("ready", "可以研究停止党籍"), ("found", "已找到"),
        ), by=lambda actor, raw: {
            "open": Q(found_on__isnull=True), "found": Q(found_on__isnull=False),
            "ready": may_be_deliberated(actor.today),
        }[raw]),
    )  # fmt: skip
    orders = (Order("since", "失联早的在前", ("since", "id")),)
    empty = "没有失联党员"
    empty_hint = "在党员页面点“登记失联”"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("流动党员", reverse("mobile"))]

    def rows(self) -> QuerySet[LostSpell]:
        return losses(self.actor)


def _state(row: LostSpell) -> tuple[str, str]:
    if row.found_on is not None:
        return "已找到", "grey"
    tried: int = getattr(row, "tried", 0)
    ready = may_deliberate(row.since, tried, today())
    return ("可以研究停止党籍", "red") if ready else ("查找中", "amber")


class LossPage(Screen):
    path, name, title = "lost/<int:pk>/", "lost-one", "失联登记"
    permission = MOBILE_VIEW
    template = "people/loss.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spell = loss(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.spell.person.name}：失联"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("流动党员", reverse("mobile")), ("失联党员", reverse("lost"))]

    def context(self) -> dict[str, Any]:
        row, day = self.spell, self.actor.today
        searches = [
            (s.on, s.get_how_display(), "　".join(filter(None, (s.by, s.note))), "")
            for s in row.searches.all()
        ]
        buttons = []
        if row.found_on is None and can(self.actor, MOBILE_EDIT, row.person.org):
            buttons = [
                Button("登记查找", reverse("lost-search", args=[row.pk]), "search", False),
                Button("已找到", reverse("lost-found", args=[row.pk]), "user-check", False),
            ]
        return {
            "spell": row,
            "verdict": may_deliberate(row.since, len(searches), day),
            "facts": [
                ("组织关系所在", row.person.org.short_name),
                ("失联自", row.since),
                ("找到日期", row.found_on),
                ("说明", row.note),
            ],
            "searches": searches,
            "buttons": buttons,
        }


urlpatterns = routes(MobileList, SpellPage, LostList, LossPage)
