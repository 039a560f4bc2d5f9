"""Venues of the invented county, and three rounds: one graded, one of stars, one under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.county import County
from jishi.kernel.period import Period
from jishi.registers.actions.venues import VenueRow, register_venue
from jishi.registers.venue_kinds import ROOM_KINDS
from jishi.standards.actions.appealing import appeal, review
from jishi.standards.actions.assessing import (
    Answer,
    Judgement,
    SelfCheck,
    accept,
    answer_check,
    confirm_many,
)
from jishi.standards.actions.grading import grade_round, record_veto
from jishi.standards.actions.rounds import RoundTerms, open_round
from jishi.standards.actions.sites import name_site
from jishi.standards.actions.talks import hold_talk
from jishi.standards.kinds import all_standards
from jishi.standards.models import Assessment, GradeTalk, Round
from jishi.tree.actor import Actor, local_operator
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

NOTES = ("有台账，已逐项核对", "资料齐全，照片在上墙处", "经费列入年度预算", "按要求落实")
LESS = ("名册与实际差 1 人", "制度上墙不全", "材料是复印件，待补原件")
VILLAGES = {"village": "village_venue", "community": "community_venue"}


@dataclass
class _Making:
    county: County
    random: Random
    accounts: dict[str, Account]

    def actor(self, login: str, on: date) -> Actor:
        found = self.accounts.get(login)
        return actor_of(found, on) if found else local_operator(on)


def invent_standards(county: County) -> None:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    making = _Making(county, random, {a.login: a for a in Account.objects.all()})
    _venues(making)
    year = county.until.year - (1 if county.until >= date(county.until.year, 3, 25) else 2)
    town = county.townships[0]
    _done(making, town, "branch.five_basics", year, grade=True)
    _done(making, town, "secretary.stars", year, grade=True)
    _running(making)
    _sites(making)


def _venues(making: _Making) -> None:
    """A house for nearly every village and community of the first townships; some lack a room."""
    random, operator = making.random, local_operator(making.county.until)
    rooms = list(ROOM_KINDS)
    towns = {town.pk for town in making.county.townships[:5]}
    for branch in making.county.branches:
        if branch.sector not in VILLAGES or branch.parent_id not in towns or branch.closed_on:
            continue
        if random.random() < 0.06:
            continue
        village = branch.sector == "village"
        households = random.randrange(260, 900) if village else random.randrange(1200, 3600)
        area = (
            random.randrange(150, 620) if village else households * random.randrange(24, 44) // 100
        )
        has = [room for room in rooms if random.random() < 0.9]
        row = VenueRow(
            name=f"{place_name(branch.short_name)}党群服务中心", households=households,
            kind=VILLAGES[branch.sector], since=max(branch.founded_on, date(2018, 5, 1)), area=area,
            signs=random.choice((2, 3, 3, 3, 4, 5)), open_to_mobile=random.random() < 0.9,
        )  # fmt: skip
        register_venue(operator, branch, row, has)


def _done(making: _Making, town: Organisation, code: str, year: int, *, grade: bool) -> None:
    """Checked by branches, accepted by the township, confirmed by the county."""
    opened, graded = date(year + 1, 1, 12), date(year + 1, 3, 20)
    terms = RoundTerms(Period.year(year), date(year + 1, 1, 31), date(year + 1, 2, 28))
    runner = making.actor("county", opened)
    round_ = open_round(runner, town, all_standards()[code], terms)
    for row in _rows(round_):
        _assess(making, row, date(year + 1, 2, making.random.randrange(3, 26)))
    zhou = making.actor("county", date(year + 1, 3, 5))
    numbers = round_.assessments.filter(state="accepted").values_list("pk", flat=True)
    confirm_many(zhou, round_, list(numbers))
    rows = _rows(round_)
    if code == "branch.five_basics":
        _appeal(making, rows[0], date(year + 1, 3, 8))
    elif len(rows) > 3:
        record_veto(
            zhou, rows[3], None, "safety", "年内发生一起责任安全事故", f"青安委〔{year + 1}〕2号"
        )
    if grade:
        grade_round(making.actor("county", graded), round_, None, f"青组〔{year + 1}〕6号")
    for talk in GradeTalk.objects.filter(assessment__round=round_).order_by("id")[:1]:
        on = graded + timedelta(days=8)
        record = "指出组织生活记录不全、党员学时不够，限三个月整改"
        hold_talk(making.actor("county", on), talk, None, talker="周正", on=on, record=record)


def _rows(round_: Round) -> list[Assessment]:
    rows = Assessment.objects.filter(round=round_).select_related("org", "org__parent", "round")
    return list(rows.order_by("org__line", "id"))


def _login(making: _Making, org: Organisation) -> str:
    return "branch" if org == making.county.shown_branch else org.code.lower()


def _answers(making: _Making, row: Assessment) -> SelfCheck:
    """Claims points only where no photograph is asked for; the rest is seen at the acceptance."""
    found = {}
    for each in row.round.of.criteria:
        if each.asked:
            shown = each.evidence in ("file", "both")
            points = Decimal(0) if shown else each.points
            found[each.code] = Answer(points, making.random.choice(NOTES))
    return SelfCheck(found)


def _assess(making: _Making, row: Assessment, on: date) -> None:
    actor = making.actor(_login(making, row.org), on)
    row = answer_check(actor, row, None, _answers(making, row), submit=True)
    judged = {}
    for each in row.round.of.criteria:
        if each.asked:
            less = making.random.random() < 0.2 and each.points > 2
            points = each.points - 2 if less else each.points
            reason = making.random.choice(LESS) if less else ""
            judged[each.code] = Judgement(points, reason, on + timedelta(days=30) if less else None)
    accept(making.actor("township", on + timedelta(days=1)), row, None, judged)


def _appeal(making: _Making, row: Assessment, on: date) -> None:
    code = next(each.code for each in row.round.of.criteria if each.asked)
    actor = making.actor(_login(making, row.org), on)
    row = appeal(actor, row, None, [code], "名册已于去年十二月核对，转出 1 人有介绍信回执")
    full = row.round.of.by_code[code].points
    review(
        making.actor("county", on + timedelta(days=3)), row, None, "回执核实，予以采纳",
        {code: full},
    )  # fmt: skip


def _running(making: _Making) -> None:
    """This year's hundred points, all branches; some have checked themselves."""
    county, until = making.county, making.county.until
    terms = RoundTerms(
        Period.year(until.year), until + timedelta(days=20), until + timedelta(days=40)
    )
    runner = making.actor("county", until)
    round_ = open_round(runner, county.root, all_standards()["branch.hundred"], terms)
    town = county.townships[0]
    mine = [row for row in _rows(round_) if row.org.parent_id == town.pk]
    for row in mine[1:7]:
        if row.org != county.shown_branch:
            actor = making.actor(_login(making, row.org), until)
            answer_check(actor, row, None, _answers(making, row), submit=True)


def _sites(making: _Making) -> None:
    """One of each level, as far as the quotas go."""
    until = making.county.until
    new = [b for b in making.county.branches if b.sector == "private_enterprise" and b.is_open]
    for branch, level in zip(new, ("county", "street"), strict=False):
        name_site(
            making.actor("county", until), branch, level, since=until - timedelta(days=120),
            document=f"青组〔{until.year}〕11号", reason="党建带动车间攻关，周边三家企业来学",
        )  # fmt: skip
