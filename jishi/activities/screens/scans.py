"""Scanned piles: taken in, read while one waits, put together, entered meeting by meeting."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.entering import attach_pages
from jishi.activities.actions.scanning import MOST_FILES, close_batch, place_page, take_scan
from jishi.activities.models import PaperSheet, ScanBatch
from jishi.activities.models.paper import BATCH_STATES
from jishi.activities.paper.codes import shown
from jishi.activities.paper.piles import Meeting
from jishi.activities.queries import paper
from jishi.base import files
from jishi.base.screens.files import answer
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import FormScreen, sent_version
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.press import press
from jishi.base.web.screen import Screen, guarded
from jishi.base.web.several import SeveralFiles, SeveralWidget
from jishi.people.queries import home_code
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

TONES = {"reading": "blue", "open": "amber", "done": "green"}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp"


def url_of(batch: ScanBatch) -> str:
    return reverse("scan", args=[batch.pk])


class ScanList(ListScreen[ScanBatch]):
    path, name, title = "activities/scans/", "scans", "扫描件"
    permission = ACTIVITY_EDIT
    exports = False
    columns = (
        Column("title", "文件", link=url_of, phone="title"),
        Column("org", "党组织", lambda row: row.org.short_name),
        Column("made_at", "时间", lambda row: f"{timezone.localtime(row.made_at):%Y-%m-%d %H:%M}"),
        Column("actor_name", "经办人", phone="hide"),
        Column("page_count", "页数", number=True),
        Column("meetings", "已登记会议", number=True),
        Column("waiting", "待办页", number=True),
        Column(
            "state", "状态", lambda row: row.get_state_display(), phone="badge",
            tone=lambda row: TONES[row.state],
        ),
    )  # fmt: skip
    filters = (
        Under("org", "组织", ACTIVITY_EDIT, "org"),
        Choice("state", "状态", choices=tuple(BATCH_STATES.items())),
    )
    orders = (Order("new", "最近上传", ("-pk",)),)
    empty = "还没有上传过扫描件"
    empty_hint = "把会上写好的记录纸一摞扫描成 PDF，在这里上传"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("记录纸", reverse("sheets"))]

    def rows(self) -> QuerySet[ScanBatch]:
        return paper.counted(paper.batches(self.actor)).select_related("org")

    def actions(self) -> list[tuple[str, str, str]]:
        return [("上传扫描件", reverse("scans-new"), "upload")]


class ScanForm(OrgForm):
    scans = SeveralFiles(
        label="扫描件", widget=SeveralWidget(attrs={"accept": ACCEPT, "multiple": True}),
        help_text=f"PDF、JPG 或 PNG，每个 20 MB 以内，一次最多 {MOST_FILES} 个；灰度 200 dpi 即可",
    )  # fmt: skip
    org = OrgField(ACTIVITY_EDIT, label="哪个组织的", help_text="乡镇可一次扫描所属各支部的")
    field_order = ("scans", "org")


class NewScan(FormScreen):
    path, name, title = "activities/scans/new/", "scans-new", "上传扫描件"
    permission = ACTIVITY_EDIT
    form = ScanForm
    submit = "上传并识别"
    done = ""
    drafts = False
    intro = (
        "整摞扫描就行，次序、正反、颠倒都不要紧：系统按方块码归到各次会议，"
        "认不出的页列出来由您归入，一页也不会少。"
    )

    def crumbs(self) -> list[tuple[str, str]]:
        return [("记录纸", reverse("sheets")), ("扫描件", reverse("scans"))]

    def initial(self) -> dict[str, Any]:
        return {"org": home_code(self.actor, ACTIVITY_EDIT)}

    def save(self, form: ScanForm, version: int) -> str:
        uploads = [(each.name, each.read()) for each in form.cleaned_data["scans"]]
        return url_of(take_scan(self.actor, form.cleaned_data["org"], uploads))


class MeetingShown:
    """The pages under one code, with what is known of their sheet."""

    def __init__(self, meeting: Meeting, sheet: PaperSheet | None) -> None:
        self.code, self.pages, self.twice = meeting.code, meeting.pages, meeting.twice
        self.sheet = sheet
        self.activity = next((p.activity for p in meeting.pages if p.activity), None)
        self.waiting = [page for page in meeting.pages if page.activity_id is None]

    @property
    def slug(self) -> str:
        return self.code.replace("#", "n")

    @property
    def title(self) -> str:
        return shown(self.code) if self.sheet else f"没有编号的会议 {self.code[1:]}"

    @property
    def later(self) -> bool:
        """Its sheet was entered before: these pages are only added."""
        return bool(self.waiting and self.sheet and self.sheet.state == "used")


def meetings_of(actor: Actor, batch: ScanBatch) -> tuple[list[MeetingShown], Any]:
    found = paper.piled(batch)
    sheets = paper.sheets_of(actor, [each.code for each in found.meetings])
    return [MeetingShown(each, sheets.get(each.code)) for each in found.meetings], found


class ScanBatchPage(Screen):
    path, name, title = "activities/scans/<int:pk>/", "scan", "扫描件"
    permission = ACTIVITY_EDIT
    template = "activities/paper/scan.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.batch = paper.batch(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"扫描件：{self.batch.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("记录纸", reverse("sheets")), ("扫描件", reverse("scans"))]

    def context(self) -> dict[str, Any]:
        batch = self.batch
        if paper.working(batch):
            return {"batch": batch, "working": True, "job": batch.job}
        meetings, pile = meetings_of(self.actor, batch)
        waiting, aside = [m for m in meetings if m.waiting], paper.set_aside(batch)
        return {
            "batch": batch, "job": batch.job, "meetings": meetings, "pile": pile,
            "aside": aside, "aside_count": len(aside), "left": len(waiting),
            "entered": sum(1 for each in meetings if each.activity),
            "targets": [(each.code, each.title) for each in meetings],
        }  # fmt: skip


@guarded(ACTIVITY_EDIT, "activities/scans/<int:pk>/progress/", "scan-progress", "识别进度")
def progress(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Asked for each second; when the reading has ended the page is shown anew."""
    batch = paper.batch(actor, pk)
    if paper.working(batch):
        return render(request, "activities/paper/_progress.html", {"job": batch.job})
    return HttpResponse(status=200, headers={"HX-Refresh": "true"})


@guarded(ACTIVITY_EDIT, "activities/scans/pages/<int:pk>/picture/", "scan-picture", "扫描页")
def picture(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    page = paper.page(actor, pk)
    if page.picture is None:
        raise NotVisible
    return answer(page.picture, files.read(page.picture), show=True)


@guarded(ACTIVITY_EDIT, "activities/scans/pages/<int:pk>/place/", "scan-place", "归入扫描页")
def place(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    page = paper.page(actor, pk)

    def do() -> str:
        place_page(actor, page, (request.POST.get("typed") or request.POST.get("where") or "")[:60])
        return ""

    return press(request, do, f"{url_of(page.batch)}#page-{page.number}")


@guarded(
    ACTIVITY_EDIT, "activities/scans/<int:pk>/attach/<slug:code>/", "scan-attach", "附上扫描页"
)
def attach(request: HttpRequest, actor: Actor, pk: int, code: str) -> HttpResponse:
    batch = paper.batch(actor, pk)
    if code not in paper.sheets_of(actor, [code]):
        raise NotVisible

    def do() -> str:
        attach_pages(actor, batch, code)
        return "已附到那次会议"

    return press(request, do, url_of(batch))


@guarded(ACTIVITY_EDIT, "activities/scans/<int:pk>/close/", "scan-close", "扫描件办完")
def close(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    batch = paper.batch(actor, pk)

    def do() -> str:
        close_batch(actor, batch, sent_version(request) or 0)
        return "这批扫描件已办完"

    return press(request, do, url_of(batch), conflict="刚有人改过，请看现在的内容再办")


SCREENS = (ScanList, NewScan, ScanBatchPage, progress, picture, place, attach, close)
