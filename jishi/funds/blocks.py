"""What the workbench says about dues: this month, who is behind, what waits for a decision."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number, Start
from jishi.funds.access import DUES_RECORD, DUES_VIEW, FUND_APPROVE, RELIEF_APPROVE
from jishi.funds.queries import behind, books, lists, sheets
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS


def _month(actor: Actor) -> Content | None:
    """This month of the highest organisation within reach; nothing where there are no members."""
    org = sheets.top_of(actor)
    if org is None or org.parent_id is None:
        return None  # a whole county is reckoned on its board, not on every visit
    cell = sheets.cell_of(actor, org, Month.holding(actor.today))
    if not cell.members:
        return None
    late = behind.arrears(actor, org, actor.today)
    branch = ORG_KINDS[org.kind].is_branch
    page = reverse("dues-month" if branch else "dues-board", args=[org.pk])
    arrears = reverse("dues-arrears")
    six = sum(each.six_months for each in late.values())
    return Content(
        "numbers",
        numbers=[
            Number(
                "本月党费已交", cell.paid, page, f"/ {cell.payable} 人", f"{yuan(cell.paid_fen)} 元"
            ),
            Number(
                "以前月份欠交", len(late), arrears, "人",
                f"连续六个月 {six} 人" if six else "不含本月", "red" if late else "",
            ),
        ],
    )  # fmt: skip


def _waiting(actor: Actor) -> Content | None:
    """Relief and spending that wait for the actor's word."""
    reliefs = lists.reliefs(actor, RELIEF_APPROVE).filter(decided_on__isnull=True)
    spendings = books.to_decide(actor)
    entries = [
        Entry(
            f"{relief.person.name} {relief.what}", reverse("dues-relief", args=[relief.pk]),
            f"{relief.org.short_name} · {relief.asked_on}", icon="hand-coins",
        )
        for relief in reliefs.select_related("person", "org")[:5]
    ]  # fmt: skip
    entries += [
        Entry(
            f"{spending.purpose} {spending.amount} 元",
            reverse("fund-spending", args=[spending.pk]),
            f"{spending.org.short_name} · {spending.asked_on}", icon="banknote",
        )
        for spending in spendings.select_related("org")[:5]
    ]  # fmt: skip
    return Content("entries", entries=entries) if entries else None


Block("本月党费", "wallet", DUES_VIEW, _month, order=8)
Block("党费待批", "stamp", FUND_APPROVE, _waiting, order=15)
Start("登记党费", "dues", "本月谁已经交了", "wallet", DUES_RECORD, order=20)
