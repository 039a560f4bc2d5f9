"""Invented dues: amounts, a year of payments, a few arrears, books handed up.

Most branches are in order; here and there somebody is behind, one member for eight months, one is
freed from paying, one gave a large sum, one receipt was taken back: so that every page has
something to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.base.clock import now
from jishi.demo.county import County
from jishi.funds.actions import (
    Line,
    PaymentRow,
    ask_relief,
    ask_spending,
    book_entry,
    decide_relief,
    decide_spending,
    pay_spending,
    record_payment,
    reverse_payment,
)
from jishi.funds.actions.fixing import Fix, terms_at, write_bases
from jishi.funds.actions.gate import enter
from jishi.funds.actions.receive import Draft, write
from jishi.funds.kinds import ENCLOSURES
from jishi.funds.models import DuesBase, DuesPayment, FundEntry
from jishi.funds.reckon import Due
from jishi.kernel.period import Month
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

OLD_MEMBER = date(2020, 1, 1)
ENOUGH = 6  # months of this year
SALARIES = {
    "official": (380_000, 760_000), "institution": (340_000, 720_000),
    "enterprise": (280_000, 640_000), "self_employed": (200_000, 900_000),
    "retired": (220_000, 580_000),
}  # fmt: skip
BY_SECTOR = {
    "bureau": "official", "school": "institution", "hospital": "institution",
    "state_enterprise": "enterprise", "private_enterprise": "enterprise",
    "social_organisation": "enterprise",
}  # fmt: skip


@dataclass
class Purse:
    """What is being invented about money."""

    county: County
    random: Random
    actor: Actor
    first: Month
    last: Month
    amounts: dict[int, list[tuple[Month, int]]] = field(default_factory=dict)
    stops: dict[int, int] = field(default_factory=dict)  # months before now that somebody stopped

    def monthly(self, person: int, month: Month) -> int:
        return [fen for start, fen in self.amounts[person] if start <= month][-1]


def invent_funds(county: County) -> int:
    """Everything about dues; returns how many receipts there are."""
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    actor, this_month = local_operator(county.until), Month.holding(county.until)
    purse = Purse(county, random, actor, first_month(county), this_month)
    rows = Person.objects.filter(standing__in=COUNTED).select_related("org").order_by("pk")
    by_branch: dict[int, list[Person]] = {}
    for person in rows:
        by_branch.setdefault(person.org_id, []).append(person)
    _fix(purse, by_branch)
    town = county.townships[0]
    branch = county.shown_branch
    members = [p for p in by_branch[branch.pk] if p.pk in purse.amounts and p.since < OLD_MEMBER]
    purse.stops = {members[-1].pk: 4, members[5].pk: 8}
    drafts = [
        draft for members in by_branch.values() for draft in _branch(purse, members)
    ]  # fmt: skip
    drafts.sort(key=lambda draft: draft.paid_on)
    write(purse.actor, drafts, enter({draft.org for draft in drafts}))
    _hand_up(purse)
    _reliefs(purse, members)
    _gifts(purse, members)
    _spendings(purse, town, branch)
    return DuesPayment.objects.count()


def first_month(county: County) -> Month:
    """Since when the county keeps its books here."""
    this_month = Month.holding(county.until)
    first = this_month.plus(1 - county.size.dues_months)
    if this_month.number >= ENOUGH:
        first = max(first, Month.of(this_month.year, 1))  # one year's amounts are enough to see
    return first


# --- amounts ------------------------------------------------------------------------------------


def _fix(purse: Purse, by_branch: dict[int, list[Person]]) -> None:
    """Every January anew, a little more each time; one in a hundred is still not fixed."""
    people = [person for members in by_branch.values() for person in members]
    terms = terms_at({person.org_id: person.org for person in people}.values())
    bases: dict[int, tuple[str, int | None]] = {}
    for person in people:
        if purse.random.random() > 0.01:
            bases[person.pk] = _group(purse, person)
    for year in range(purse.first.year, purse.last.year + 1):
        start = max(Month.of(year, 1), purse.first)
        fixes = []
        for person in people:
            since = Month.holding(person.since)
            if person.pk not in bases or since.year > year:
                continue
            group, base = bases[person.pk]
            if base is not None:
                bases[person.pk] = group, base + purse.random.randrange(0, 12_000)
            fixes.append(Fix(person, max(start, since), group, base, basis=f"{year}年1月支委会"))
        for made in write_bases(purse.actor, fixes, terms):
            runs = purse.amounts.setdefault(made.person_id, [])
            runs.append((Month(made.from_month), made.monthly_fen))


def _group(purse: Purse, person: Person) -> tuple[str, int | None]:
    """Which group somebody belongs to, and an invented base that suits it."""
    if person.occupation == "student":
        return "student", None
    if person.category == "laid_off":
        return "laid_off", None
    if person.occupation == "retired" or person.category == "retired":
        group = "retired"
    elif person.occupation == "farmer" or person.category == "rural":
        return ("low_income" if purse.random.random() < 0.02 else "farmer"), None
    elif person.work_place == "个体经营":
        group = "self_employed"
    else:
        group = BY_SECTOR.get(person.org.sector, "enterprise")
    low, high = SALARIES[group]
    return group, int(purse.random.triangular(low, high)) // 100 * 100


# --- payments -----------------------------------------------------------------------------------


def _branch(purse: Purse, members: list[Person]) -> Iterator[Draft]:
    """Offices pay by the month, the others by the quarter; some of it late."""
    random, org = purse.random, members[0].org
    quarterly = org.sector != "bureau"
    behind = {p.pk: random.choice((1, 2, 2, 3, 4)) for p in members if random.random() < 0.012}
    done_now = random.random() < 0.6
    for person in members:
        if person.pk not in purse.amounts:
            continue
        start = max(purse.first, purse.amounts[person.pk][0][0])
        late = purse.stops.get(person.pk) or behind.get(person.pk) or 0
        if not late and not done_now and random.random() < 0.7:
            late = 1
        stop = purse.last.plus(-late)
        yield from _receipts(purse, person, start, stop, quarterly)


def _receipts(
    purse: Purse, person: Person, start: Month, stop: Month, quarterly: bool
) -> Iterator[Draft]:
    month = start
    while month <= stop:
        end = month.plus(2 - month.index % 3) if quarterly else month
        months = [m for m in (month, month.plus(1), month.plus(2)) if m <= min(end, stop)]
        day = _paid_on(purse, months)
        whole = len(months) == 3
        due = {m.index: Due(purse.monthly(person.pk, m)) for m in months}
        yield Draft(
            person.pk, person.org_id, day, sum(each.fen or 0 for each in due.values()), due=due,
            more={
                "quarterly": whole, "consent": "1月支委会" if whole else "", "payer": _payer(purse),
            },
        )  # fmt: skip
        month = months[-1].plus(1)


def _paid_on(purse: Purse, months: list[Month]) -> date:
    """In the first of the months, now and then after the last of them; never after today."""
    late = purse.random.random() < 0.03
    month = months[-1].plus(1) if late else months[0]
    day = month.first_day + timedelta(days=purse.random.randrange(4, 25))
    return min(day, purse.county.until)


def _payer(purse: Purse) -> str:
    return purse.county.names.person() if purse.random.random() < 0.02 else ""


# --- books --------------------------------------------------------------------------------------


def _hand_up(purse: Purse) -> None:
    """Branches hand up what they received, by the quarter; the newest is still under way."""
    sums: dict[tuple[int, int], int] = {}
    rows = DuesPayment.objects.filter(kind="regular", book_month__lt=purse.last.index)
    for org_id, month, fen in rows.values_list("org_id", "book_month", "amount_fen").iterator():
        quarter = month - month % 3
        sums[org_id, quarter] = sums.get((org_id, quarter), 0) + fen
    parents = dict(Organisation.objects.values_list("pk", "parent_id"))
    entries: list[FundEntry] = []
    for (org_id, quarter), fen in sorted(sums.items()):
        end = min(Month(quarter + 2), purse.last.plus(-1))
        sent = min(end.last_day + timedelta(days=purse.random.randrange(1, 9)), purse.county.until)
        entry = FundEntry(
            org_id=org_id, kind="remit", on=sent, book_month=Month.holding(sent).index,
            amount_fen=fen, other_id=parents[org_id], period_first=quarter,
            period_last=end.index, note="党员交纳的党费", recorded_at=now(),
            document=f"{sent.year}-{len(entries) + 1:04d}",
        )  # fmt: skip
        got = min(sent + timedelta(days=purse.random.randrange(1, 6)), purse.county.until)
        if end < purse.last.plus(-1) or purse.random.random() < 0.7:
            short = purse.random.random() < 0.01 and fen > 1000
            entry.received_on, entry.received_month = got, Month.holding(got).index
            entry.received_fen = fen - 500 if short else fen
        entries.append(entry)
    FundEntry.objects.bulk_create(entries, batch_size=500)


# --- what every page should have one of ---------------------------------------------------------


def _reliefs(purse: Purse, members: list[Person]) -> None:
    """One freed from paying for half a year, one whose case still waits."""
    for person, approve in ((members[-1], True), (members[-2], False)):
        running = DuesBase.objects.get(person=person, until_month=None, void=False)
        relief = ask_relief(
            purse.actor, person, first=purse.last.plus(-3 if approve else 1),
            last=purse.last.plus(2 if approve else 6),
            monthly=0 if approve else running.monthly_fen // 2, reason="家人重病，支出大",
            meeting=f"{purse.last.number}月支委会",
        )  # fmt: skip
        if approve:
            number = f"白组〔{purse.last.year}〕6号"
            decide_relief(purse.actor, relief, relief.version, approve=True, document=number)


def _gifts(purse: Purse, members: list[Person]) -> None:
    until = purse.county.until
    giver, helper = members[2], members[3]
    record_payment(
        purse.actor,
        PaymentRow(giver.pk, until, 200_000, kind="large", enclosed=tuple(ENCLOSURES)),
    )
    record_payment(
        purse.actor, PaymentRow(helper.pk, until, 20_000, kind="special", purpose="抗洪救灾")
    )
    ahead = purse.last.plus(1)
    fen = purse.monthly(members[4].pk, ahead)
    wrong = record_payment(purse.actor, PaymentRow(members[4].pk, until, fen, ahead, ahead))
    reverse_payment(purse.actor, wrong, reason="登记错了人")


def _spendings(purse: Purse, town: Organisation, branch: Organisation) -> None:
    """The township keeps something, spends some of it, and a branch asks for more."""
    until = purse.county.until
    book_entry(purse.actor, town, Line("opening", until, 500_000, note="启用前结余"), None)
    book_entry(purse.actor, town, Line("interest", until, 1268, note="季度利息"), None)
    asked = ask_spending(
        purse.actor, town, town, use="training", purpose="发展对象培训班教材", amount=120_000,
        meeting=f"{purse.last.number}月镇党委会",
    )  # fmt: skip
    decided = decide_spending(
        purse.actor, asked, asked.version, approve=True, document=f"白委〔{purse.last.year}〕31号"
    )
    pay_spending(purse.actor, decided, decided.version, on=until, document=f"{until.year}-党费-018")
    ask_spending(
        purse.actor, branch, town, use="hardship", purpose="慰问生活困难党员 2 名", amount=60_000,
        meeting=f"{purse.last.number}月支委会",
    )  # fmt: skip
