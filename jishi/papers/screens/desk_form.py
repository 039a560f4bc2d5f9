"""The form of one block of a template: its clauses with their conditions, what it shows."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from jishi.base.web.forms import Form
from jishi.figures.declared import all_indicators
from jishi.papers import forms as forms_
from jishi.papers.forms import ChipField, GridField, grid_to_people
from jishi.papers.template.chips import ChipError
from jishi.papers.template.friendly import condition_from_people, condition_to_people, to_people
from jishi.papers.template.shape import CHARTS, MOST_CODES, TABLES
from jishi.tree.kinds import SECTORS

REPEATED = {"": "只写一遍", "children": "每个下级写一遍"}
SHOWN = ("table", "chart", "people")


ADDED = forms_.ADDED | {"table": "表格：每个下级一行，末行合计", "chart": "图表：逐个下级"}


class DeskAddForm(forms_.AddForm):
    """A further block of a template; a table or chart says of which figures."""

    kind = forms.ChoiceField(label="加什么", choices=list(ADDED.items()))
    text = ChipField("内容", 4, "请人撰写时，写明要写什么；表格、图表在这里写标题")
    codes = forms.MultipleChoiceField(
        label="表格、图表的指标", required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=f"加表格、图表时才选；按住 Ctrl 可选多个，最多 {MOST_CODES} 个",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(code, each.title) for code, each in all_indicators().items()]
        cast(forms.ChoiceField, self.fields["codes"]).choices = titles

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") in SHOWN and not data.get("codes"):
            self.add_error("codes", "请选表格、图表的指标")
        return data

    @staticmethod
    def made(data: dict[str, Any]) -> dict[str, Any]:
        if data["kind"] in SHOWN:
            return {"kind": data["kind"], "title": data["text"], "codes": data["codes"]}
        return {"kind": data["kind"], "text": [data["text"]]}


class ConditionField(forms.CharField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label, max_length=120, required=False,
            help_text="如：过期未完成的应办事项 > 0；空着则总是写",
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        try:
            return condition_from_people(super().clean(value))
        except ChipError as fault:
            raise forms.ValidationError(str(fault)) from None


class DeskForm(Form):
    """Fields named by clause: `text_0`, `when_0`, `zero_0`, …, and `more` for a further one."""

    def __init__(self, *args: Any, body: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.sections: list[tuple[str, list[str]]] = []
        if body["kind"] in SHOWN:
            self._shown()
            return
        if body["kind"] == "grid":
            self.fields["title"] = forms.CharField(label="标题", max_length=60, required=False)
            self.fields["grid"] = GridField()
            self.sections.append(("", list(self.fields)))
            self._repeated()
            return
        for place in range(len(body.get("text", []))):
            self.fields[f"text_{place}"] = ChipField("文字")
            self.fields[f"when_{place}"] = ConditionField("什么时候写")
            self.fields[f"zero_{place}"] = ChipField("数为零时改写成", 1)
            names = [f"{name}_{place}" for name in ("text", "when", "zero")]
            self.sections.append((f"第 {place + 1} 句", names))
        self.fields["more"] = ChipField("另加一句")
        self.sections.append(("", ["more"]))
        if body["kind"] != "recipient":
            self._repeated()

    def _repeated(self) -> None:
        self.fields["each"] = forms.ChoiceField(
            label="重复", choices=list(REPEATED.items()), required=False,
            help_text="逐个下级写时，文中的数各取各的，{组织简称} 就是那个下级",
        )  # fmt: skip
        self.fields["only"] = forms.MultipleChoiceField(
            label="只写哪些类别的下级", choices=list(SECTORS.items()), required=False,
            widget=forms.CheckboxSelectMultiple, help_text="一个不选就是全部",
        )  # fmt: skip
        self.fields["when"] = ConditionField("整段什么时候写")
        self.sections.append(("整段", ["each", "only", "when"]))

    def _shown(self) -> None:
        titles = [(code, each.title) for code, each in all_indicators().items()]
        self.fields["title"] = forms.CharField(label="标题", max_length=60, required=False)
        self.fields["codes"] = forms.MultipleChoiceField(
            label="指标", choices=titles, widget=forms.SelectMultiple(attrs={"size": 10}),
            help_text=f"按住 Ctrl 可选多个，最多 {MOST_CODES} 个",
        )  # fmt: skip
        if self.body["kind"] != "people":
            self.fields["by"] = forms.ChoiceField(label="怎么列", choices=list(TABLES.items()))
        if self.body["kind"] == "chart":
            self.fields["style"] = forms.ChoiceField(label="图形", choices=list(CHARTS.items()))
        self.sections.append(("", list(self.fields)))

    def changed(self) -> dict[str, Any]:
        """The block as the form has it."""
        data = self.cleaned_data
        if self.body["kind"] in SHOWN:
            return {**self.body, **{name: data[name] for name in self.fields}}
        if self.body["kind"] == "grid":
            return self._whole({**self.body, "title": data["title"]}, data["grid"])
        pieces: list[dict[str, Any]] = []
        for place, piece in enumerate(self.body.get("text", [])):
            was = {"text": piece} if isinstance(piece, str) else dict(piece)
            for name in ("text", "when", "zero"):
                was[name] = data[f"{name}_{place}"]
            if was["text"]:
                pieces.append({key: value for key, value in was.items() if value})
        if data["more"]:
            pieces.append({"text": data["more"]})
        return self._whole(self.body, pieces)

    def _whole(self, body: dict[str, Any], pieces: list[Any]) -> dict[str, Any]:
        """With what holds for the block as a whole."""
        data = self.cleaned_data
        whole = {name: data[name] for name in ("each", "only", "when") if name in self.fields}
        kept = {key: value for key, value in body.items() if key not in whole}
        return {**kept, "text": pieces, **{key: value for key, value in whole.items() if value}}


def beginning(body: dict[str, Any]) -> dict[str, Any]:
    """What the fields begin with."""
    if body["kind"] in SHOWN:
        return {name: body.get(name, "") for name in ("title", "codes", "by", "style")}
    found: dict[str, Any] = {name: body.get(name, "") for name in ("each", "only")}
    found["when"] = condition_to_people(body.get("when", ""))
    if body["kind"] == "grid":
        return {**found, "title": body.get("title", ""), "grid": grid_to_people(body["text"])}
    for place, piece in enumerate(body.get("text", [])):
        whole = {"text": piece} if isinstance(piece, str) else piece
        found[f"text_{place}"] = to_people(whole["text"])
        found[f"when_{place}"] = condition_to_people(whole.get("when", ""))
        found[f"zero_{place}"] = to_people(whole.get("zero", ""))
    return found
