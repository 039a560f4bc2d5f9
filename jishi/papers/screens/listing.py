"""`/papers/`: the papers that one may read, and beginning a new one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jishi.base.web.filters import Choice, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, routes
from jishi.kernel.period import Period
from jishi.papers import forms
from jishi.papers.access import PAPER_EDIT, PAPER_VIEW
from jishi.papers.actions import drafting
from jishi.papers.models import Paper, PaperState
from jishi.papers.queries import papers as queries
from jishi.papers.queries.templates import usable, usable_at
from jishi.papers.template.shape import GENRES
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible


def url_of(paper: Paper) -> str:
    return reverse("paper", args=[paper.pk])


class Papers(ListScreen[Paper]):
    path, name, title = "papers/", "papers", "文稿"
    permission = PAPER_VIEW
    nav = Nav("材料与上报", "文稿", "file-text", order=5)
    columns = (
        Column("heading", "标题", link=url_of, phone="title"),
        Column("document_number", "文号"),
        Column("genre", "文种", lambda row: row.get_genre_display()),
        Column("org", "党组织", lambda row: row.org.short_name),
        Column("period", "时期", lambda row: row.period.label),
        Column("state", "状态", lambda row: row.get_state_display(), tone=lambda row: row.tone,
               phone="badge"),
        Column("drafted_by", "起草人", lambda row: row.drafted_by.name if row.drafted_by else "",
               phone="hide"),
    )  # fmt: skip
    filters = (
        Search("q", "标题", field="heading", placeholder="标题中的字"),
        Under("org", "党组织", permission=PAPER_VIEW, via="org"),
        Choice("state", "状态", list(PaperState.choices), field="state"),
        Choice("genre", "文种", list(GENRES.items()), field="genre"),
    )
    orders = (Order("new", "最近的在前", ("-id",)),)
    empty = "还没有文稿"
    empty_hint = "从模板起草：选党组织和时期，数字自动取来，文字由人修改"

    def rows(self) -> QuerySet[Paper]:
        return queries.papers(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        found = []
        if reach(self.actor, PAPER_EDIT):
            found.append(("起草文稿", reverse("paper-new"), "plus"))
        return [
            *found, ("模板", reverse("paper-templates"), "layout-template"),
            ("收到的文稿", reverse("papers-received"), "inbox"),
        ]  # fmt: skip


class NewPaper(FormScreen):
    path, name, title = "papers/new/", "paper-new", "起草文稿"
    permission = PAPER_EDIT
    form = forms.NewPaperForm
    submit = "起草"
    done = "已起草：数字随记录更新，签发时定稿"
    drafts = False
    intro = "选好党组织、模板和时期，数字取自记录；没有的数不编，相应的句子自动省去。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers"))]

    def initial(self) -> dict[str, Any]:
        code = self.request.GET.get("template", "")
        own = self._own()
        templates = usable(own) if own else {}
        fitting = [
            c for c, each in templates.items() if own and own.sector in each.template.sectors
        ]
        chosen = code if code in templates else next(iter(fitting), "summary_general")
        months = templates[chosen].template.months if chosen in templates else 6
        period = Period.natural(self.actor.today, months)
        if months < 12:
            period = period.previous()
        return {"org": own.code if own else "", "template": chosen, "period": str(period)}

    def _own(self) -> Organisation | None:
        seen = visible(self.actor, PAPER_EDIT, Organisation.objects.filter(closed_on=None))
        return seen.order_by("line").first()

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        own = self._own()
        if own:
            names = [(code, each.template.title) for code, each in usable(own).items()]
            form.fields["template"].widget.choices = names
        return form

    def save(self, form: forms.NewPaperForm, version: int) -> str:
        data = form.cleaned_data
        chosen = usable_at(data["org"], data["template"])
        return url_of(drafting.draft_paper(self.actor, data["org"], chosen, data["period"]))


urlpatterns = routes(Papers, NewPaper)
