"""Venues: the list, one venue, and the forms that register, correct and close it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.screen import Nav, Screen, routes
from jishi.registers.access import VENUE_EDIT, VENUE_VIEW
from jishi.registers.actions.venues import VenueRow, close_venue, correct_venue, register_venue
from jishi.registers.addresses import org_seen
from jishi.registers.forms import CloseUnitForm, day, words
from jishi.registers.models import Venue
from jishi.registers.queries import venues
from jishi.registers.screens.common import GROUP
from jishi.registers.venue_kinds import (
    ROOM_KIND_CHOICES,
    ROOM_KINDS,
    VENUE_KIND_CHOICES,
)
from jishi.tree.actor import Actor
from jishi.tree.reach import may, reach


def url_of(venue: Venue) -> str:
    return reverse("venue", args=[venue.pk])


class VenueForm(OrgForm):
    org = OrgField(VENUE_EDIT, label="所属党组织")
    name = forms.CharField(label="名称", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=VENUE_KIND_CHOICES)
    since = day("启用日期")
    address = words("地址", 120)
    area = forms.IntegerField(label="面积（㎡）", min_value=0, max_value=1_000_000)
    households = forms.IntegerField(
        label="服务户数", min_value=1, max_value=1_000_000, required=False,
        help_text="社区填写，用来核对每百户面积",
    )  # fmt: skip
    signs = forms.IntegerField(label="对外牌子数", min_value=0, max_value=100, initial=0)
    open_to_mobile = forms.BooleanField(label="对流动党员开放", required=False, initial=True)
    rooms = forms.MultipleChoiceField(
        label="现有房间和设施", choices=ROOM_KIND_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    note = words("说明", 200)

    def row(self) -> VenueRow:
        taken = ("org", "rooms")
        return VenueRow(**{k: v for k, v in self.cleaned_data.items() if k not in taken})


class VenueList(ListScreen[Venue]):
    path, name, title = "venues/", "venues", "阵地"
    permission = VENUE_VIEW
    nav = Nav(GROUP, "阵地", "map-pin-house", 45)
    columns = (
        Column("name", "名称", link=url_of, phone="title"),
        Column("kind_label", "类别", phone="badge", tone=lambda venue: "grey"),
        Column("org", "所属党组织", value=lambda venue: venue.org.short_name),
        Column("area", "面积（㎡）", number=True),
        Column("households", "服务户数", number=True, phone="hide"),
        Column("signs", "牌子", number=True, phone="hide"),
        Column("mobile", "对流动党员开放", value=lambda v: "是" if v.open_to_mobile else "否"),
        Column("closed_on", "停用日期", phone="hide"),
    )
    filters = (
        Search("q", "名称", field="name", placeholder="名称"),
        Under("org", "党组织", permission=VENUE_VIEW, via="org"),
        Choice("kind", "类别", VENUE_KIND_CHOICES),
        Choice(
            "open", "状态", (("yes", "在用"), ("no", "已停用")),
            conditions={"yes": Q(closed_on=None), "no": Q(closed_on__isnull=False)},
        ),
    )  # fmt: skip
    orders = (
        Order("tree", "按组织", ("org__line", "id")),
        Order("name", "按名称", ("name", "id")),
    )
    empty = "还没有登记阵地"
    empty_hint = "登记面积和房间后，阵地标准自动核对"

    def rows(self) -> QuerySet[Venue]:
        return venues.venues(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, VENUE_EDIT):
            return []
        return [("登记阵地", reverse("venue-new"), "plus")]


class VenuePage(Screen):
    path, name, title = "venues/<int:pk>/", "venue", "阵地"
    permission = VENUE_VIEW
    template = "registers/venue.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.venue = venues.venue(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.venue.name

    def crumbs(self) -> list[tuple[str, str]]:
        return [("阵地", reverse("venues"))]

    def context(self) -> dict[str, Any]:
        venue = self.venue
        told = [
            ("类别", venue.kind_label), ("所属党组织", org_seen(self.actor, venue.org)),
            ("地址", venue.address), ("面积（㎡）", venue.area), ("服务户数", venue.households),
            ("对外牌子数", venue.signs), ("对流动党员开放", "是" if venue.open_to_mobile else "否"),
            ("启用日期", venue.since), ("停用日期", venue.closed_on), ("说明", venue.note),
        ]  # fmt: skip
        have = set(venues.rooms_of(venue))
        return {
            "venue": venue,
            "facts": [(k, v) for k, v in told if v is not None and str(v)],
            "rooms": [(label, code in have) for code, label in ROOM_KINDS.items()],
            "remarks": venues.remarks(self.actor, venue),
            "may_edit": may(self.actor, VENUE_EDIT, venue.org) and venue.closed_on is None,
        }


class NewVenue(FormScreen):
    path, name, title = "venues/new/", "venue-new", "登记阵地"
    permission = VENUE_EDIT
    form = VenueForm
    submit = "登记"
    done = "已登记"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("阵地", reverse("venues"))]

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("org", "")[:32].replace("\x00", "")
        return {"org": asked, "since": self.actor.today, "open_to_mobile": True, "signs": 0}

    def save(self, form: Any, version: int) -> str:
        org, rooms = form.cleaned_data["org"], form.cleaned_data["rooms"]
        return url_of(register_venue(self.actor, org, form.row(), rooms))


class OfVenue(FormScreen):
    """A form about one venue."""

    permission = VENUE_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.venue = venues.venue(actor, kwargs["pk"], VENUE_EDIT)

    def target(self) -> Any:
        return self.venue

    def page_title(self) -> str:
        return f"{self.title}：{self.venue.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("阵地", reverse("venues")), (self.venue.name, url_of(self.venue))]


class EditVenue(OfVenue):
    path, name, title = "venues/<int:pk>/edit/", "venue-edit", "更正"
    form = VenueForm

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        del form.fields["org"]  # it goes to another organisation by a merger only
        return form

    def initial(self) -> dict[str, Any]:
        names = [name for name in VenueForm.base_fields if name not in ("org", "rooms")]
        found = {name: getattr(self.venue, name) for name in names}
        return {**found, "rooms": venues.rooms_of(self.venue)}

    def save(self, form: Any, version: int) -> str:
        rooms = form.cleaned_data["rooms"]
        return url_of(correct_venue(self.actor, self.venue, version, form.row(), rooms))


class CloseVenue(OfVenue):
    path, name, title = "venues/<int:pk>/close/", "venue-close", "停用"
    form = CloseUnitForm
    submit, danger = "停用", True
    confirm = "停用后不再计入阵地标准，以往记录仍可查。确定吗？"
    done = "已停用"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        on = form.cleaned_data["on"]
        return url_of(close_venue(self.actor, self.venue, version, on=on))


urlpatterns = routes(VenueList, NewVenue, VenuePage, EditVenue, CloseVenue)
