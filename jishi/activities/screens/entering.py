"""A scanned meeting entered: its pages on the one side, what has to be typed on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import Entry, ItemRow, TopicRow, Typed, What
from jishi.activities.actions.entering import enter_meeting
from jishi.activities.kinds import all_kinds
from jishi.activities.models import Activity, ScanBatch
from jishi.activities.queries import paper
from jishi.activities.queries.kinds import kinds_for
from jishi.activities.screens.scans import MeetingShown, meetings_of, url_of
from jishi.activities.topics import TOPIC_CHOICES
from jishi.base.web.forms import Form, FormScreen
from jishi.people.queries import headcounts
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

TOPICS, ITEMS = range(1, 5), range(1, 4)
DAY = {"type": "date"}
PLAIN = ("discuss", "other", "study", "lecture", "appraise", "practice")


def _count(label: str, **terms: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=9999, widget=widget, **terms)


class EnterForm(Form):
    """Little is typed: what it was, when, how many, what about, what was decided."""

    kinds = forms.MultipleChoiceField(label="种类", widget=forms.CheckboxSelectMultiple)
    held_on = forms.DateField(label="日期", widget=forms.DateInput(attrs=DAY))
    place = forms.CharField(label="地点", required=False, max_length=60)
    expected = _count("应到")
    present = _count("实到")
    expected_voters = _count("应到有表决权", required=False)
    present_voters = _count("实到有表决权", required=False)
    guests = _count("列席", required=False)
    late_reason = forms.CharField(
        label="补记说明", required=False, max_length=120,
        widget=forms.TextInput(attrs={"data-width": "wide"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in TOPICS:
            self._topic(n)
        for n in ITEMS:
            self._item(n)

    def _topic(self, n: int) -> None:
        kinds = [("", "未选（按讨论研究）"), *TOPIC_CHOICES]
        self.fields |= {
            f"t{n}_title": forms.CharField(label="题目", required=False, max_length=120),
            f"t{n}_kind": forms.ChoiceField(label="种类", required=False, choices=kinds),
            f"t{n}_lecturer": forms.CharField(
                label="授课（发言）人", required=False, max_length=50
            ),
            f"t{n}_in_favour": _count("赞成", required=False),
            f"t{n}_against": _count("反对", required=False),
            f"t{n}_abstained": _count("弃权", required=False),
            f"t{n}_resolution": forms.CharField(label="决议", required=False, max_length=500),
        }

    def _item(self, n: int) -> None:
        self.fields |= {
            f"i{n}_text": forms.CharField(label="事项", required=False, max_length=200),
            f"i{n}_owner": forms.CharField(label="负责人", required=False, max_length=50),
            f"i{n}_due": forms.DateField(
                label="期限", required=False, widget=forms.DateInput(attrs=DAY)
            ),
        }

    def topic_rows(self) -> list[dict[str, Any]]:
        """The fields of each topic together, for the page."""
        parts = ("title", "kind", "lecturer", "in_favour", "against", "abstained", "resolution")
        return [{part: self[f"t{n}_{part}"] for part in parts} | {"number": n} for n in TOPICS]

    def item_rows(self) -> list[dict[str, Any]]:
        return [
            {part: self[f"i{n}_{part}"] for part in ("text", "owner", "due")} | {"number": n}
            for n in ITEMS
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in TOPICS:
            given = any(data.get(f"t{n}_{part}") for part in ("kind", "lecturer", "resolution"))
            votes = any(data.get(f"t{n}_{part}") is not None for part in ("in_favour", "against"))
            if (given or votes) and not data.get(f"t{n}_title"):
                self.add_error(f"t{n}_title", "请写议题")
            if data.get(f"t{n}_title") and not data.get(f"t{n}_kind"):
                data[f"t{n}_kind"] = usual_topic(data.get("kinds", []))
        return data

    def entry(self) -> Entry:
        data = self.cleaned_data
        return Entry(
            what=What(
                kinds=tuple(data["kinds"]), held_on=data["held_on"], place=data["place"],
                title=data["t1_title"] if data["kinds"] == ["lesson"] else "",
            ),
            typed=Typed(
                data["expected"], data["present"], data["expected_voters"],
                data["present_voters"], data["guests"],
            ),
            topics=tuple(self._topics()),
            items=tuple(self._items()),
            late_reason=data["late_reason"],
        )  # fmt: skip

    def _topics(self) -> list[TopicRow]:
        data = self.cleaned_data
        return [
            TopicRow(
                title=data[f"t{n}_title"], kind=data[f"t{n}_kind"],
                lecturer_name=data[f"t{n}_lecturer"], in_favour=data[f"t{n}_in_favour"],
                against=data[f"t{n}_against"], abstained=data[f"t{n}_abstained"],
                resolution=data[f"t{n}_resolution"],
            )
            for n in TOPICS if data[f"t{n}_title"]
        ]  # fmt: skip

    def _items(self) -> list[ItemRow]:
        data = self.cleaned_data
        return [
            ItemRow(
                text=data[f"i{n}_text"], owner_name=data[f"i{n}_owner"], due_on=data[f"i{n}_due"]
            )
            for n in ITEMS if data[f"i{n}_text"]
        ]  # fmt: skip


def usual_topic(codes: Sequence[str]) -> str:
    """What a topic is where nobody has said it: the plainest that these kinds know."""
    kinds = [all_kinds()[code] for code in codes if code in all_kinds()]
    known = {topic for kind in kinds for topic in kind.topics}
    if not known or any(not kind.topics for kind in kinds):
        return "discuss"
    return next((topic for topic in PLAIN if topic in known), min(known))


def as_planned(activity: Activity) -> dict[str, Any]:
    """What a sheet printed for a planned meeting is entered with."""
    found: dict[str, Any] = {
        "kinds": list(activity.parts.order_by("id").values_list("kind", flat=True)),
        "held_on": activity.held_on,
        "place": activity.place,
    }
    for topic in activity.topics.select_related("lecturer").order_by("number")[: len(TOPICS)]:
        prefix = f"t{topic.number}_"
        found[f"{prefix}title"], found[f"{prefix}kind"] = topic.title, topic.kind
        found[f"{prefix}lecturer"] = topic.speaker
    return found


class EnterMeeting(FormScreen):
    path = "activities/scans/<int:pk>/enter/<slug:code>/"
    name, title = "scan-enter", "登记会议"
    permission = ACTIVITY_EDIT
    template = "activities/paper/enter.html"
    form = EnterForm
    submit = "登记"
    done = "已登记，扫描页已作为会议记录附上"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.batch: ScanBatch = paper.batch(actor, kwargs["pk"])
        meetings, _ = meetings_of(actor, self.batch)
        self.meetings = meetings
        self.meeting: MeetingShown = self._mine()
        self.org = self.meeting.sheet.org if self.meeting.sheet else self.batch.org

    def _mine(self) -> MeetingShown:
        for each in self.meetings:
            known = each.sheet is not None or each.code.startswith("#")
            if each.slug == self.kwargs["code"] and known:
                return each
        raise NotVisible

    def page_title(self) -> str:
        return f"登记会议：{self.org.short_name} {self.meeting.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("扫描件", reverse("scans")), (self.batch.title, url_of(self.batch))]

    def initial(self) -> dict[str, Any]:
        sheet = self.meeting.sheet
        if sheet is None:
            return {"late_reason": "会上手写记录，事后扫描登记"}
        why = f"会上写在编号{sheet}的记录纸上（{sheet.printed_on}打印），事后扫描登记"
        return {"late_reason": why, **(as_planned(sheet.planned) if sheet.planned else {})}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        kinds = kinds_for(self.org, self.actor.today).values()
        form.fields["kinds"].choices = [(k.code, k.title) for k in kinds]  # type: ignore[attr-defined]
        return form

    def context(self) -> dict[str, Any]:
        today = self.actor.today
        count = headcounts(self.actor, [self.org.pk], today).get(self.org.pk)
        left = [each for each in self.meetings if each.waiting]
        return {
            "batch": self.batch, "meeting": self.meeting, "org": self.org, "count": count,
            "at": len(self.meetings) - len(left) + 1, "of": len(self.meetings),
        }  # fmt: skip

    def save(self, form: EnterForm, version: int) -> str:
        enter_meeting(self.actor, self.batch, self.meeting.code, form.entry())
        left = [m for m in self.meetings if m.waiting and m.code != self.meeting.code]
        for each in left:
            known = each.sheet is not None or each.code.startswith("#")
            if known and not each.later:
                return reverse("scan-enter", args=[self.batch.pk, each.slug])
        return url_of(self.batch)


SCREENS = (EnterMeeting,)
