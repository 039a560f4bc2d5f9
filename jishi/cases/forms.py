"""What people type about a case: one form for registering it, one for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from jishi.base.files import MOST_BYTES
from jishi.base.web.items import form_field
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.base.web.several import SeveralFiles, SeveralWidget
from jishi.cases.access import CASE_DIRECT, CASE_EDIT, CASE_VIEW
from jishi.cases.kinds import CaseKind
from jishi.cases.marks import BY_HAND, DOORS, SATISFACTION
from jishi.cases.models import Case
from jishi.kernel.deadline import Unit
from jishi.people.pick import PersonForm, PersonWidget
from jishi.tree.permissions import Permission

PAPERS = "image/*,application/pdf,.docx,.xlsx"
WIDE = {"rows": 3}
YES_NO = [("", "—"), ("1", "是"), ("0", "否")]


class FilesField(SeveralFiles):
    """Photographs and papers, handed on as (name, bytes)."""

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        kept = super().clean(data, initial)
        return [(one.name or "材料", one.read(MOST_BYTES + 1)) for one in kept]


def files_field(label: str = "照片或材料") -> FilesField:
    return FilesField(
        label=label, required=False, help_text="可以一次选几个；手机可直接拍照",
        widget=SeveralWidget({"accept": PAPERS, "data-width": "wide"}),
    )  # fmt: skip


def _choice(label: str, choices: Iterable[tuple[str, str]], required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "请选择"), *choices], required=required)


def grade_choices(kind: CaseKind) -> list[tuple[str, str]]:
    return [(each.code, f"{each.label}（{each.limit.label}）") for each in kind.grades]


class CaseForm(PersonForm):
    """Registering or correcting a case of one kind: nothing is asked that it does not know."""

    def __init__(
        self, kind: CaseKind, *args: Any, permission: Permission = CASE_EDIT,
        relapses: Iterable[Case] = (), lists: Iterable[tuple[str, str]] = (),
        fixed: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fixed = fixed  # correcting: whom it is about and who asked stay
        self._where(kind, permission)
        self._what(kind)
        self._items(kind)
        if not fixed:
            self._rest(kind, list(relapses), list(lists))
        self.sections = [
            (heading, [name for name in names if name in self.fields])
            for heading, names in (
                ("", ["home", "subject_org", "person", "again_of"]),
                ("事情", ["title", "detail", "classes", "source", "level", "door", "grade", "on"]),
                ("具体内容", [*(f.code for f in kind.fields), "document"]),
                ("谁来办", ["org", "leader", "handler", "lists"]),
                ("诉求人", ["asker_name", "asker_phone", "asker_words"]),
                ("", ["files"]),
            )
            if any(name in self.fields for name in names)
        ]

    def _where(self, kind: CaseKind, permission: Permission) -> None:
        if self.fixed:
            return
        self.fields["home"] = forms.CharField(
            label="登记单位", widget=OrgWidget(permission), max_length=32
        )
        if kind.about == "organisation":
            self.fields["subject_org"] = forms.CharField(
                label="问题所在组织", widget=OrgWidget(CASE_VIEW), max_length=32,
                required=kind.one_per_subject,
            )  # fmt: skip
        if kind.about == "person":
            self.fields["person"] = forms.CharField(label="所涉党员", widget=PersonWidget())

    def _what(self, kind: CaseKind) -> None:
        self.fields["title"] = forms.CharField(
            label="事由", max_length=80, widget=forms.TextInput({"data-width": "wide"}),
            help_text="一句话说清是什么事",
        )  # fmt: skip
        self.fields["detail"] = forms.CharField(
            label="情况", max_length=1000, required=False, widget=forms.Textarea(WIDE)
        )
        if kind.several_classes:
            self.fields["classes"] = forms.MultipleChoiceField(
                label="情形（可多选）", choices=list(kind.classes),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        elif kind.classes:
            self.fields["classes"] = _choice("类别", kind.classes, True)
        if kind.sources:
            self.fields["source"] = _choice("来源", kind.sources, True)
        if kind.levels:
            self.fields["level"] = _choice("查摆层级", kind.levels, False)
        if len(kind.grades) > 1 and not self.fixed:
            self.fields["grade"] = forms.ChoiceField(
                label="办理要求",
                choices=grade_choices(kind),
                initial="ordinary" if any(g.code == "ordinary" for g in kind.grades) else None,
            )  # fmt: skip
        if kind.document:
            self.fields["document"] = forms.CharField(label=kind.document, max_length=60)

    def _items(self, kind: CaseKind) -> None:
        for item in kind.fields:
            field = form_field(item)
            field.required = item.needed
            if item.type == "text" and item.most > 120:
                field.widget = forms.Textarea(WIDE)
                field.widget.attrs["maxlength"] = item.most
            self.fields[item.code] = field

    def _rest(self, kind: CaseKind, relapses: list[Case], lists: list[tuple[str, str]]) -> None:
        if kind.about == "resident":
            doors = [(code, DOORS[code]) for code in BY_HAND]
            self.fields["door"] = forms.ChoiceField(label="渠道", choices=doors)
            self.fields["asker_name"] = forms.CharField(
                label="怎么称呼", max_length=30, required=False,
                help_text="加密存放，只有受理人员看得到",
            )  # fmt: skip
            self.fields["asker_phone"] = forms.CharField(
                label="电话", max_length=20, required=False, help_text="不愿留的不填"
            )
        self.fields["on"] = forms.DateField(
            label="发现（接到）日期", widget=forms.DateInput, required=False,
            help_text="不填就是今天",
        )  # fmt: skip
        if not kind.narrow:
            self.fields["org"] = forms.CharField(
                label="责任单位", widget=OrgWidget(CASE_VIEW), max_length=32, required=False,
                help_text="自己办的填本单位；不填的等上级分办",
            )  # fmt: skip
        self.fields["leader"] = forms.CharField(label="责任领导", max_length=30, required=False)
        self.fields["handler"] = forms.CharField(label="责任人", max_length=30, required=False)
        if lists:
            self.fields["lists"] = forms.MultipleChoiceField(
                label="列入清单", choices=lists, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        if relapses:
            self.fields["again_of"] = forms.ChoiceField(
                label="是不是同一个问题又出现", required=False,
                choices=[("", "不是，另立一件")]
                + [(str(c.pk), f"是：{c.label} {c.title}（{c.struck_on} 销号）") for c in relapses],
            )  # fmt: skip
        self.fields["files"] = files_field()

    def payload(self) -> dict[str, Any]:
        found = {item.code: self.cleaned_data.get(item.code) for item in self.kind.fields}
        return {code: value for code, value in found.items() if value not in (None, "", False)}

    def chosen_classes(self) -> list[str]:
        value = self.cleaned_data.get("classes") or []
        return list(value) if isinstance(value, list) else [value]


# --- steps ---------------------------------------------------------------------------------------


class StepForm(OrgForm):
    """What a step asks for; `build` says which fields belong to it."""

    def __init__(self, step: str, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.case = step, case
        for name in ASKED.get(step, ("text",)):
            self.fields[name] = FIELDS[name](case, step)


def _text(case: Case, step: str) -> forms.Field:
    needed = step in REASONED
    label = {
        "progress": "进展", "help": "进展", "look_back": "看到的情况", "call_back": "回访记录",
        "contact": "联系情况", "chase": "催办的话",
    }.get(step, "理由" if needed else "说明")  # fmt: skip
    return forms.CharField(
        label=label, max_length=500, required=needed, widget=forms.Textarea(WIDE)
    )


def _unit(case: Case, step: str) -> forms.Field:
    permission = CASE_VIEW if step == "assist" else CASE_DIRECT
    label = "协办单位" if step == "assist" else "责任单位"
    return forms.CharField(label=label, widget=OrgWidget(permission), max_length=32)


def _outcome(case: Case, step: str) -> forms.Field:
    return forms.CharField(
        label="办理结果", max_length=500, initial=case.outcome, widget=forms.Textarea(WIDE)
    )


def _published(case: Case, step: str) -> forms.Field:
    return forms.CharField(
        label="可以公开的答复", max_length=500, required=False, initial=case.published,
        widget=forms.Textarea(WIDE), help_text="凭查询码看得到；不写姓名、住址、电话",
    )  # fmt: skip


def _question(case: Case, step: str) -> forms.Field:
    return forms.CharField(
        label="公开的问题", max_length=200, required=False, initial=case.question,
        help_text="写了就和答复一起放到群众入口；另写一句，不抄原话，不写姓名、住址、电话",
    )  # fmt: skip


def _days(case: Case, step: str) -> forms.Field:
    return forms.IntegerField(
        label=f"延多少{Unit(case.limit_unit).label.removeprefix('个')}", min_value=1,
        max_value=case.limit,
    )  # fmt: skip


def _grade(case: Case, step: str) -> forms.Field:
    return forms.ChoiceField(
        label="办理要求", initial=case.grade, required=False, choices=grade_choices(case.of_kind)
    )


FIELDS: dict[str, Callable[[Case, str], forms.Field]] = {
    "text": _text,
    "org": _unit,
    "grade": _grade,
    "leader": lambda case, step: forms.CharField(
        label="责任领导", max_length=30, required=False, initial=case.leader
    ),
    "handler": lambda case, step: forms.CharField(
        label="责任人", max_length=30, required=False, initial=case.handler
    ),
    "files": lambda case, step: files_field(),
    "method": lambda case, step: _choice("方式", case.of_kind.methods, True),
    "days": _days,
    "outcome": _outcome,
    "published": _published,
    "question": _question,
    "reached": lambda case, step: forms.ChoiceField(
        label="是否接通", choices=[("1", "接通了"), ("0", "没有接通或不愿回答")]
    ),
    "solved": lambda case, step: forms.ChoiceField(
        label="诉求人说是否解决", choices=YES_NO, required=False
    ),
    "satisfaction": lambda case, step: forms.ChoiceField(
        label="满意程度", required=False,
        choices=[("", "—"), *((str(n), label) for n, label in SATISFACTION.items())],
    ),
    "kept": lambda case, step: forms.ChoiceField(
        label="回头看的结论", choices=[("1", "巩固，没有反弹"), ("0", "反弹，重新办理")]
    ),
    "into": lambda case, step: forms.CharField(
        label="并入哪一件", max_length=24, help_text="填编号，如：诉〔2026〕12号"
    ),
}  # fmt: skip
ASKED = {
    "assign": ("org", "leader", "handler", "grade", "text"),
    "transfer": ("org", "leader", "handler", "text"),
    "progress": ("method", "text", "files"),
    "contact": ("text",),
    "extend": ("days", "text"),
    "submit": ("outcome", "published", "files"),
    "call_back": ("reached", "solved", "satisfaction", "text"),
    "strike_off": ("question", "published", "text"),
    "look_back": ("kept", "text", "files"),
    "reopen": ("text", "files"),
    "merge": ("into", "text"),
    "help": ("text", "files"),
}
REASONED = frozenset(
    {"refuse", "object", "transfer", "pause", "extend", "send_back", "reopen", "merge", "help"}
)


class RoleForm(OrgForm):
    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(each.code, each.label) for each in case.of_kind.roles]
        self.fields["role"] = forms.ChoiceField(
            label="谁", choices=[*roles, ("assist", "协办单位")]
        )
        self.fields["name"] = forms.CharField(label="姓名或单位", max_length=60, required=False)
        self.fields["org"] = forms.CharField(
            label="本系统里的单位", max_length=32, required=False, widget=OrgWidget(CASE_VIEW),
            help_text="协办单位必选，它才看得到、能写进展",
        )  # fmt: skip
        self.fields["since"] = forms.DateField(
            label="自", widget=forms.DateInput, required=False, help_text="不填就是今天"
        )


class ListForm(OrgForm):
    def __init__(self, permission: Permission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org"] = forms.CharField(
            label="建立单位", widget=OrgWidget(permission), max_length=32
        )
        self.fields["title"] = forms.CharField(
            label="清单名称", max_length=60, help_text="如：2026年巡察反馈问题清单"
        )
        self.fields["document"] = forms.CharField(label="文号", max_length=60, required=False)
