"""A form screen: version and once-key travel through it, a conflict shows both, drafts survive.

Declare `form` and `save`; for a change of something existing also `target` (which must carry a
`version`) and `initial`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jishi.base.once import AnotherPayload, run_once
from jishi.base.web.screen import Screen
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, Refused


class Renderer(TemplatesSetting):
    """Our own field markup: label, control, help and errors tied together for screen readers."""

    form_template_name = "web/_form.html"
    field_template_name = "web/_field.html"


class Form(forms.Form):
    """The base of all forms: Chinese messages, no ids of other forms on the page."""

    error_css_class = "is-invalid"
    required_css_class = "required"
    actor: Actor  # set by the screen, for checks that depend on who asks

    def worded(self, name: str, value: Any) -> str:
        """A value of a field in words, for putting two versions beside each other."""
        choices = getattr(self.fields[name], "choices", None)
        if choices is not None:
            pairs = [pair for each in choices for pair in _flat(each)]
            known = {str(code): str(label) for code, label in pairs}
            many = value if isinstance(value, list | tuple) else [value]
            return "、".join(known.get(str(one), str(one)) for one in many if one is not None)
        return "" if value is None else str(value)


def _flat(choice: Any) -> list[tuple[Any, Any]]:
    """A choice, or those of a group."""
    code, label = choice
    return list(label) if isinstance(label, list | tuple) else [(code, label)]


class ReasonForm(Form):
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea({"rows": 2}))


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    yours: str


class FormScreen(Screen):
    template = "web/form.html"
    form: ClassVar[type[Form]] = Form
    submit: ClassVar[str] = "保存"
    done: ClassVar[str] = "已保存"
    danger: ClassVar[bool] = False  # a red button and a question first
    confirm: ClassVar[str] = ""
    intro: ClassVar[str] = ""
    drafts: ClassVar[bool] = True
    wide: ClassVar[bool] = False  # takes the whole page

    def target(self) -> Any:
        """What is changed, fetched through a query that starts from `visible()`; None for new."""
        return None

    def initial(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any, version: int) -> str:
        """Call the action with the valid form; return where to go next. New: version 0."""
        raise NotImplementedError

    def cancel_url(self) -> str:
        crumbs = self.crumbs()
        return crumbs[-1][1] if crumbs else "/"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = self.form(data, files, initial=self.initial())
        form.actor = self.actor
        return form

    def draft_key(self) -> str:
        return self.request.path

    def get(self) -> HttpResponse:
        return self.show(self.make_form(), self._version(self.target()))

    def post(self) -> HttpResponse:
        target = self.target()
        form = self.make_form(self.request.POST, self.request.FILES)
        version = sent_version(self.request)
        if target is not None and version is None:
            version = 0  # a form without its version is a stale form
        if not form.is_valid():
            return self.show(form, version, status=422)
        payload = {
            k: v for k, v in self.request.POST.lists() if not k.startswith(("csrf", "_once"))
        }
        try:
            url = run_once(
                self.actor,
                self.request.POST.get("_once", ""),
                [self.request.path, payload],
                lambda: self.save(form, version or 0),
            )
        except Conflict as conflict:
            return self.show_conflict(form, conflict)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.show(form, version, status=422)
        except AnotherPayload as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, version, status=409)
        if self.done:
            messages.success(self.request, self.done)
        if self.request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)

    @staticmethod
    def _version(target: Any) -> int | None:
        return None if target is None else int(target.version)

    def show(self, form: Form, version: int | None, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "version": "" if version is None else version,
            "once": secrets.token_hex(16),
            "draft_key": self.draft_key() if self.drafts and not form.is_bound else "",
            "cancel_url": self.cancel_url(),
            **self.context(),
        }
        return self.render(context, status)

    def show_conflict(self, form: Form, conflict: Conflict) -> HttpResponse:
        """Both versions side by side; the person decides (law 10)."""
        now = self.initial()
        context = {
            "screen": self,
            "title": "有人先改了一步",
            "crumbs": self.crumbs(),
            "differences": [
                Difference(
                    str(form[name].label),
                    form.worded(name, now.get(name)),
                    form.worded(name, yours),
                )
                for name, yours in form.cleaned_data.items()
                if name in form.fields
                and (not form[name].is_hidden)
                and form.worded(name, now.get(name)) != form.worded(name, yours)
            ],
            "form": form,
            "version": getattr(conflict.theirs, "version", ""),
            "once": secrets.token_hex(16),
            "cancel_url": self.cancel_url(),
        }
        return render(self.request, "web/conflict.html", context, status=409)


def sent_version(request: HttpRequest) -> int | None:
    """The version that the form was made from; None where none was sent."""
    sent = request.POST.get("_version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
