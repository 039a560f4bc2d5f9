"""What a finding is judged by: plain values of one organisation, person or unit on one day.

`queries.facts` loads them for a whole subtree. Every field has a harmless default, so that the
example of a rule names only what matters to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.people.kinds import PROBATION
from jishi.registers.rules.units import Tier, tier_of
from jishi.registers.unit_kinds import UNIT_KINDS, UnitKind
from jishi.tree.kinds import ORG_KINDS, OrgKind

DAY = date(2026, 11, 20)
"""The day of the examples."""

VILLAGES = ("village", "community")


@dataclass(frozen=True, slots=True)
class GroupFacts:
    name: str
    members: int
    full: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgFacts:
    """An open organisation."""

    id: int = 0
    name: str = "某党支部"
    kind: str = "branch"
    sector: str = "village"
    parent: int | None = None
    parent_sector: str = "township"
    today: date = DAY
    founded_on: date = date(2015, 1, 1)
    approved: bool = True  # some founding or reconstitution carries a document
    approved_by_county: bool = True
    members: int = 10  # on its own books
    full: int = 10
    probationary: int = 0
    all_members: int = 10  # with everything below
    last_joined: date | None = DAY
    committee: int = 3  # people, however many posts each holds
    posts: frozenset[str] = frozenset(
        {"secretary", "committee_organisation", "committee_publicity", "committee_discipline"}
    )
    deputies: int = 0
    secretary: int | None = 1  # the person's id; None = vacant
    secretary_since: date | None = date(2025, 1, 1)
    secretary_full_on: date | None = date(2000, 1, 1)
    secretary_pending: bool = False
    vacant_since: date | None = None  # None also where no secretary was ever noted
    director: int | None = 1
    exception: str = ""  # why secretary and director are two people
    groups: tuple[GroupFacts, ...] = ()
    reserves: int = 1
    units: int = 2  # covered now
    elected_on: date | None = date(2025, 11, 1)
    term_ends: date | None = date(2030, 11, 1)
    vacancy_red: int = 90
    reserve_least: int = 1
    reserve_most: int = 2
    joint_most: int = 5
    remind_months: int = 6

    @property
    def of_kind(self) -> OrgKind:
        return ORG_KINDS[self.kind]

    @property
    def is_ordinary_branch(self) -> bool:
        """A branch with a committee of its own choosing: no temporary one (R-ORG-10)."""
        return self.of_kind.is_branch and self.kind != "temporary_branch"

    @property
    def is_village(self) -> bool:
        """The organisation of a whole village or community, not a part of it."""
        return (
            self.sector in VILLAGES and self.parent_sector != self.sector and (self.kind != "group")
        )

    @property
    def vacant_days(self) -> int:
        return (self.today - self.vacant_since).days if self.vacant_since else 0

    @property
    def is_vacant(self) -> bool:
        return self.of_kind.is_level and self.secretary is None and not self.secretary_pending


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A member, with what was found out about number and phone but neither of them."""

    id: int = 0
    name: str = "某党员"
    org_id: int = 0
    org_name: str = "某党支部"
    org_kind: str = "branch"
    today: date = DAY
    standing: str = "full"
    sex: str = "1"
    born_on: date | None = date(1980, 3, 2)
    joined_on: date | None = date(2005, 7, 1)
    full_on: date | None = date(2006, 7, 1)
    identity: str = ""  # what is wrong with the number: code of the fault, or missing
    identity_born_on: date | None = None  # as the number says, where it is in order
    identity_sex: str = ""
    has_phone: bool = True
    same_phone: int = 0  # others in sight with the same number
    namesakes: int = 0  # others in sight of the same name and birthday
    has_group: bool = True
    groups_there: bool = False
    confirmed_on: date | None = DAY
    units_instructed: int = 0
    instructor_most: int = 5
    stale_months: int = 12

    @property
    def is_probationary(self) -> bool:
        return self.standing in PROBATION

    @property
    def probation_ends(self) -> date | None:
        """A year from admission, one more where it was extended."""
        if not self.is_probationary or self.joined_on is None:
            return None
        return add_years(self.joined_on, 2 if self.standing == "extended" else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit that has not been closed."""

    id: int = 0
    name: str = "某公司"
    kind: str = "private_enterprise"
    org_id: int = 0
    org_name: str = "某党委"
    today: date = DAY
    industry: str = ""
    uscc: str = "91350100M000100Y43"
    staff: int | None = 20
    members: int | None = 0
    full: int | None = 0
    mode: str = ""  # how it is covered now; empty = not
    covered_by: int | None = None
    covered_members: int | None = None  # on the books of a branch of its own
    was_covered: bool = False
    instructors: int = 1
    last_visit: date | None = DAY
    mass_organisation: bool = False
    charter: bool | None = True
    is_large: bool = False
    opened_on: date | None = None
    ends_on: date | None = None
    surveyed_on: date | None = DAY
    gap_reason: str = ""
    survey_months: int = 12

    @property
    def of_kind(self) -> UnitKind:
        return UNIT_KINDS[self.kind]

    @property
    def tier(self) -> Tier:
        return tier_of(self.members, self.full)

    @property
    def is_covered(self) -> bool:
        return bool(self.mode)

    @property
    def work_covered(self) -> bool:
        """R-GOV-09: an organisation, else an instructor or a mass organisation."""
        return self.is_covered or self.instructors > 0 or self.mass_organisation

    @property
    def may_build(self) -> bool:
        """Has what the second denominator of R-GOV-08 asks for: full members enough."""
        return self.tier is Tier.BUILD

    @property
    def months(self) -> int:
        """Whole months that a project takes."""
        if self.opened_on is None or self.ends_on is None:
            return 0
        count = 0
        while count < 600 and add_months(self.opened_on, count + 1) <= self.ends_on:
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class Sight:
    """All facts of a subtree on a day."""

    organisations: list[OrgFacts] = field(default_factory=list)
    people: list[PersonFacts] = field(default_factory=list)
    units: list[UnitFacts] = field(default_factory=list)
