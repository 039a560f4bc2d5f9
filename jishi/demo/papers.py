"""A half-year summary in print, a circular waiting for approval, a summary being written."""

from __future__ import annotations

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.county import County
from jishi.kernel.period import Period
from jishi.papers.actions.deciding import acknowledge, take_step
from jishi.papers.actions.drafting import change_block, draft_paper, remark
from jishi.papers.models import Paper
from jishi.papers.queries.templates import usable_at
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

WRITTEN = (
    "坚持以提升组织力为重点，抓基本、补短板、强弱项，各级党组织的战斗堡垒作用进一步增强。",
    "个别支部组织生活质量不高，议题准备不充分，会后跟踪落实不到位。",
    "十二月底前完成缺项补办和届满支部换届，次年一月由上级党组织逐个回看。",
)


def invent_papers(county: County) -> None:
    accounts = {a.login: a for a in Account.objects.filter(login__in=("county", "township"))}
    clerk = actor_of(accounts["county"], county.until)
    half = Period.natural(county.until, 6).previous()
    quarter = Period.natural(county.until, 3).previous()
    printed = _draft(clerk, county.root, "summary_county", half)
    _write(clerk, printed)
    printed = take_step(clerk, printed, "submit", printed.version)
    leader = local_operator(county.until)  # the second person that approval needs
    printed = take_step(leader, printed, "approve", printed.version)
    printed = take_step(leader, printed, "publish", printed.version)
    for row in printed.receipts.select_related("account", "paper")[:3]:
        acknowledge(actor_of(row.account, county.until), row)
    waiting = _draft(clerk, county.root, "circular_duties", quarter)
    _write(clerk, waiting)
    take_step(clerk, waiting, "submit", waiting.version)
    town = county.townships[0]
    draft = _draft(actor_of(accounts["township"], county.until), town, "summary_township", half)
    remark(clerk, draft.blocks.all()[3], "党组织设置的变化请写明原因")


def _draft(actor: Actor, org: Organisation, code: str, period: Period) -> Paper:
    return draft_paper(actor, org, usable_at(org, code), period)


def _write(actor: Actor, paper: Paper) -> None:
    waiting = [row for row in paper.blocks.all() if row.body["kind"] == "narrative"]
    for place, row in enumerate(waiting):
        change_block(actor, row, row.version, [""], WRITTEN[place % len(WRITTEN)])
