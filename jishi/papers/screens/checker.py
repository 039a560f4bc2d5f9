"""`/papers/check/`: a finished text handed in, each of its numbers beside what the records say.

Nothing of it is kept: the page is the answer to the upload.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.screen import Nav, routes
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.queries.showing import top_of
from jishi.kernel.period import Period, PeriodError
from jishi.papers.access import PAPER_VIEW
from jishi.papers.checking.against import Checked, check_text
from jishi.papers.checking.finding import VERDICTS, Finding
from jishi.papers.matching.when import paper_period
from jishi.papers.opening import Opened, Unreadable, open_paper
from jishi.papers.opening.limits import MOST_FILE
from jishi.tree.models import Organisation

TONES = {
    "differs": "red", "inconsistent": "amber", "unchecked": "blue", "unsourced": "grey",
    "agrees": "green",
}  # fmt: skip


class CheckForm(OrgForm):
    file = forms.FileField(
        label="选择文稿", required=False, help_text="docx、txt 或 doc",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.doc"}),
    )  # fmt: skip
    org = OrgField(FIGURE_VIEW, label="说的是哪个组织", help_text="文中没有点名的数都按它核对")
    period = forms.CharField(
        label="说的是哪个时期", max_length=20, required=False,
        help_text="不填则按文稿自己说的；如 2026H1（上半年）、2026Q2、2026-05、2026",
    )  # fmt: skip
    pasted = forms.CharField(
        label="或者粘贴正文", required=False, max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-width": "wide", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_period(self) -> Period | None:
        asked = str(self.cleaned_data["period"] or "").strip()
        try:
            return Period.parse(asked) if asked else None
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if not file and not (data.get("pasted") or "").strip():
            self.add_error("file", "请选择文件，或粘贴正文")
        if file and file.size > MOST_FILE:
            self.add_error("file", f"文件超过 {MOST_FILE // 1024 // 1024} MB，请压缩图片或拆成几份")
        return data


@dataclass(frozen=True)
class Piece:
    """A run of letters of a line, with what was found there."""

    text: str
    number: int = 0
    finding: Finding | None = None

    @property
    def tone(self) -> str:
        return TONES[self.finding.verdict] if self.finding else ""


class Checker(FormScreen):
    path, name, title = "papers/check/", "paper-check", "核对文稿"
    permission = PAPER_VIEW
    nav = Nav("材料与上报", "核对文稿", "scan-search", order=8)
    form = CheckForm
    submit = "核对"
    drafts = False
    intro = "交来写好的总结、通报，逐个核对里面的数，说出哪些对不上、为什么。文稿不保存。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers"))]

    def initial(self) -> dict[str, Any]:
        code = self.request.GET.get("org", "")[:32] or top_of(self.actor).code
        return {"org": code, "period": self.request.GET.get("period", "")[:20]}

    def post(self) -> HttpResponse:
        form = self.make_form(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form, None, status=422)
        data = form.cleaned_data
        file = data.get("file")
        try:
            paper = open_paper(file.read(), file.name) if file else Opened(data["pasted"], "txt")
        except Unreadable as refused:
            form.add_error("file", refused.message)
            return self.show(form, None, status=422)
        period = data["period"] or paper_period(paper.text, self.actor.today)
        checked = check_text(self.actor, paper.text, data["org"], period)
        self.template = "papers/checked.html"  # type: ignore[misc]
        return self.render(self.answer(checked, paper, data["org"], period))

    def answer(
        self, checked: Checked, paper: Opened, org: Organisation, period: Period
    ) -> dict[str, Any]:
        groups = [
            (code, label, TONES[code], [
                (number, each, self.behind(each), paper.part_at(each.start))
                for number, each in enumerate(checked.findings, 1)
                if each.verdict == code
            ])
            for code, label in _ordered()
        ]  # fmt: skip
        return {
            "title": "核对结果", "org": org, "period": period, "lines": list(lines(checked, paper)),
            "groups": [group for group in groups if group[3]], "hints": checked.hints,
            "count": len(checked.findings),
        }  # fmt: skip

    def behind(self, each: Finding) -> str:
        """The page of the figure, where it opens to its records."""
        if not each.code or not each.org:
            return ""
        asked = urlencode({"org": each.org, "period": each.period})
        return f"{reverse('figure', args=[each.code])}?{asked}"


def _ordered() -> list[tuple[str, str]]:
    return [(code, VERDICTS[code]) for code in TONES]


def lines(checked: Checked, paper: Opened) -> Iterator[tuple[str, list[Piece]]]:
    """The text line by line, cut where something was found; before the first of a part, which."""
    found = iter(enumerate(checked.findings, 1))
    number, finding = next(found, (0, None))
    place, last = 0, ""
    for line in checked.text.splitlines(keepends=True):
        end = place + len(line)
        part = paper.part_at(place)
        pieces: list[Piece] = []
        while finding is not None and finding.start < end:
            pieces.append(Piece(checked.text[place : finding.start]))
            pieces.append(Piece(finding.text, number, finding))
            place = finding.end
            number, finding = next(found, (0, None))
        pieces.append(Piece(checked.text[place:end].rstrip("\r\n")))
        place = max(place, end)
        shown = [piece for piece in pieces if piece.text]
        if shown:
            yield (part if part != last else ""), shown
            last = part


urlpatterns = routes(Checker)
