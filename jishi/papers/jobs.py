"""A paper as PDF, outside the request."""

from __future__ import annotations

from jishi.base.jobs import Result, Run, job
from jishi.papers.access import PAPER_VIEW
from jishi.papers.docx.pdf import NotMade, pdf_of
from jishi.papers.filling.making import written
from jishi.papers.queries import papers as queries
from jishi.tree.errors import Refused


@job("papers.pdf", "文稿转 PDF", PAPER_VIEW)
def make_pdf(run: Run) -> Result:
    paper = queries.paper_of(run.actor, run.payload["paper"])
    text = queries.text_of(run.actor, paper)
    try:
        body = pdf_of(written(run.actor, text, paper.org, queries.around(paper)))
    except NotMade as why:
        raise Refused(str(why)) from None
    return Result(body, f"{paper.heading}.pdf")
