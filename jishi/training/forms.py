"""Forms of training: a class with its sessions, names, places, who came, fewer hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import What
from jishi.activities.kinds import kind_of
from jishi.activities.kinds.kind import SERIES
from jishi.activities.marks import SYLLABUS
from jishi.activities.models import Activity
from jishi.activities.queries.hours import TRAINING
from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.people.models import SavedSearch
from jishi.training.marks import GROUNDS, GROUPS
from jishi.training.queries.classes import Listed
from jishi.training.rules.classes import SessionRow
from jishi.tree.models import Organisation

SESSIONS = 16
FIELDS = {field.code: field for field in kind_of(TRAINING).fields}
ROW = ("held_on", "hours", "title", "subject", "lecturer")


def _choice(code: str, required: bool = False) -> forms.ChoiceField:
    field = FIELDS[code]
    blank = [] if required else [("", "—")]
    return forms.ChoiceField(label=field.label, required=required, choices=[*blank, *field.choices])


class ClassForm(OrgForm):
    """What it is, for whom, where; then its sessions, a line each."""

    org = forms.CharField(label="举办单位", max_length=32, widget=OrgWidget(ACTIVITY_EDIT))
    title = forms.CharField(label="班名", max_length=80)
    audience = _choice("audience", required=True)
    level = _choice("level", required=True)
    base = _choice("base")
    place = forms.CharField(label="地点", max_length=60, required=False)
    batch = forms.CharField(
        label="期次", max_length=20, required=False, help_text="分期分批轮训的写第几期"
    )
    series = forms.CharField(
        label=SERIES.label, max_length=SERIES.most, required=False, help_text=SERIES.help
    )
    online = forms.BooleanField(
        label="线上培训", required=False, help_text="线上学时按当地规定的比例计入"
    )
    chosen: Organisation | None = None

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["org"]
        for n in range(1, SESSIONS + 1):
            first = n == 1
            self.fields[f"s{n}_held_on"] = forms.DateField(
                label="日期", required=first, widget=forms.DateInput
            )
            self.fields[f"s{n}_hours"] = forms.DecimalField(
                label="学时", required=False, max_digits=4, decimal_places=1, min_value=0,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5"}),
            )  # fmt: skip
            self.fields[f"s{n}_title"] = forms.CharField(
                label=f"第 {n} 节课程", required=first, max_length=80
            )
            self.fields[f"s{n}_subject"] = forms.ChoiceField(
                label="大纲专题", required=False, choices=list(SYLLABUS.items())
            )
            self.fields[f"s{n}_lecturer"] = forms.CharField(
                label="授课人", required=False, max_length=50
            )

    def session_rows(self) -> list[dict[str, Any]]:
        return [
            {"number": n, "used": bool(self[f"s{n}_title"].value())}
            | {name: self[f"s{n}_{name}"] for name in ROW}
            for n in range(1, SESSIONS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "org" in self.fields:
            try:
                self.chosen = self.pick("org", ACTIVITY_EDIT)
            except forms.ValidationError as wrong:
                self.add_error("org", wrong)
        for n in range(1, SESSIONS + 1):
            if data.get(f"s{n}_title"):
                for name, label in (("held_on", "日期"), ("hours", "学时")):
                    if not data.get(f"s{n}_{name}") and f"s{n}_{name}" not in self.errors:
                        self.add_error(f"s{n}_{name}", f"第 {n} 节请填{label}")
        return data

    def rows(self) -> list[SessionRow]:
        data = self.cleaned_data
        return [
            SessionRow(
                data[f"s{n}_held_on"], data[f"s{n}_hours"], data[f"s{n}_title"],
                data[f"s{n}_subject"] or "other", data[f"s{n}_lecturer"],
            )
            for n in range(1, SESSIONS + 1)
            if data[f"s{n}_title"]
        ]  # fmt: skip

    def what(self) -> What:
        data = self.cleaned_data
        own = {code: data.get(code) for code in FIELDS}
        day: date = self.rows()[0].held_on
        return What((TRAINING,), day, data["title"], place=data["place"], payloads={TRAINING: own})


class NamesForm(Form):
    """Names pasted, a group of people, or a search that was kept: one of the three."""

    names = forms.CharField(
        label="名单", required=False, max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text="一行一个姓名，可以从表格或群里粘贴；对不上的会列出来，不会猜",
    )  # fmt: skip
    group = forms.ChoiceField(
        label="或按范围", required=False,
        choices=[("", "—"), *((code, f"还没有培训的{label}") for code, label in GROUPS.items())],
    )  # fmt: skip
    search = forms.ChoiceField(
        label="或按常用查找", required=False, help_text="在「党员」里按条件查好，存为常用查找"
    )

    def __init__(self, *args: Any, searches: Sequence[SavedSearch] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), one.name) for one in searches]
        field = self.fields["search"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *known]
        if not known:
            del self.fields["search"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [name for name in ("names", "group", "search") if data.get(name)]
        if len(given) != 1:
            self.add_error(None, "名单、范围、常用查找，请选一种")
        return data


class FoundForm(Form):
    """Those of a list, into one of the classes that still take names."""

    into = forms.ChoiceField(label="报名到")

    def __init__(self, *args: Any, classes: Sequence[Activity] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), f"{one.held_on} {one.title}") for one in classes]


class QuotaForm(Form):
    """Places for each organisation below."""

    until = forms.DateField(label="报名截止", widget=forms.DateInput)

    def __init__(self, *args: Any, takers: Sequence[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = takers
        for org in takers:
            self.fields[f"org_{org.pk}"] = forms.IntegerField(
                label=org.short_name, required=False, min_value=0, max_value=999,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip

    def places(self, before: dict[int, int]) -> dict[int, int]:
        """What is typed, and nought where there were places before."""
        typed = {org.pk: self.cleaned_data.get(f"org_{org.pk}") or 0 for org in self.takers}
        return {pk: count for pk, count in typed.items() if count or pk in before}


class FillForm(Form):
    """Names for the places given: ticked in a branch, pasted elsewhere."""

    names = forms.CharField(
        label="名单", required=False, max_length=8_000, widget=forms.Textarea({"rows": 5}),
        help_text="一行一个姓名",
    )  # fmt: skip

    def __init__(
        self, *args: Any, members: Sequence[tuple[int, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if members is not None:
            del self.fields["names"]
            self.fields["who"] = forms.TypedMultipleChoiceField(
                label="选派人员", coerce=int, widget=forms.CheckboxSelectMultiple,
                choices=list(members), required=False,
            )  # fmt: skip


class CameForm(Form):
    """Everybody on the list with a tick, the numbers of the sessions they missed beside it."""

    late_reason = forms.CharField(label="补记原因", max_length=120, required=False)
    others = forms.CharField(
        label="没有报名、实际到训的", required=False, max_length=8_000,
        widget=forms.Textarea({"rows": 3}), help_text="一行一个姓名",
    )  # fmt: skip

    def __init__(
        self, *args: Any, listed: Sequence[Listed] = (), held: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        for each in listed:
            pk = each.person.pk
            self.fields[f"came_{pk}"] = forms.BooleanField(
                label=each.person.name, required=False, initial=each.present or not held
            )
            self.fields[f"missed_{pk}"] = forms.CharField(
                label=f"{each.person.name}缺课", required=False, max_length=40,
                initial="、".join(map(str, each.missed)),
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "placeholder": "缺第几节"}
                ),
            )  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "who": each, "came": self[f"came_{each.person.pk}"],
                "missed": self[f"missed_{each.person.pk}"],
            }
            for each in self.listed
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.came = {}
        for each in self.listed:
            pk = each.person.pk
            raw = data.get(f"missed_{pk}") or ""
            numbers = "".join(c if c.isdigit() and c.isascii() else " " for c in raw).split()
            if raw.strip() and not numbers:
                self.add_error(f"missed_{pk}", "写缺的是第几节，如 2、3")
            if data.get(f"came_{pk}"):
                self.came[pk] = [int(n) for n in numbers if len(n) < 3]
        return data


class ReliefForm(Form):
    hours = forms.IntegerField(
        label="核定学时",
        min_value=0,
        max_value=200,
        help_text="减免以后还要完成的学时；全部减免填 0",
    )
    ground = forms.ChoiceField(
        label="原因", choices=list(GROUNDS.items()), help_text="只选原因，不写病情"
    )
