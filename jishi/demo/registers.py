"""Who holds which post in the invented county, and the units that its organisations cover.

Not everything is in order, so that the boards and the check-up have something to show: some
secretaries are missing or not approved yet, some villages have no reserve or too many, some
enterprises have members and no branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.demo.county import County
from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.identity import CREDIT_ALPHABET, credit_check
from jishi.people.kinds import FULL
from jishi.people.models import Person
from jishi.registers.actions import (
    Appointment,
    Terms,
    UnitRow,
    appoint_many,
    cover_unit,
    end_coverage,
    note_entry,
    take_in_units,
)
from jishi.registers.actions.links import Ends
from jishi.registers.models import Link, Unit
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

VILLAGES = ("village", "community")
PLACES = {
    "village": "village", "community": "community", "bureau": "bureau", "school": "school",
    "hospital": "hospital", "state_enterprise": "state_enterprise",
    "private_enterprise": "private_enterprise", "social_organisation": "social_service",
}  # fmt: skip
TRADES = (
    ("食品厂", "食品加工"), ("建材公司", "建材"), ("物流公司", "物流"), ("快递站", "快递"),
    ("律师事务所", "律师"), ("会计师事务所", "会计"), ("物业公司", "物业"), ("商贸公司", "零售"),
    ("电子公司", "电子"), ("服装厂", "服装"), ("农机合作社", "种植"), ("养老服务中心", "养老"),
)  # fmt: skip
NEIGHBOURS = ("田禾", "沈山", "陶泉", "温岭", "石榴", "方塘", "江月")
WHY_NOT = ("党员流动性大，正在协商联建", "新开办企业，已派指导员", "")
WHY_APART = ("书记由县里选派", "主任年内到龄", "")


@dataclass
class _Filling:
    county: County
    random: Random
    operator: Actor
    people: dict[int, Person]  # full members only
    wanted: list[Appointment] = field(default_factory=list)
    number: int = 0

    @property
    def until(self) -> date:
        return self.county.until

    def full(self, branch: Organisation) -> list[Person]:
        """Full members of a branch, its head first."""
        pks = self.county.members.get(branch.pk, [])
        return [self.people[pk] for pk in pks if pk in self.people]

    def document(self) -> str:
        self.number += 1
        return f"青组发〔{self.until.year}〕{self.number}号"

    def ago(self, least: int, most: int) -> date:
        return self.until - timedelta(days=self.random.randrange(least, most))

    def post(
        self,
        org: Organisation,
        kind: str,
        who: Person | None,
        terms: Terms,
        ends: Ends | None = None,
    ) -> None:
        self.wanted.append(Appointment(org, kind, who, terms, ends or Ends()))


def invent_registers(county: County) -> tuple[int, int]:
    """Posts, links and units; how many of each."""
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    pks = [pk for members in county.members.values() for pk in members]
    full = Person.objects.filter(standing__in=FULL).only(
        "id", "name", "org_id", "standing", "full_on"
    )
    people = {person.pk: person for person in full.iterator(5000)}
    filling = _Filling(
        county, random, local_operator(county.until), {pk: people[pk] for pk in pks if pk in people}
    )
    for branch in county.branches:
        _leadership(filling, branch)
        _contacts(filling, branch)
    _upper(filling)
    units = _units(filling)
    _instructors(filling, units)
    answers = appoint_many(filling.operator, filling.wanted)
    made = [link for link in answers if isinstance(link, Link)]
    _visits(filling, [link for link in made if link.kind == "instructor"])
    return len(made), len(units)


def _leadership(filling: _Filling, branch: Organisation) -> None:
    """A secretary, a committee where there are enough, and in a village what belongs to it."""
    random, full = filling.random, filling.full(branch)
    if not full:
        return
    since = max(filling.ago(200, 900), branch.founded_on)
    chance = random.random()
    shown = "何文" in {one.name for one in full}  # the secretary of the login page is in office
    head = full[0]
    if chance < 0.05 and not shown:  # gone, and nobody in his place
        left = filling.ago(20, 200)
        filling.post(branch, "secretary", head, Terms(
            add_years(left, -3), until=left, document=filling.document(), note="调离"
        ))  # fmt: skip
    else:
        approved = "" if chance < 0.08 and not shown else filling.document()
        term = Terms(since, document=approved)
        filling.post(branch, "secretary", head, term)
    if len(full) >= 7 and random.random() > 0.05:
        seats = ("committee_organisation", "committee_publicity", "committee_discipline")
        for seat, who in zip(seats, full[1:], strict=False):
            filling.post(branch, seat, who, Terms(since))
        if len(full) > 30 and random.random() < 0.6:
            filling.post(
                branch, "deputy_secretary", full[4], Terms(since, document=filling.document())
            )
    if branch.sector in VILLAGES and branch.parent and branch.parent.sector not in VILLAGES:
        _village(filling, branch, full, since)
    elif branch.sector in PLACES:
        same = random.random() < 0.55 or len(full) < 3
        filling.post(branch, "unit_head", head if same else full[2], Terms(since))


def _village(filling: _Filling, branch: Organisation, full: list[Person], since: date) -> None:
    random = filling.random
    chance = random.random()
    if chance < 0.94:
        both = chance < 0.72
        why = "" if both else random.choice(WHY_APART)
        filling.post(
            branch, "village_director", full[0] if both or len(full) < 6 else full[5],
            Terms(since, exception=why),
        )  # fmt: skip
    for place in range(random.choices((0, 1, 2, 3), (12, 45, 37, 6))[0]):
        if len(full) > 6 + place:
            filling.post(
                branch, "reserve", full[6 + place], Terms(filling.ago(30, 700)),
                Ends(partner=random.choice(("致富能手", "退役军人", "返乡大学生"))),
            )  # fmt: skip
    senders = [
        b for b in filling.county.branches if b.sector == "bureau" and len(filling.full(b)) > 5
    ]
    if branch.sector == "village" and senders and random.random() < 0.6:
        sender = random.choice(senders)
        start = filling.ago(30, 700)
        filling.post(
            branch, "first_secretary", random.choice(filling.full(sender)[4:]),
            Terms(start, due_on=add_months(start, 24), document=filling.document()),
            Ends(partner_org=sender),
        )  # fmt: skip
    if branch.sector == "community":
        if random.random() < 0.7 and len(full) > 11:
            filling.post(branch, "full_time_worker", full[11], Terms(since))
        if senders:
            agreed = filling.ago(100, 400)
            filling.post(
                branch, "co_building", None,
                Terms(agreed, due_on=add_months(agreed, 12), duties="组织共建、活动共联、资源共享"),
                Ends(partner_org=random.choice(senders)),
            )  # fmt: skip


def _contacts(filling: _Filling, branch: Organisation) -> None:
    """Some members keep in touch with households, have a duty post, or are on duty."""
    full = filling.full(branch)
    if branch.sector not in VILLAGES or len(full) < 12:
        return
    for number, who in enumerate(full[8:12], start=1):
        filling.post(
            branch,
            "contact_household",
            who,
            Terms(filling.ago(30, 500)),
            Ends(partner=f"{number}组"),
        )
    filling.post(branch, "duty_post", full[9], Terms(filling.ago(30, 500), duties="政策宣传岗"))
    if branch.sector == "community":
        _neighbours(filling, branch)


def _neighbours(filling: _Filling, branch: Organisation) -> None:
    """Who works elsewhere and reported where they live, and residents the community relies on."""
    since = filling.until - timedelta(days=240)
    for number in range(1, 4):
        who, duties = f"{NEIGHBOURS[number]}（县直单位）", "政策咨询，周末可服务"
        filling.post(
            branch, "reported_member", None, Terms(since, duties=duties), Ends(partner=who)
        )
        filling.post(
            branch, "building_head", None, Terms(since, duties=f"{number}号楼"),
            Ends(partner=NEIGHBOURS[-number]),
        )  # fmt: skip


def _upper(filling: _Filling) -> None:
    """Committees of towns and bureaus, and the leaders who keep in touch with villages."""
    county = filling.county
    by_parent: dict[int | None, list[Organisation]] = {}
    for branch in county.branches:
        by_parent.setdefault(branch.parent_id, []).append(branch)
    for org in (*county.townships, *county.units, county.root):
        offices = [b for b in by_parent.get(org.pk, county.branches) if b.sector in PLACES]
        staff = [one for b in offices[:6] if b.sector != "village" for one in filling.full(b)[1:]]
        if len(staff) < 8:
            staff += [
                one for b in county.branches if b.sector == "bureau" for one in filling.full(b)
            ]
        since = filling.ago(200, 900)
        document = filling.document()
        filling.post(org, "secretary", staff[0], Terms(since, document=document))
        if org.kind in ("committee", "general_branch"):
            filling.post(org, "deputy_secretary", staff[1], Terms(since, document=document))
            for who in staff[2 : filling.random.choice((6, 7, 7, 8))]:
                filling.post(org, "committee_member", who, Terms(since))
        villages = [b for b in by_parent.get(org.pk, []) if b.sector in VILLAGES]
        for number, village in enumerate(villages):
            if filling.random.random() < 0.85:
                leader = staff[number % len(staff)]
                filling.post(village, "contact_leader", leader, Terms(since))


# --- units ---------------------------------------------------------------------------------------


def _credit(random: Random) -> str:
    body = "91990000" + "".join(random.choice(CREDIT_ALPHABET) for _ in range(9))
    return body + credit_check(body)


def _units(filling: _Filling) -> list[Unit]:
    """One for each village, school, office and the like, covered by its branch; and enterprises."""
    county, operator = filling.county, filling.operator
    own: dict[int, list[tuple[UnitRow, Organisation]]] = {}
    tops: dict[int, Organisation] = {}
    for index, branch in enumerate(county.branches):
        top = branch.parent
        if branch.sector in PLACES and top is not None and top.sector not in VILLAGES:
            tops[top.pk] = top
            own.setdefault(top.pk, []).append((_own_unit(filling, branch, index), branch))
    made: list[Unit] = []
    for pk, pairs in own.items():
        taken = take_in_units(operator, tops[pk], [row for row, _ in pairs])
        made += taken.made
        by_name = {unit.name: unit for unit in taken.made}
        for row, branch in pairs:
            if row.name in by_name:
                since = max(branch.founded_on, date(2015, 1, 1))
                cover_unit(operator, by_name[row.name], branch, "single", since=since)
    for index, town in enumerate(county.townships):
        made += _enterprises(filling, town, index)
    return made


def _own_unit(filling: _Filling, branch: Organisation, index: int) -> UnitRow:
    name = branch.short_name.removesuffix("党支部").removesuffix("党总支")
    members = len(filling.county.members.get(branch.pk, []))
    town, place = index // 199 % 99, index % 199
    district = {
        "village": f"990000{100 + town:03d}{200 + place:03d}",
        "community": f"990000{1 + town:03d}{1 + place:03d}",
    }.get(branch.sector, "")
    return UnitRow(
        name, PLACES[branch.sector], uscc="" if district else _credit(filling.random),
        district=district, staff=None if district else members * 3, members=members,
        full_members=len(filling.full(branch)),
        charter_has_party=True if branch.sector == "social_organisation" else None,
        surveyed_on=filling.ago(10, 300),
    )  # fmt: skip


def _enterprises(filling: _Filling, town: Organisation, index: int) -> list[Unit]:
    """Enterprises and the like of a town: most small, some with members and no branch."""
    random, operator = filling.random, filling.operator
    rows = [_enterprise(filling) for _ in range(max(6, filling.county.size.villages))]
    made = take_in_units(operator, town, rows).made
    hosts = [b for b in filling.county.branches if b.parent_id == town.pk]
    for unit in made:
        full, chance = unit.full_members or 0, random.random()
        if not full or chance < (0.25 if full < 3 else 0.5):
            continue
        cover_unit(
            operator, unit, random.choice(hosts), "single" if full >= 3 else "joint",
            since=filling.ago(100, 900), document=filling.document(),
        )  # fmt: skip
        if chance > 0.95:
            end_coverage(operator, unit, until=filling.ago(10, 90), note="党员流出")
    return made


def _enterprise(filling: _Filling) -> UnitRow:
    random = filling.random
    what, trade = random.choice(TRADES)
    kind = {"种植": "cooperative", "养老": "social_service"}.get(trade, "private_enterprise")
    full = random.choices((0, 1, 2, 3, 5), (55, 20, 12, 8, 5))[0]
    told = random.random() < 0.93
    return UnitRow(
        f"{filling.county.names.place()}{what}", kind, industry=trade, uscc=_credit(random),
        staff=random.choice((6, 12, 18, 30, 55, 120)), members=full + full // 3 if told else None,
        full_members=full if told else None, head=filling.county.names.person(),
        head_is_member=full > 1, has_mass_organisation=random.random() < 0.2,
        charter_has_party=random.random() < 0.7 if kind == "social_service" else None,
        surveyed_on=filling.ago(10, 500) if told else None,
        gap_reason=random.choice(WHY_NOT) if full >= 3 else "",
    )  # fmt: skip


def _instructors(filling: _Filling, units: list[Unit]) -> None:
    """People of offices look after enterprises without members, four or five each, one six."""
    waiting = [u for u in units if not u.full_members and u.kind not in VILLAGES and u.head]
    staff = [
        one for b in filling.county.branches if b.sector == "bureau" for one in filling.full(b)[3:5]
    ]
    sent = [unit for unit in waiting if filling.random.random() < 0.8]
    for who, group in zip(staff, _groups(sent), strict=False):
        start = filling.ago(40, 400)
        for unit in group:
            filling.post(
                unit.org, "instructor", who,
                Terms(start, due_on=add_months(start, 12), document=filling.document()),
                Ends(unit=unit),
            )  # fmt: skip


def _groups(units: list[Unit]) -> Iterator[list[Unit]]:
    first = 6
    while units:
        yield units[:first]
        units, first = units[first:], 4 if first != 4 else 5


def _visits(filling: _Filling, links: list[Link]) -> None:
    for link in links:
        if filling.random.random() < 0.7:
            on = max(link.since, filling.ago(5, 200))
            note_entry(filling.operator, link, on=on, note="上门走访，宣讲政策，了解职工情况")
