"""A whole roster onto the books at once: the same rows `register_person` writes, set by set.

Every entry is checked as one alone would be, all of it or nothing is written. Each person has a
recorded act of their own (`MemberChange`); the audit keeps one line per organisation, which names
how many and by which document, so that its chain is not tied up while fifty thousand rows go in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.bulk import insert, reserve
from jishi.base.clock import now
from jishi.base.crypto import blind_index
from jishi.base.pinyin import search_text
from jishi.people.access import PERSON_EDIT
from jishi.people.actions.register import Particulars, Place, code_for
from jishi.people.models import ChangeKind, MemberChange, MemberState, Person
from jishi.people.rules.particulars import dates_agree
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import require

REGISTERED_MANY = Verb("person.register_many", "批量登记入册")

BATCH = 2000
_WHO = tuple(Particulars.__dataclass_fields__)
_PERSON = (
    "id", "code", *_WHO, "identity_index", "phone_index", "org_id", "group_id", "standing",
    "joined_on", "joined_precision", "full_on", "full_precision", "since", "confirmed_on",
    "search_text", "version",
)  # fmt: skip
_STATE = ("person_id", "since", "until", "org_id", "standing")
_CHANGE = (
    "person_id", "kind", "on", "meeting", "document", "note", "to_org_id", "detail",
    "recorded_at", "recorded_by",
)  # fmt: skip


class Entry(NamedTuple):
    """One line of a roster; a code of one's own, or none."""

    who: Particulars
    place: Place
    org: Organisation
    code: str = ""


class EntryRefused(Refused):
    """What is wrong, and with which entry, counted from nought."""

    def __init__(self, row: int, message: str, field: str = "") -> None:
        super().__init__(message, field)
        self.row = row


@dataclass
class _Batch:
    actor: Actor
    document: str
    note: str
    at: datetime
    row: int = 0
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    orgs: dict[int, Organisation] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)


def register_many(
    actor: Actor, entries: Iterable[Entry], *, document: str = "", note: str = ""
) -> list[int]:
    """Put them all on the books; their numbers, in the order they came."""
    with act(actor, PERSON_EDIT) as doing:
        batch = _Batch(actor, document, note, now())
        pks: list[int] = []
        waiting = iter(entries)
        while some := list(islice(waiting, BATCH)):
            pks += _register(batch, some)
        for org_id, count in batch.counts.items():
            doing.record(
                REGISTERED_MANY, batch.orgs[org_id], count=count, document=document, note=note
            )
            doing.touch("member", org_id, actor.today)
        return pks


def _register(batch: _Batch, some: Sequence[Entry]) -> list[int]:
    for place, entry in enumerate(some):
        _check(batch, batch.row + place, entry)
    indexes = [blind_index("identity", entry.who.identity) for entry in some]
    _once(batch, "identity_index", indexes, "这个身份证号已经登记过", "identity")
    _once(batch, "code", [entry.code for entry in some], "这个编码已被使用", "code")
    pks = reserve(Person, len(some))
    insert(Person, _PERSON, _people(batch, some, pks, indexes))
    since = [e.place.since or e.place.joined_on or batch.actor.today for e in some]
    insert(
        MemberState,
        _STATE,
        [
            (pk, day, None, e.org.pk, e.place.standing)
            for pk, e, day in zip(pks, some, since, strict=True)
        ],
    )
    insert(
        MemberChange,
        _CHANGE,
        [
            (
                pk, ChangeKind.REGISTER.value, day, "", batch.document, batch.note, e.org.pk, "",
                batch.at, batch.actor.name,
            )
            for pk, e, day in zip(pks, some, since, strict=True)
        ],
    )  # fmt: skip
    batch.row += len(some)
    return pks


def _check(batch: _Batch, row: int, entry: Entry) -> None:
    who, place, org, _ = entry
    if org.pk not in batch.orgs:
        require(batch.actor, PERSON_EDIT, org)
        if org.closed_on:
            raise EntryRefused(row, "该组织已撤销，不能再登记人员", "org")
        batch.orgs[org.pk] = org
    batch.counts[org.pk] += 1
    verdict = dates_agree(
        place.standing, who.born_on, place.joined_on, place.full_on, batch.actor.today
    )
    if verdict.refused:
        raise EntryRefused(row, "；".join(str(reason) for reason in verdict.refusals))


def _once(batch: _Batch, column: str, values: Sequence[str], message: str, name: str) -> None:
    """Refuse a value that is on the books already, or that came earlier in this roster."""
    seen = batch.seen[column]
    for place, value in enumerate(values):
        if value and value in seen:
            raise EntryRefused(batch.row + place, message, name)
        seen.add(value)
    for some in _runs([value for value in values if value], BATCH):
        taken = (
            Person.objects.filter(code__in=some) if column == "code" else Person.with_identity(some)
        )
        for value in taken.values_list(column, flat=True)[:1]:
            raise EntryRefused(batch.row + values.index(value), message, name)


def _runs(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _people(
    batch: _Batch, some: Sequence[Entry], pks: Sequence[int], indexes: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    today = batch.actor.today
    for entry, pk, index in zip(some, pks, indexes, strict=True):
        who, place = entry.who, entry.place
        yield (
            pk, entry.code or code_for(pk),
            who.name, who.sex, who.nation, who.born_on, who.born_precision, who.identity,
            who.phone, who.education, who.work_place, who.occupation, who.category,
            index, blind_index("phone", who.phone), entry.org.pk,
            place.group.pk if place.group else None, place.standing,
            place.joined_on, place.joined_precision, place.full_on, place.full_precision,
            place.since or place.joined_on or today, place.confirmed_on,
            search_text(who.name, person=True), 1,
        )  # fmt: skip
