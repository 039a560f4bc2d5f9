"""The form of an activity: one page from the date to the decisions, the same new or corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import Entry, ItemRow, Roll, TopicRow, Typed, What
from jishi.activities.board import Board
from jishi.activities.kinds import ActivityKind
from jishi.activities.marks import REASONS
from jishi.activities.queries.roster import named
from jishi.activities.rules import rollcall
from jishi.base.web.forms import Form
from jishi.base.web.items import form_field
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.base.web.several import SeveralFiles, SeveralWidget
from jishi.kernel.items import Field
from jishi.registers.queries.committees import post_titles
from jishi.tree.models import Organisation

TOPICS, ITEMS, JOINT = 10, 8, 4
POSTS = post_titles()


def payload_name(kind: ActivityKind, field: Field) -> str:
    return f"{kind.code.replace('.', '-')}__{field.code}"


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=99_999)


class WhatForm(OrgForm):
    """What, when and where; alone it is a plan."""

    held_on = forms.DateField(label="日期", widget=forms.DateInput)
    starts_at = forms.TimeField(label="开始", required=False, widget=forms.TimeInput)
    ends_at = forms.TimeField(label="结束", required=False, widget=forms.TimeInput)
    place = forms.CharField(label="地点", max_length=60, required=False)
    title = forms.CharField(
        label="名称", max_length=80, required=False, help_text="不填就用活动种类的名称"
    )
    hours = forms.DecimalField(
        label="学时", max_digits=5, decimal_places=1, min_value=0, required=False,
        help_text="一小时一学时，半天四学时",
    )  # fmt: skip
    noticed_on = forms.DateField(label="通知日期", required=False, widget=forms.DateInput)

    board: Board
    joint: tuple[Organisation, ...] = ()

    def __init__(self, board: Board, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        for kind in board.kinds:
            for field in kind.fields:
                self.fields[payload_name(kind, field)] = form_field(field)
        if board.may_be_joint:
            for n in range(1, JOINT + 1):
                self.fields[f"joint_{n}"] = forms.CharField(
                    label=f"联合举办 {n}", max_length=32, required=False,
                    widget=OrgWidget(ACTIVITY_EDIT),
                )  # fmt: skip
        for n in range(1, TOPICS + 1):
            self.fields[f"t{n}_title"] = forms.CharField(
                label=f"议题 {n}", max_length=120, required=False
            )
            kinds = [(kind.code, kind.label) for kind in board.topic_kinds()]
            self.fields[f"t{n}_kind"] = forms.ChoiceField(
                label="种类", choices=kinds, required=False, initial=board.usual_topic()
            )
            self.fields[f"t{n}_lecturer"] = forms.CharField(
                label="授课（发言）人", max_length=50, required=False,
                widget=forms.TextInput({"list": "mates", "autocomplete": "off"}),
            )  # fmt: skip
        if isinstance(self, HoldForm):
            self.add_rest()

    def payload_fields(self) -> list[tuple[ActivityKind, list[forms.BoundField], bool]]:
        """Each kind's own items; open where one of them is needed or filled."""
        found = []
        for kind in self.board.kinds:
            boxes = [self[payload_name(kind, field)] for field in kind.fields]
            used = any(field.needed for field in kind.fields) or any(
                box.value() or box.errors for box in boxes
            )
            if boxes:
                found.append((kind, boxes, used))
        return found

    def joint_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("joint_")]

    def topic_rows(self) -> list[dict[str, Any]]:
        return [self._row(f"t{n}_", n, "title") for n in range(1, TOPICS + 1)]

    def _row(self, prefix: str, number: int, first: str) -> dict[str, Any]:
        found = {
            name.removeprefix(prefix): self[name] for name in self.fields if name.startswith(prefix)
        }
        return {**found, "number": number, "used": bool(self[prefix + first].value())}

    # --- to values ---

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        return day

    def _clean_joint(self) -> tuple[Organisation, ...]:
        found = {}
        for name in [name for name in self.fields if name.startswith("joint_")]:
            try:
                org = self.pick(name, ACTIVITY_EDIT)
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
                continue
            if org is not None:
                found[org.pk] = org
        return tuple(found.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.joint = self._clean_joint()
        return data

    def what(self) -> What:
        data = self.cleaned_data
        payloads = {
            kind.code: {field.code: data.get(payload_name(kind, field)) for field in kind.fields}
            for kind in self.board.kinds
        }
        return What(
            tuple(kind.code for kind in self.board.kinds), data["held_on"], data["title"],
            data["starts_at"], data["ends_at"], data["hours"], data["place"], payloads,
            self.joint, data["noticed_on"],
        )  # fmt: skip

    def topics(self) -> tuple[TopicRow, ...]:
        return tuple(self._topics())

    def _topics(self) -> Iterator[TopicRow]:
        data = self.cleaned_data
        people = rollcall.people_of(
            (p.person_id, p.name) for p in self.board.list_of(data["held_on"]).listed
        )
        for n in range(1, TOPICS + 1):
            title = data.get(f"t{n}_title", "").strip()
            if not title:
                continue
            name = data.get(f"t{n}_lecturer", "").strip()
            lecturer = people.get(name)
            votes = {
                code: data.get(f"t{n}_{code}")
                for code in ("in_favour", "against", "abstained", "written")
            }
            yield TopicRow(
                title, data.get(f"t{n}_kind") or self.board.usual_topic(), lecturer,
                "" if lecturer else name, resolution=data.get(f"t{n}_resolution", "").strip(),
                **votes,
            )  # fmt: skip


class HoldForm(WhatForm):
    """And who was there, what was decided, what was written down."""

    late_reason = forms.CharField(
        label="补记原因", max_length=120, required=False,
        help_text="活动过了一些天才登记的，写明原因；照样计入",
    )  # fmt: skip
    minutes = forms.CharField(
        label="会议记录", required=False, max_length=20_000, widget=forms.Textarea({"rows": 5}),
        help_text="手写记录拍照上传即可，不用再打一遍",
    )  # fmt: skip
    photos = SeveralFiles(
        label="会议记录、签到表的照片或扫描件", required=False,
        widget=SeveralWidget({"accept": "image/*,application/pdf", "data-width": "wide"}),
        help_text="可以一次选几张；拍照时的位置信息会自动去掉",
    )  # fmt: skip
    pasted = forms.CharField(
        label="粘贴群里的接龙或名单", required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    expected = _count("应到")
    present = _count("实到")
    expected_voters = _count("应到有表决权")
    present_voters = _count("实到有表决权")

    def add_rest(self) -> None:
        """Fields that depend on the list of the day and on the kinds."""
        for n in range(1, TOPICS + 1):
            if self.board.votes:
                for code, label in (
                    ("in_favour", "赞成"), ("against", "反对"), ("abstained", "弃权"),
                    ("written", "书面赞成"),
                ):  # fmt: skip
                    self.fields[f"t{n}_{code}"] = _count(label)
            self.fields[f"t{n}_resolution"] = forms.CharField(
                label="决议", max_length=500, required=False,
                widget=forms.Textarea({"rows": 1}),
            )  # fmt: skip
        for n in range(1, ITEMS + 1):
            self.fields[f"i{n}_text"] = forms.CharField(
                label=f"事项 {n}", max_length=200, required=False
            )
            self.fields[f"i{n}_owner"] = forms.CharField(
                label="负责人", max_length=50, required=False,
                widget=forms.TextInput({"list": "mates", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"i{n}_due"] = forms.DateField(
                label="期限", required=False, widget=forms.DateInput
            )
        mates = [("", "—"), *((str(p.person_id), p.name) for p in self.board.mates(self.day))]
        for name, label in (("chair", "主持人"), ("recorder", "记录人")):
            self.fields[name] = forms.ChoiceField(label=label, choices=mates, required=False)
        self.carried = self.board.carried()

    @property
    def day(self) -> date:
        """The day whose list is shown: as sent, else as begun with."""
        raw = str(self.data.get("held_on", "")) if self.is_bound else ""
        try:
            return date.fromisoformat(raw)
        except ValueError:
            begun = self.get_initial_for_field(self.fields["held_on"], "held_on")
            return begun if isinstance(begun, date) else self.board.actor.today

    def sent(self, name: str) -> list[str]:
        """All values of one name, as a browser sends ticks."""
        getlist: Any = getattr(self.data, "getlist", None)
        return list(getlist(name)) if getlist else []

    def item_rows(self) -> list[dict[str, Any]]:
        return [self._row(f"i{n}_", n, "text") for n in range(1, ITEMS + 1)]

    def ticks(self) -> list[dict[str, Any]]:
        """The lines of the list: who, whether ticked, with which reason."""
        given = set(self.sent("here")) if self.is_bound else None
        begun: dict[int, str] = self.initial.get("marks", {})
        rows = []
        for each in self.board.list_of(self.day).listed:
            pk = str(each.person_id)
            if given is not None:
                here, reason = pk in given, str(self.data.get(f"why_{pk}", ""))
            else:
                mark = begun.get(each.person_id, self.initial.get("mark", ""))
                here, reason = mark == "present", mark if mark in REASONS else ""
            seat = each.person_id in self.board.list_of(self.day).seats
            post = POSTS.get(each.post, "")
            rows.append(
                {"who": each, "here": here, "reason": reason, "seat": seat, "post_label": post}
            )
        # Of a long list nobody has to be from, those named already stand at the top.
        return rows if self.board.fixed else sorted(rows, key=lambda row: not row["here"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day = data.get("held_on")
        if day is None:
            return data
        self._same_list(day)
        days = (self.board.actor.today - day).days
        if days > self.board.late_after and not data.get("late_reason", "").strip():
            self.add_error("late_reason", f"活动过去 {days} 天了，请写明补记的原因")
        for name, others in (("expected", "present"), ("present", "expected")):
            if data.get(others) is not None and data.get(name) is None:
                self.add_error(name, "应到、实到要一起填")
        return data

    def _same_list(self, day: date) -> None:
        """Another day may have another list: it is shown again, nobody is absent unseen."""
        if not self.board.fixed:
            return
        sent = {pk for pk in self.data.get("listed", "").split(",") if pk}
        now = {str(p.person_id) for p in self.board.list_of(day).listed}
        if sent != now:
            self.add_error(
                "held_on", "这一天的应到名单与刚才列出的不同，已换成当天的，请再核对到会情况"
            )

    # --- to values ---

    def entry(self) -> Entry:
        data = self.cleaned_data
        typed = data.get("expected") is not None and data.get("present") is not None
        numbers = (data.get(n) for n in ("expected_voters", "present_voters"))
        return Entry(
            self.what(),
            roll=None if typed else self._roll(),
            typed=Typed(data["expected"], data["present"], *numbers) if typed else None,
            chair=_number(data.get("chair")), recorder=_number(data.get("recorder")),
            minutes=data["minutes"], topics=self.topics(), items=tuple(self._items()),
            late_reason=data["late_reason"],
        )  # fmt: skip

    def _roll(self) -> Roll | None:
        listed = self.board.list_of(self.cleaned_data["held_on"]).listed
        known = {p.person_id for p in listed}
        here = [int(pk) for pk in self.sent("here") if pk.isascii() and pk.isdigit()]
        leave = {}
        for pk in known - set(here):
            reason = str(self.data.get(f"why_{pk}", ""))
            if reason and reason in REASONS:
                leave[pk] = reason
        more = self.pasted_people().present if not known else ()
        if not listed and not more and not here:
            return None
        return Roll(tuple(dict.fromkeys((*here, *more))), leave=leave)

    def pasted_people(self) -> rollcall.Matched:
        """Whom the paste names: of the list, or of the organisation's whole subtree."""
        text = str(self.data.get("pasted", ""))[:20_000]
        people = [(p.person_id, p.name) for p in self.board.list_of(self.day).listed]
        if not people and text.strip():
            words = [rollcall.tidy(line) for line in rollcall.SPLIT.split(text)]
            people = named(self.board.actor, self.board.org, [w for w in words if w])
        return rollcall.match(text, rollcall.people_of(people))

    def _items(self) -> Iterator[ItemRow]:
        data = self.cleaned_data
        people = rollcall.people_of(
            (p.person_id, p.name) for p in self.board.list_of(data["held_on"]).listed
        )
        for n in range(1, ITEMS + 1):
            text = data.get(f"i{n}_text", "").strip()
            if text:
                name = data.get(f"i{n}_owner", "").strip()
                owner = people.get(name)
                yield ItemRow(text, owner, "" if owner else name, data.get(f"i{n}_due"))

    def done_items(self) -> list[int]:
        """Carried decisions that this meeting found done."""
        ticked = set(self.sent("done"))
        return [item.pk for item in self.carried if str(item.pk) in ticked]


def _number(raw: Any) -> int | None:
    return int(raw) if raw and str(raw).isdigit() else None


class ReasonForm(Form):
    reason = forms.CharField(label="原因", max_length=120, widget=forms.Textarea({"rows": 2}))


class FinishForm(Form):
    on = forms.DateField(label="办结日期", widget=forms.DateInput)
    note = forms.CharField(
        label="办结情况", max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )


class ItemForm(Form):
    text = forms.CharField(label="事项", max_length=200)
    owner_name = forms.CharField(label="负责人", max_length=50, required=False)
    due_on = forms.DateField(label="期限", required=False, widget=forms.DateInput)
