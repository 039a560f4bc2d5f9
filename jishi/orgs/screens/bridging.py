"""The bridge table: why there are more or fewer organisations than on an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.screen import Screen, routes
from jishi.orgs import queries
from jishi.orgs.access import ORG_VIEW
from jishi.orgs.queries import bridging
from jishi.orgs.screens.looking import asked_day
from jishi.tree.actor import Actor
from jishi.tree.bridge import Bridge, Cause
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation

ALWAYS = (bridging.START, Cause.FOUNDED, Cause.CLOSED, bridging.END)  # columns shown even if 0


class BridgeScreen(Screen):
    """What both pages share: the subtree and the two days."""

    permission = ORG_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        asked, today = request.GET, actor.today
        last, fault = asked_day(asked.get("to", ""), today)
        first, other = asked_day(asked.get("from", ""), date(last.year - 1, 12, 31))
        self.fault = fault or other
        if last > today:
            last, self.fault = today, "截止日期不能晚于今天，现在按今天显示"
        if first > last:
            first, self.fault = last, "起始日期晚于截止日期，现在按同一天显示"
        self.first, self.last = first, last
        self.org = self._org(asked.get("org", "")[:32].replace("\x00", ""))

    def _org(self, code: str) -> Organisation:
        rows = queries.organisations(self.actor)
        found = rows.filter(code=code).first() if code else rows.order_by("line").first()
        if found is None:
            raise NotVisible
        return found

    def made(self) -> Bridge:
        return queries.bridge_of(self.org, self.first, self.last)

    def question(self, **more: str) -> str:
        dates = {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return urlencode({**dates, "org": self.org.code, **more})


class OrgBridge(BridgeScreen):
    path, name, title = "orgs/bridge/", "org-bridge", "组织增减表"
    template = "orgs/bridge.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织", reverse("orgs"))]

    def get(self) -> HttpResponse:
        figures = queries.figures(self.made(), self.first, self.last)
        wanted = self.request.GET.get("format", "")
        if wanted in ("xlsx", "csv"):
            return self.export(figures, wanted)
        shown = {
            index
            for index in range(len(figures.headers) - 1)
            if any(line.cells[index].count for line in figures.lines)
            or figures.lines[0].cells[index].column in ALWAYS
        }
        lines = [
            (
                line.label,
                [
                    (figures.headers[index + 1], cell.count, self._rows_url(cell.column, line.kind))
                    for index, cell in enumerate(line.cells)
                    if index in shown
                ],
            )
            for line in figures.lines
        ]
        headers = [h for index, h in enumerate(figures.headers[1:]) if index in shown]
        return self.render(
            {
                "org": self.org,
                "first": self.first,
                "last": self.last,
                "fault": self.fault,
                "headers": headers,
                "lines": lines,
                "adds_up": figures.adds_up,
                "question": self.question(),
                "tree_url": f"{reverse('org-tree')}?on={self.last}&against={self.first}",
            }
        )

    def _rows_url(self, column: str, kind: str) -> str:
        return f"{reverse('org-bridge-rows')}?{self.question(column=column, kind=kind)}"

    def export(self, figures: queries.Figures, wanted: str) -> HttpResponse:
        table = [[line.label, *(cell.count for cell in line.cells)] for line in figures.lines]
        title = f"组织增减表_{self.org.short_name}_{self.first}_{self.last}"
        if wanted == "csv":
            body = export.to_csv(figures.headers, table)
        else:
            body = export.to_xlsx("组织增减表", figures.headers, table)
        return download(body, f"{title}.{wanted}")


class BridgeRows(BridgeScreen):
    path, name, title = "orgs/bridge/rows/", "org-bridge-rows", "增减明细"
    template = "orgs/bridge_rows.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织增减表", f"{reverse('org-bridge')}?{self.question()}")]

    def context(self) -> dict[str, Any]:
        column = self.request.GET.get("column", bridging.START)
        kind = self.request.GET.get("kind", "")
        known = {bridging.START: "期初实有", bridging.END: "期末实有"} | {
            cause.value: cause.label for cause in Cause
        }
        if column not in known or (kind and kind not in ORG_KINDS):
            raise NotVisible
        rows = bridging.rows(self.actor, self.made(), column, kind or None, self.first, self.last)
        return {
            "org": self.org,
            "first": self.first,
            "last": self.last,
            "what": known[column],
            "kind": ORG_KINDS[kind].label if kind else "各类组织",
            "rows": rows,
            "dated": column not in (bridging.START, bridging.END),
        }


urlpatterns = routes(OrgBridge, BridgeRows)
