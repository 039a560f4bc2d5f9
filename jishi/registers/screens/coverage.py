"""The two-new board: rates with both denominators, by kind of unit, down to the units."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.web.screen import routes
from jishi.base.web.workbench import Number
from jishi.registers.access import UNIT_VIEW
from jishi.registers.queries import coverage
from jishi.registers.queries.unit_facts import unit_facts
from jishi.registers.screens.common import OrgScreen, TableScreen
from jishi.registers.table import Table
from jishi.registers.unit_kinds import GROUPS
from jishi.tree.errors import NotVisible

ONLY = {"two_new": "两新组织（原口径）", **GROUPS}
SHORT = {
    "": "全部单位", "two_new": "两新（原口径）", "place": "村和社区", "public": "机关事业国企",
    "enterprise": "两企", "new": "三新", "carrier": "载体", "project": "项目",
}  # fmt: skip


class Coverage(OrgScreen):
    path, name, title = "units/coverage/", "coverage", "两个覆盖看板"
    permission = UNIT_VIEW
    template = "registers/coverage.html"

    def only(self) -> str:
        asked = self.request.GET.get("only", "")
        return asked if asked in ONLY else ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [("单位", reverse("units"))]

    def url(self, code: str, only: str = "") -> str:
        asked = self.query(only=only or self.only())
        return f"{reverse('coverage-rows', args=[code])}?{asked}"

    def context(self) -> dict[str, Any]:
        everything = unit_facts(self.actor, self.org)
        facts = coverage.chosen(everything, self.only())
        numbers = []
        for line in coverage.LINES.values():
            count = len(coverage.rows_of(facts, line.code))
            tone = line.tone if count else ""
            numbers.append(Number(line.label, count, self.url(line.code), "家", line.note, tone))
        here = reverse("coverage")
        return {
            "org": self.org,
            "code": self.code,
            "numbers": numbers,
            "rates": [
                (rate, self.url(rate.top), self.url(rate.bottom))
                for rate in coverage.rates(facts)
            ],
            "groups": [
                (
                    label, units, covered, work, gaps,
                    [self.url(which, group) for which in ("all", "covered", "work", "gap")],
                )
                for group, label, units, covered, work, gaps in coverage.by_group(everything)
            ],
            "tabs": [
                (label, f"{here}?{self.query(only=code)}", code == self.only(), "")
                for code, label in SHORT.items()
            ],
        }  # fmt: skip


class CoverageRows(TableScreen):
    path, name, title = "units/coverage/<slug:code>/", "coverage-rows", "两个覆盖看板"
    permission = UNIT_VIEW

    def line(self) -> coverage.Line:
        found = coverage.LINES.get(self.kwargs["code"])
        if found is None:
            raise NotVisible
        return found

    def page_title(self) -> str:
        return self.line().label

    def lead(self) -> str:
        return ONLY.get(self.request.GET.get("only", ""), "")

    def crumbs(self) -> list[tuple[str, str]]:
        asked = self.query(only=self.request.GET.get("only", "")[:20])
        return [("单位", reverse("units")), ("两个覆盖看板", f"{reverse('coverage')}?{asked}")]

    def table(self) -> Table:
        only = self.request.GET.get("only", "")
        facts = coverage.chosen(
            unit_facts(self.actor, self.org), only if only in ONLY else ""
        )  # fmt: skip
        return coverage.table(facts, self.line().code)


urlpatterns = routes(Coverage, CoverageRows)
