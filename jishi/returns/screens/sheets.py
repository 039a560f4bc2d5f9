"""One sheet: what stands in it, filling, checking, a workbook out and in, corrections."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse

from jishi.base.web.download import download
from jishi.base.web.forms import Form, ReasonForm
from jishi.returns import forms, workbook
from jishi.returns.access import RETURN_CHECK, RETURN_FILL
from jishi.returns.actions import correcting
from jishi.returns.actions import sheets as actions
from jishi.returns.queries.filling import filled
from jishi.returns.screens.common import OfSheet, SheetFormScreen, sheet_url
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import may


class SheetPage(OfSheet):
    path, name, title = "returns/sheets/<int:pk>/", "return-sheet", "报表"
    template = "returns/sheet.html"

    def get(self) -> HttpResponse:
        lines = filled(self.sheet, self.actor.today)
        if self.request.GET.get("format") == "xlsx":
            name = f"{self.sheet.round.title}_{self.sheet.org.short_name}.xlsx"
            return download(workbook.out(self.sheet, lines), name)
        sheet, running = self.sheet, self.sheet.round.state == "running"
        checks = running and may(self.actor, RETURN_CHECK, sheet.checked_by)
        fills = may(self.actor, RETURN_FILL, sheet.org)
        corrections = list(sheet.corrections.order_by("pk"))
        asked = [each for each in lines if each.is_asked]
        return self.render({
            "once": secrets.token_hex(16),
            "sheet": sheet, "round": sheet.round, "lines": lines, "steps": sheet.steps.all(),
            "asked": len(asked), "left": sum(each.value is None for each in asked),
            "may_fill": running and sheet.state == "open" and fills,
            "may_accept": checks and sheet.state == "submitted"
            and sheet.submitted_by_id != self.actor.account_id,
            "may_back": checks and sheet.state != "open",
            "may_correct": sheet.round.state == "frozen" and sheet.state == "accepted"
            and sheet.fills and fills and bool(asked),
            "corrections": [(each, sheet.round.of.line(each.line).title) for each in corrections],
        })  # fmt: skip


class Fill(SheetFormScreen):
    path, name, title = "returns/sheets/<int:pk>/fill/", "return-fill", "填报"
    permission = RETURN_FILL
    template = "returns/fill.html"
    drafts = True
    done = ""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.lines = filled(self.sheet, actor.today)

    def get(self) -> HttpResponse:
        actions.insist_open(self.sheet)
        return super().get()

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = forms.SheetForm(data, files, initial=self.initial(), lines=self.lines)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        found = {forms.field_name(each.line.code): each.value for each in self.lines
                 if each.is_asked or each.line.kind == "text"}  # fmt: skip
        return {**found, "note": self.sheet.note}

    def context(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet, "round": self.sheet.round,
            "known": [each for each in self.lines if not each.is_asked
                      and each.line.kind != "text"],
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        actions.insist_open(self.sheet)  # before a stale version: what is sent is not compared
        submit = "submit" in self.request.POST
        actions.fill_sheet(self.actor, self.sheet, version, form.answers(), submit=submit)
        return sheet_url(self.sheet)


class Upload(SheetFormScreen):
    path, name, title = "returns/sheets/<int:pk>/upload/", "return-upload", "交回填好的表格"
    permission = RETURN_FILL
    form = forms.UploadForm
    submit = "读入"
    done = "已读入，核对后上报"
    intro = "先在报表页导出表格，离线填好再交回；检查与在网页上填一样，有一处不对就整份不收。"

    def get(self) -> HttpResponse:
        actions.insist_open(self.sheet)
        return super().get()

    def save(self, form: Any, version: int) -> str:
        actions.insist_open(self.sheet)
        sent = form.cleaned_data["file"]
        lines = filled(self.sheet, self.actor.today)
        given = workbook.answers_of(self.sheet, lines, sent.read(), sent.name)
        actions.fill_sheet(self.actor, self.sheet, version, given, submit=False)
        return sheet_url(self.sheet)


class AboveForm(SheetFormScreen):
    """A form of whoever stands above: nobody checks what is his own."""

    permission = RETURN_CHECK

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if not may(actor, RETURN_CHECK, self.sheet.checked_by):
            raise Refused("由上级党组织审核，本组织不能审核自己")


class Accept(AboveForm):
    path, name, title = "returns/sheets/<int:pk>/accept/", "return-accept", "审核通过"
    submit, done = "审核通过", "已通过，计入合计"

    def save(self, form: Any, version: int) -> str:
        return sheet_url(actions.accept_sheet(self.actor, self.sheet, version))


class SendBack(AboveForm):
    path, name, title = "returns/sheets/<int:pk>/back/", "return-back", "退回重填"
    form = ReasonForm
    submit, done = "退回", "已退回"

    def save(self, form: Any, version: int) -> str:
        reason = form.cleaned_data["reason"]
        return sheet_url(actions.send_back(self.actor, self.sheet, version, reason))


class Correct(SheetFormScreen):
    path, name, title = "returns/sheets/<int:pk>/correct/", "return-correct", "更正"
    permission = RETURN_FILL
    form = forms.CorrectForm
    submit, done = "更正", "已更正，原来的数留着，差别逐级列出"
    intro = "报表已经封存：封存的数不改，更正另记一笔，各级都看得到差别。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        form.fields["line"].choices = [  # type: ignore[attr-defined]
            (line.code, f"{line.title}（现在 {correcting.standing(self.sheet, line.code)}）")
            for line in self.sheet.round.of.asked if line.code not in self.sheet.known
        ]  # fmt: skip
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        correcting.correct_answer(
            self.actor, self.sheet, version, line=data["line"], now=data["now"],
            reason=data["reason"],
        )  # fmt: skip
        return sheet_url(self.sheet)


SCREENS = (SheetPage, Fill, Upload, Accept, SendBack, Correct)
