"""Year books opened to an inspector: the list above, the answers below, the reader between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW, INSPECTION_OPEN
from jishi.activities.actions import inspection as acts
from jishi.activities.models import Inspection, InspectionNote
from jishi.activities.models.inspection import NOTE_KINDS
from jishi.activities.queries import inspections, year_book
from jishi.base import files
from jishi.base.screens.files import answer as file_answer
from jishi.base.web.chapters import Book, Written, chapters
from jishi.base.web.filters import Under
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.press import press
from jishi.base.web.screen import Nav, Screen, guarded
from jishi.people.queries import home_code
from jishi.tree.actor import Actor, local_operator
from jishi.tree.permissions import SELF
from jishi.tree.reach import may, reach

WIDE = forms.Textarea(attrs={"rows": 3, "data-width": "wide"})
STATES = {
    "open": ("red", "待答复"), "answered": ("amber", "已答复"), "settled": ("green", "已了结"),
}  # fmt: skip


def url_of(row: Inspection) -> str:
    return reverse("inspection", args=[row.pk])


def _state(row: Inspection) -> tuple[str, str]:
    if row.withdrawn_on:
        return "grey", "已收回"
    return ("green", "已阅") if row.finished_on else ("amber", "阅读中")


class InspectionList(ListScreen[Inspection]):
    path, name, title = "activities/inspections/", "inspections", "工作手册调阅"
    permission = ACTIVITY_VIEW
    nav = Nav("组织生活", "手册调阅", "book-open-check", order=70)
    columns = (
        Column("org", "党组织", lambda row: row.org.short_name, link=url_of, phone="title"),
        Column("year", "年度"),
        Column("inspector_name", "调阅人"),
        Column("purpose", "事由", phone="hide"),
        Column("since", "开放自"),
        Column("until", "开放至"),
        Column(
            "state", "状态", lambda row: _state(row)[1], tone=lambda row: _state(row)[0],
            phone="badge",
        ),
        Column("waiting", "待答复", number=True),
    )  # fmt: skip
    filters = (Under("org", "组织", ACTIVITY_VIEW, "org"),)
    orders = (Order("new", "最近开放", ("-since", "-pk")),)
    empty = "还没有调阅过工作手册"
    empty_hint = "开放后，调阅人在期限内可以看一个组织一年的手册，写意见、提整改要求"

    def rows(self) -> QuerySet[Inspection]:
        return inspections.inspections(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, INSPECTION_OPEN):
            return []
        return [("开放手册", reverse("inspection-new"), "book-open")]


class OpenForm(OrgForm):
    org = OrgField(INSPECTION_OPEN, label="哪个组织的手册")
    year = forms.IntegerField(label="年度", min_value=1950, max_value=2999)
    inspector = forms.CharField(
        label="调阅人的账号", max_length=60, help_text="本人或所管账号；期限内能看这一本手册"
    )
    until = forms.DateField(
        label="开放至", widget=forms.DateInput(attrs={"type": "date"}), help_text="到期自动关闭"
    )
    purpose = forms.CharField(label="事由", max_length=120, help_text="如：半年党建督查")


class OpenBook(FormScreen):
    path, name, title = "activities/inspections/new/", "inspection-new", "开放工作手册"
    permission = INSPECTION_OPEN
    form = OpenForm
    submit = "开放"
    done = "已开放，调阅人会收到待办"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("工作手册调阅", reverse("inspections"))]

    def initial(self) -> dict[str, Any]:
        today = self.actor.today
        return {
            "org": self.request.GET.get("org", "") or home_code(self.actor, INSPECTION_OPEN),
            "year": today.year, "until": today + timedelta(days=14),
        }  # fmt: skip

    def save(self, form: OpenForm, version: int) -> str:
        data = form.cleaned_data
        return url_of(
            acts.open_book(
                self.actor, data["org"], data["year"], data["inspector"], data["until"],
                data["purpose"],
            )
        )  # fmt: skip


def notes_of(row: Inspection) -> list[dict[str, Any]]:
    return [
        {"note": note, "tone": STATES[note.state][0], "word": STATES[note.state][1]}
        for note in row.notes.order_by("id")
    ]


class InspectionPage(Screen):
    path, name, title = "activities/inspections/<int:pk>/", "inspection", "调阅"
    permission = ACTIVITY_VIEW
    template = "activities/book/inspection.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = inspections.inspection(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.row.org.short_name}{self.row.year}年工作手册调阅"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("工作手册调阅", reverse("inspections"))]

    def context(self) -> dict[str, Any]:
        row = self.row
        tone, word = _state(row)
        return {
            "row": row, "notes": notes_of(row), "tone": tone, "word": word,
            "may_answer": may(self.actor, ACTIVITY_EDIT, row.org),
            "may_withdraw": may(self.actor, INSPECTION_OPEN, row.org)
            and row.withdrawn_on is None,
        }  # fmt: skip


class AnswerForm(Form):
    answer = forms.CharField(label="答复", max_length=500, widget=WIDE)


class AnswerNote(FormScreen):
    path = "activities/inspections/notes/<int:pk>/answer/"
    name, title = "inspection-answer", "答复整改要求"
    permission = ACTIVITY_EDIT
    form = AnswerForm
    submit = "答复"
    done = "已答复"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.note: InspectionNote = inspections.note(actor, kwargs["pk"])
        self.intro = f"{self.note.place}：{self.note.text}"  # type: ignore[misc]

    def target(self) -> InspectionNote:
        return self.note

    def initial(self) -> dict[str, Any]:
        return {"answer": self.note.answer}

    def crumbs(self) -> list[tuple[str, str]]:
        return [
            ("工作手册调阅", reverse("inspections")),
            (self.note.inspection.org.short_name, url_of(self.note.inspection)),
        ]

    def save(self, form: AnswerForm, version: int) -> str:
        acts.answer_note(self.actor, self.note, version, form.cleaned_data["answer"])
        return url_of(self.note.inspection)


@guarded(
    INSPECTION_OPEN, "activities/inspections/<int:pk>/withdraw/", "inspection-withdraw", "收回调阅"
)
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = inspections.inspection(actor, pk, INSPECTION_OPEN)

    def do() -> str:
        acts.withdraw(actor, row, row.version)
        return "已收回，调阅人不能再看"

    return press(request, do, url_of(row))


# --- the reader ---------------------------------------------------------------------------------


class NoteForm(Form):
    anchor = forms.ChoiceField(label="位置")
    kind = forms.ChoiceField(
        label="种类", choices=list(NOTE_KINDS.items()), help_text="整改要求须由支部答复"
    )
    text = forms.CharField(label="内容", max_length=500, widget=WIDE)


class OwnInspection(FormScreen):
    """The reader's page: the whole book, and beside it what is remarked in it."""

    path, name, title = "activities/inspections/own/<int:pk>/", "own-inspection", "调阅工作手册"
    permission = SELF
    template = "activities/book/read.html"
    form = NoteForm
    submit = "写上"
    done = "已写上"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = inspections.own(actor, kwargs["pk"])
        self.book = Book(self.row.org, self.row.year, actor.today)
        # What may be read was decided when the book was opened; its content is the book's own.
        self.written: list[Written] = chapters(local_operator(actor.today), self.book, whole=True)

    def page_title(self) -> str:
        return f"{self.row.org.short_name}{self.row.year}年工作手册"

    def places(self) -> list[tuple[str, str]]:
        records = year_book.records(self.book)
        return [
            *((w.anchor, f"{w.numeral}、{w.chapter.title}") for w in self.written),
            *(
                (r.anchor, f"第{r.number}次 {r.activity.held_on:%m-%d} {r.activity.title}"[:80])
                for r in records
            ),
        ]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        form.fields["anchor"].choices = self.places()  # type: ignore[attr-defined]
        return form

    def context(self) -> dict[str, Any]:
        return {
            "inspection": self.row, "book": self.book, "chapters": self.written,
            "today": self.actor.today, "scans": True, "notes": notes_of(self.row),
        }  # fmt: skip

    def save(self, form: NoteForm, version: int) -> str:
        data = form.cleaned_data
        place = dict(self.places())[data["anchor"]]
        acts.add_note(self.actor, self.row, data["kind"], data["anchor"], place, data["text"])
        return f"{reverse('own-inspection', args=[self.row.pk])}#{data['anchor']}"


@guarded(SELF, "activities/inspections/own/<int:pk>/finish/", "own-inspection-finish", "阅毕")
def finish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = inspections.own(actor, pk)

    def do() -> str:
        acts.finish(actor, row, request.POST.get("opinion", "").strip()[:500])
        return "已阅毕；开放期内仍可再看"

    return press(request, do, reverse("own-inspection", args=[pk]))


@guarded(SELF, "activities/inspections/own/notes/<int:pk>/", "own-inspection-settle", "认可整改")
def settle(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    note = inspections.own_note(actor, pk)

    def do() -> str:
        acts.settle_note(actor, note)
        return "已认可"

    return press(request, do, reverse("own-inspection", args=[note.inspection_id]))


@guarded(
    SELF, "activities/inspections/own/<int:pk>/picture/<int:file>/", "own-inspection-picture",
    "会议的扫描页",
)  # fmt: skip
def picture(request: HttpRequest, actor: Actor, pk: int, file: int) -> HttpResponse:
    found = inspections.picture(actor, inspections.own(actor, pk), file)
    return file_answer(found.file, files.read(found.file), show=True)


SCREENS = (
    InspectionList, OpenBook, InspectionPage, AnswerNote, withdraw, OwnInspection, finish, settle,
    picture,
)  # fmt: skip
