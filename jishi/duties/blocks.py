"""What the first page says of duties: a branch its own month, whoever is above who is behind."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.duties.access import DUTY_REPORT, DUTY_VIEW
from jishi.duties.queries import board as queries
from jishi.duties.queries import looking
from jishi.duties.screens.common import start_url
from jishi.kernel.period import Month, Period
from jishi.orgs.queries import organisations
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import reach

MOST = 8


def _branch(actor: Actor) -> Organisation | None:
    """The branch of whoever keeps one branch and nothing else."""
    tops = queries.tops(actor)
    if len(tops) != 1:
        return None
    org = organisations(actor, DUTY_VIEW).filter(pk=tops[0]).first()
    return org if org is not None and ORG_KINDS[org.kind].is_branch else None


def _own_month(actor: Actor) -> Content | None:
    org = _branch(actor)
    if org is None:
        return None
    page = looking.month_of(actor, org, Month.holding(actor.today))
    here = reverse("duty-month", args=[org.pk])
    may = reach(actor, DUTY_REPORT).covers(org.path)
    entries = [
        Entry(
            f"{each.label}{each.title}",
            (may and start_url(each, actor.today)) or reverse("duty-item", args=[each.item.pk]),
            each.state.label, each.item.due_on, each.state.tone, "circle-plus",
        )
        for each in (page.behind + page.now)[:MOST]
    ]  # fmt: skip
    done = f"这个月要办的都办完了（{len(page.done)} 项）" if page.done else "这个月没有要办的"
    return Content("entries", entries=entries, empty=done, more=here, more_label="全部")


def _numbers(actor: Actor) -> Content | None:
    if _branch(actor) is not None:
        return None
    period = Period.natural(actor.today, 12)
    total = queries.tally(
        queries.of_period(queries.items(actor), period).filter(due_on__gte=period.first_day),
        actor.today,
    )
    if not total.owed:
        return None
    gaps = reverse("duty-gaps")

    def url(state: str) -> str:
        return f"{gaps}?{urlencode({'state': state, 'period': str(period)})}"

    return Content(
        "numbers",
        numbers=[
            Number("本年缺", total.missed, url("missed"), "项", "过了截止日期",
                   "red" if total.missed else ""),
            Number("7 天内到期", total.soon, url("due_soon"), "项", "",
                   "amber" if total.soon else ""),
        ],
    )  # fmt: skip


def _behind(actor: Actor) -> Content | None:
    """Townships for the county, branches for a township: the worst first."""
    tops = queries.tops(actor)
    if _branch(actor) is not None or len(tops) != 1:
        return None
    org = organisations(actor, DUTY_VIEW).filter(pk=tops[0]).first()
    period = Period.natural(actor.today, 12)
    found = queries.board(actor, org, period)
    behind = sorted(
        (line for line in found.lines if line.all.missed),
        key=lambda line: (-line.all.missed, -line.all.soon, line.id),
    )
    entries = [
        Entry(
            line.name,
            reverse("duty-month", args=[line.id])
            if line.leaf or ORG_KINDS[line.kind].is_branch
            else f"{reverse('duties')}?{urlencode({'org': line.code, 'period': str(period)})}",
            f"缺 {line.all.missed} 项，共应办 {line.all.owed} 项", tone="red", icon="circle-alert",
        )
        for line in behind[:MOST]
    ]  # fmt: skip
    return Content(
        "entries", entries=entries, empty="没有落后的组织", more=reverse("duties"),
        more_label="看板",
    )  # fmt: skip


Block("本月应办", "list-checks", DUTY_VIEW, _own_month, order=5)
Block("应办事项", "list-checks", DUTY_VIEW, _numbers, order=6)
Block("谁落后了", "triangle-alert", DUTY_VIEW, _behind, order=12)
