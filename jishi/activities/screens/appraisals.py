"""Ballots counted on paper, and the yearly appraisal: proposed by the branch, confirmed above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, APPRAISAL_CONFIRM
from jishi.activities.actions.counting import (
    Line,
    confirm_grades,
    follow_up,
    propose_grades,
    record_count,
    tell_homes,
)
from jishi.activities.marks import GRADES
from jishi.activities.models import Activity
from jishi.activities.queries import appraisals
from jishi.activities.rules.counting import excellent_quota
from jishi.base.web.asked import asked_year
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.panels import PageAction
from jishi.base.web.press import press
from jishi.base.web.screen import Screen, guarded
from jishi.orgs import queries as orgs
from jishi.orgs.page import OfOrg
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.reach import may

LINES = range(1, 11)
COLUMNS = ("in_favour", "against", "abstained", "rest")
LABELS = ("赞成（优秀）", "反对（合格）", "弃权（基本合格）", "不合格或另选他人")


def _count(label: str, required: bool = False) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=9999, widget=widget
    )


class CountForm(Form):
    title = forms.CharField(label="票名", max_length=60, help_text="如：选举支部委员、民主测评")
    entitled = _count("应到有表决权", required=True)
    issued = _count("发出", required=True)
    returned = _count("收回", required=True)
    valid = _count("有效", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in LINES:
            self.fields[f"l{n}_label"] = forms.CharField(
                label="姓名或事项", required=False, max_length=60
            )
            for column, label in zip(COLUMNS, LABELS, strict=True):
                self.fields[f"l{n}_{column}"] = _count(label)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"number": n, "label": self[f"l{n}_label"]}
            | {"votes": [self[f"l{n}_{column}"] for column in COLUMNS]}
            for n in LINES
        ]

    def lines(self) -> list[Line]:
        data = self.cleaned_data
        return [
            Line(data[f"l{n}_label"], *(data[f"l{n}_{column}"] or 0 for column in COLUMNS))
            for n in LINES
            if data[f"l{n}_label"]
        ]


class CountEntry(FormScreen):
    path, name, title = "activities/<int:pk>/count/", "count-sheet", "登记计票表"
    permission = ACTIVITY_EDIT
    form = CountForm
    template = "activities/count.html"
    submit = "登记"
    done = "已登记"
    intro = "照计票表填写：收回不多于发出，每一行各栏之和等于有效票。无记名，不记谁投了什么。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = appraisals.meeting(actor, kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"entitled": self.activity.expected_voters, "issued": self.activity.present_voters}

    def page_title(self) -> str:
        return f"登记计票表：{self.activity.held_on} {self.activity.title}"

    def context(self) -> dict[str, Any]:
        return {"sheets": appraisals.sheets(self.activity), "labels": LABELS}

    def save(self, form: CountForm, version: int) -> str:
        data = form.cleaned_data
        ballots = (data["entitled"], data["issued"], data["returned"], data["valid"])
        record_count(self.actor, self.activity, data["title"], ballots, form.lines())
        return self.request.path


class ProposeGrades(FormScreen):
    path, name, title = "activities/<int:pk>/grades/", "appraisal-grades", "提出评定等次"
    permission = ACTIVITY_EDIT
    template = "activities/grades.html"
    submit = "提出"
    done = ""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = appraisals.meeting(actor, kwargs["pk"])
        missing = appraisals.missing_steps(self.activity)
        if missing is None:
            raise NotVisible
        self.missing = missing
        self.year = appraisals.year_of(self.activity.held_on)
        self.members = appraisals.graded(self.activity.org, self.year, self.activity.held_on)

    def page_title(self) -> str:
        return f"{self.activity.org.short_name}{self.year}年民主评议等次"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        choices = [("", "未评"), *GRADES.items()]
        for each in self.members:
            if each.full and not each.confirmed:
                form.fields[f"grade-{each.person_id}"] = forms.ChoiceField(
                    label=each.name, required=False, choices=choices, initial=each.proposed
                )
        return form

    def context(self) -> dict[str, Any]:
        others = [each for each in self.members if not each.full]
        return {
            "missing": self.missing, "others": others, "count": len(self.members),
            "quota": excellent_quota(len(self.members)),
        }  # fmt: skip

    def save(self, form: Form, version: int) -> str:
        grades = {each.person_id: each.confirmed for each in self.members if each.confirmed}
        for name, value in form.cleaned_data.items():
            grades[int(name.removeprefix("grade-"))] = value
        verdict = propose_grades(self.actor, self.activity, grades)
        messages.success(self.request, "已提出，等待上级审定")
        for reason in verdict.warnings:
            messages.warning(self.request, str(reason))
        return f"{reverse('appraisals', args=[self.activity.org_id])}?year={self.year}"


class AppraisalPage(OfOrg):
    """The grades of a branch in a year. For those who keep its records, not for readers."""

    path, name, title = "activities/appraisals/<int:pk>/", "appraisals", "民主评议"
    permission = ACTIVITY_EDIT
    template = "activities/appraisals.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.year = asked_year(request, actor.today, ahead=0)

    def page_title(self) -> str:
        return f"{self.org.short_name}{self.year}年民主评议"

    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.org.short_name, reverse("org", args=[self.org.pk]))]

    def context(self) -> dict[str, Any]:
        meeting = appraisals.meeting_of(self.org, self.year)
        day = meeting.held_on if meeting else self.actor.today
        members = appraisals.graded(self.org, self.year, day)
        waiting = [each for each in members if each.proposed and not each.confirmed]
        counts = [
            (label, sum((each.confirmed or each.proposed) == code for each in members))
            for code, label in GRADES.items()
        ]
        return {
            "org": self.org, "year": self.year, "meeting": meeting, "members": members,
            "waiting": len(waiting), "counts": counts, "quota": excellent_quota(len(members)),
            "may_confirm": may(self.actor, APPRAISAL_CONFIRM, self.org),
            "grades": GRADES,
            "guests": appraisals.guests_of(meeting) if meeting else [],
            "away": appraisals.away(self.org, self.year),
        }  # fmt: skip


@guarded(
    APPRAISAL_CONFIRM, "activities/appraisals/<int:pk>/confirm/", "appraisal-confirm", "审定等次"
)
def confirm(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    org = orgs.organisation(actor, pk, APPRAISAL_CONFIRM)
    raw = request.POST.get("year", "")[:4]
    year = int(raw) if raw.isascii() and raw.isdigit() else actor.today.year
    back = f"{reverse('appraisals', args=[pk])}?year={year}"
    return press(request, lambda: f"已审定 {confirm_grades(actor, org, year)} 人", back)


@guarded(ACTIVITY_EDIT, "activities/<int:pk>/tell/", "appraisal-tell", "通报参加评议")
def tell(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    activity = appraisals.meeting(actor, pk)
    back = reverse("appraisals", args=[activity.org_id])
    year = appraisals.year_of(activity.held_on)
    return press(
        request, lambda: f"已通报 {tell_homes(actor, activity)} 人所在的支部", f"{back}?year={year}"
    )


class AppraisalNotice(Screen):
    """The notice on paper, one slip for each branch that members came from (R-LIFE-26)."""

    path, name, title = "activities/<int:pk>/notice/", "appraisal-notice", "参加民主评议通报单"
    permission = ACTIVITY_EDIT
    template = "activities/paper/notice.html"

    def context(self) -> dict[str, Any]:
        activity = appraisals.meeting(self.actor, self.kwargs["pk"])
        homes: dict[int, list[appraisals.Elsewhere]] = {}
        for guest in appraisals.guests_of(activity):
            homes.setdefault(guest.home.pk, []).append(guest)
        year = appraisals.year_of(activity.held_on)
        back = reverse("appraisals", args=[activity.org_id])
        return {
            "activity": activity, "homes": list(homes.values()), "year": year,
            "back": f"{back}?year={year}", "today": self.actor.today,
        }  # fmt: skip


class FollowForm(Form):
    on = forms.DateField(label="谈话日期", widget=forms.DateInput(attrs={"type": "date"}))


class FollowUp(FormScreen):
    path, name = "activities/appraisals/follow/<int:pk>/", "appraisal-follow"
    title = "登记谈话整改"
    permission = ACTIVITY_EDIT
    form = FollowForm
    done = "已登记"
    intro = "只登记做了没有，不记谈话内容。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = appraisals.appraisal(actor, kwargs["pk"])

    def back(self) -> str:
        page = reverse("appraisals", args=[self.row.activity.org_id])
        return f"{page}?year={self.row.year}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("民主评议", self.back())]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: FollowForm, version: int) -> str:
        follow_up(self.actor, self.row, form.cleaned_data["on"])
        return self.back()


PageAction(
    "organisation", "民主评议", lambda org: reverse("appraisals", args=[org.pk]), "star",
    ACTIVITY_EDIT, when=lambda org: ORG_KINDS[org.kind].is_branch, order=72,
)  # fmt: skip
# Meetings where paper ballots are counted.
BALLOTS = frozenset({"assembly", "appraisal", "life_meeting", "democratic_meeting"})


def _took_place(activity: Activity, kinds: frozenset[str]) -> bool:
    return activity.stage in ("held", "archived") and bool(activity.kind_codes & kinds)


def _grades(activity: Activity) -> str:
    page = reverse("appraisals", args=[activity.org_id])
    return f"{page}?year={appraisals.year_of(activity.held_on)}"


PageAction(
    "activity", "计票表", lambda a: reverse("count-sheet", args=[a.pk]), "list-ordered",
    ACTIVITY_EDIT, when=lambda a: _took_place(a, BALLOTS), order=20,
)  # fmt: skip
PageAction(
    "activity", "评定等次", _grades, "star", ACTIVITY_EDIT,
    when=lambda a: _took_place(a, frozenset({"appraisal"})), order=21,
)  # fmt: skip
SCREENS = (CountEntry, ProposeGrades, AppraisalNotice, tell, AppraisalPage, confirm, FollowUp)
