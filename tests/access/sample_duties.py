"""Duties at every place: an item still owed, one reported as done, a duty of its own, a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from jishi.duties.models import DutyItem, DutyReport, LocalDuty, PlanLine, YearPlan
from jishi.kernel.period import Month
from tests.access.places import Place, planted
from tests.access.samples import BASIS, SAMPLES, Sample, by_org, by_row
from tests.world import TODAY

NOW = Month.holding(TODAY)
DUTY, OTHER = "warning_education.new_year", "warning_education.labour_day"


@planted
def _items(place: Place) -> None:
    for name, duty, met in (("duty-item", DUTY, None), ("duty-met", OTHER, TODAY)):
        place.keep(name, DutyItem.objects.create(
            org=place.org, duty=duty, slot=f"2026-11/{place.number}",
            first_month=NOW.index, last_month=NOW.index, opens_on=TODAY.replace(day=1),
            due_on=TODAY.replace(day=27), grace_until=TODAY.replace(day=27), met_on=met,
            met_source="report" if met else "",
        ))  # fmt: skip
    place.keep("duty-handed-in", DutyReport.objects.create(
        org=place.org, duty=OTHER, slot=f"2026-11/{place.number}", on=TODAY, source="report",
        document="青纪发〔2026〕3号", note="已发", reported_by="何文",
    ))  # fmt: skip


@planted
def _own(place: Place) -> None:
    """What a superior demands is read below it, so its words are no secret to those below."""
    place.rows["own-duty"] = LocalDuty.objects.create(
        org=place.org, code=f"talk.of_{place.number}", title="书记例会", source="青组〔2026〕4号",
        org_kinds=["committee"], rhythm="monthly", evidence="talk", since=date(2026, 1, 1),
    )  # fmt: skip


@planted
def _plan(place: Place) -> None:
    there = YearPlan.objects.filter(org=place.org, year=TODAY.year).exists()
    year = TODAY.year - place.number if there else TODAY.year
    plan = YearPlan.objects.create(org=place.org, year=year, note="改日期")
    place.keep("plan", plan)
    place.keep("plan-line", PlanLine.objects.create(plan=plan, on=TODAY, title="志愿服务"))


def by_item(**more: Any) -> Sample:
    return by_row("duty-item", "org", **more)


DAY = TODAY.isoformat()
LINE = {"on": DAY, "title": "走访老党员"}
LOCAL = {
    "title": "例会", "source": BASIS["document"], "org_kinds": "branch", "rhythm": "monthly",
    "evidence": "talk", "since": DAY,
}  # fmt: skip

SAMPLES |= {
    "duties": Sample(),
    "duty-gaps": Sample(),
    "duty-remind": Sample(acts=True),
    "duty-rules": Sample(),
    "duty-month": by_org(),
    "duty-year": by_org(),
    "duty-start": by_org(send=lambda place: {"starts_on": DAY, "_version": "0"}),
    "duty-new": by_org(send=lambda place: LOCAL),
    "duty-item": by_item(),
    "duty-excuse": by_item(send=lambda place: {"reason": "汛期推迟"}),
    "duty-report": by_item(send=lambda place: {"on": DAY}),
    "duty-opening": by_item(send=lambda place: {"on": DAY, "note": "工作手册"}),
    "duty-back": by_row("duty-met", "org", acts=True),
    "duty-change": by_row("own-duty", "org", send=lambda place: {**LOCAL, "_version": "1"}),
    "duty-end": by_row("own-duty", "org", send=lambda place: {"until": DAY, "_version": "1"}),
    "plan": by_org(),
    "plan-propose": by_org(acts=True),
    "plan-add": by_org(send=lambda place: LINE),
    "plan-submit": by_org(acts=True, send=lambda place: {"_version": "1"}),
    "plan-decide": by_org(hard="须下级先报送", send=lambda place: {"answer": "approve"}),
    "plan-line": by_row("plan-line", "org", send=lambda place: {**LINE, "_version": "1"}),
    "plan-drop": by_row("plan-line", "org", acts=True, send=lambda place: {"_version": "1"}),
    "api:duty-list": Sample(),
}
