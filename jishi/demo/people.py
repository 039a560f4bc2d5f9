"""The invented members of the county, in the proportions of R-STAT-02 to R-STAT-14.

Every branch gets people who suit it: farmers and elders in a village, teachers in a school. Numbers
and names are invented: identity numbers stand in area 990000, which is nowhere, and prove
themselves; telephone numbers begin with 19900. A few faults are planted for the check-up to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from jishi.accounts.actions.setup import Invented
from jishi.accounts.models import Account
from jishi.demo.county import County
from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.identity import identity_check
from jishi.people.actions import (
    Basis,
    Entry,
    Particulars,
    Place,
    change_standing,
    link_account,
    record_sanction,
    register_many,
)
from jishi.people.models import Person
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation

AREA = "990000"
BANDS = ((19, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 88))
"""R-STAT-02, by years of age at the year's end."""
Choices = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Kind:
    """What the members of a kind of branch are like."""

    sizes: tuple[int, int, int]  # fewest, most, usual
    bands: tuple[float, ...]  # weights of the eight bands
    occupations: Choices  # of those who work
    schooling: Choices  # of those born since 1975; elders have less
    places: tuple[str, ...]
    rural: bool = False
    stretch: bool = False  # grows and shrinks with the size asked for


_TOWN: Choices = (("21", 5), ("31", 4), ("14", 0.5), ("61", 1))
_VILLAGE: Choices = (("71", 3), ("61", 3), ("41", 1.5), ("31", 2), ("21", 1))
KINDS = {
    "village": Kind(
        (30, 80, 52), (8, 8, 9, 8, 8, 9, 8, 47), (("farmer", 10), ("other", 1.5), ("manager", 0.6)),
        _VILLAGE, ("",), rural=True, stretch=True,
    ),
    "community": Kind(
        (30, 90, 50), (7, 8, 9, 8, 7, 8, 9, 44), (("other", 3), ("manager", 2), ("worker", 2)),
        _TOWN, ("", "个体经营"), stretch=True,
    ),
    "bureau": Kind(
        (8, 25, 14), (14, 17, 17, 14, 13, 13, 12, 0.3), (("official", 8), ("manager", 1)),
        (("21", 8), ("14", 2), ("31", 1)), ("科员", "副科长", "科长", "四级主任科员", "办事员"),
    ),
    "school": Kind(
        (8, 40, 18), (14, 15, 15, 14, 13, 13, 11, 5), (("professional", 9), ("manager", 1)),
        (("21", 8), ("14", 2), ("31", 1)), ("教师", "班主任", "教务主任", "后勤"),
    ),
    "hospital": Kind(
        (10, 45, 22), (15, 16, 15, 13, 12, 12, 11, 6), (("professional", 9), ("manager", 1)),
        (("21", 6), ("14", 2), ("31", 2)), ("医师", "护士", "药师", "院办"),
    ),
    "state_enterprise": Kind(
        (8, 35, 16), (13, 14, 14, 13, 13, 14, 13, 6), (("worker", 5), ("manager", 4)),
        _TOWN, ("班组长", "经理", "技术员", "操作工"),
    ),
    "private_enterprise": Kind(
        (3, 12, 6), (26, 22, 17, 12, 9, 8, 5, 1), (("worker", 4), ("manager", 4), ("other", 1)),
        _TOWN, ("员工", "车间主任", "技术员", "副总经理"),
    ),
    "social_organisation": Kind(
        (3, 12, 5), (24, 20, 16, 13, 10, 9, 6, 2), (("other", 4), ("manager", 3)),
        _TOWN, ("社工", "干事", "理事"),
    ),
}  # fmt: skip
TWO_NEW = ("private_enterprise", "social_organisation")
PER_SIZE = {"small": 3_000, "county": 45_000}
PER_BRANCH = 38  # of a city


@dataclass
class Invention:
    """What is being invented, with what may not be given twice."""

    county: County
    random: Random
    until: date
    numbers: dict[str, int] = field(default_factory=dict)
    phones: int = 0
    named: dict[tuple[int, int], Invented] = field(default_factory=dict)  # (branch, place)


def invent_people(
    county: County, invented: Sequence[Invented], accounts: Mapping[str, Account]
) -> dict[int, list[int]]:
    """Members for every branch, those with an account among them: their numbers, by branch."""
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    invention = Invention(county, random, county.until)
    _seat(invention, invented)
    roster = [
        entry for branch, count in _sizes(invention) for entry in _branch(invention, branch, count)
    ]
    _plant_faults(invention, roster)
    pks = register_many(local_operator(county.until), roster, document="演示建册")
    found: dict[int, list[int]] = {}
    for pk, entry in zip(pks, roster, strict=True):
        found.setdefault(entry.org.pk, []).append(pk)
    operator = local_operator(county.until)
    for (branch, place), who in invention.named.items():
        person = Person.objects.select_related("org").get(pk=found[branch][place])
        link_account(operator, person, person.version, accounts[who.login])
    _decisions(invention)
    return found


def _decisions(invention: Invention) -> None:
    """A few recorded decisions of the last year: standings, a warning, an extended probation."""
    operator, year = local_operator(invention.until), invention.until.year
    free = Person.objects.filter(account=None).select_related("org").order_by("pk")
    on = add_months(invention.until, -5)
    settled = free.exclude(states__since__gte=on)  # nothing has happened to them since
    full = list(settled.filter(standing="full", full_on__lt=date(year - 6, 1, 1)))
    chosen = invention.random.sample(full, 6)
    for number, (person, kind, until) in enumerate((
        (chosen[0], "correction_period", add_months(on, 6)),
        (chosen[1], "observe", add_years(on, 1)),
        (chosen[2], "suspend", None),
        (chosen[3], "stop", None),
        (chosen[4], "die", None),
    ), start=21):  # fmt: skip
        basis = Basis(on, f"{on.year}年{on.month}月支部党员大会", f"青组发〔{on.year}〕{number}号")
        change_standing(operator, person, person.version, kind, basis, until=until)
    warned = chosen[5]
    record_sanction(
        operator, warned, warned.version, kind="warning", since=on, document=f"青纪〔{on.year}〕6号"
    )


def _seat(invention: Invention, invented: Sequence[Invented]) -> None:
    """In which branch somebody with an account is a member: a secretary at the head of his own."""
    branches, taken = invention.county.branches, invention.named
    by_pk = {branch.pk: branch for branch in branches}
    for who in invented:
        near = [b for b in branches if b.parent_id == who.org.pk or "组织部" in b.short_name]
        branch = by_pk.get(who.org.pk) or next(iter(near), branches[0])
        place = 0 if who.role == "branch" else 1
        while place and (branch.pk, place) in taken:
            place += 1
        taken[branch.pk, place] = who


def _sizes(invention: Invention) -> list[tuple[Organisation, int]]:
    """How many members each branch has; villages and communities make up the number asked for."""
    county, random = invention.county, invention.random
    sizes = {branch.pk: int(random.triangular(*_kind(branch).sizes)) for branch in county.branches}
    stretched = [branch.pk for branch in county.branches if _kind(branch).stretch]
    wanted = PER_SIZE.get(county.size.code, PER_BRANCH * len(county.branches))
    fixed = sum(sizes.values()) - sum(sizes[pk] for pk in stretched)
    factor = (wanted - fixed) / max(1, sum(sizes[pk] for pk in stretched))
    for pk in stretched:
        sizes[pk] = max(3, round(sizes[pk] * factor))
    seated = Counter(branch for branch, _ in invention.named)
    return [(b, max(sizes[b.pk], seated[b.pk] + 2)) for b in county.branches]


def _kind(branch: Organisation) -> Kind:
    return KINDS.get(branch.sector, KINDS["bureau"])


def _branch(invention: Invention, branch: Organisation, count: int) -> Iterator[Entry]:
    kind = _kind(branch)
    for place in range(count):
        named = invention.named.get((branch.pk, place))
        who, where = _member(invention, kind, branch, settled=place == 0 or named is not None)
        yield Entry(replace(who, name=named.name) if named else who, where, branch)


def _member(
    invention: Invention, kind: Kind, branch: Organisation, *, settled: bool
) -> tuple[Particulars, Place]:
    """One member; a settled one holds an office: of working age, a full member."""
    random, until = invention.random, invention.until
    band = BANDS[random.choices(range(8), (0, 2, 3, 3, 3, 2, 0, 0) if settled else kind.bands)[0]]
    age = _aged(random, band)
    born = _day_in(random, until.year - age)
    woman = random.random() < (0.46 if age <= 30 else 0.4 if age <= 40 else 0.26)
    standing, joined, full = _membership(random, born, until, probation=not settled)
    occupation, category = _work(random, kind, branch, age, woman)
    founded = branch.founded_on
    who = Particulars(
        name=invention.county.names.person(woman),
        sex="2" if woman else "1",
        nation="01" if random.random() < 0.923 else random.choice(("03", "06", "08", "11", "15")),
        born_on=born,
        identity=_identity(invention, born, woman) if random.random() < 0.985 else "",
        phone=_phone(invention) if random.random() < (0.82 if age > 75 else 0.97) else "",
        education=_schooling(random, kind, age),
        work_place=_work_place(random, kind, branch, occupation),
        occupation=occupation,
        category=category,
    )
    confirmed = until - timedelta(days=int(random.triangular(0, 700, 120)))
    return who, Place(
        standing, joined, "day" if born.year > 1950 else "month", full,
        since=max(joined, founded), confirmed_on=max(confirmed, founded),
    )  # fmt: skip


def _aged(random: Random, band: tuple[int, int]) -> int:
    low, high = band
    return int(random.triangular(low, high, 66)) if low > 60 else random.randint(low, high)


def _day_in(random: Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=random.randrange(365))


def _membership(
    random: Random, born: date, until: date, *, probation: bool
) -> tuple[str, date, date | None]:
    """Joined at eighteen or later; a full member a year after; some are on probation still."""
    grown = add_years(born, 18)
    latest = add_months(until, -13)
    if (probation and random.random() < 0.02 and born.year > until.year - 60) or grown > latest:
        first = max(grown, add_months(until, -11))
        return (
            "probationary",
            first + timedelta(days=random.randrange((until - first).days or 1)),
            None,
        )
    most = max(19, min(45, until.year - born.year - 2))  # years of age at joining
    age = int(random.triangular(18, most, min(23, most)))
    joined = add_years(born, age) + timedelta(days=random.randrange(365))
    joined = min(max(joined, grown), latest)
    if joined.month in (6, 7, 11, 12) or random.random() < 0.5:
        pass
    else:  # meetings of a branch admit before the First of July and at the year's end
        joined = joined.replace(month=random.choice((6, 11)), day=min(joined.day, 30))
        joined = min(max(joined, grown), latest)
    return "full", joined, add_years(joined, 1)


def _work(
    random: Random, kind: Kind, branch: Organisation, age: int, woman: bool
) -> tuple[str, str]:
    """Occupation and class. Who has retired is counted there, not where he worked (R-STAT-04)."""
    if kind.rural:
        if age > 60 and random.random() < 0.1:
            return "retired", "retired"
        return _pick(random, kind.occupations), "rural" if random.random() < 0.93 else "in_post"
    if age > 60 or (woman and age > 55 and random.random() < 0.8):
        return "retired", "retired"
    if branch.sector == "community" and age > 40 and random.random() < 0.12:
        return "other", "laid_off"
    if branch.sector in ("community", "school") and age < 24:
        return "student", "student"
    return _pick(random, kind.occupations), "two_new" if branch.sector in TWO_NEW else "in_post"


def _pick(random: Random, choices: Choices) -> str:
    return random.choices([c for c, _ in choices], [w for _, w in choices])[0]


def _schooling(random: Random, kind: Kind, age: int) -> str:
    if random.random() < 0.01:
        return ""
    if age > 60:
        elders = (("81", 3), ("71", 5), ("61", 2), ("41", 1)) if kind.rural else (
            ("71", 2), ("61", 2), ("41", 2), ("31", 3), ("21", 1))  # fmt: skip
        return _pick(random, elders)
    return _pick(random, kind.schooling)


def _work_place(random: Random, kind: Kind, branch: Organisation, occupation: str) -> str:
    if occupation in ("farmer", "student", "retired"):
        return ""
    unit = branch.short_name.removesuffix("党支部")
    post = random.choice(kind.places)
    return f"{unit}{post}" if kind.places[0] else post


def _identity(invention: Invention, born: date, woman: bool) -> str:
    """The next free number of that day; odd for men, even for women."""
    day = f"{AREA}{born:%Y%m%d}"
    key = f"{day}{int(woman)}"
    number = invention.numbers[key] = invention.numbers.get(key, 0 if woman else -1) + 2
    digits = f"{day}{number:03d}"
    return digits + identity_check(digits)


def _phone(invention: Invention) -> str:
    invention.phones += 1
    return f"19900{invention.phones * 7 % 1_000_000:06d}"


# --- what the check-up has to find --------------------------------------------------------------


def _plant_faults(invention: Invention, roster: list[Entry]) -> None:
    """Wrong birth dates, a wrong digit, a person twice, dates of full membership missing."""
    random = invention.random
    elders = [n for n, e in enumerate(roster) if e.place.standing == "full" and e.who.identity]
    chosen = random.sample(elders, 16)
    first = invention.county.townships[0].pk
    chosen[13] = next(n for n in elders if roster[n].org.parent_id == first and n not in chosen)
    for n in chosen[:3]:
        who = roster[n].who
        assert who.born_on is not None
        roster[n] = roster[n]._replace(
            who=replace(who, born_on=who.born_on - timedelta(days=31 * random.randint(2, 20)))
        )
    for n in chosen[3:5]:
        who = roster[n].who
        wrong = str((int(who.identity[16]) + 3) % 10)
        identity = who.identity[:16] + wrong + who.identity[17]
        roster[n] = roster[n]._replace(who=replace(who, identity=identity))
    for n in chosen[5:9]:
        roster[n] = roster[n]._replace(place=replace(roster[n].place, full_on=None))
    _near_fifty_years(invention, roster, chosen[9:13])
    for n in chosen[13:]:
        _twice(invention, roster, n)


def _near_fifty_years(invention: Invention, roster: list[Entry], chosen: Sequence[int]) -> None:
    """Fifty years a member at the First of July of this year or the next (R-STAT-21)."""
    for step, n in enumerate(chosen):
        full = date(invention.until.year - 49, 7, 1) - timedelta(days=40 + 70 * step)
        joined = add_years(full, -1)
        born = date(joined.year - 22 - step, 3, 5 + step)
        who, place = roster[n].who, roster[n].place
        identity = _identity(invention, born, who.sex == "2")
        roster[n] = roster[n]._replace(
            who=replace(who, born_on=born, identity=identity, occupation="retired"),
            place=replace(place, joined_on=joined, full_on=full),
        )


def _twice(invention: Invention, roster: list[Entry], n: int) -> None:
    """The same person once more, in another branch, without a number: left behind by a transfer."""
    entry = roster[n]
    others = [b for b in invention.county.branches if b.pk != entry.org.pk]
    near = [b for b in others if b.parent_id == entry.org.parent_id]
    other = invention.random.choice(near or others)
    joined = entry.place.joined_on or invention.until
    roster.append(
        Entry(
            replace(entry.who, identity="", work_place="", education=""),
            replace(entry.place, since=max(joined, other.founded_on), confirmed_on=None),
            other,
        )
    )
