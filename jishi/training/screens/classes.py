"""Classes: the list, planning one with its sessions, changing it, and who came."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.filters import Held, Named
from jishi.activities.kinds import kind_of
from jishi.activities.local import LATE_AFTER
from jishi.activities.marks import STAGES
from jishi.activities.models import Activity
from jishi.activities.queries.hours import TRAINING
from jishi.base.settings_tree import setting
from jishi.base.web.filters import Choice, InPeriod
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.training.actions import classes as actions
from jishi.training.forms import SESSIONS, CameForm, ClassForm
from jishi.training.queries import classes as queries
from jishi.training.queries.naming import matched
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import first_place, reach

FIELDS = {field.code: field for field in kind_of(TRAINING).fields}
TONES = {"planned": "blue", "held": "amber", "archived": "green", "cancelled": "grey"}
# At which level a class is held, if nobody says otherwise.
LEVELS = {"local_committee": "county", "committee": "township", "work_committee": "township"}
HOME = [("教育培训", "/training/"), ("培训班", "/training/classes/")]


def activity_url(activity: Activity) -> str:
    return reverse("activity", args=[activity.pk])


def _words(code: str) -> Any:
    field = FIELDS[code]

    def value(row: Any) -> str:
        raw = (row.payload or {}).get(code)
        return field.label_of(raw) if raw else ""

    return value


def _mode(row: Any) -> str:
    return "线上" if (row.payload or {}).get("online") else "线下"


class ClassList(ListScreen[Activity]):
    path, name, title = "training/classes/", "training-classes", "培训班"
    permission = ACTIVITY_VIEW
    filters = (
        Named("q", "名称", placeholder="班名"),
        Held("org", "党组织", permission=ACTIVITY_VIEW),
        InPeriod("period", "时间", "held_on"),
        Choice("stage", "状态", list(STAGES.items())),
    )
    orders = (
        Order("new", "日期最近", ("-held_on", "-pk")),
        Order("old", "日期最早", ("held_on", "pk")),
    )
    columns = (
        Column("title", "班名", link=activity_url, phone="title"),
        Column("held_on", "开班"),
        Column("last_on", "结业", phone="hide"),
        Column("org", "举办单位", value=lambda a: a.org.short_name),
        Column("audience", "对象", value=_words("audience")),
        Column("mode", "方式", value=_mode),
        Column("base", "基地", value=_words("base"), phone="hide"),
        Column("hours", "学时", value=lambda a: queries.hours_text(a.hours)),
        Column("enrolled", "报名", value=lambda a: a.enrolled or ""),
        Column("present", "到训", value=lambda a: "" if a.present is None else a.present),
        Column(
            "stage", "状态", value=lambda a: a.stage_label, tone=lambda a: TONES[a.stage],
            phone="badge",
        ),
    )  # fmt: skip
    empty = "还没有培训班"
    empty_hint = "安排培训班后报名、登记到训，学时和覆盖面由此算出"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME[:1]

    def rows(self) -> QuerySet[Activity]:
        return queries.with_span(queries.classes(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, ACTIVITY_EDIT):
            return []
        return [("安排培训班", reverse("training-class-new"), "plus")]


class NewClass(FormScreen):
    path, name, title = "training/classes/new/", "training-class-new", "安排培训班"
    permission = ACTIVITY_EDIT
    form = ClassForm
    template = "training/class.html"
    submit = "安排"
    done = "已安排，接着报名或分配名额"
    intro = "先排课程，再报名；结业后登记到训，学时按到课的课程算到每个人。"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def initial(self) -> dict[str, Any]:
        root = first_place(self.actor, ACTIVITY_EDIT, only=True)
        level = LEVELS.get(root.kind, "unit") if root else "township"
        return {"org": root.code if root else "", "level": level, "audience": "members"}

    def save(self, form: ClassForm, version: int) -> str:
        if form.chosen is None:
            raise Refused("请选择举办单位", field="org")
        return activity_url(actions.plan_class(self.actor, form.chosen, form.what(), form.rows()))


class OfClass(FormScreen):
    """A form about one class."""

    permission = ACTIVITY_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = queries.a_class(actor, kwargs["pk"])

    def target(self) -> Any:
        return self.activity

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.activity.title, activity_url(self.activity))]

    def page_title(self) -> str:
        return f"{self.title}：{self.activity.title}"


class ChangeClass(OfClass):
    path, name, title = "training/classes/<int:pk>/change/", "training-class-change", "修改课程安排"
    form = ClassForm
    template = "training/class.html"
    done = "已修改"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = ClassForm(data, files, initial=self.initial(), fixed=True)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        activity = self.activity
        part = activity.parts.filter(kind=TRAINING).first()
        found = {"title": activity.title, "place": activity.place, **(part.payload if part else {})}
        for row in queries.sessions(activity)[:SESSIONS]:
            prefix = f"s{row.number}_"
            found |= {
                f"{prefix}held_on": row.held_on, f"{prefix}hours": row.hours,
                f"{prefix}title": row.title, f"{prefix}subject": row.subject,
                f"{prefix}lecturer": row.lecturer_name,
            }  # fmt: skip
        return found

    def save(self, form: ClassForm, version: int) -> str:
        return activity_url(
            actions.change_class(self.actor, self.activity, version, form.what(), form.rows())
        )


class RecordClass(OfClass):
    """Who came. Whoever is unticked did not; sessions missed are written beside the name."""

    path, name, title = "training/classes/<int:pk>/came/", "training-class-came", "登记到训"
    form = CameForm
    template = "training/came.html"
    submit = "登记到训"
    done = "已登记到训，学时已计到每个人"
    drafts: ClassVar[bool] = True

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.activity.stage not in ("planned", "held"):
            raise Refused(f"{self.activity.stage_label}的记录不能再改")
        self.listed = queries.roll(actor, self.activity)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        held = self.activity.stage == "held"
        form = CameForm(data, files, initial=self.initial(), listed=self.listed, held=held)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        return {"late_reason": self.activity.late_reason}

    def context(self) -> dict[str, Any]:
        courses = queries.sessions(self.activity)
        last = max((c.held_on for c in courses), default=self.activity.held_on)
        late = setting(LATE_AFTER, self.activity.org, self.actor.today)
        return {
            "activity": self.activity,
            "sessions": courses,
            "ended": last <= self.actor.today,
            "last": last,
            "late": (self.actor.today - last).days > late or bool(self.activity.late_reason),
        }

    def save(self, form: CameForm, version: int) -> str:
        came: dict[int, list[int]] = dict(form.came)
        others, takes = form.cleaned_data["others"], queries.takes(self.activity)
        found = matched(self.actor, self.activity.org, others, takes)
        if found.unknown:
            raise Refused(f"没有对上：{'、'.join(found.unknown[:10])}，请核对姓名", field="others")
        for pk in found.present:
            came.setdefault(pk, [])
        if not came:
            raise Refused("没有人到训；没有办成的培训班请取消", code="nobody")
        held = actions.record_class(
            self.actor, self.activity, version, came, form.cleaned_data["late_reason"]
        )
        return activity_url(held)


SCREENS = (ClassList, NewClass, ChangeClass, RecordClass)
