"""`/inbox/`: one's own to-dos, messages, and what was done."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from jishi.base import inbox
from jishi.base.web import paging
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF

_TABS = {
    "todo": ("待办", inbox.todos, paging.Order("due", "期限", ("due", "id"))),
    "notice": ("消息", inbox.notices, paging.Order("new", "最新", ("-id",))),
    "done": ("已办", inbox.done, paging.Order("done", "最近办结", ("-done_at", "-id"))),
}
_EMPTY = {"todo": "没有待办，都办完了", "notice": "还没有消息", "done": "还没有办结的事项"}


class Inbox(Screen):
    path, name, title = "inbox/", "inbox", "待办和消息"
    permission = SELF
    nav = Nav("工作台", "待办和消息", "inbox", 5, phone="待办", count=inbox.todo_count)
    template = "inbox/inbox.html"

    def get(self) -> HttpResponse:
        context = self.context()
        if self.request.headers.get("HX-Target") == "items":
            return render(self.request, "inbox/_items.html", {"screen": self, **context})
        return self.render(context)

    def context(self) -> dict[str, Any]:
        tab = self.request.GET.get("tab", "todo")
        tab = tab if tab in _TABS else "todo"
        _, rows, order = _TABS[tab]
        found = inbox.counts(self.actor)
        count = {"todo": found.todo, "notice": found.unread}
        page = paging.page(rows(self.actor), order, self.request.GET.get("at", ""), 30)
        return {
            "tab": tab,
            "tabs": [
                (label, f"/inbox/?tab={code}", code == tab, count.get(code) or "")
                for code, (label, _, _) in _TABS.items()
            ],
            "page": page,
            "empty": _EMPTY[tab],
            "unread": found.unread,
            "today": self.actor.today,
        }


@guarded(SELF, "inbox/<int:pk>/", "inbox-open", "打开待办或消息")
def follow(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Go where it leads; that it was read is noted if the database can take it just now."""
    item = inbox.item(actor, pk)
    with suppress(DatabaseError):
        inbox.mark_read(actor, pk)
    return HttpResponseRedirect(item.link or f"/inbox/?tab={item.kind}")


@guarded(SELF, "inbox/<int:pk>/done/", "inbox-done", "待办标为已办")
def tick(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    inbox.mark_done(actor, pk)
    messages.success(request, "已标为办结，可在「已办」里找到")
    return HttpResponseRedirect("/inbox/")


@guarded(SELF, "inbox/read/", "inbox-read", "消息全部标为已读")
def read_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    count = inbox.mark_read(actor)
    messages.success(request, f"{count} 条消息已标为已读")
    return HttpResponseRedirect("/inbox/?tab=notice")


urlpatterns = routes(Inbox, follow, tick, read_all)
