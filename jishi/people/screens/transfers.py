"""Lists of letters: all of them, who is adrift, and the window's register; search and directory."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.clock import today
from jishi.base.pinyin import fold
from jishi.base.web.filters import Choice, Day, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, guarded, routes
from jishi.base.web.search import Hit, Source
from jishi.people import blocks_letters
from jishi.people.access import PERSON_VIEW, TRANSFER_RECEIVE, TRANSFER_REQUEST, TRANSFER_VIEW
from jishi.people.models import Person, TransferLetter, TransferStep
from jishi.people.models.transfer import WINDOW_IN, WINDOW_OUT
from jishi.people.queries.mobility import adrift, why_adrift
from jishi.people.queries.transfer import (
    SHORTEST,
    UNFINISHED,
    lapsed,
    late,
    lateness,
    letters,
    sent,
    taken,
    takers,
    waiting,
    window,
)
from jishi.people.rules.transfer import LETTER, REASONS
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

GROUP = "组织与党员"
SIDES = (("out", "转出"), ("in", "转入"))
STATES = (
    ("open", "没有办完"),
    ("late", "应接未接"),
    ("lapsed", "已过期"),
    *((state.name, state.label) for state in LETTER.states),
)


def url_of(letter: TransferLetter) -> str:
    return reverse("transfer", args=[letter.pk])


def _side(actor: Actor, raw: str) -> Q:
    return sent(actor) if raw == "out" else taken(actor)


def _state(actor: Actor, raw: str) -> Q:
    if raw == "open":
        return Q(state__in=UNFINISHED)
    if raw == "late":
        return late(actor)
    return lapsed(actor.today) if raw == "lapsed" else Q(state=raw)


class TransferList(ListScreen[TransferLetter]):
    path, name, title = "transfers/", "transfers", "组织关系转接"
    permission = TRANSFER_VIEW
    template = "people/transfers.html"
    wide = True
    nav = Nav(GROUP, "组织关系转接", "arrow-left-right", 40)
    columns = (
        Column("person", "姓名", value=lambda row: row.person.name, link=url_of, phone="title"),
        Column("code", "编号"),
        Column("from_name", "转出方"),
        Column("to_name", "接收方"),
        Column(
            "state", "状态", phone="badge",
            value=lambda row: lateness(row, today())[0], tone=lambda row: lateness(row, today())[1],
        ),
        Column("reason", "原因", value=lambda row: row.get_reason_display(), phone="hide"),
        Column("requested_on", "申请日期", phone="hide"),
        Column("issued_on", "开具日期"),
        Column("valid_until", "有效期至"),
        Column("received_on", "接收日期"),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="person__search_text", placeholder="姓名、拼音或首字母"),
        Choice("side", "方向", SIDES, by=_side),
        Choice("state", "状态", STATES, by=_state),
        Choice("reason", "原因", list(REASONS.items())),
        Under("from", "转出方所属", permission=TRANSFER_VIEW, via="from_org"),
        Under("to", "接收方所属", permission=TRANSFER_VIEW, via="to_org"),
        Day("since", "开具于此日及以后", lookup="issued_on__gte"),
        Day("until", "开具于此日及以前", lookup="issued_on__lte"),
    )
    orders = (
        Order("new", "新的在前", ("-requested_on", "-id")),
        Order("old", "旧的在前", ("requested_on", "id")),
    )
    empty = "没有组织关系介绍信"
    empty_hint = "在党员页面点“转出组织关系”，支部申请后由党委开具"

    def rows(self) -> QuerySet[TransferLetter]:
        return letters(self.actor).select_related("person")

    def actions(self) -> list[tuple[str, str, str]]:
        found = [("窗口登记簿", reverse("transfer-window"), "book-open"),
                 ("口袋、隐形党员", reverse("transfer-adrift"), "user-search")]  # fmt: skip
        if reach(self.actor, TRANSFER_RECEIVE):
            found.insert(0, ("接收县外介绍信", reverse("transfer-take-in"), "mail-open"))
        return found

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().render({"tabs": self.tabs(), **context}, status)

    def tabs(self) -> list[tuple[str, str, bool, int | None]]:
        """The ways in: each a filter, with how much waits there."""
        now, base = self.query(), reverse("transfers")
        found = waiting(self.actor)
        return [
            ("全部", base, not now, None),
            ("转出", f"{base}?side=out", now == "side=out", None),
            ("转入", f"{base}?side=in", now == "side=in", None),
            ("应接未接", f"{base}?state=late", now == "state=late", found.late),
            ("没有办完", f"{base}?state=open", now == "state=open", found.open),
        ]


class Adrift(ListScreen[Person]):
    path, name, title = "transfers/adrift/", "transfer-adrift", "口袋党员、隐形党员"
    permission = TRANSFER_VIEW
    columns = (
        Column("name", "姓名", phone="title"),
        Column("org", "组织关系所在党组织", value=lambda row: row.org.short_name),
        Column(
            "why", "情形", phone="badge",
            value=lambda row: why_adrift(row)[0], tone=lambda row: why_adrift(row)[1],
        ),
        Column("why_since", "自"),
        Column("standing_label", "状态"),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", placeholder="姓名、拼音或首字母"),
        Under("org", "所属组织", permission=TRANSFER_VIEW, via="org"),
        Choice(
            "why", "情形",
            (("pocket", "介绍信过期未接"), ("lost", "失去联系"), ("quiet", "流动中久无联系")),
            conditions={
                "pocket": Q(pocket_since__isnull=False),
                "lost": Q(lost_since__isnull=False),
                "quiet": Q(quiet_since__isnull=False),
            },
        ),
    )  # fmt: skip
    orders = (Order("org", "按组织", ("org__line", "id")), Order("name", "按姓名", ("name", "id")))
    empty = "没有口袋党员和隐形党员"
    empty_hint = "介绍信过期没有接收的、流动中长期没有联系的、失去联系的会列在这里"

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, PERSON_VIEW):
            return []
        return [("半年来一次没到会的", f"{reverse('people')}?absent=6", "user-x")]

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织关系转接", reverse("transfers"))]

    def rows(self) -> QuerySet[Person]:
        return adrift(self.actor)


class Window(ListScreen[TransferStep]):
    """Each person-time at the transfer windows; the number of rows is the figure."""

    path, name, title = "transfers/window/", "transfer-window", "窗口登记簿"
    permission = TRANSFER_VIEW
    columns = (
        Column(
            "person", "姓名", value=lambda row: row.letter.person.name,
            link=lambda row: reverse("transfer", args=[row.letter_id]), phone="title",
        ),
        Column("on", "日期"),
        Column("direction", "方向", phone="badge",
               tone=lambda row: "blue" if row.direction == "转入" else "grey"),
        Column("label", "办理结果"),
        Column("code", "介绍信编号", value=lambda row: row.letter.code),
        Column("from_name", "转出方", value=lambda row: row.letter.from_name),
        Column("to_name", "接收方", value=lambda row: row.letter.to_name),
        Column("checked", "材料审查", value=lambda row: (
            "已审查" if row.letter.materials_checked and row.name in WINDOW_IN else ""
        ), phone="hide"),
        Column("desk", "经办组织", value=lambda row: row.org.short_name),
    )  # fmt: skip
    filters = (
        Search("q", "姓名", field="letter__person__search_text", placeholder="姓名、拼音或首字母"),
        Under("org", "经办组织", permission=TRANSFER_VIEW, via="org"),
        Choice("side", "方向", SIDES, conditions={
            "out": Q(name__in=WINDOW_OUT), "in": Q(name__in=WINDOW_IN),
        }),
        Day("since", "自", lookup="on__gte"),
        Day("until", "至", lookup="on__lte"),
    )  # fmt: skip
    orders = (
        Order("new", "新的在前", ("-on", "-id")),
        Order("old", "旧的在前", ("on", "id")),
    )
    empty = "这段时间没有办理"
    empty_hint = "开具、接收、退回介绍信时自动登记，不用另填"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织关系转接", reverse("transfers"))]

    def rows(self) -> QuerySet[TransferStep]:
        return window(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        query = self.query()
        url = reverse("transfer-window-print")
        return [("打印登记簿", f"{url}?{query}" if query else url, "printer")]


@guarded(TRANSFER_REQUEST, "transfers/takers/", "transfer-takers", "可接收组织关系的党委")
def pick_taker(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The directory for the box on the form: two characters at least."""
    text = request.GET.get("q", "").strip()
    if len(text) < SHORTEST:
        return HttpResponse()
    found = takers(text, actor.today, 20)
    return render(request, "orgs/_pick.html", {"orgs": found})


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    rows = letters(actor).select_related("person")
    digits = "".join(c for c in text if c.isdigit())[:6]
    wanted = Q()
    for word in fold(text)[:100].replace("\x00", "").split()[:6]:
        wanted &= Q(person__search_text__contains=word)
    if digits and len(text.strip()) <= 20:
        wanted |= Q(number=int(digits))
    return [
        Hit(
            f"{row.person.name}　{row.code}".strip(),
            f"{row.from_name} → {row.to_name} · {row.state_label}",
            url_of(row),
        )
        for row in rows.filter(wanted).order_by("-requested_on", "-id")[:most]
    ]


Source("介绍信", "mail-open", TRANSFER_VIEW, _hits, more="/transfers/")

BLOCKS = blocks_letters  # the desk on the workbench comes with these pages
urlpatterns = routes(TransferList, Adrift, Window, pick_taker)
