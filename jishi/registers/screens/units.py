"""Units: the list, one unit, and the forms that register, correct, cover and close."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.panels import Link as Cell
from jishi.base.web.screen import Nav, Screen, routes
from jishi.base.web.search import Hit, Source
from jishi.registers import actions, forms
from jishi.registers.access import UNIT_EDIT, UNIT_VIEW
from jishi.registers.addresses import org_seen, person_seen
from jishi.registers.facts import Sight
from jishi.registers.findings import examine
from jishi.registers.models import Unit
from jishi.registers.queries import coverage, units
from jishi.registers.queries.links import find_units, links
from jishi.registers.queries.unit_facts import facts_of_unit
from jishi.registers.screens.common import GROUP
from jishi.registers.unit_kinds import GROUPS, MODES, TWO_NEW, UNIT_KIND_CHOICES, UNIT_KINDS
from jishi.tree.actor import Actor
from jishi.tree.reach import may, reach

LIST = "units"


def url_of(unit: Unit) -> str:
    return reverse("unit", args=[unit.pk])


def _groups() -> dict[str, Q]:
    return {
        "two_new": Q(kind__in=TWO_NEW),
        **{
            code: Q(kind__in=[k.code for k in UNIT_KINDS.values() if k.group == code])
            for code in GROUPS
        },
    }


class UnitList(ListScreen[Unit]):
    path, name, title = "units/", "units", "单位"
    permission = UNIT_VIEW
    nav = Nav(GROUP, "单位与覆盖", "building-2", 40)
    columns = (
        Column("name", "名称", link=url_of, phone="title"),
        Column("kind_label", "类别", phone="badge", tone=lambda unit: "grey"),
        Column("industry", "行业"),
        Column("org", "归口党组织", value=lambda unit: unit.org.short_name),
        Column("staff", "职工", number=True, phone="hide"),
        Column("members", "党员", number=True),
        Column(
            "cover",
            "组织覆盖",
            value=lambda unit: "已覆盖" if unit.is_covered else "没有",
            phone="badge",
            tone=lambda unit: "green" if unit.is_covered else "amber",
        ),
        Column("instructed", "指导员", value=lambda unit: "有" if unit.is_instructed else ""),
        Column("uscc", "统一社会信用代码", phone="hide"),
        Column("surveyed_on", "排查日期", phone="hide"),
    )
    filters = (
        Search("q", "名称"),
        Under("org", "归口组织", permission=UNIT_VIEW, via="org"),
        Choice(
            "group", "大类", [("two_new", "两新（原口径）"), *GROUPS.items()], conditions=_groups()
        ),
        Choice("kind", "类别", UNIT_KIND_CHOICES),
        Choice(
            "cover",
            "组织覆盖",
            (("yes", "已覆盖"), ("no", "没有")),
            conditions={"yes": Q(is_covered=True), "no": Q(is_covered=False)},
        ),
        Choice(
            "open",
            "状态",
            (("yes", "存续"), ("no", "已注销")),
            conditions={"yes": Q(closed_on=None), "no": Q(closed_on__isnull=False)},
        ),
    )
    orders = (
        Order("tree", "按归口组织", ("org__line", "id")),
        Order("name", "按名称", ("name", "id")),
    )
    empty = "还没有登记单位"
    empty_hint = "点「登记单位」，或导入市场监管部门的企业名单"

    def rows(self) -> QuerySet[Unit]:
        return units.with_cover(units.units(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        buttons = [("覆盖看板", reverse("coverage"), "chart-pie")]
        if reach(self.actor, UNIT_EDIT):
            buttons.insert(0, ("登记单位", reverse("unit-new"), "plus"))
        return buttons


class UnitPage(Screen):
    path, name, title = "units/<int:pk>/", "unit", "单位"
    permission = UNIT_VIEW
    template = "registers/unit.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.unit = units.unit(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.unit.name

    def crumbs(self) -> list[tuple[str, str]]:
        return [("单位", reverse("units"))]

    def context(self) -> dict[str, Any]:
        unit, actor = self.unit, self.actor
        facts = facts_of_unit(actor, unit)
        found = examine(Sight(units=[facts])) if facts else []
        held = list(links(actor).filter(unit=unit).order_by("until", "-since", "id"))
        return {
            "unit": unit,
            "facts": _facts(actor, unit),
            "own": {"found": found},
            "proposed": _proposed(facts) if facts else "",
            "coverage": [
                (
                    org_seen(actor, row.org), row.mode_label, row.since, row.until or "现在",
                    row.document, row.note,
                )
                for row in units.coverage_of(unit)
            ],
            "links": [
                (
                    person_seen(actor, row.person) if row.person else row.other_end,
                    Cell(row.kind_label, reverse("link", args=[row.pk])),
                    org_seen(actor, row.org), row.since, row.until or "现在",
                )
                for row in held
            ],
            "cover_headers": ("覆盖党组织", "组建方式", "自", "至", "文号", "说明"),
            "link_headers": ("姓名", "职务", "党组织", "自", "至"),
            "covered": bool(facts and facts.is_covered),
            "may_edit": may(actor, UNIT_EDIT, unit.org),
        }  # fmt: skip


def _proposed(facts: Any) -> str:
    proposed = coverage.proposal(facts)
    if proposed and proposed != facts.mode:
        return f"{facts.tier.label}，建议{MODES[proposed]}"
    return "" if facts.is_covered else facts.tier.label


def _said(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _facts(actor: Actor, unit: Unit) -> list[tuple[str, Any]]:
    told = [
        ("编码", unit.code),
        ("类别", unit.kind_label),
        ("行业", unit.industry),
        ("统一社会信用代码", unit.uscc),
        ("区划代码", unit.district),
        ("归口党组织", org_seen(actor, unit.org)),
        ("负责人", unit.head),
        ("负责人是党员", _said(unit.head_is_member)),
        ("职工人数", unit.staff),
        ("党员人数", unit.members),
        ("正式党员人数", unit.full_members),
        ("群团组织", "有" if unit.has_mass_organisation else "没有"),
        ("党建写入章程", _said(unit.charter_has_party)),
        ("排查日期", unit.surveyed_on),
        ("成立（开工）日期", unit.opened_on),
        ("预计完工", unit.ends_on),
        ("应建未建原因", unit.gap_reason),
        ("说明", unit.note),
        ("注销日期", unit.closed_on),
    ]
    return [(label, value) for label, value in told if value is not None and str(value)]


class UnitForm(FormScreen):
    """A form about one unit."""

    permission = UNIT_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.unit = units.unit(actor, kwargs["pk"], UNIT_EDIT)

    def target(self) -> Any:
        return self.unit

    def page_title(self) -> str:
        return f"{self.title}：{self.unit.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("单位", reverse("units")), (self.unit.name, url_of(self.unit))]


class EditUnit(UnitForm):
    path, name, title = "units/<int:pk>/edit/", "unit-edit", "更正"
    form = forms.UnitForm

    def initial(self) -> dict[str, Any]:
        return forms.unit_initial(units.unit(self.actor, self.unit.pk, UNIT_EDIT))

    def save(self, form: Any, version: int) -> str:
        org = form.cleaned_data["org"]
        return url_of(actions.correct_unit(self.actor, self.unit, version, form.row(), org))


class CoverUnit(UnitForm):
    path, name, title = "units/<int:pk>/cover/", "unit-cover", "登记党建覆盖"
    form = forms.CoverForm
    intro = "写明哪个党组织从哪天起、以什么方式覆盖这家单位。原来的覆盖同日结束，留在历史里。"
    done = "已登记覆盖"

    def target(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        data = dict(form.cleaned_data)
        org, mode = data.pop("covering"), data.pop("mode")
        actions.cover_unit(self.actor, self.unit, org, mode, **data)
        return url_of(self.unit)


class UncoverUnit(UnitForm):
    path, name, title = "units/<int:pk>/uncover/", "unit-uncover", "结束党建覆盖"
    form = forms.UncoverForm
    submit, danger = "结束覆盖", True
    confirm = "结束后这家单位没有党组织覆盖，会列入「建后又撤」。确定吗？"
    done = "已结束覆盖"

    def target(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {"until": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        actions.end_coverage(self.actor, self.unit, **form.cleaned_data)
        return url_of(self.unit)


class CloseUnit(UnitForm):
    path, name, title = "units/<int:pk>/close/", "unit-close", "注销"
    form = forms.CloseUnitForm
    submit, danger = "注销单位", True
    confirm = "注销后覆盖和指导员同日结束，以往记录仍可查。确定吗？"
    done = "已注销"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        on = form.cleaned_data["on"]
        return url_of(actions.close_unit(self.actor, self.unit, version, on=on))


class NewUnit(FormScreen):
    path, name, title = "units/new/", "unit-new", "登记单位"
    permission = UNIT_EDIT
    form = forms.UnitForm
    submit = "登记"
    done = "已登记"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("单位", reverse("units"))]

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("org", "")[:32].replace("\x00", "")
        return {"org": asked, "kind": "private_enterprise", "surveyed_on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        org = form.cleaned_data["org"]
        return url_of(actions.register_unit(self.actor, org, form.row()))


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    found = find_units(actor, text, most)
    return [Hit(unit.name, f"{unit.kind_label} · {unit.uscc}", url_of(unit)) for unit in found]


Source("单位", "building-2", UNIT_VIEW, _hits, more="/units/")

urlpatterns = routes(
    UnitList, NewUnit, UnitPage, EditUnit, CoverUnit, UncoverUnit, CloseUnit
)  # fmt: skip
