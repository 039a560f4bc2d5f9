"""What the pages of an organisation and of a person say about dues."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.web.panels import Link, Panel, Shown
from jishi.funds.access import DUES_VIEW, FUND_VIEW
from jishi.funds.queries import lists, sheets
from jishi.funds.queries.shares import received_below
from jishi.funds.screens.common import TONES
from jishi.kernel.money import yuan
from jishi.kernel.period import Month, Period
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import may


def _collection(actor: Actor, org: Organisation) -> Shown | None:
    """This month of the organisation with all below it, and what the year has brought."""
    if not ORG_KINDS[org.kind].is_level:
        return None
    links = [("按月查看", reverse("dues-board", args=[org.pk]), "table-2")]
    if may(actor, FUND_VIEW, org):
        links.append(("账目", reverse("fund", args=[org.pk]), "book-open"))
    month = Month.holding(actor.today)
    count, fen = sheets.paid_for(org, month)
    received = received_below(org, Period.year(actor.today.year))
    branch = ORG_KINDS[org.kind].is_branch
    page = reverse("dues-month" if branch else "dues-board", args=[org.pk])
    return Shown(
        facts=[
            (f"{month.number}月份已交", Link(f"{count} 人，{yuan(fen)} 元", page)),
            ("本年实收", f"{yuan(received)} 元"),
        ],
        actions=links,
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


Panel("organisation", "党费收缴", "wallet", DUES_VIEW, _collection, order=40, side=True)
Panel("person", "党费", "wallet", DUES_VIEW, _person, order=40, side=True)
