"""What the pages of this room share: tables of plain values about an organisation asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.screen import Screen
from jishi.orgs.queries import organisations
from jishi.registers.table import Table
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

GROUP = "组织与党员"
EACH = 100  # rows of a table on one page


class OrgScreen(Screen):
    """A page about everything within reach, or at and below `?org=CODE`."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.code = request.GET.get("org", "").strip()[:32].replace("\x00", "")
        self.org = org_asked(actor, self.permission, self.code)

    def about(self) -> str:
        return self.org.short_name if self.org else "我的范围"

    def query(self, **more: str) -> str:
        """The address's question, with the organisation kept."""
        asked = {"org": self.code, **more}
        return urlencode({name: value for name, value in asked.items() if value})


def org_asked(actor: Actor, permission: Permission, code: str) -> Organisation | None:
    if not code:
        return None
    found = organisations(actor, permission).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


class TableScreen(OrgScreen):
    """A table: a page at a time on the screen, the whole of it in a workbook or on paper."""

    template = "registers/table.html"

    def table(self) -> Table:
        raise NotImplementedError

    def lead(self) -> str:
        return ""

    def actions(self) -> list[tuple[str, str, str]]:
        """(label, url, icon) of what may be done about it."""
        return []

    def get(self) -> HttpResponse:
        table = self.table()
        wanted = self.request.GET.get("format", "")
        if wanted in ("xlsx", "csv"):
            return sent(table, wanted, self.actor)
        if wanted == "print":
            back = f"{self.request.path}?{self.asked()}"
            context = {"title": table.title, "table": table, "about": self.about(), "back": back}
            return render(self.request, "registers/table_paper.html", context)
        pages = max(1, -(-len(table.rows) // EACH))
        raw = self.request.GET.get("page", "1")
        page = (
            min(max(int(raw), 1), pages) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1
        )
        shown = table.rows[(page - 1) * EACH : page * EACH]
        return self.render(
            {"table": table, "shown": shown, "page": page, "pages": pages, "asked": self.asked(),
             "lead": self.lead(), "total": len(table.rows), "actions": self.actions()}
        )  # fmt: skip

    def asked(self) -> str:
        kept = self.request.GET.copy()
        for name in ("page", "format"):
            kept.pop(name, None)
        return kept.urlencode()

    def page_title(self) -> str:
        return self.title


def _page(raw: str) -> int:
    known = raw.isascii() and raw.isdigit() and len(raw) < 6
    return max(int(raw), 1) if known else 1


def sent(table: Table, kind: str, actor: Actor) -> HttpResponse:
    """The table as a workbook or as text with commas."""
    if kind == "csv":
        body = export.to_csv(table.headers, table.plain())
    else:
        body = export.to_xlsx(table.title, table.headers, table.plain())
    return download(body, f"{table.title}_{actor.today.isoformat()}.{kind}")
