"""What the first page says of duties: a branch its own month, whoever is above who is behind."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.duties.access import DUTY_REPORT, DUTY_VIEW
from jishi.duties.models import titled
from jishi.duties.queries import board as queries
from jishi.duties.queries import looking
from jishi.duties.screens.common import start_url
from jishi.kernel.period import Month, Period
from jishi.orgs.queries import organisations
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import may

MOST, FEW = 8, 3


def _branch(actor: Actor) -> Organisation | None:
    """The branch of whoever keeps one branch and nothing else; asked once a page."""
    if "duties.branch" not in actor.memo:
        tops = queries.tops(actor)
        org = None
        if len(tops) == 1:
            org = organisations(actor, DUTY_VIEW).filter(pk=tops[0]).first()
        branch = org if org is not None and ORG_KINDS[org.kind].is_branch else None
        actor.memo["duties.branch"] = branch
    found: Organisation | None = actor.memo["duties.branch"]
    return found


def _behind(actor: Actor) -> queries.Behind:
    if "duties.behind" not in actor.memo:
        actor.memo["duties.behind"] = queries.behind(actor, Period.natural(actor.today, 12))
    found: queries.Behind = actor.memo["duties.behind"]
    return found


def _own_month(actor: Actor) -> Content | None:
    org = _branch(actor)
    if org is None:
        return None
    page = looking.month_of(actor, org, Month.holding(actor.today))
    here = reverse("duty-month", args=[org.pk])
    reports = may(actor, DUTY_REPORT, org)
    some = page.behind if len(page.behind) <= FEW else []
    entries = [
        Entry(
            titled(each.label, each.title),
            (reports and start_url(each, actor.today)) or reverse("duty-item", args=[each.item.pk]),
            each.state.label, each.item.due_on, each.state.tone, "circle-plus",
        )
        for each in (some + page.now)[:MOST]
    ]  # fmt: skip
    if len(page.behind) > FEW:  # what can still be done in time is not pushed out by what was not
        entries.insert(
            0, Entry(f"以前还缺 {len(page.behind)} 项", here, "逐项补办或说明", tone="red",
                     icon="circle-alert"),
        )  # fmt: skip
    done = f"这个月要办的都办完了（{len(page.done)} 项）" if page.done else "这个月没有要办的"
    return Content("entries", entries=entries, empty=done, more=here, more_label="全部")


def _numbers(actor: Actor) -> Content | None:
    if _branch(actor) is not None:
        return None
    total, period = _behind(actor).total, str(Period.natural(actor.today, 12))
    if not total.owed:
        return None

    def number(label: str, count: int, state: str, note: str, tone: str) -> Number:
        url = f"{reverse('duty-gaps')}?{urlencode({'state': state, 'period': period})}"
        return Number(label, count, url, "项", note, tone if count else "")

    return Content(
        "numbers",
        numbers=[
            number("本年缺", total.missed, "missed", "过了截止日期", "red"),
            number("7 天内到期", total.soon, "due_soon", "", "amber"),
        ],
    )


def _who(actor: Actor) -> Content | None:
    """Townships for the county, branches for a township: the worst first."""
    if _branch(actor) is not None or not _behind(actor).total.owed:
        return None
    period = str(Period.natural(actor.today, 12))
    entries = [
        Entry(
            line.name,
            reverse("duty-month", args=[line.id])
            if line.leaf
            else f"{reverse('duties')}?{urlencode({'org': line.code, 'period': period})}",
            f"缺 {line.all.missed} 项，共应办 {line.all.owed} 项", tone="red", icon="circle-alert",
        )
        for line in _behind(actor).lines[:MOST]
    ]  # fmt: skip
    return Content(
        "entries", entries=entries, empty="没有落后的组织", more=reverse("duties"),
        more_label="看板",
    )  # fmt: skip


Block("本月应办", "list-checks", DUTY_VIEW, _own_month, order=5)
Block("应办事项", "list-checks", DUTY_VIEW, _numbers, order=6)
Block("谁落后了", "triangle-alert", DUTY_VIEW, _who, order=12)
