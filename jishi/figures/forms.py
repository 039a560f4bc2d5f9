"""Forms of figures: closing a period, reopening it; a dashboard of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.figures.access import PERIOD_CLOSE
from jishi.figures.boards import SHAPES, Tile
from jishi.figures.declared import all_indicators
from jishi.kernel.period import Period, PeriodError


class CloseForm(OrgForm):
    org = OrgField(PERIOD_CLOSE, label="党组织", help_text="连同所有下级一起封存")
    period = forms.CharField(
        label="时期", max_length=20, help_text="如 2026、2026H1、2026Q2、2026-05、2026-01..2026-05"
    )

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None


class ReopenForm(Form):
    reason = forms.CharField(
        label="重开的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="封存的数留着备查；重开后数字又随记录变化，可再封存一次",
    )  # fmt: skip


class BoardForm(Form):
    title = forms.CharField(label="看板名称", max_length=40)
    lines = forms.CharField(
        label="放些什么", max_length=3000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行一块：样子：指标。样子有数字、走势、各下级、排名、热力表；"
        "数字和热力表可放几个，用顿号隔开，如“热力表：党费收缴率、三会一课到会率”",
    )  # fmt: skip

    def clean_lines(self) -> list[Tile]:
        made = []
        for number, text in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            if text.strip():
                made.append(_tile(number, text.strip()))
        return made


class DropForm(Form):
    pass


def _tile(number: int, text: str) -> Tile:
    head, _, rest = text.replace(":", "：", 1).partition("：")
    shapes = {label: code for code, label in SHAPES.items()}
    if head.strip() not in shapes or not rest.strip():
        raise forms.ValidationError(f"第 {number} 行：先写样子，如“走势：{text[:20]}”")
    codes = tuple(_code(number, name.strip()) for name in rest.split("、") if name.strip())
    return Tile(shapes[head.strip()], codes)


def _code(number: int, name: str) -> str:
    for each in all_indicators().values():
        if name in (each.code, each.title):
            return each.code
    like = [e.title for e in all_indicators().values() if name in e.title or name in e.also][:3]
    hint = f"，是不是「{'」「'.join(like)}」？" if like else ""
    raise forms.ValidationError(f"第 {number} 行：没有「{name[:30]}」这个指标{hint}")


def typed_tiles(tiles: Sequence[Tile]) -> str:
    known = all_indicators()
    return "\n".join(
        f"{SHAPES[tile.shape]}：{'、'.join(known[code].title for code in tile.codes)}"
        for tile in tiles
    )
