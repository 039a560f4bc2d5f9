"""Lists in clear: asking, deciding, fetching the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from jishi.base import files
from jishi.base.web.filters import Choice
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.screen import Screen, routes
from jishi.people import finder, queries
from jishi.people.access import CLEAR_APPROVE, PERSON_EDIT
from jishi.people.actions.clear import OWNER, ask_clear_export, decide_clear_export
from jishi.people.models import AskState, ClearExport
from jishi.people.rules.clear import PURPOSES
from jishi.people.search import found_by, in_words
from jishi.tree.actor import Actor
from jishi.tree.reach import can

HOME = [("党员", "/people/")]
LIST = [*HOME, ("明文导出", "/people/clear/")]


def _fetch(actor: Actor, pk: str) -> ClearExport | None:
    """Only who asked may fetch the file; whoever granted it has no need of it."""
    own = queries.clear_exports(actor).filter(account_id=actor.account_id or 0)
    return own.filter(pk=pk, state=AskState.APPROVED).first() if pk.isdigit() else None


files.owner_kind(OWNER, PERSON_EDIT, _fetch)


class AskForm(OrgForm):
    org = OrgField(PERSON_EDIT, label="名单所在组织", help_text="由它和它的上级审批")
    why = forms.ChoiceField(label="用途", choices=[(word, word) for word in PURPOSES])
    detail = forms.CharField(label="具体用途", max_length=80, help_text="如「报县委组织部年报」")
    columns = forms.MultipleChoiceField(
        label="栏目", widget=forms.CheckboxSelectMultiple,
        choices=[(c.name, c.label) for c in finder.columns() if c.name != "name"],
    )  # fmt: skip
    field_order = ("org", "why", "detail", "columns")


class AskClear(FormScreen):
    path, name, title = "people/clear/new/", "clear-ask", "申请明文导出"
    permission = PERSON_EDIT
    form = AskForm
    submit = "提交审批"
    done = "已提交，批准后会通知您下载"
    drafts = False

    def crumbs(self) -> list[tuple[str, str]]:
        return LIST

    @property
    def intro(self) -> str:  # type: ignore[override]
        count = found_by(self.actor, self.request.GET).count()
        words = in_words(self.actor, self.request.GET) or "在册党员"
        rules = "须由另一人审批；文件加密，到期自动删除；每个人都能看到自己的号码被导出过。"
        return f"名单：{words}，共 {count} 人。{rules}"

    def initial(self) -> dict[str, Any]:
        return {
            "org": self.request.GET.get("org") or queries.home_code(self.actor, PERSON_EDIT),
            "columns": ["sex_label", "org", "identity", "phone"],
        }

    def save(self, form: AskForm, version: int) -> str:
        data = form.cleaned_data
        kept = self.request.GET.copy()
        for name in ("at", "format", "col"):
            kept.pop(name, None)
        asked = ask_clear_export(
            self.actor, data["org"], query=kept.urlencode(), columns=["name", *data["columns"]],
            purpose=f"{data['why']}：{data['detail']}",
        )  # fmt: skip
        return reverse("clear", args=[asked.pk])


_TONES = {"waiting": "amber", "approved": "green", "declined": "red"}


class ClearExports(ListScreen[ClearExport]):
    path, name, title = "people/clear/", "clear-exports", "明文导出"
    permission = PERSON_EDIT
    columns = (
        Column("purpose", "用途", link=lambda c: reverse("clear", args=[c.pk]), phone="title"),
        Column("account", "申请人", value=lambda c: c.account.name),
        Column("org", "范围", value=lambda c: c.org.short_name),
        Column("count", "人数", number=True),
        Column(
            "state", "状态", value=lambda c: c.get_state_display(), phone="badge",
            tone=lambda c: _TONES.get(c.state, "grey"),
        ),
        Column("asked_at", "申请时间"),
    )  # fmt: skip
    filters = (Choice("state", "状态", AskState.choices),)
    orders = (Order("new", "从新到旧", ("-id",)),)
    empty = "没有明文导出的申请"
    exports = False

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def rows(self) -> QuerySet[ClearExport]:
        return queries.clear_exports(self.actor)


class ClearPage(Screen):
    path, name, title = "people/clear/<int:pk>/", "clear", "明文导出申请"
    permission = PERSON_EDIT
    template = "people/clear.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.asked = queries.clear_export(actor, kwargs["pk"])

    def crumbs(self) -> list[tuple[str, str]]:
        return LIST

    def context(self) -> dict[str, Any]:
        asked = self.asked
        own = asked.account_id == self.actor.account_id
        may = bool(can(self.actor, CLEAR_APPROVE, asked.org)) and not own
        labels = {column.name: column.label for column in finder.columns()}
        return {
            "asked": asked,
            "words": in_words(self.actor, QueryDict(asked.query)) or "在册党员",
            "labels": "、".join(labels.get(n, n) for n in asked.columns.split(",")),
            "may_decide": may and asked.state == AskState.WAITING,
            "may_fetch": own and asked.file_id is not None,
        }


class DecideForm(Form):
    answer = forms.CharField(
        label="意见", max_length=200, required=False, help_text="不批准须写理由"
    )


class Decide(FormScreen):
    permission = CLEAR_APPROVE
    form = DecideForm
    drafts = False
    approve = True

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.asked = queries.clear_export(actor, kwargs["pk"])

    def target(self) -> ClearExport:
        return self.asked

    def crumbs(self) -> list[tuple[str, str]]:
        return [*LIST, (self.asked.purpose, reverse("clear", args=[self.asked.pk]))]

    def save(self, form: DecideForm, version: int) -> str:
        decide_clear_export(
            self.actor, self.asked, version, approve=self.approve,
            answer=form.cleaned_data["answer"],
        )  # fmt: skip
        return reverse("clear", args=[self.asked.pk])


class Approve(Decide):
    path, name, title = "people/clear/<int:pk>/approve/", "clear-approve", "批准明文导出"
    submit = "批准"
    done = "已批准，文件已生成"
    confirm = "批准后申请人可以下载含明文号码的名单。确定吗？"


class Decline(Decide):
    path, name, title = "people/clear/<int:pk>/decline/", "clear-decline", "不批准明文导出"
    submit = "不批准"
    done = "已答复"
    approve = False


urlpatterns = routes(AskClear, ClearExports, ClearPage, Approve, Decline)
