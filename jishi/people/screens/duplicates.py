"""Records that may be one person: side by side, merged, told apart, merged back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import guarded, routes
from jishi.people import finder, queries
from jishi.people.access import PERSON_MERGE
from jishi.people.actions.merge import MERGEABLE, merge_people, tell_apart, undo_merge
from jishi.people.fields import ITEMS
from jishi.people.models import Person, PersonMerge
from jishi.people.queries import pairs
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

HOME = [("党员", "/people/")]
LIST = [*HOME, ("疑似重复", "/people/duplicates/")]


@guarded(PERSON_MERGE, "people/duplicates/", "duplicates", "疑似重复")
def suspects(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Pairs that look alike, and mergers that can still be taken back."""
    context = {
        "title": "疑似重复", "crumbs": HOME,
        "pairs": pairs.suspects(actor), "merges": pairs.recent_merges(actor),
    }  # fmt: skip
    return render(request, "people/duplicates.html", context)


class PairScreen(FormScreen):
    """Two records; the first is the one that is kept."""

    permission = PERSON_MERGE
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.kept = queries.person(actor, kwargs["pk"], PERSON_MERGE)
        self.gone = queries.person(actor, kwargs["other"], PERSON_MERGE)
        if self.kept.pk == self.gone.pk:
            raise NotVisible

    def crumbs(self) -> list[tuple[str, str]]:
        return LIST


class MergeForm(Form):
    versions = forms.CharField(widget=forms.HiddenInput)


class Merge(PairScreen):
    path, name, title = "people/<int:pk>/merge/<int:other>/", "person-merge", "合并重复记录"
    template = "people/merge.html"
    form = MergeForm
    submit = "合并"
    danger = True
    confirm = "合并后只留一条记录，三十天内可以撤销。确定是同一人吗？"
    done = "已合并，三十天内可在「疑似重复」里撤销"
    intro = "核对两条记录，逐项选择保留哪边的值。组织关系和党员状态以左边「保留」的一条为准。"

    def initial(self) -> dict[str, Any]:
        return {"versions": f"{self.kept.version}.{self.gone.version}"}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        for name in self._differing():
            form.fields[name] = forms.ChoiceField(
                choices=[("kept", "左"), ("gone", "右")], label=ITEMS[name].label,
                required=False,
            )  # fmt: skip
        return form

    def _differing(self) -> list[str]:
        return pairs.differ(self.kept, self.gone, MERGEABLE)

    def context(self) -> dict[str, Any]:
        differing = self._differing()
        posted = self.request.POST
        lines = []
        for name in MERGEABLE:
            one, other = (pairs.shown(p, name) for p in (self.kept, self.gone))
            better = "gone" if not pairs.has_value(self.kept, name) else "kept"
            lines.append(
                (name, ITEMS[name].label, one, other, name in differing, posted.get(name, better))
            )
        return {
            "kept": self.kept, "gone": self.gone, "lines": lines,
            "swap": reverse("person-merge", args=[self.gone.pk, self.kept.pk]),
            "apart": reverse("person-apart", args=[self.kept.pk, self.gone.pk]),
            "fixed": [
                ("所在党组织", self.kept.org.short_name, self.gone.org.short_name),
                ("状态", self.kept.standing_label, self.gone.standing_label),
                ("入党日期", self.kept.joined_text, self.gone.joined_text),
                ("转正日期", self.kept.full_text, self.gone.full_text),
                ("编码", self.kept.code, self.gone.code),
            ],
        }  # fmt: skip

    def save(self, form: MergeForm, version: int) -> str:
        first, _, second = form.cleaned_data["versions"].partition(".")
        versions = (int(first) if first.isdigit() else 0, int(second) if second.isdigit() else 0)
        take = [name for name, side in form.cleaned_data.items() if side == "gone"]
        merge_people(self.actor, self.kept, self.gone, versions, take=take)
        return finder.url_of(self.kept)


class TellApart(PairScreen):
    path, name, title = "people/<int:pk>/apart/<int:other>/", "person-apart", "不是同一人"
    submit = "不是同一人"
    done = "已记下，不再提示"

    @property
    def intro(self) -> str:  # type: ignore[override]
        places = f"{_place(self.kept)} 与 {_place(self.gone)}"
        return f"{places}：确认是两个人，以后不再提示。"

    def save(self, form: Any, version: int) -> str:
        tell_apart(self.actor, self.kept, self.gone)
        return reverse("duplicates")


def _place(person: Person) -> str:
    return f"{person.name}（{person.org.short_name}）"


class UndoMerge(FormScreen):
    path, name, title = "people/merges/<int:pk>/undo/", "merge-undo", "撤销合并"
    permission = PERSON_MERGE
    submit = "撤销合并"
    danger = True
    confirm = "两条记录会恢复成合并前的样子。确定吗？"
    done = "已恢复成两条记录"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.merge: PersonMerge = pairs.merge(actor, kwargs["pk"])

    @property
    def intro(self) -> str:  # type: ignore[override]
        return f"编码 {self.merge.gone.code} 恢复为单独的记录，当时随它转过来的内容一并转回。"

    def crumbs(self) -> list[tuple[str, str]]:
        return LIST

    def save(self, form: Any, version: int) -> str:
        return finder.url_of(undo_merge(self.actor, self.merge))


urlpatterns = routes(suspects, Merge, TellApart, UndoMerge)
