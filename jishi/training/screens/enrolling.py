"""Names for a class: pasted, by condition, or by the places of each organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT
from jishi.base.web import filters
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.press import press
from jishi.base.web.screen import guarded
from jishi.people import queries as people_queries
from jishi.people.search import found_by
from jishi.training.actions import enrolling as actions
from jishi.training.forms import FillForm, FoundForm, NamesForm, QuotaForm
from jishi.training.marks import BEFORE
from jishi.training.models import Enrolment, Quota
from jishi.training.queries import classes as queries
from jishi.training.queries import coverage
from jishi.training.queries.coverage import Scope
from jishi.training.queries.naming import matched
from jishi.training.screens.classes import HOME, OfClass, activity_url
from jishi.training.screens.coverage import PeopleList
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.reach import reach


def _said(request: HttpRequest, count: int, unknown: tuple[str, ...] = ()) -> None:
    if count:
        messages.success(request, f"已报名 {count} 人")
    if unknown:
        left = "、".join(unknown[:20])
        messages.warning(request, f"这些没有对上，请核对：{left}")


class Enrol(OfClass):
    path, name, title = "training/classes/<int:pk>/enrol/", "training-class-enrol", "报名"
    form = NamesForm
    submit = "报名"
    done = ""
    intro = "三种办法选一种；已经在名单里的不会重复。"

    def target(self) -> Any:
        return None

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = NamesForm(data, files, searches=people_queries.saved_searches(self.actor))
        form.actor = self.actor
        return form

    def save(self, form: NamesForm, version: int) -> str:
        data = form.cleaned_data
        unknown: tuple[str, ...] = ()
        if data["names"]:
            found = matched(
                self.actor, self.activity.org, data["names"], queries.takes(self.activity)
            )
            ids, unknown, way = list(found.present), found.unknown, "paste"
            if not ids:
                raise Refused(f"一个也没有对上：{'、'.join(unknown[:10])}", field="names")
        elif data["group"]:
            scope = Scope(self.actor, self.activity.held_on.year, self.activity.org)
            rows = coverage.counted(scope, data["group"])
            rows = rows.filter(~coverage.done(scope, data["group"]))
            ids, way = _ids(rows), "finder"
        else:
            known = {str(s.pk): s.query for s in people_queries.saved_searches(self.actor)}
            rows = found_by(self.actor, QueryDict(known[data["search"]]))
            ids, way = _ids(rows), "finder"
        _said(self.request, actions.enrol(self.actor, self.activity, ids, way), unknown)
        return activity_url(self.activity)


def _ids(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[: actions.MOST + 1])


class EnrolFound(FormScreen):
    """Whoever is on the list of the address, into a class that still takes names."""

    path, name, title = "training/enrol/", "training-enrol", "报名到培训班"
    permission = ACTIVITY_EDIT
    form = FoundForm
    template = "training/enrol.html"
    submit = "报名"
    done = ""
    drafts = False

    def crumbs(self) -> list[tuple[str, str]]:
        back = f"{reverse('training-people')}?{self.request.GET.urlencode()}"
        return [HOME[0], ("培训名单", back)]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        self.classes = queries.open_classes(self.actor)
        form = FoundForm(data, files, classes=self.classes)
        form.actor = self.actor
        return form

    def found(self) -> QuerySet[Any]:
        screen = PeopleList(self.request, self.actor)
        asked = self.request.GET.get
        rows, _ = filters.apply(self.actor, screen.used_filters(), asked, screen.rows())
        return rows

    def context(self) -> dict[str, Any]:
        rows = self.found()
        return {
            "total": rows.count(),
            "some": list(rows.order_by("org__path", "name", "id")[:12]),
            "classes": self.classes,
            "most": actions.MOST,
        }

    def save(self, form: FoundForm, version: int) -> str:
        chosen = queries.a_class(self.actor, int(form.cleaned_data["into"]))
        _said(self.request, actions.enrol(self.actor, chosen, _ids(self.found()), "finder"))
        return activity_url(chosen)


class Allot(OfClass):
    path, name, title = "training/classes/<int:pk>/places/", "training-class-places", "分配名额"
    form = QuotaForm
    submit = "分配"
    done = "已分配，各组织的待办里会有"
    intro = "写给下级各组织几个名额，由它们自己报人；不写就不给。"

    def target(self) -> Any:
        return None

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        self.before = {q.org_id: q for q in queries.quotas(self.activity)}
        takers = queries.takers(self.actor, self.activity.org)
        form = QuotaForm(data, files, initial=self.initial(), takers=takers)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        days = [quota.until for quota in self.before.values()]
        places = {f"org_{pk}": quota.places for pk, quota in self.before.items()}
        return {"until": max(days, default=self.activity.held_on), **places}

    def save(self, form: QuotaForm, version: int) -> str:
        before = {pk: quota.places for pk, quota in self.before.items()}
        places = form.places(before)
        if not places:
            raise Refused("还没有填名额")
        actions.allot(self.actor, self.activity, places, form.cleaned_data["until"])
        return activity_url(self.activity)


class OwnQuotas(ListScreen[Quota]):
    """Classes of the superior that wait for our names."""

    path, name, title = "training/quotas/", "training-quotas", "待报名的培训班"
    permission = ACTIVITY_EDIT
    orders = (Order("until", "截止最早", ("until", "id")),)
    columns = (
        Column(
            "title", "培训班", value=lambda q: q.activity.title, phone="title",
            link=lambda q: reverse("training-quota", args=[q.pk]),
        ),
        Column("host", "举办单位", value=lambda q: q.activity.org.short_name),
        Column("held_on", "开班", value=lambda q: q.activity.held_on),
        Column("org", "名额给", value=lambda q: q.org.short_name),
        Column("taken", "已报 / 名额", value=lambda q: f"{q.taken} / {q.places}"),
        Column(
            "until", "报名截止", phone="badge",
            tone=lambda q: "green" if q.taken >= q.places else "amber",
        ),
    )  # fmt: skip
    empty = "没有等着报名的培训班"
    empty_hint = "上级分配名额以后在这里报人"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME[:1]

    def rows(self) -> QuerySet[Quota]:
        return queries.own_quotas(self.actor)


class Fill(FormScreen):
    path, name, title = "training/quotas/<int:pk>/", "training-quota", "按名额报名"
    permission = ACTIVITY_EDIT
    form = FillForm
    template = "training/fill.html"
    submit = "报名"
    done = ""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.quota = queries.quota(actor, kwargs["pk"])
        rows = Enrolment.objects.filter(quota=self.quota).select_related("person__org")
        self.named = list(rows.order_by("person__name", "id"))

    def crumbs(self) -> list[tuple[str, str]]:
        return [HOME[0], ("待报名的培训班", reverse("training-quotas"))]

    def page_title(self) -> str:
        return f"报名：{self.quota.activity.title}"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        members = None
        if ORG_KINDS[self.quota.org.kind].is_branch:
            gone = [row.person_id for row in self.named]
            own = people_queries.people(self.actor).filter(org=self.quota.org)
            own = own.filter(standing__in=queries.takes(self.quota.activity))
            rows = own.exclude(pk__in=gone).order_by("name", "id")
            found = list(rows.values_list("id", "name", "standing"))
            found.sort(key=lambda row: row[2] not in BEFORE)  # those it is for come first
            members = [(pk, name) for pk, name, _ in found]
        form = FillForm(data, files, members=members)
        form.actor = self.actor
        return form

    def context(self) -> dict[str, Any]:
        quota, today = self.quota, self.actor.today
        return {
            "quota": quota,
            "named": self.named,
            "left": max(0, quota.places - len(self.named)),
            "open": quota.until >= today and quota.activity.stage == "planned",
        }

    def save(self, form: FillForm, version: int) -> str:
        data = form.cleaned_data
        unknown: tuple[str, ...] = ()
        if "who" in data:
            ids = list(data["who"])
        else:
            takes = queries.takes(self.quota.activity)
            found = matched(self.actor, self.quota.org, data["names"], takes)
            ids, unknown = list(found.present), found.unknown
            if unknown and not ids:
                raise Refused(f"一个也没有对上：{'、'.join(unknown[:10])}", field="names")
        _said(self.request, actions.enrol_by_quota(self.actor, self.quota, ids), unknown)
        return self.request.path


@guarded(ACTIVITY_EDIT, "training/enrolled/<int:pk>/off/", "training-off", "取消报名")
def take_off(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    rows = Enrolment.objects.select_related("activity__org", "quota__org", "person")
    row = rows.filter(pk=pk).first()
    if row is None or not _may_see(actor, row):
        raise NotVisible
    hosting = queries.classes(actor, ACTIVITY_EDIT).filter(pk=row.activity_id).exists()
    back = (
        reverse("training-quota", args=[row.quota_id])
        if not hosting
        else activity_url(row.activity)
    )

    def do() -> str:
        actions.take_off(actor, row)
        return f"已取消{row.person.name}的报名"

    return press(request, do, back)


def _may_see(actor: Actor, row: Enrolment) -> bool:
    where = reach(actor, ACTIVITY_EDIT)
    paths = [row.activity.org.path, *([row.quota.org.path] if row.quota else [])]
    return any(where.covers(path) for path in paths)


SCREENS = (Enrol, EnrolFound, Allot, OwnQuotas, Fill, take_off)
