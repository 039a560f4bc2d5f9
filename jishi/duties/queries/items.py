"""Items as they should be, and where those that are kept differ from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from jishi.duties.facts import Facts
from jishi.duties.kinds import Duty
from jishi.duties.models import DutyHorizon, DutyItem
from jishi.duties.queries.declared import duties
from jishi.duties.queries.facts import load, starts
from jishi.duties.queries.proofs import Proofs, proofs_of
from jishi.duties.rules.items import Item, items_of
from jishi.duties.rules.slots import Horizon

COLUMNS = tuple(each.name for each in fields(Item))
row_of = attrgetter(*COLUMNS)
MET = COLUMNS.index("met_on")
AT_ONCE = 200  # organisations whose items are held in memory together
Key = tuple[int, str, str]
Row = tuple[object, ...]


def last_day(today: date) -> date:
    """Items reach to the end of the year, from November on to the end of the next."""
    return date(today.year + (1 if today.month >= 11 else 0), 12, 31)


def horizon(known: Mapping[int, date], today: date) -> Horizon:
    """From the year before the earliest start-up (its windows reach over) to what is kept."""
    earliest = min(known.values(), default=today)
    kept = DutyHorizon.objects.values_list("last", flat=True).first()
    return Horizon(date(earliest.year - 1, 1, 1), kept or last_day(today))


@dataclass(frozen=True, slots=True)
class Difference:
    """What is kept of some organisations against what follows from the records."""

    made: list[Item] = field(default_factory=list)
    changed: list[tuple[int, Item]] = field(default_factory=list)  # row, as it should be
    gone: list[int] = field(default_factory=list)  # rows
    settled: list[Key] = field(default_factory=list)  # nobody need be reminded of any more

    @property
    def count(self) -> int:
        return len(self.made) + len(self.changed) + len(self.gone)


def computed(
    facts: Iterable[Facts], wanted: Collection[Duty], proofs: Proofs, upto: Horizon
) -> Iterator[Item]:
    for of in facts:
        own = proofs.get(of.org_id, [])
        for duty in wanted:
            yield from items_of(duty, of, own, upto)


def difference(
    orgs: Collection[int], codes: Collection[str] | None, should: Iterable[Item]
) -> Difference:
    """`codes` None means that whatever else is stored for the organisations is wrong."""
    rows = DutyItem.objects.filter(org_id__in=orgs).order_by()
    if codes is not None:
        rows = rows.filter(duty__in=codes)
    kept: dict[Key, tuple[int, Row]] = {}
    for pk, *row in rows.values_list("id", *COLUMNS):
        kept[row[0], row[1], row[2]] = (pk, tuple(row))
    found = Difference()
    for item in should:
        known = kept.pop(item.key, None)
        if known is None:
            found.made.append(item)
        elif known[1] != row_of(item):
            found.changed.append((known[0], item))
            if (item.met_on is not None or item.excused) and known[1][MET] is None:
                found.settled.append(item.key)
    found.gone.extend(pk for pk, _ in kept.values())
    found.settled.extend(key for key, (_, row) in kept.items() if row[MET] is None)
    return found


def everything(today: date) -> Iterator[Difference]:
    """All organisations, some hundred at a time; what is kept should differ in nothing."""
    known = starts()
    upto = horizon(known, today)
    wanted = list(duties().values())
    facts = load(None, known)
    proofs = proofs_of(facts, wanted, upto, all_orgs=True)
    orgs = sorted(facts)
    for start in range(0, len(orgs), AT_ONCE):
        some = orgs[start : start + AT_ONCE]
        should = computed((facts[org] for org in some), wanted, proofs, upto)
        yield difference(some, None, should)
