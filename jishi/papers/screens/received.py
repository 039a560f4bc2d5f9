"""`/papers/received/`: what was sent to oneself, read and acknowledged."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jishi.base.web.download import download
from jishi.base.web.filters import Choice
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Screen, routes
from jishi.papers.actions.deciding import acknowledge
from jishi.papers.filling.filled import filled_of
from jishi.papers.filling.making import written
from jishi.papers.models import PaperReceipt
from jishi.papers.queries import papers as queries
from jishi.papers.screens.showing import Showing
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF


def _url(row: PaperReceipt) -> str:
    return reverse("paper-received", args=[row.pk])


class Received(ListScreen[PaperReceipt]):
    path, name, title = "papers/received/", "papers-received", "收到的文稿"
    permission = SELF
    columns = (
        Column("heading", "标题", lambda row: row.paper.heading, _url, phone="title"),
        Column("number", "文号", lambda row: row.paper.document_number),
        Column("from", "来自", lambda row: row.paper.org.short_name),
        Column("sent_at", "送达"),
        Column("state", "状态", lambda row: "已阅知" if row.read_at else "未阅",
               tone=lambda row: "green" if row.read_at else "amber", phone="badge"),
    )  # fmt: skip
    filters = (
        Choice("state", "状态", [("unread", "未阅"), ("read", "已阅知")],
               by=lambda actor, raw: Q(read_at__isnull=raw == "unread")),
    )  # fmt: skip
    orders = (Order("new", "最近的在前", ("-id",)),)
    empty = "还没有收到文稿"
    empty_hint = "上级印发的通报、通知会列在这里"
    exports = False

    def rows(self) -> QuerySet[PaperReceipt]:
        return queries.receipts_of(self.actor)


class ReceivedPage(Screen):
    path, name, title = "papers/received/<int:pk>/", "paper-received", "收到的文稿"
    permission = SELF
    template = "papers/received.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = queries.receipt_of(actor, kwargs["pk"])
        self.text = filled_of(self.row.paper.frozen or {})

    def page_title(self) -> str:
        return self.row.paper.heading

    def crumbs(self) -> list[tuple[str, str]]:
        return [("收到的文稿", reverse("papers-received"))]

    def get(self) -> HttpResponse:
        if self.request.GET.get("format") == "docx":
            paper = self.row.paper
            body = written(self.actor, self.text, paper.org, queries.around(paper))
            return download(body, f"{paper.heading}.docx")
        return super().get()

    def context(self) -> dict[str, Any]:
        shown = Showing(self.actor, self.text, links=False).all()
        around = queries.around(self.row.paper)
        return {
            "row": self.row, "paper": self.row.paper, "shown": shown, "around": around,
            "dated": around.dated,
        }  # fmt: skip

    def post(self) -> HttpResponse:
        return HttpResponseRedirect(_url(acknowledge(self.actor, self.row)))


urlpatterns = routes(Received, ReceivedPage)
