"""Sheets of paper printed ahead: the list of them, printing, striking off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.actions.paper import print_for, print_sheets, spoil_sheet
from jishi.activities.kinds import all_kinds
from jishi.activities.models import PaperSheet
from jishi.activities.paper.codes import Mark, shown
from jishi.activities.paper.layout import SHEET_KINDS, Page, pages_of
from jishi.activities.queries import activity as activity_of
from jishi.activities.queries import paper
from jishi.activities.rules.paper import MOST_SETS
from jishi.activities.screens.lists import address
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.press import press
from jishi.base.web.screen import Nav, Screen, guarded
from jishi.people.queries import home_code
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach

GROUP = "组织生活"
HEADINGS = {"A": "签到表", "M": "会议记录", "C": "计票表"}
STATES = {"free": "未使用", "used": "已登记", "spoilt": "已作废"}
TONES = {"free": "grey", "used": "green", "spoilt": "red"}
COUNT_ROWS = range(1, 16)
TICKED = ("sanhui_yike", "life")  # kinds that a branch ticks on its minutes


class SheetList(ListScreen[PaperSheet]):
    path, name, title = "activities/sheets/", "sheets", "记录纸"
    permission = ACTIVITY_VIEW
    nav = Nav(GROUP, "记录纸和扫描", "scan-line", order=60)
    columns = (
        Column("code", "编号", lambda row: shown(row.code), phone="title"),
        Column("org", "党组织", lambda row: row.org.short_name),
        Column("number", "序号", lambda row: row.number_label),
        Column("kind", "种类", lambda row: row.kind_label, phone="hide"),
        Column("printed_on", "打印日期"),
        Column("printed_by", "打印人", phone="hide"),
        Column(
            "state", "状态", lambda row: STATES[row.state], tone=lambda row: TONES[row.state],
            phone="badge",
        ),
        Column(
            "activity", "会议",
            lambda row: f"{row.activity.held_on} {row.activity.title}" if row.activity else "",
        ),
        Column(
            "print", "", lambda row: "" if row.spoilt_on else "重印",
            link=lambda row: f"{reverse('sheets-run', args=[row.run])}?only={row.code}",
            phone="hide",
        ),
        Column(
            "spoil", "", lambda row: "作废" if row.state == "free" else "",
            link=lambda row: reverse("sheet-spoil", args=[row.pk]) if row.state == "free" else "",
            phone="hide",
        ),
    )  # fmt: skip
    filters = (
        Under("org", "组织", ACTIVITY_VIEW, "org"),
        Choice(
            "state", "状态", choices=tuple(STATES.items()),
            conditions={"free": paper.FREE, "used": paper.USED, "spoilt": paper.SPOILT},
        ),
        Choice("kind", "种类", choices=tuple((k.code, k.label) for k in SHEET_KINDS.values())),
    )  # fmt: skip
    orders = (Order("new", "最近打印", ("-printed_on", "-pk")),)
    empty = "还没有打印过记录纸"
    empty_hint = "先打印带编号的记录纸，会后扫描就能自动归到各次会议"

    def rows(self) -> QuerySet[PaperSheet]:
        return paper.sheets(self.actor).select_related("org", "activity")

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, ACTIVITY_EDIT):
            return []
        return [
            ("打印记录纸", reverse("sheets-new"), "printer"),
            ("扫描件", reverse("scans"), "scan-line"),
        ]


class PrintForm(OrgForm):
    org = OrgField(ACTIVITY_EDIT, label="党组织")
    scope = forms.ChoiceField(
        label="给谁打印", initial="own",
        choices=(("own", "只给这个组织"), ("branches", "给它所属的每个支部")),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="种类", choices=[(k.code, f"{k.label}：{k.about}") for k in SHEET_KINDS.values()]
    )
    count = forms.IntegerField(
        label="每个组织几套", min_value=1, max_value=MOST_SETS, initial=6,
        help_text="一次会议用一套；一个支部一年大约 30 套，用完再印",
    )  # fmt: skip


class PrintSheets(FormScreen):
    path, name, title = "activities/sheets/new/", "sheets-new", "打印记录纸"
    permission = ACTIVITY_EDIT
    form = PrintForm
    submit = "生成并打印"
    done = ""
    drafts = False
    intro = (
        "每套纸印有自己的编号和方块码：先印好发下去，会上照常手写，会后一摞扫描上传，"
        "系统按编号归到各次会议；会前印出的日期也能证明补记的会议确实开过。"
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return [("记录纸", reverse("sheets"))]

    def initial(self) -> dict[str, Any]:
        return {
            "org": home_code(self.actor, ACTIVITY_EDIT),
            "scope": "own",
            "kind": "meeting",
            "count": 6,
        }

    def save(self, form: PrintForm, version: int) -> str:
        data = form.cleaned_data
        org, own = data["org"], data["scope"] == "own"
        chosen = [org] if own else paper.branches(self.actor, org)
        made = print_sheets(self.actor, chosen, data["kind"], data["count"])
        return reverse("sheets-run", args=[made[0].run])


@dataclass(frozen=True)
class PageShown:
    """A page with its heading and its square code as a drawing."""

    page: Page
    code: str
    opens: bool  # a record begins here; continuation sheets have no head

    @property
    def mark(self) -> Mark:
        return self.page.mark

    @property
    def part(self) -> str:
        return self.page.part

    @property
    def lines(self) -> range:
        """Lines to write on: fewer where the head or the decisions take their place."""
        head, decisions = self.opens and self.mark.page == 1, self.opens and self.page.is_last
        return range(28 - (15 if head else 0) - (8 if decisions else 0))

    @property
    def heading(self) -> str:
        return HEADINGS[self.page.part] if self.opens else "会议记录（续页）"


@dataclass(frozen=True)
class SetShown:
    sheet: PaperSheet
    pages: list[PageShown]

    @property
    def org(self) -> Organisation:
        return self.sheet.org

    @property
    def shown(self) -> str:
        return shown(self.sheet.code)


def drawn(sheet: PaperSheet, names: list[str]) -> SetShown:
    pages = [
        PageShown(
            page,
            segno.make(str(page.mark), error="h", micro=False).svg_data_uri(border=2),
            sheet.kind != "more",
        )
        for page in pages_of(SHEET_KINDS[sheet.kind], sheet.code, names)
    ]
    return SetShown(sheet, pages)


class SheetRun(Screen):
    path, name, title = "activities/sheets/run/<slug:run>/", "sheets-run", "记录纸"
    permission = ACTIVITY_EDIT
    template = "activities/paper/sheets.html"

    def context(self) -> dict[str, Any]:
        sheets = paper.run(self.actor, self.kwargs["run"])
        only = self.request.GET.get("only", "")
        sheets = [s for s in sheets if s.code == only] or sheets
        names = paper.names_by_org(self.actor, {s.org_id for s in sheets})
        kinds = [k.title for k in all_kinds().values() if k.group in TICKED]
        return {
            "sets": [drawn(s, names.get(s.org_id, [])) for s in sheets],
            "kinds": kinds, "count_rows": COUNT_ROWS, "back": reverse("sheets"),
        }  # fmt: skip


@guarded(ACTIVITY_EDIT, "activities/<int:pk>/sheet/", "activity-sheet", "打印这次会议的记录纸")
def sheet_for(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The button of a planned meeting: its own set of sheets, ready to print."""
    activity = activity_of(actor, pk, ACTIVITY_EDIT)
    where = [address(activity)]

    def do() -> str:
        where.append(reverse("sheets-run", args=[print_for(actor, activity).run]))
        return ""

    answer = press(request, do, where[0])
    if len(where) > 1:
        answer["Location"] = where[-1]
    return answer


class SpoilForm(Form):
    reason = forms.CharField(
        label="原因", max_length=60, help_text="如：打印不清、写错、遗失",
        widget=forms.TextInput(attrs={"data-width": "wide"}),
    )  # fmt: skip


class SpoilSheet(FormScreen):
    path, name, title = "activities/sheets/<int:pk>/spoil/", "sheet-spoil", "作废记录纸"
    permission = ACTIVITY_EDIT
    form = SpoilForm
    submit = "作废"
    done = "已作废"
    danger = True
    confirm = "作废后扫描到这套纸不会再登记会议。确定作废吗？"
    drafts = False

    def target(self) -> PaperSheet:
        return paper.sheet(self.actor, self.kwargs["pk"], ACTIVITY_EDIT)

    def page_title(self) -> str:
        return f"作废记录纸 {self.target()}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("记录纸", reverse("sheets"))]

    def save(self, form: SpoilForm, version: int) -> str:
        spoil_sheet(self.actor, self.target(), version, form.cleaned_data["reason"])
        return reverse("sheets")


SCREENS = (SheetList, PrintSheets, SheetRun, SpoilSheet, sheet_for)
