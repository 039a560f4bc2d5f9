"""A finished text handed in at the desk: it becomes a template, or the next version of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.papers.access import TEMPLATE_EDIT
from jishi.papers.actions.templates import make_template, revise_template
from jishi.papers.linking.from_text import draft
from jishi.papers.opening import Unreadable, open_paper
from jishi.papers.opening.limits import MOST_FILE
from jishi.papers.queries.templates import own_number
from jishi.papers.screens.desk import OfPlace, OfTemplate, Seen
from jishi.papers.template.shape import GENRES, LENGTHS, plain
from jishi.tree.reach import require


class TextForm(Form):
    file = forms.FileField(
        label="写好的文稿", required=False, help_text="docx、txt 或 doc",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.doc"}),
    )  # fmt: skip
    pasted = forms.CharField(
        label="或者粘贴正文", required=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-width": "wide", "spellcheck": "false"}),
    )  # fmt: skip

    text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file and file.size > MOST_FILE:
            self.add_error("file", f"文件超过 {MOST_FILE // 1024 // 1024} MB，请压缩图片或拆成几份")
        elif file:
            try:
                self.text = open_paper(file.read(), file.name).flowing
            except Unreadable as refused:
                self.add_error("file", refused.message)
        elif not (data.get("pasted") or "").strip():
            self.add_error("file", "请选择文件，或粘贴正文")
        else:
            self.text = data["pasted"]
        return data


class NewTemplateForm(TextForm):
    title = forms.CharField(label="模板名称", max_length=60)
    genre = forms.ChoiceField(label="文种", choices=list(GENRES.items()))
    months = forms.TypedChoiceField(
        label="周期", coerce=int, choices=list(LENGTHS.items()), initial=6
    )
    field_order = ("title", "genre", "months", "file", "pasted")


class UploadTemplate(OfPlace, FormScreen):
    path, name, title = "papers/templates/upload/", "paper-template-upload", "用写好的文稿做模板"
    permission = TEMPLATE_EDIT
    form = NewTemplateForm
    submit = "做成模板"
    done = "已做成模板。下面把文中的数换成取来的数：先采用有把握的，再逐个改正"
    drafts = False
    intro = "交来一份写好的总结或通报：每段成为模板的一段，文中的数逐个找到对应的指标。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers")), ("文稿模板", self.at("paper-templates"))]

    def save(self, form: NewTemplateForm, version: int) -> str:
        require(self.actor, TEMPLATE_EDIT, self.org)
        data = form.cleaned_data
        made = draft(
            form.text, code="own", title=data["title"], source="R-DOC-22", genre=data["genre"],
            months=data["months"], sectors=[],
        )  # fmt: skip
        row = make_template(self.actor, self.org, made)
        return self.at("paper-numbers", row.code)


class ReplaceTemplate(OfTemplate, FormScreen):
    path, name = "papers/templates/<str:code>/upload/", "paper-template-replace"
    title = "上传新版次"
    permission = TEMPLATE_EDIT
    form = TextForm
    submit = "存为新版次"
    done = "已存为新版次，下级沿用；已起草的文稿不变"
    danger = True
    confirm = "用这份文稿换掉模板现在的内容？以前的版次仍可恢复。"
    drafts = False
    intro = "名称、文种和周期不变，内容换成这份文稿；以前的版次留着，可以恢复。"

    def page_title(self) -> str:
        return f"{self.found.template.title}：上传新版次"

    def target(self) -> Seen:
        return Seen(own_number(self.org, self.found.template.code))

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.found.template.title, self.here("paper-desk"))]

    def save(self, form: TextForm, version: int) -> str:
        data = draft(form.text, **_about(plain(self.found.template)))
        revise_template(self.actor, self.org, data, version)
        return self.here("paper-numbers")


def _about(data: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in data.items() if name not in ("heading", "blocks")}


urlpatterns = routes(UploadTemplate, ReplaceTemplate)
