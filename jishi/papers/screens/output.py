"""What a paper gives out: a .docx, a print view, the figures behind its text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from jishi.base.jobs import enqueue
from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.screen import guarded, routes
from jishi.papers.access import PAPER_VIEW
from jishi.papers.docx.body import ANNEX_HEAD, annex_row
from jishi.papers.filling.filled import Filled
from jishi.papers.filling.making import written
from jishi.papers.filling.saying import day_text
from jishi.papers.queries import papers as queries
from jishi.papers.screens.listing import url_of
from jishi.papers.screens.page import OfPaper
from jishi.papers.screens.showing import Showing, figure_url
from jishi.tree.actor import Actor


class PaperFile(OfPaper):
    path, name, title = "papers/<int:pk>/docx/", "paper-docx", "下载文稿"

    def get(self) -> HttpResponse:
        paper = self.paper
        text = queries.text_of(self.actor, paper)
        body = written(self.actor, text, paper.org, queries.around(paper))
        draft = "" if paper.frozen is not None else "_草稿"
        return download(body, f"{paper.heading}{draft}.docx")


@guarded(PAPER_VIEW, "papers/<int:pk>/pdf/", "paper-pdf", "文稿转 PDF")
def make_pdf(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    paper = queries.paper_of(actor, pk)
    job = enqueue(actor, "papers.pdf", {"paper": paper.pk}, f"PDF：{paper.heading}", paper.org)
    return HttpResponseRedirect(f"/jobs/{job.pk}/")


class PaperPrint(OfPaper):
    path, name, title = "papers/<int:pk>/print/", "paper-print", "打印文稿"
    template = "papers/print.html"

    def context(self) -> dict[str, Any]:
        text = queries.text_of(self.actor, self.paper)
        showing = Showing(self.actor, text, links=False)
        around = queries.around(self.paper)
        dated = around.dated or day_text(self.actor.today)
        return {
            "paper": self.paper, "shown": showing.all(), "around": around, "dated": dated,
            "back": url_of(self.paper),
        }  # fmt: skip


class PaperAnnex(OfPaper):
    path, name, title = "papers/<int:pk>/annex/", "paper-annex", "数字出处"
    template = "papers/annex.html"

    def page_title(self) -> str:
        return "数字出处"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.paper.heading, url_of(self.paper))]

    def get(self) -> HttpResponse:
        text = queries.text_of(self.actor, self.paper)
        if self.request.GET.get("format") == "xlsx":
            rows = [annex_row(number, used) for number, used in enumerate(text.figures, 1)]
            body = export.to_xlsx("数字出处", ANNEX_HEAD, rows)
            return download(body, f"{self.paper.heading}_数字出处.xlsx")
        return self.render(self.shown(text))

    def shown(self, text: Filled) -> dict[str, Any]:
        rows = [
            (annex_row(number, used), figure_url(used), used.code)
            for number, used in enumerate(text.figures, 1)
        ]
        return {
            "paper": self.paper, "rows": rows, "head": ANNEX_HEAD, "text": text,
            "xlsx": f"{reverse('paper-annex', args=[self.paper.pk])}?format=xlsx",
        }  # fmt: skip


urlpatterns = routes(make_pdf, PaperFile, PaperPrint, PaperAnnex)
