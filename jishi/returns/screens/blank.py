"""`/returns/blank/`: the superior's own empty table handed in, looked at, given back filled.

Nothing of it is kept here: the file travels with the preview, and passes the same gates again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse

from jishi.base.web.download import download
from jishi.base.web.forms import FormScreen
from jishi.base.web.periods import PeriodField
from jishi.base.web.pick import OrgField, OrgForm
from jishi.exchange.reading import Unreadable
from jishi.exchange.reading.splice import NotSpliceable
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import all_indicators
from jishi.figures.queries.showing import top_of
from jishi.kernel.period import Period
from jishi.papers.opening import Unreadable as UnreadableText
from jishi.returns.access import RETURN_VIEW
from jishi.returns.blanks.binding import Sheet, bound
from jishi.returns.blanks.showing import shown_sheet
from jishi.returns.blanks.writing import filled, grids
from jishi.returns.screens.common import HOME
from jishi.tree.errors import Refused

MOST_FILE = 1024 * 1024
_AGAIN = "请用 WPS 或 Excel 另存为 xlsx（文字材料里的表另存为 docx）再上传"


class BlankForm(OrgForm):
    file = forms.FileField(
        label="空白统计表", required=False, help_text="xlsx，或带表格的 docx，不超过 1 MB",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}),
    )  # fmt: skip
    org = OrgField(FIGURE_VIEW, label="填哪个组织的", help_text="表中点名的下级各填各的")
    period = PeriodField(label="哪个时期", help_text="表题里写明时期的按表题")
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2 * MOST_FILE)
    kept_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file and file.size > MOST_FILE:
            self.add_error("file", "文件超过 1 MB，空白表没有这么大，请只留要填的表")
        elif file:
            data["data"], data["name"] = file.read(), file.name
        else:
            try:
                data["data"] = base64.b64decode(data.get("kept") or "", validate=True)
            except (binascii.Error, ValueError):
                data["data"] = b""
            data["name"] = data.get("kept_name") or ""
            if not data["data"]:
                self.add_error("file", "请选择空白表")
        return data


class FillBlank(FormScreen):
    path, name, title = "returns/blank/", "return-blank", "填上级的空白表"
    permission = RETURN_VIEW
    form = BlankForm
    submit = "看看能填哪些"
    drafts = False
    intro = (
        "交来上级发的空白统计表，表头和行名对得上指标、下级和时期的格子自动填好，格式不变；"
        "没有把握的留空并写明。文件不保存。"
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def initial(self) -> dict[str, Any]:
        period = Period.natural(self.actor.today, 1)
        return {"org": top_of(self.actor).code, "period": str(period)}

    def post(self) -> HttpResponse:
        form = self.make_form(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form, None, status=422)
        data = form.cleaned_data
        try:
            chosen, unknown = self.chosen()
            sheets = bound(
                self.actor, grids(data["data"], data["name"]), data["org"], data["period"], chosen
            )
            if not any(sheet.cells for sheet in sheets):
                raise Refused("没有找到要填的格子：要有行名、表头和空格子")
            if "fill" in self.request.POST and not unknown:
                return download(filled(data["data"], data["name"], sheets), f"已填_{data['name']}")
        except NotSpliceable:
            form.add_error("file", f"这种文件不能原样填写。{_AGAIN}")
        except (Refused, Unreadable, UnreadableText) as refused:
            form.add_error("file", str(getattr(refused, "message", refused)))
        else:
            return self.preview(data, sheets, unknown)
        return self.show(form, None, status=422)

    def chosen(self) -> tuple[dict[str, str], set[str]]:
        """Indicators that were named for a heading, and the headings whose name is none."""
        codes = {each.title: code for code, each in all_indicators().items()}
        found: dict[str, str] = {}
        unknown: set[str] = set()
        given: Mapping[str, Any] = self.request.POST
        for number in range(len([name for name in given if name.startswith("wording-")])):
            wording = str(given.get(f"wording-{number}", ""))[:300]
            title = str(given.get(f"choice-{number}", "")).strip()[:100]
            code = codes.get(title) or (title if title in all_indicators() else "")
            if code:
                found[wording] = code
            elif title:
                unknown.add(wording)
        return found, unknown

    def preview(self, data: dict[str, Any], sheets: list[Sheet], unknown: set[str]) -> HttpResponse:
        self.template = "returns/blank.html"  # type: ignore[misc]
        shown = [shown_sheet(sheet) for sheet in sheets if sheet.cells]
        wordings = {w: choice for sheet in sheets for w, choice in sheet.wordings.items()}
        return self.render({
            "title": "核对后填表", "org": data["org"], "period": data["period"], "sheets": shown,
            "name": data["name"], "kept": base64.b64encode(data["data"]).decode(),
            "wordings": [(w, c, w in unknown) for w, c in wordings.items()],
            "titles": sorted({each.title for each in all_indicators().values()}),
            "count": sum(len(sheet.filled) for sheet in sheets),
            "left": sum(len(sheet.left) for sheet in sheets),
        })  # fmt: skip


SCREENS = (FillBlank,)
