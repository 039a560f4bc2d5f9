"""Notices of the villages for a year: most in time, some late, some missing; a few in the open."""

from __future__ import annotations

from datetime import timedelta

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.county import County
from jishi.disclosures.actions import Draft, draft, publish, review
from jishi.disclosures.actions.many import draft_many, release_many
from jishi.disclosures.kinds import all_items
from jishi.disclosures.queries.owed import owed, villages
from jishi.kernel.period import Period
from jishi.tree.actor import local_operator
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

TEXTS = {
    "party.decisions": "{period}支委会研究议题 6 个，决定事项 5 项，已落实 4 项，1 项正在办理。",
    "party.life": "{period}召开党员大会 1 次、支委会 3 次，开展主题党日 3 次，上党课 1 次。",
    "party.dues": "{period}党费按月足额收缴，全部上缴上级党组织。",
    "party.service": "{period}走访困难党员和群众 {n} 户，办成群众反映的事 {m} 件。",
    "village.decisions": "{period}召开村民代表会议 1 次，表决事项 {m} 项，均已通过并实施。",
    "village.policy": "{period}农业补贴、临时救助等政策落实情况和享受范围已在会上说明。",
    "village.grants": "{period}收到上级拨付 {n} 万元，用于道路和饮水；没有社会捐赠。",
    "village.assisting": "{period}协助办理医保缴费、人居环境整治、防汛巡查等 {m} 项工作。",
    "finance.accounts": "{period}收入 {n}.2 万元，支出 {m}.6 万元，结余转下期，明细在村部备查。",
    "finance.property": "{period}集体资产没有处置，机动地承包合同 {m} 份，均在履行。",
}


def invent_disclosures(county: County) -> None:
    operator = local_operator(county.until)
    last = Period.natural(county.until, 1)
    rows = []
    places = list(villages(operator))
    for each in owed(operator, Period(last.shifted(-12).first, last.last), places):
        luck = county.random.random()
        if luck < 0.06:
            continue  # left out
        on = each.due_on - timedelta(days=int(luck * 8))
        if luck > 0.95:
            on = each.due_on + timedelta(days=4)  # too late
        if on > county.until:
            continue
        rows.append((each.org, _draft(county, each.org, each.item.code, each.period), on))
    made = draft_many(operator, rows)
    release_many(operator, made, secrecy_by="陈岚", days=120)
    _fixed(county, places)
    _waiting(county)


def _draft(county: County, org: Organisation, code: str, period: Period) -> Draft:
    item = all_items()[code]
    text = TEXTS[code].format(
        period=period.label, n=county.random.randint(3, 28), m=county.random.randint(2, 9)
    )
    title = f"{place_name(org.short_name)}{period.label}{item.title}"[:80]
    return Draft(code, title, text, item.audience, str(period), None, "村务公开栏")


def _fixed(county: County, places: list[Organisation]) -> None:
    """What is fixed hangs for good: who does what."""
    on = county.until - timedelta(days=200)
    rows = [
        (org, Draft(
            "party.structure", f"{place_name(org.short_name)}党组织设置和分工",
            "书记主持全面工作；组织委员负责党员管理；宣传委员负责学习宣传；纪检委员负责监督。",
            "public", "", on, "村务公开栏",
        ), on)
        for org in places
    ]  # fmt: skip
    made = draft_many(local_operator(county.until), rows)
    release_many(local_operator(county.until), made, secrecy_by="陈岚", days=120)


def _waiting(county: County) -> None:
    """One to be looked over, one to be released, one released lately in the shown branch."""
    village = county.shown_branch
    accounts = {a.login: a for a in Account.objects.filter(login__in=("branch", "township"))}
    writer, checker = (actor_of(accounts[n], county.until) for n in ("branch", "township"))
    day = county.until - timedelta(days=1)
    texts = (
        (
            "机动地承包招标结果",
            "三组机动地 12 亩承包给出价最高的一户，合同期三年，承包费按年交村集体。",
        ),
        ("文化广场照明改造", "经村民代表会议表决，更换太阳能灯 18 盏，费用从集体经营收益列支。"),
        ("饮水管网检修停水安排", "本周六上午八时至下午五时检修，届时停水，请提前储水。"),
    )
    for number, (title, text) in enumerate(texts):
        one = draft(writer, village, Draft(
            "village.interests", title, text, "public", "", day, "村务公开栏",
        ))  # fmt: skip
        if number:
            one = review(checker, one, None, secrecy_by=checker.name, classified=False,
                         needed=True, exact=True)  # fmt: skip
        if number > 1:
            publish(checker, one, None, days=30)
