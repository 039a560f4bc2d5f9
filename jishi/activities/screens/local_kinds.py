"""`/activities/kinds/`: what kinds there are, and a county's own, under the same validation."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_KINDS, ACTIVITY_VIEW
from jishi.activities.actions import local_kinds as actions
from jishi.activities.kinds import ActivityKind, all_kinds
from jishi.activities.kinds.kind import ELEMENTS, EXPECTED, GROUPS
from jishi.activities.models import LocalKind
from jishi.activities.queries.kinds import declared, local_rows
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.panels import Link
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.base.web.screen import Screen, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.reach import reach, visible

FIELDS = 6
_FREE = [(code, label) for code, label in ELEMENTS.items() if code not in ("quorum", "pair")]
_WORD = re.compile(r"[a-z][a-z0-9_]{1,20}")


class KindForm(OrgForm):
    """The declaration of a kind as boxes; each of its own items a line."""

    sections: ClassVar = None

    org = forms.CharField(label="适用组织", max_length=32, widget=OrgWidget(ACTIVITY_KINDS))
    title = forms.CharField(label="名称", max_length=20)
    word = forms.CharField(
        label="编码", max_length=21, help_text="小写英文单词，如 red_song；定下后不变"
    )
    source = forms.CharField(label="依据", max_length=80, help_text="文件名或文号")
    group = forms.ChoiceField(label="分类", choices=list(GROUPS.items()))
    expects = forms.ChoiceField(
        label="应到范围", choices=[(c, t) for c, t in EXPECTED.items()], initial="nobody"
    )
    org_kinds = forms.MultipleChoiceField(
        label="哪些组织开展", choices=[(k.code, k.label) for k in ORG_KINDS.values()],
        required=False, widget=forms.CheckboxSelectMultiple, help_text="不选就是都可以",
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="必须具备的要素", choices=_FREE, required=False,
        widget=forms.CheckboxSelectMultiple, initial=["present", "content"],
        help_text="缺一样就不计入",
    )  # fmt: skip
    help = forms.CharField(label="说明", max_length=120, required=False)
    since = forms.DateField(label="生效日期", widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, FIELDS + 1):
            self.fields[f"f{n}_label"] = forms.CharField(
                label=f"另记的项目 {n}", max_length=20, required=False
            )
            self.fields[f"f{n}_choices"] = forms.CharField(
                label=f"项目 {n} 可选的值", max_length=200, required=False,
                help_text="用顿号分开；不填就是写文字",
            )  # fmt: skip

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if not _WORD.fullmatch(word):
            raise forms.ValidationError("编码用小写英文字母开头，可以带数字和下划线")
        return word

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "org" in self.fields and data.get("org"):
            try:
                data["org"] = self.pick("org", ACTIVITY_KINDS)
            except forms.ValidationError as wrong:
                self.add_error("org", wrong)
        return data

    def body(self) -> dict[str, Any]:
        data = self.cleaned_data
        fields = []
        for n in range(1, FIELDS + 1):
            label = data.get(f"f{n}_label", "").strip()
            if not label:
                continue
            values = [v for v in re.split(r"[、，,\s]+", data.get(f"f{n}_choices", "")) if v]
            one: dict[str, Any] = {"code": f"item{n}", "label": label, "type": "text"}
            if values:
                one["type"] = "choice"
                one["choices"] = [[f"v{place}", v] for place, v in enumerate(values, 1)]
            fields.append(one)
        return {
            "source": data["source"], "group": data["group"], "expects": data["expects"],
            "org_kinds": data["org_kinds"], "needs": data["needs"], "help": data["help"],
            "fields": fields,
        }  # fmt: skip


class KindList(Screen):
    path, name, title = "activities/kinds/", "activity-kinds", "活动种类"
    permission = ACTIVITY_VIEW
    template = "activities/kinds.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities"))]

    def context(self) -> dict[str, Any]:
        may = reach(self.actor, ACTIVITY_KINDS)
        own = [(row, declared(row)) for row in local_rows(self.actor)]
        return {
            "may": bool(may),
            "headers": ("种类", "分类", "应到", "必须具备", "依据"),
            "ours": [_line(kind) for kind in all_kinds().values()],
            "own": [
                (*_line(kind)[:4], row.org.short_name, f"{row.since} 起", _until(row, may))
                for row, kind in own
            ],
            "own_headers": ("种类", "分类", "应到", "必须具备", "适用", "生效", "办理"),
        }


def _until(row: LocalKind, may: Any) -> Any:
    if row.until:
        return f"{row.until} 止"
    if may.covers(row.org.path):
        return Link("修订、停用", reverse("activity-kind-revise", args=[row.pk]))
    return ""


def _line(kind: ActivityKind) -> tuple[Any, ...]:
    needs = [kind.element_label(code) for code in kind.needs]
    needs += [field.label for field in kind.fields if field.needed]
    return (
        kind.title,
        kind.group_label,
        EXPECTED[kind.expects],
        "、".join(dict.fromkeys(needs)),
        kind.basis,
    )


class NewKind(FormScreen):
    path, name, title = "activities/kinds/new/", "activity-kind-new", "增设活动种类"
    permission = ACTIVITY_KINDS
    form: ClassVar[type[Form]] = KindForm
    submit, done = "增设", "已增设"
    intro = "只增设产品里没有的种类；涉及宗教信仰、病情等的项目不能设。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动种类", reverse("activity-kinds"))]

    def initial(self) -> dict[str, Any]:
        roots = reach(self.actor, ACTIVITY_KINDS).roots
        orgs = visible(self.actor, ACTIVITY_KINDS, _orgs())
        code = orgs.filter(pk=roots[0].org_id).values_list("code", flat=True) if roots else ()
        return {"org": next(iter(code), ""), "since": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.declare_kind(
            self.actor, data["org"], data["word"], data["title"], form.body(), since=data["since"]
        )
        return reverse("activity-kinds")


def _orgs() -> Any:
    from jishi.tree.models import Organisation

    return Organisation.objects.all()


class ReviseForm(KindForm):
    end = forms.BooleanField(label="从生效日期起停用，不再有新的一版", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("org", "word"):
            del self.fields[name]


class ReviseKind(FormScreen):
    path, name, title = "activities/kinds/<int:pk>/", "activity-kind-revise", "修订活动种类"
    permission = ACTIVITY_KINDS
    form: ClassVar[type[Form]] = ReviseForm
    done = "已修订"
    intro = "从生效日期起按新的一版，以前的活动仍按当时的。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        rows = visible(actor, ACTIVITY_KINDS, LocalKind.objects.select_related("org"), via="org")
        found = rows.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise NotVisible
        self.row = found

    def page_title(self) -> str:
        return f"{self.title}：{self.row.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动种类", reverse("activity-kinds"))]

    def initial(self) -> dict[str, Any]:
        body = self.row.body
        begun = {name: body.get(name) for name in ("source", "group", "expects", "help")}
        begun |= {name: list(body.get(name, ())) for name in ("org_kinds", "needs")}
        for n, one in enumerate(body.get("fields", ()), 1):
            begun[f"f{n}_label"] = one["label"]
            begun[f"f{n}_choices"] = "、".join(label for _, label in one.get("choices", ()))
        return {**begun, "title": self.row.title, "since": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        if data["end"]:
            actions.end_kind(self.actor, self.row, until=data["since"])
        else:
            actions.revise_kind(
                self.actor, self.row, data["title"], form.body(), since=data["since"]
            )
        return reverse("activity-kinds")


urlpatterns = routes(KindList, NewKind, ReviseKind)
