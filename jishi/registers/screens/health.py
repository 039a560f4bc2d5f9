"""The health report, each finding open to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.screen import Nav, routes
from jishi.registers.access import HEALTH_VIEW
from jishi.registers.addresses import address
from jishi.registers.findings import FindingRule, all_findings
from jishi.registers.findings.finding import SEVERITIES
from jishi.registers.queries import health, starting
from jishi.registers.screens.common import GROUP, OrgScreen, TableScreen
from jishi.registers.table import Table
from jishi.tree.errors import NotVisible

MEANINGS = {
    "red": "与规定不符或互相矛盾",
    "amber": "多半要改或要补",
    "blue": "值得知道，不一定要改",
}
# Screens that need no object to start from; where to put a finding right.
FIXES = {
    "post-new": "去任职", "posts": "看任职", "units": "看单位", "board": "看班子看板",
    "org-found": "设党小组",
}  # fmt: skip


class Health(OrgScreen):
    path, name, title = "health/", "health", "体检报告"
    permission = HEALTH_VIEW
    nav = Nav(GROUP, "体检报告", "stethoscope", 50)
    template = "registers/health.html"

    def get(self) -> HttpResponse:
        context = self.context()
        if self.request.GET.get("format") == "print":
            back = f"{self.request.path}?{self.query()}"
            paper = {"title": f"体检报告：{self.about()}", "back": back, **context}
            return render(self.request, "registers/health_paper.html", paper)
        return self.render(context)

    def context(self) -> dict[str, Any]:
        report = health.report(self.actor, self.org)
        groups = [
            (
                severity, label, MEANINGS[severity], report.total(severity),
                [
                    (each, f"{reverse('health-rows', args=[each.rule.code])}?{self.query()}")
                    for each in report.of(severity)
                ],
            )
            for severity, label in SEVERITIES.items()
        ]  # fmt: skip
        return {
            "org": self.org,
            "code": self.code,
            "report": report,
            "groups": groups,
            "by_org": f"{reverse('health-orgs')}?{self.query()}",
            "ask_seen": starting.wanted(self.actor) and not starting.report_seen(self.actor),
            "print_url": f"?{self.query(format='print')}",
        }


class HealthRows(TableScreen):
    path, name, title = "health/<slug:code>/", "health-rows", "体检报告"
    permission = HEALTH_VIEW

    def page_title(self) -> str:
        return self.rule().title

    def rule(self) -> FindingRule:
        found = all_findings().get(self.kwargs["code"])
        if found is None:
            raise NotVisible
        return found

    def lead(self) -> str:
        rule = self.rule()
        return f"{rule.do}。依据：{'、'.join(rule.cites)}，{rule.source}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("体检报告", f"{reverse('health')}?{self.query()}")]

    def actions(self) -> list[tuple[str, str, str]]:
        fix = self.rule().fix
        return [(FIXES[fix], address(fix), "arrow-right")] if fix in FIXES else []

    def table(self) -> Table:
        return health.rows(self.actor, self.org, self.rule().code)


class HealthOrgs(TableScreen):
    path, name, title = "health/by/organisation/", "health-orgs", "各组织体检情况"
    permission = HEALTH_VIEW

    def crumbs(self) -> list[tuple[str, str]]:
        return [("体检报告", f"{reverse('health')}?{self.query()}")]

    def table(self) -> Table:
        return health.by_organisation(self.actor, self.org)


urlpatterns = routes(Health, HealthOrgs, HealthRows)
