"""`/activities/visits/`: whom the visits of a year have reached, and whom not yet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.queries.visits import OBJECTS, REGISTERS, Line, Visits
from jishi.base.web.asked import asked_year
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen
from jishi.orgs.page import asked_org
from jishi.registers.models import Unit
from jishi.registers.queries.units import SEEN as UNIT_VIEW
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

FIRST_YEAR = 2015
MIXES = (("problem", "反映的问题"), ("slot", "时间段"), ("form", "形式"))


class VisitPage(Screen):
    path, name, title = "activities/visits/", "visits", "走访联系"
    permission = ACTIVITY_VIEW
    nav = Nav("组织生活", "走访联系", "footprints", order=35)
    template = "activities/visits.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.year = asked_year(request, actor.today, first=FIRST_YEAR, ahead=0)
        self.org = asked_org(request, actor, self.permission)

    def page_title(self) -> str:
        return f"{self.year}年走访联系"

    def context(self) -> dict[str, Any]:
        visits, code = Visits(self.actor, self.org, self.year), self.org.code if self.org else ""
        units = bool(reach(self.actor, UNIT_VIEW))
        lines = visits.lines()
        return {
            "org": self.org,
            "year": self.year,
            "permission_code": self.permission.code,
            "years": [
                (f"{year}年", f"?{urlencode({'org': code, 'year': year})}", year == self.year, None)
                for year in range(self.actor.today.year - 2, self.actor.today.year + 1)
            ],
            "visits": len(visits.rows),
            "objects": sum(line.objects for line in lines),
            "people": visits.people(),
            "lines": [(line, self._missing_url(line) if units else "") for line in lines],
            "mixes": [(label, visits.mix(field)) for field, label in MIXES],
            "orgs": visits.by_org(),
            "all_url": self._all_url(code),
            "may_edit": bool(reach(self.actor, ACTIVITY_EDIT)),
            "start": f"{reverse('activity-new')}?{urlencode({'kind': 'visit', 'org': code})}",
        }

    def _all_url(self, code: str) -> str:
        asked = {"kind": "visit", "period": str(self.year), "org": code}
        return f"{reverse('activities')}?{urlencode({k: v for k, v in asked.items() if v})}"

    def _missing_url(self, line: Line) -> str:
        if not line.missing:
            return ""
        asked = {"object": line.code, "year": str(self.year)}
        if self.org is not None:
            asked["org"] = self.org.code
        return f"{reverse('visits-missing')}?{urlencode(asked)}"


class Unvisited(ListScreen[Unit]):
    """Units of one class that no visit of the year has reached."""

    path, name, title = "activities/visits/missing/", "visits-missing", "还没有走访的"
    permission = UNIT_VIEW
    orders = (Order("name", "名称", ("name", "pk")),)
    columns = (
        Column("name", "名称", link=lambda unit: reverse("unit", args=[unit.pk]), phone="title"),
        Column("kind_label", "类别", phone="badge", tone=lambda unit: "grey"),
        Column("org", "归口党组织", value=lambda unit: unit.org.short_name),
        Column("industry", "行业", phone="hide"),
        Column("members", "党员", number=True),
    )
    empty = "都走访过了"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        asked = request.GET.get("object", "")
        self.object = asked if asked in REGISTERS else next(iter(REGISTERS))
        self.year = asked_year(request, actor.today, first=FIRST_YEAR, ahead=0)
        self.org = asked_org(request, actor, self.permission)

    def page_title(self) -> str:
        return f"{self.year}年还没有走访的：{OBJECTS[self.object]}"

    def crumbs(self) -> list[tuple[str, str]]:
        asked = {"year": str(self.year), **({"org": self.org.code} if self.org else {})}
        return [("走访联系", f"{reverse('visits')}?{urlencode(asked)}")]

    def rows(self) -> QuerySet[Unit]:
        missing = Visits(self.actor, self.org, self.year).missing(self.object)
        return Unit.objects.filter(pk__in=missing).select_related("org")


SCREENS = (VisitPage, Unvisited)
