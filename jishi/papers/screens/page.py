"""`/papers/<pk>/`: the text with its figures, who wrote what, remarks, what may be done next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.screen import Screen, routes
from jishi.papers.access import PAPER_EDIT, PAPER_VIEW
from jishi.papers.actions.deciding import PERMISSIONS
from jishi.papers.docx.office import office
from jishi.papers.filling.filled import Filled, filled_of
from jishi.papers.models import Paper, PaperState
from jishi.papers.queries import papers as queries
from jishi.papers.rules.steps import STEPS
from jishi.papers.screens.showing import Showing
from jishi.papers.template.shape import BLOCKS
from jishi.tree.actor import Actor
from jishi.tree.reach import may

WRITABLE = ("heading", "paragraph", "list", "narrative", "recipient", "signoff", "grid")
FLOW = (("writing", "起草"), ("review", "审核"), ("approved", "签发"), ("published", "印发"))


class OfPaper(Screen):
    permission = PAPER_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.paper: Paper = queries.paper_of(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.paper.heading

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers"))]


class PaperPage(OfPaper):
    path, name, title = "papers/<int:pk>/", "paper", "文稿"
    template = "papers/paper.html"

    def context(self) -> dict[str, Any]:
        paper = self.paper
        frozen = filled_of(paper.frozen) if paper.frozen else None
        found = self._frozen(frozen) if frozen else self._live()
        receipts = list(paper.receipts.select_related("org", "account")) if frozen else []
        since = bool(self.request.GET.get("since"))
        return {
            "paper": paper, "steps": self._steps(), "flow": self._flow(),
            "frozen": frozen is not None, "pdf": office() is not None,
            "receipts": receipts, "read": sum(r.read_at is not None for r in receipts),
            "later": queries.later(self.actor, frozen) if since and frozen else None,
            **found,
        }  # fmt: skip

    def _frozen(self, text: Filled) -> dict[str, Any]:
        return {"text": text, "shown": Showing(self.actor, text).all()}

    def _live(self) -> dict[str, Any]:
        rows = list(self.paper.blocks.select_related("changed_by"))
        text = queries.live(self.actor, self.paper, rows)
        showing = Showing(self.actor, text.filled)
        remarks: dict[int, list[Any]] = {}
        for each in self.paper.remarks.filter(settled_at=None).select_related("made_by"):
            remarks.setdefault(each.block_id or 0, []).append(each)
        writes = self.paper.state == PaperState.WRITING and may(
            self.actor, PAPER_EDIT, self.paper.org
        )
        lines = [
            {
                "row": row, "parts": showing.parts(text.parts[row.pk]),
                "remarks": remarks.get(row.pk, []), "label": BLOCKS[row.body["kind"]],
                "writes": writes and row.body["kind"] in WRITABLE, "changed": row.changed_by,
            }
            for row in rows
        ]  # fmt: skip
        waiting = sum(row.body["kind"] == "narrative" for row in rows)
        return {
            "text": text.filled, "lines": lines, "writes": writes, "waiting": waiting,
            "open_remarks": sum(map(len, remarks.values())),
        }  # fmt: skip

    def _steps(self) -> list[tuple[str, str, bool]]:
        found = []
        for step, (label, origins, _) in STEPS.items():
            if self.paper.state in origins and may(self.actor, PERMISSIONS[step], self.paper.org):
                url = reverse("paper-step", args=[self.paper.pk, step])
                found.append((label, url, step in ("submit", "approve", "publish")))
        return found

    def _flow(self) -> list[tuple[str, str, str]]:
        if self.paper.state == PaperState.DROPPED:
            return [("作废", "late", self.paper.remark)]
        states = [code for code, _ in FLOW]
        now = states.index(self.paper.state)
        last = self.paper.state == PaperState.PUBLISHED
        return [
            (label, "done" if place < now or last else "now" if place == now else "todo", "")
            for place, (_, label) in enumerate(FLOW)
        ]


urlpatterns = routes(PaperPage)
