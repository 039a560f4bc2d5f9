"""What the pages of an organisation and of a person say about dues."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.web.panels import Link, Panel, Shown
from jishi.base.web.workbench import Number
from jishi.funds.access import DUES_VIEW, FUND_VIEW
from jishi.funds.queries import books, lists, sheets
from jishi.funds.queries.shares import share_of_org
from jishi.funds.screens.common import TONES
from jishi.kernel.money import yuan
from jishi.kernel.period import Month, Period
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation


def _collection(actor: Actor, org: Organisation) -> Shown | None:
    """This month of the organisation with all below it."""
    if not ORG_KINDS[org.kind].is_level:
        return None
    if org.parent_id is None:  # reckoned where it is asked for: a whole county takes its time
        return Shown(facts=[("全县", Link("按月查看", reverse("dues-board", args=[org.pk])))])
    cell = sheets.cell_of(actor, org, Month.holding(actor.today))
    branch = ORG_KINDS[org.kind].is_branch
    page = reverse("dues-month" if branch else "dues-board", args=[org.pk])
    return Shown(
        numbers=[
            Number(
                "本月已交", cell.paid, page, f"/ {cell.payable} 人", yuan(cell.paid_fen) + " 元"
            ),
            Number("本月未交", cell.open, page, "人"),
            Number("未核定", cell.unfixed, page, "人", tone="red" if cell.unfixed else ""),
        ],
        more=reverse("dues-board", args=[org.pk]),
        more_label="按月查看",
        empty="还没有党员",
    )


def _book(actor: Actor, org: Organisation) -> Shown | None:
    if not ORG_KINDS[org.kind].is_level:
        return None
    share = share_of_org(org, Period.year(actor.today.year), actor.today)
    missing = Link(f"{yuan(share.missing)} 元", "", "red" if share.missing else "green")
    return Shown(
        facts=[
            ("留存", Link(f"{yuan(books.balance(org))} 元", reverse("fund", args=[org.pk]))),
            ("本年实收", f"{yuan(share.received)} 元"),
            ("还应上缴", missing),
        ]
    )


def _person(actor: Actor, person: Person) -> Shown | None:
    """The last months of a member, and the amount."""
    months = sheets.year_of(person.pk, actor.today.year, actor.today)
    running = lists.running_base(person.pk)
    if running is None and not months:
        return None
    page = reverse("dues-person", args=[person.pk])
    this = Month.holding(actor.today)
    past = [m for m in months if m.month <= this]
    behind = sum(m.state == "open" for m in past if m.month < this)
    amount = f"{running.monthly} 元（{running.group_label}）" if running else "未核定"
    late = Link(f"{behind} 个月", page, "red") if behind else Link("没有")
    rows: list[tuple[str, Any]] = [("月交额", amount), ("本年欠交", late)]
    rows += [
        (f"{m.month.number}月", Link(TONES[m.state][1], page, TONES[m.state][0])) for m in past[-3:]
    ]
    return Shown(facts=rows, more=page, more_label="党费明细")


Panel("organisation", "党费收缴", "wallet", DUES_VIEW, _collection, order=40)
Panel("organisation", "党费账目", "book-open", FUND_VIEW, _book, order=45, side=True)
Panel("person", "党费", "wallet", DUES_VIEW, _person, order=40, side=True)
