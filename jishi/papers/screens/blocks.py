"""Writing a block, adding one, taking one out; remarks on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import guarded, routes
from jishi.papers import forms
from jishi.papers.access import PAPER_EDIT, PAPER_VIEW
from jishi.papers.actions import drafting
from jishi.papers.models import PaperBlock
from jishi.papers.queries import papers as queries
from jishi.papers.screens.listing import url_of
from jishi.papers.screens.picking import Picking
from jishi.papers.template.shape import BLOCKS, text_of
from jishi.tree.actor import Actor


class OfBlock(FormScreen):
    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row: PaperBlock = queries.block_row(actor, kwargs["pk"])

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers")), (self.row.paper.heading, self.back())]

    def back(self) -> str:
        return f"{url_of(self.row.paper)}#block-{self.row.pk}"


class WriteBlock(OfBlock):
    path, name, title = "papers/blocks/<int:pk>/", "paper-block", "修改这一段"
    permission = PAPER_EDIT
    template = "papers/block.html"
    form = forms.BlockForm
    done = "已保存"

    def page_title(self) -> str:
        return f"修改{BLOCKS[self.row.body['kind']]}"

    def target(self) -> PaperBlock:
        return self.row

    def initial(self) -> dict[str, Any]:
        return forms.words_of(self.row.body)

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = forms.BlockForm(data, files, body=self.row.body, initial=self.initial())
        form.actor = self.actor
        return form

    def context(self) -> dict[str, Any]:
        paper = self.row.paper
        prompt = ""
        if self.row.body["kind"] == "narrative":
            prompt = "".join(map(text_of, self.row.body.get("text", [])))
        return {
            "row": self.row, "paper": paper, "prompt": prompt,
            **Picking(self.actor, paper.org, paper.period).context(""),
        }  # fmt: skip

    def save(self, form: forms.BlockForm, version: int) -> str:
        more = form.cleaned_data.get("more", "")
        drafting.change_block(self.actor, self.row, version, form.texts, more)
        return self.back()


class AddBlock(OfBlock):
    path, name, title = "papers/blocks/<int:pk>/add/", "paper-block-add", "在下面加一段"
    permission = PAPER_EDIT
    form = forms.AddForm
    submit = "加上"
    done = "已加上"

    def save(self, form: forms.AddForm, version: int) -> str:
        data = form.cleaned_data
        text = {"text": data["text"], "fixed": True}
        body = {"kind": data["kind"], "text": [text]}
        made = drafting.add_block(self.actor, self.row, body)
        return f"{url_of(self.row.paper)}#block-{made.pk}"


class RemoveBlock(OfBlock):
    path, name, title = "papers/blocks/<int:pk>/remove/", "paper-block-remove", "删去这一段"
    permission = PAPER_EDIT
    form = forms.StepForm
    submit = "删去"
    done = "已删去"
    danger = True
    drafts = False
    intro = "只从这份文稿里删去，不影响模板和别的文稿。"

    def target(self) -> PaperBlock:
        return self.row

    def save(self, form: forms.StepForm, version: int) -> str:
        return url_of(drafting.remove_block(self.actor, self.row, version))


class RemarkBlock(OfBlock):
    path, name, title = "papers/blocks/<int:pk>/remark/", "paper-remark", "提意见"
    permission = PAPER_VIEW
    form = forms.RemarkForm
    submit = "提交"
    done = "已提交，起草人会看到"

    def save(self, form: forms.RemarkForm, version: int) -> str:
        drafting.remark(self.actor, self.row, form.cleaned_data["text"])
        return self.back()


@guarded(PAPER_EDIT, "papers/remarks/<int:pk>/settle/", "paper-remark-settle", "处理意见")
def settle(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = queries.remark_of(actor, pk)
    drafting.settle(actor, row, row.version)
    return HttpResponseRedirect(f"{url_of(row.paper)}#block-{row.block_id}")


urlpatterns = routes(WriteBlock, AddBlock, RemoveBlock, RemarkBlock, settle)
