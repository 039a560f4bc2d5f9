"""Forms of papers: beginning one, writing a block, remarks, steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.kernel.period import Period, PeriodError
from jishi.papers.access import PAPER_EDIT
from jishi.papers.queries.audience import AUDIENCES
from jishi.papers.template.chips import ChipError
from jishi.papers.template.friendly import condition_to_people, from_people, to_people
from jishi.papers.template.shape import CELLS, MOST_LETTERS, text_of
from jishi.papers.template.shipped import shipped

EACH = "每个下级"
ADDED = {"paragraph": "段落", "heading": "标题", "list": "分条", "narrative": "请人撰写"}


class NewPaperForm(OrgForm):
    org = OrgField(PAPER_EDIT, label="党组织")
    template = forms.CharField(label="模板", max_length=60, widget=forms.Select())
    period = forms.CharField(
        label="时期", max_length=20, help_text="如 2026、2026H1、2026Q2、2026-05、2026-01..2026-05"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, each.title) for code, each in shipped().items()]
        self.fields["template"].widget.choices = names

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control p-text", "data-chips": ""})


class ChipField(forms.CharField):
    """Words with figures in braces, by the names people know them by."""

    def __init__(self, label: str, rows: int = 2, help_text: str = "") -> None:
        super().__init__(
            label=label, max_length=MOST_LETTERS, required=False, widget=_area(rows), strip=True,
            help_text=help_text,
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return from_people(text.replace("\r\n", "\n").replace("\n", ""))
        except ChipError as fault:
            raise forms.ValidationError(str(fault)) from None


class GridField(forms.CharField):
    """A table as lines, its cells parted by bars: all of it in one field."""

    def __init__(self) -> None:
        super().__init__(
            label="表格", max_length=MOST_LETTERS * 4, widget=_area(12),
            help_text=(
                f"一行写一排，格子之间用竖线｜隔开，第一行是表头；行首写「{EACH}：」，"
                "这一行就给每个下级写一行，{组织简称} 是那个下级"
            ),
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        try:
            return [_row(line.strip()) for line in text.splitlines() if line.strip()]
        except ChipError as fault:
            raise forms.ValidationError(str(fault)) from None


_BAR = re.compile("[|｜]")
_EACH = re.compile(f"{EACH}[：:]")


def _row(line: str) -> Any:
    own = _EACH.sub("", line, count=1) if _EACH.match(line) else line
    text = from_people(CELLS.join(cell.strip() for cell in _BAR.split(own)))
    return text if own == line else {"text": text, "each": ["children"]}


def grid_to_people(pieces: Sequence[Any]) -> str:
    return "\n".join(
        (f"{EACH}：" if is_repeated(piece) else "")
        + to_people(text_of(piece)).replace(CELLS, " ｜ ")
        for piece in pieces
    )


def is_repeated(piece: Any) -> bool:
    return not isinstance(piece, str) and bool(piece.get("each"))


class BlockForm(Form):
    """One field for each clause of a block, and one for what is added."""

    def __init__(self, *args: Any, body: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        if body["kind"] == "grid":
            self.fields["grid"] = GridField()
            return
        for place, piece in enumerate(body.get("text", [])):
            if body["kind"] != "narrative":
                self.fields[f"text_{place}"] = ChipField(
                    f"第 {place + 1} 句", help_text=_hint(piece)
                )
        narrative = body["kind"] == "narrative"
        if body["kind"] not in ("heading", "recipient", "signoff"):
            self.fields["more"] = ChipField(
                "正文" if narrative else "另加一句", 6 if narrative else 2
            )

    @property
    def texts(self) -> list[Any]:
        if "grid" in self.fields:
            rows: list[Any] = self.cleaned_data["grid"]
            return rows
        return [
            self.cleaned_data.get(f"text_{place}", "")
            for place in range(len(self.body.get("text", [])))
        ]


def words_of(body: dict[str, Any]) -> dict[str, str]:
    """What the fields of a block begin with."""
    if body["kind"] == "narrative":
        return {}
    if body["kind"] == "grid":
        return {"grid": grid_to_people(body["text"])}
    return {
        f"text_{place}": to_people(text_of(piece))
        for place, piece in enumerate(body.get("text", []))
    }


def _hint(piece: Any) -> str:
    """When the clause stands, in words."""
    if isinstance(piece, str):
        return ""
    said = []
    if piece.get("when"):
        said.append(f"条件：{condition_to_people(piece['when'])}")
    if piece.get("zero"):
        said.append(f"为零时写：{to_people(piece['zero'])}")
    if piece.get("each"):
        said.append("逐个下级重复" if piece["each"] in (["children"], "children") else "逐项重复")
    return "；".join(said)


class AddForm(Form):
    kind = forms.ChoiceField(label="加什么", choices=list(ADDED.items()))
    text = ChipField("内容", 4, "请人撰写时，写明要写什么")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text:
            raise forms.ValidationError("请写内容")
        return text


class RemarkForm(Form):
    text = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(Form):
    pass


class ApproveForm(Form):
    copies = forms.CharField(
        label="抄送", max_length=120, required=False, help_text="印在版记里，可以不填"
    )


class PublishForm(Form):
    audience = forms.ChoiceField(
        label="发给谁", choices=list(AUDIENCES.items()), widget=forms.RadioSelect, initial="below",
        help_text="发给这些组织的各位党务人员",
    )  # fmt: skip
    chosen = forms.MultipleChoiceField(
        label="所选的直接下级", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="上面选了「所选的下级」时才用",
    )  # fmt: skip
    further = forms.CharField(
        label="更下级的组织", required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写简称、全称或编码，一行一个，或用顿号隔开；上面选了「所选的下级」时才用",
    )  # fmt: skip
