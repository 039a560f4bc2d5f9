"""What the first page says of cases: what is to be done here, and what waits to be judged."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.cases.access import CASE_DIRECT, CASE_VIEW
from jishi.cases.queries import cases, shown
from jishi.cases.queries.counts import counted
from jishi.cases.queries.within import UNANSWERED, mine
from jishi.cases.screens.common import Standing
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

MOST = 6


def _numbers(actor: Actor) -> Content | None:
    """For whoever stands above; a branch sees its own list instead."""
    if not reach(actor, CASE_DIRECT):
        return None
    found = counted(actor, cases(actor))
    if not found.all:
        return None

    def number(label: str, value: int, view: str, tone: str) -> Number:
        return Number(
            label, value, f"{reverse('cases')}?view={view}", "件", "", tone if value else ""
        )

    return Content(
        "numbers",
        numbers=[
            number("问题诉求超期", found.late, "late", "red"),
            number("待销号、待回访", found.check, "check", "amber"),
            number("该回头看", found.look_back, "look_back", "amber"),
        ],
    )


def _mine(actor: Actor) -> Content | None:
    rows = cases(actor).filter(mine(actor), state__in=UNANSWERED)
    ready = Standing(actor)
    found = [ready(row) for row in shown(rows).order_by("due_on", "pk")[:MOST]]
    if not found:
        return None
    entries = [
        Entry(
            row.title,
            reverse("case", args=[row.pk]),
            row.words or row.state_label,  # type: ignore[attr-defined]
            row.due_on,
            row.words_tone or "blue",  # type: ignore[attr-defined]
            "clipboard-list",
        )
        for row in found
    ]
    more = f"{reverse('cases')}?who=mine&view=open"
    return Content("entries", entries=entries, empty="没有要办的", more=more)


Block("问题与诉求", "clipboard-list", CASE_VIEW, _numbers, order=8)
Block("要办的问题和诉求", "clipboard-list", CASE_VIEW, _mine, order=9)
