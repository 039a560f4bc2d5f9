"""The numbers of a template that are letters yet: taken all at once, or chosen one by one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.figures.declared import all_indicators
from jishi.figures.queries import showing
from jishi.figures.queries.finding import find
from jishi.papers.access import TEMPLATE_EDIT
from jishi.papers.actions.templates import revise_template
from jishi.papers.linking.numbers import SHAPES, Number, linked, numbers
from jishi.papers.queries.templates import own_number
from jishi.papers.screens.desk import OfTemplate, Seen
from jishi.papers.template.shape import plain
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused

LEVELS = (90, 80, 70, 60)
MOST_FOUND = 8


class OfNumbers(OfTemplate, FormScreen):
    permission = TEMPLATE_EDIT
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.data = plain(self.found.template)
        self.numbers = numbers(self.data["blocks"])

    def target(self) -> Seen:
        return Seen(own_number(self.org, self.found.template.code))

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.found.template.title, self.here("paper-desk"))]

    def link(self, version: int, chosen: list[tuple[Number, str, str]]) -> None:
        data = {**self.data, "blocks": linked(self.data["blocks"], chosen)}
        revise_template(self.actor, self.org, data, version)


class TakeForm(Form):
    take = forms.TypedMultipleChoiceField(
        label="换成取来的数", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


class TakeNumbers(OfNumbers):
    path, name = "papers/templates/<str:code>/numbers/", "paper-numbers"
    title = "把文中的数换成取来的数"
    template = "papers/numbers.html"
    form = TakeForm
    submit = "换成取来的数"
    done = "已换好；其余的可以逐个选"

    def page_title(self) -> str:
        return f"{self.found.template.title}：文中的数"

    def level(self) -> int:
        asked = self.request.GET.get("sure", "")
        return int(asked) if asked in map(str, LEVELS) else 80

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        cast(forms.ChoiceField, form.fields["take"]).choices = [
            (each.number, f"{each.text} → {each.candidates[0].title}")
            for each in self.numbers if each.candidates
        ]  # fmt: skip
        return form

    def context(self) -> dict[str, Any]:
        level = self.level()
        lines = [
            {
                "each": each, "before": each.before[-24:], "after": each.after[:16],
                "taken": each.candidates and each.percent >= level,
                "first": each.candidates[0] if each.candidates else None,
                "one": self.here("paper-number", each.number),
            }
            for each in self.numbers
        ]  # fmt: skip
        return {
            "lines": lines, "level": level, "org": self.org,
            "levels": [(n, f"{self.here('paper-numbers')}&sure={n}") for n in LEVELS],
            "sure": sum(bool(line["taken"]) for line in lines),
        }  # fmt: skip

    def save(self, form: TakeForm, version: int) -> str:
        by_number = {each.number: each for each in self.numbers}
        chosen = [
            (each, each.candidates[0].code, "")
            for number in form.cleaned_data["take"]
            if (each := by_number.get(number)) and each.candidates
        ]
        if not chosen:
            raise Refused("没有选中要换的数", field="take")
        self.link(version, chosen)
        return self.here("paper-numbers" if len(chosen) < len(self.numbers) else "paper-desk")


class OneForm(Form):
    code = forms.ChoiceField(label="对应的指标", required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label="或者按名称查找",
        max_length=40,
        required=False,
        help_text="指标名称里的字，或拼音首字母",
    )
    shape = forms.ChoiceField(label="写法", choices=list(SHAPES.items()), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        words = (data.get("words") or "").strip()
        if words:
            data["code"] = self._found(words)
        elif not data.get("code"):
            self.add_error("code", "请选一个指标，或按名称查找")
        return data

    def _found(self, words: str) -> str:
        found = [each for group in find(words).values() for each in group]
        exact = [each for each in found if each.title == words]
        if len(exact or found) == 1:
            return (exact or found)[0].code
        names = "、".join(each.title for each in found[:MOST_FOUND])
        more = "……" if len(found) > MOST_FOUND else ""
        said = f"有好几个：{names}{more}。请写全名称" if found else f"没有找到「{words}」"
        self.add_error("words", said)
        return ""


class OneNumber(OfNumbers):
    path, name = "papers/templates/<str:code>/numbers/<int:number>/", "paper-number"
    title = "这个数取自哪里"
    form = OneForm
    submit = "换成取来的数"
    done = "已换好"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        found = [each for each in self.numbers if each.number == kwargs["number"]]
        if not found:
            raise NotVisible
        [self.number] = found
        each = self.number
        self.intro = f"原文：{each.before[-40:]}【{each.text}】{each.after[:30]}"  # type: ignore[misc]

    def page_title(self) -> str:
        return f"「{self.number.text}」取自哪里"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), ("文中的数", self.here("paper-numbers"))]

    def initial(self) -> dict[str, Any]:
        return {"code": self.number.candidates[0].code if self.number.candidates else ""}

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        codes = [each.code for each in self.number.candidates]
        values = showing.figures(self.actor, codes, self.org, self.period) if codes else []
        now = {each.indicator.code: each for each in values}
        cast(forms.ChoiceField, form.fields["code"]).choices = [
            (each.code, f"{each.title}（{_value(now[each.code])}；把握 {each.confidence:.0%}）")
            for each in self.number.candidates
        ]  # fmt: skip
        return form

    def save(self, form: OneForm, version: int) -> str:
        data = form.cleaned_data
        self.link(version, [(self.number, data["code"], data["shape"])])
        return self.here("paper-numbers")


def _value(figure: showing.Figure) -> str:
    if figure.missing:
        return figure.missing_text
    unit = all_indicators()[figure.indicator.code].unit
    return f"现为 {figure.text}{'' if unit == '%' else unit}"


urlpatterns = routes(OneNumber, TakeNumbers)
