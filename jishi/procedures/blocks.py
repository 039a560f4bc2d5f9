"""What the first page says of procedures: what is late, what waits for whom, one's own."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.procedures.access import (
    PROCEDURE_APPROVE,
    PROCEDURE_EDIT,
    PROCEDURE_OWN,
    PROCEDURE_VIEW,
)
from jishi.procedures.queries import counting
from jishi.procedures.queries import procedures as queries
from jishi.procedures.screens.common import address, kind_title, standing, step_text
from jishi.tree.actor import Actor
from jishi.tree.reach import reach


def _mine(actor: Actor) -> counting.Mine:
    if "procedures.mine" not in actor.memo:
        approves = bool(reach(actor, PROCEDURE_APPROVE))
        sides = ("superior",) if approves else ("branch",)
        actor.memo["procedures.mine"] = counting.mine(actor, sides)
    found: counting.Mine = actor.memo["procedures.mine"]
    return found


def _numbers(actor: Actor) -> Content | None:
    found = _mine(actor)
    if not (found.red or found.amber):
        return None
    board = reverse("procedure-clocks")
    return Content("numbers", numbers=[
        Number("程序超期", found.red, f"{board}?late=red", "件", tone="red" if found.red else ""),
        Number("程序将到期", found.amber, f"{board}?late=amber", "件",
               tone="amber" if found.amber else ""),
    ])  # fmt: skip


def _waiting(actor: Actor) -> Content | None:
    """The steps that are one's own to take, the most urgent first."""
    found = _mine(actor)
    if not found.first or not reach(actor, PROCEDURE_EDIT):
        return None
    entries = []
    for row in found.first:
        words, tone = standing(row, actor.today)
        note = words if tone in ("red", "amber") else row.org.short_name
        entries.append(
            Entry(f"{row.title} {step_text(row).partition(' ')[2]}", address(row), note,
                  tone=tone if tone in ("red", "amber") else "", icon="list-ordered")
        )  # fmt: skip
    title = "全部" if not found.to_approve else f"待审批 {found.to_approve} 件"
    return Content("entries", entries=entries, more=reverse("procedure-clocks"), more_label=title)


def _own(actor: Actor) -> Content | None:
    rows = [row for row in queries.own(actor) if row.state == "running"]
    if not rows:
        return None
    entries = [
        Entry(kind_title(row), reverse("own-procedures"), step_text(row), icon="list-ordered")
        for row in rows
    ]
    return Content("entries", entries=entries)


Block("程序期限", "alarm-clock", PROCEDURE_VIEW, _numbers, order=7)
Block("等您办的程序", "list-ordered", PROCEDURE_EDIT, _waiting, order=13)
Block("我的程序", "list-ordered", PROCEDURE_OWN, _own, order=40)
