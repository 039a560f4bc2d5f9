"""Particulars of many people corrected at once, as a table that comes again brings them.

Each person has a recorded correction with the old and the new values, sealed; the audit keeps one
line per organisation. Only particulars: where and as what somebody stands changes by its own act.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.crypto import blind_index, unseal
from jishi.base.pinyin import search_text
from jishi.base.sealed import Sealed
from jishi.people.access import PERSON_EDIT
from jishi.people.actions.states import touch_past
from jishi.people.models import ChangeKind, MemberChange, Person
from jishi.people.rules.particulars import dates_agree
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import require

CORRECTED_MANY = Verb("person.correct_many", "批量更正资料")

RUN = 500
PARTICULARS = frozenset(
    {
        "name", "sex", "nation", "born_on", "born_precision", "identity", "phone", "education",
        "work_place", "occupation", "category", "joined_on", "joined_precision", "full_on",
        "full_precision",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """New values of one person, as they were seen at this version."""

    pk: int
    version: int
    values: Mapping[str, Any]


def correct_many(
    actor: Actor, corrections: Sequence[Correction], *, note: str = ""
) -> dict[int, str]:
    """Correct whoever can be; says of the others, by number, why not."""
    refused: dict[int, str] = {}
    counts: Counter[int] = Counter()
    fields: dict[int, set[str]] = defaultdict(set)
    with act(actor, PERSON_EDIT) as doing:
        for some in _runs(corrections):
            for person, values in _correct(actor, some, refused, note):
                counts[person.org_id] += 1
                fields[person.org_id] |= set(values)
        orgs = Organisation.objects.in_bulk(list(counts))
        for org_id, count in counts.items():
            doing.record(
                CORRECTED_MANY, orgs[org_id], count=count, note=note,
                fields=sorted(fields[org_id]),
            )  # fmt: skip
    return refused


def _runs(corrections: Sequence[Correction]) -> Iterator[Sequence[Correction]]:
    for start in range(0, len(corrections), RUN):
        yield corrections[start : start + RUN]


def _correct(
    actor: Actor, some: Sequence[Correction], refused: dict[int, str], note: str
) -> Iterator[tuple[Person, Mapping[str, Any]]]:
    rows = Person.objects.select_for_update(of=("self",)).select_related("org")
    people = {p.pk: p for p in rows.filter(pk__in=[c.pk for c in some], merged_into=None)}
    taken = _numbers_taken(some)
    changed: list[Person] = []
    changes: list[MemberChange] = []
    names: set[str] = set()
    for one in some:
        person = people.get(one.pk)
        why = _why_not(actor, person, one, taken)
        if why or person is None:
            refused[one.pk] = why
            continue
        before = {name: _clear(getattr(person, name)) for name in one.values}
        _set(person, one.values)
        names |= set(one.values)
        changed.append(person)
        changes.append(_recorded(actor, person, before, one.values, note))
        yield person, one.values
    _store(changed, names)
    touch_past([person.pk for person in changed], actor.today, "member", "particulars")
    MemberChange.objects.bulk_create(changes)


def _why_not(actor: Actor, person: Person | None, one: Correction, taken: Mapping[str, int]) -> str:
    if person is None:
        return "这个人已不在册，或已并入另一人"
    require(actor, PERSON_EDIT, person.org)
    if person.version != one.version:
        return "刚被别人改过，请重新核对"
    if not set(one.values) <= PARTICULARS:
        raise ValueError(f"no particulars: {sorted(set(one.values) - PARTICULARS)}")
    holder = taken.get(blind_index("identity", one.values.get("identity") or ""))
    if holder is not None and holder != person.pk:
        return "这个身份证号已经登记过"
    verdict = dates_agree(
        person.standing, _day(person, one, "born_on"), _day(person, one, "joined_on"),
        _day(person, one, "full_on"), actor.today,
    )  # fmt: skip
    return "；".join(str(reason) for reason in verdict.refusals)


def _day(person: Person, one: Correction, name: str) -> date | None:
    found: date | None = one.values.get(name, getattr(person, name))
    return found


def _numbers_taken(some: Sequence[Correction]) -> dict[str, int]:
    indexes = [blind_index("identity", c.values.get("identity") or "") for c in some]
    held = Person.with_identity(indexes).values_list("identity_index", "pk")
    return dict(held)


def _set(person: Person, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    if "identity" in values:
        person.identity_index = blind_index("identity", values["identity"])
    if "phone" in values:
        person.phone_index = blind_index("phone", values["phone"])
    if "name" in values:
        person.search_text = search_text(person.name, person=True)


def _store(changed: Sequence[Person], names: set[str]) -> None:
    if not changed:
        return
    columns = set(names)
    for name, also in (("identity", "identity_index"), ("phone", "phone_index")):
        if name in names:
            columns.add(also)
    if "name" in names:
        columns.add("search_text")
    Person.objects.bulk_update(changed, sorted(columns))
    Person.objects.filter(pk__in=[p.pk for p in changed]).update(version=F("version") + 1)


def _recorded(
    actor: Actor, person: Person, before: Mapping[str, Any], after: Mapping[str, Any], note: str
) -> MemberChange:
    detail = {name: [_plain(before[name]), _plain(value)] for name, value in after.items()}
    return MemberChange(
        person=person, kind=ChangeKind.CORRECT, on=actor.today, note=note, to_org=None,
        detail=json.dumps(detail, ensure_ascii=False), recorded_at=now(), recorded_by=actor.name,
    )  # fmt: skip


def _clear(value: Any) -> Any:
    if isinstance(value, Sealed):
        return unseal(value.token, value.purpose) if value.token else ""
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
