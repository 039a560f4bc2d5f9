"""The small steps of an activity: archive, send back, cancel, papers, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.activities import actions, queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_REOPEN, ACTIVITY_VIEW
from jishi.activities.actions import ItemRow
from jishi.activities.forms import FinishForm, ItemForm, ReasonForm
from jishi.activities.models import ActionItem, Activity, ActivityFile
from jishi.activities.screens.lists import address
from jishi.base.clock import today
from jishi.base.files import MOST_BYTES, owner_kind
from jishi.base.once import run_once
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import Form, FormScreen, sent_version
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.press import press
from jishi.base.web.screen import Nav, guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.reach import reach, visible


def _fetch_owner(actor: Actor, pk: str) -> Activity | None:
    return queries.activities(actor).filter(pk=int(pk)).first() if pk.isdigit() else None


owner_kind("activity", ACTIVITY_VIEW, _fetch_owner)


class StepForm(FormScreen):
    """A question about one activity, with its reason."""

    permission = ACTIVITY_EDIT
    form: ClassVar[type[Form]] = ReasonForm
    danger = True

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = queries.activity(actor, kwargs["pk"], self.permission)

    def target(self) -> Any:
        return self.activity

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities")), (self.activity.title, address(self.activity))]

    def page_title(self) -> str:
        return f"{self.title}：{self.activity.title}"


class CancelActivity(StepForm):
    path, name, title = "activities/<int:pk>/cancel/", "activity-cancel", "取消活动"
    submit, done = "取消这次活动", "已取消"
    intro = "取消后不再计入任何任务和数字；记录和原因保留，照样可查。"
    confirm = "取消后不能恢复，只能重新登记。确定取消吗？"

    def save(self, form: Any, version: int) -> str:
        reason = form.cleaned_data["reason"]
        return address(actions.cancel_activity(self.actor, self.activity, version, reason))


class ReopenActivity(StepForm):
    path, name, title = "activities/<int:pk>/reopen/", "activity-reopen", "退回更正"
    permission = ACTIVITY_REOPEN
    submit, done, danger = "退回", "已退回，支部可以更正", False
    intro = "退回后支部可以更正，改好再归档；期间照样计入。"

    def save(self, form: Any, version: int) -> str:
        reason = form.cleaned_data["reason"]
        return address(actions.reopen_activity(self.actor, self.activity, version, reason))


class AddItem(StepForm):
    path, name, title = "activities/<int:pk>/items/", "activity-item-add", "写入议定事项"
    form = ItemForm
    submit, done, danger = "写入", "已写入", False

    def target(self) -> Any:
        return None

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        row = ItemRow(data["text"], None, data["owner_name"], data["due_on"])
        actions.add_item(self.actor, self.activity, row)
        return address(self.activity)


@guarded(ACTIVITY_EDIT, "activities/<int:pk>/archive/", "activity-archive", "归档")
def archive(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    activity = queries.activity(actor, pk, ACTIVITY_EDIT)

    def do() -> str:
        actions.archive_activity(actor, activity, sent_version(request) or 0)
        return "已归档"

    return press(request, do, address(activity))


@guarded(ACTIVITY_EDIT, "activities/<int:pk>/files/", "activity-files", "上传材料")
def upload(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    activity = queries.activity(actor, pk, ACTIVITY_EDIT)
    given = request.FILES.getlist("file")
    kind = request.POST.get("kind", "photo")

    def keep() -> str:
        for one in given:
            actions.add_file(actor, activity, one.read(MOST_BYTES + 1), one.name or "照片", kind)
        return f"已上传 {len(given)} 个"

    def do() -> str:
        if not given:
            raise Refused("没有选文件")
        sent = [request.path, kind, [(one.name, one.size) for one in given]]
        return run_once(actor, request.POST.get("_once", ""), sent, keep)

    return press(request, do, address(activity))


@guarded(ACTIVITY_EDIT, "activities/files/<int:pk>/remove/", "activity-file-remove", "删除材料")
def remove(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    rows = ActivityFile.objects.select_related("activity__org", "file")
    row = visible(actor, ACTIVITY_EDIT, rows, via="activity__org").filter(pk=pk).first()
    if row is None:
        raise NotVisible

    def do() -> str:
        actions.remove_file(actor, row)
        return "已删除"

    return press(request, do, address(row.activity))


# --- decisions -----------------------------------------------------------------------------------


def item_of(actor: Actor, pk: int) -> ActionItem:
    rows = ActionItem.objects.select_related("org", "activity")
    found = visible(actor, ACTIVITY_EDIT, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


class ItemStep(FormScreen):
    permission = ACTIVITY_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.item = item_of(actor, kwargs["pk"])

    def target(self) -> Any:
        return self.item

    def page_title(self) -> str:
        return f"{self.title}：{self.item.text}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("议定事项", reverse("action-items")), (self.item.activity.title, self._back())]

    def _back(self) -> str:
        return address(self.item.activity)


class FinishItem(ItemStep):
    path, name, title = "activities/items/<int:pk>/finish/", "action-item-finish", "办结"
    form = FinishForm
    submit, done = "办结", "已办结"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        actions.finish_item(self.actor, self.item, version, **form.cleaned_data)
        return self._back()


class DropItem(ItemStep):
    path, name, title = "activities/items/<int:pk>/drop/", "action-item-drop", "不再办理"
    form = ReasonForm
    submit, done, danger = "不再办理", "已记下", True

    def save(self, form: Any, version: int) -> str:
        actions.drop_item(self.actor, self.item, version, reason=form.cleaned_data["reason"])
        return self._back()


def _state(item: ActionItem) -> str:
    if item.done_on:
        return "已办结"
    if item.dropped_on:
        return "不再办理"
    return "超期" if item.due_on and item.due_on < today() else "在办"


def _finish(item: ActionItem) -> str:
    return reverse("action-item-finish", args=[item.pk]) if item.is_open else ""


FINISH = Column("do", "办理", value=lambda item: "办结" if item.is_open else "", link=_finish)


class ItemList(ListScreen[ActionItem]):
    path, name, title = "activities/items/", "action-items", "议定事项"
    permission = ACTIVITY_VIEW
    nav = Nav("组织生活", "议定事项", "list-checks", order=20)
    filters = (
        Under("org", "党组织", permission=ACTIVITY_VIEW, via="org"),
        Choice(
            "state", "状态", [("open", "在办"), ("done", "已办结"), ("dropped", "不再办理")],
            by=lambda actor, raw: queries.item_condition(raw),
        ),
    )  # fmt: skip
    orders = (Order("new", "最近的在前", ("-pk",)), Order("old", "最早的在前", ("pk",)))
    columns = (
        Column(
            "text", "事项", phone="title",
            link=lambda item: address(item.activity),
        ),
        Column("owner", "负责人", value=lambda item: item.owner_label),
        Column("due_on", "期限"),
        Column("org", "党组织", value=lambda item: item.org.short_name),
        Column("meeting", "会议", value=lambda item: str(item.activity)),
        Column("state", "状态", value=_state, phone="badge", tone=lambda item: {
            "已办结": "green", "不再办理": "grey", "超期": "red", "在办": "blue",
        }[_state(item)]),
    )  # fmt: skip
    empty = "没有议定事项"
    empty_hint = "会上定下、有人负责的事，登记会议时写进来，下次会上自动带出没有办完的。"

    def shown_columns(self) -> Sequence[Column]:
        """With the way to finish one, for those who keep the records."""
        if self.request.GET.get("format") or not reach(self.actor, ACTIVITY_EDIT):
            return self.columns
        return (*self.columns, FINISH)

    def rows(self) -> QuerySet[ActionItem]:
        rows = ActionItem.objects.select_related("org", "owner", "activity")
        return visible(
            self.actor, ACTIVITY_VIEW, rows.exclude(activity__stage="cancelled"), via="org"
        )


urlpatterns = routes(
    ItemList, FinishItem, DropItem, CancelActivity, ReopenActivity, AddItem, archive, upload,
    remove,
)  # fmt: skip
