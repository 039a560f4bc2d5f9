"""What the first page says from this room: the checklist, and what is gravely wrong."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.registers import start
from jishi.registers.access import HEALTH_VIEW, START
from jishi.registers.findings import all_findings
from jishi.registers.queries import health, starting, units
from jishi.tree.actor import Actor


def _checklist(actor: Actor) -> Content | None:
    if not starting.wanted(actor):
        return None
    lines = start.lines(starting.look(actor))
    if start.all_done(lines):
        return None
    entries = [
        Entry(
            f"{line.number}. {line.step.title}{'（已办）' if line.state.done else ''}",
            line.step.address,
            line.state.note or line.step.hint,
            icon="circle-check" if line.state.done else line.step.icon,
        )
        for line in lines
    ]
    return Content("entries", entries=entries, more=reverse("start"), more_label="清单和收起")


def _red(actor: Actor) -> Content | None:
    """Grave findings on organisations, and units without a branch; the rest is in the report."""
    found = health.report(actor, None, ("organisation",)).of("red")
    lines = [(each.rule, each.count, "个") for each in found[:3]]
    gaps = units.count_gaps(actor)
    if gaps:
        lines.append((all_findings()["unit_should_build"], gaps, "家"))
    numbers = [
        Number(rule.title, count, reverse("health-rows", args=[rule.code]), unit, tone="red")
        for rule, count, unit in lines
    ]
    return Content("numbers", numbers=numbers) if numbers else None


Block("开始使用", "rocket", START, _checklist, order=1)
Block("体检须处理", "stethoscope", HEALTH_VIEW, _red, order=8)
