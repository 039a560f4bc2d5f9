"""Returns of the invented county: last month's frozen at one township, this one half reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.county import County
from jishi.figures.actions.refreshing import rebuild
from jishi.figures.declared import all_indicators
from jishi.kernel.period import Period
from jishi.returns.actions.correcting import correct_answer
from jishi.returns.actions.rounds import RoundTerms, freeze_round, open_round
from jishi.returns.actions.sheets import Answers, accept_sheet, fill_sheet, send_back
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.returns.queries.rounds import sheets
from jishi.returns.tables import all_tables
from jishi.tree.actor import Actor, local_operator
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

DEEDS, RELIEF = "stated.good_deeds", "stated.relief_money"
SHARE = 0.5  # of the branches that have reported this time
SOME = 8  # branches whose last month is told whole


def invent_returns(county: County) -> None:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    _make_facts(county.until)
    month = Period.natural(county.until, 1)
    town = county.townships[0]
    _frozen(county, random, county.townships[1], month.shifted(-2))
    _half(county, random, town, month.previous())
    _incomes(county, random, county.townships[1])


def _make_facts(today: date) -> None:
    """What the figures of the table are counted from, once instead of for every sheet."""
    lines = all_tables()["branch_month"].figures
    wanted = {m.table.code: m.table for line in lines for m in all_indicators()[line.code].counted}
    for table in (*wanted.values(), all_indicators()[DEEDS].numerator.table):
        rebuild(table, today)


def _open(org: Organisation, period: Period, on: date) -> ReturnRound:
    terms = RoundTerms(period, on + timedelta(days=5))
    return open_round(local_operator(on), org, all_tables()["branch_month"], terms)


def _sheets(round_: ReturnRound) -> Sequence[ReturnSheet]:
    operator = local_operator(round_.opened_on)
    return list(sheets(operator).filter(round=round_).order_by("-fills", "-org__path"))


def _answers(random: Random) -> Answers:
    values: dict[str, int | str | None] = {
        DEEDS: random.randrange(0, 6), RELIEF: random.choice((0, 0, 600, 1200, 2000)),
    }  # fmt: skip
    return Answers(values, "走访慰问后据实填报", random.randrange(90, 520))


def _clerk(county: County, on: date) -> Actor:
    """Somebody other than whoever enters at the desk of the county."""
    found = Account.objects.filter(login="county").first()
    return actor_of(found, on) if found else local_operator(on)


def _frozen(county: County, random: Random, org: Organisation, period: Period) -> None:
    on = period.last_day + timedelta(days=1)
    operator, clerk = local_operator(county.until), _clerk(county, county.until)
    round_ = _open(org, period, on)
    whole = _sheets(round_)
    filling = [each for each in whole if each.fills][:SOME]
    for each in filling:
        accept_sheet(clerk, fill_sheet(operator, each, None, _answers(random), submit=True), None)
    freeze_round(operator, round_, None)
    if filling:
        first = ReturnSheet.objects.select_related("round", "org").get(pk=filling[0].pk)
        correct_answer(
            operator, first, None, line=DEEDS, now=first.values[DEEDS] + 2,
            reason="月底两件办结后补计",
        )  # fmt: skip


def _incomes(county: County, random: Random, org: Organisation) -> None:
    """What villages of a township earned in the year before: most have told it."""
    operator, clerk = local_operator(county.until), _clerk(county, county.until)
    terms = RoundTerms(Period.year(county.until.year - 1), county.until + timedelta(days=12))
    try:
        round_ = open_round(operator, org, all_tables()["village_income"], terms)
    except Refused:  # a township without villages
        return
    for each in [one for one in _sheets(round_) if one.fills][1:]:
        values: dict[str, int | str | None] = {
            line.code: random.choice((0, 8_000, 21_500, 46_000, 90_000)) for line in round_.of.asked
        }
        given = Answers(values, "", random.randrange(120, 600))
        accept_sheet(clerk, fill_sheet(operator, each, None, given, submit=True), None)


def _half(county: County, random: Random, org: Organisation, period: Period) -> None:
    on = county.until
    operator, clerk = local_operator(on), _clerk(county, on)
    whole = [each for each in _sheets(_open(org, period, on)) if each.fills]
    for number, each in enumerate(whole):
        if each.org_id == county.shown_branch.pk or random.random() > SHARE:
            continue
        sent = fill_sheet(operator, each, None, _answers(random), submit=True)
        if number % 3 == 0:
            accept_sheet(clerk, sent, None)
        elif number % 7 == 1:
            send_back(clerk, sent, None, "慰问金与发放表不符，请核对")
