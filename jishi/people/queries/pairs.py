"""Records that may be one person, and mergers that can be taken back; all within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from jishi.base.clock import now
from jishi.base.crypto import unseal
from jishi.base.sealed import Sealed
from jishi.people import queries
from jishi.people.access import PERSON_MERGE
from jishi.people.fields import ITEMS, plain
from jishi.people.models import Distinct, Person, PersonMerge
from jishi.people.rules.duplicates import UNDO_WITHIN
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import visible

MOST = 200


@dataclass(frozen=True)
class Pair:
    """The first is the one to keep: the fuller record, else the older."""

    kept: Person
    gone: Person
    why: str


def suspects(actor: Actor) -> list[Pair]:
    """Same name and birth date, or same name and telephone; those told apart left out."""
    people = queries.people(actor, PERSON_MERGE)
    known = set(Distinct.objects.values_list("one_id", "other_id"))
    pairs: dict[tuple[int, int], Pair] = {}
    for columns, blank, why in (
        (("name", "born_on"), Q(born_on__isnull=True), "姓名、出生日期相同"),
        (("name", "phone_index"), Q(phone_index=""), "姓名、手机号相同"),
    ):
        for group in _alike(people.exclude(blank), columns):
            for one, other in combinations(group, 2):
                key = (min(one.pk, other.pk), max(one.pk, other.pk))
                if key not in known and key not in pairs:
                    pairs[key] = Pair(*_ranked(one, other), why)
    return list(pairs.values())[:MOST]


def _alike(rows: QuerySet[Person], columns: tuple[str, str]) -> list[list[Person]]:
    twice = rows.order_by().values(*columns).annotate(n=Count("pk")).filter(n__gt=1)[:MOST]
    wanted = Q(pk__in=[])
    keys = [tuple(group[c] for c in columns) for group in twice]
    for key in keys:
        wanted |= Q(**dict(zip(columns, key, strict=True)))
    groups: dict[tuple[object, ...], list[Person]] = {key: [] for key in keys}
    for person in rows.filter(wanted).select_related("org").order_by("pk"):
        groups[tuple(getattr(person, c) for c in columns)].append(person)
    return list(groups.values())


def _ranked(one: Person, other: Person) -> tuple[Person, Person]:
    def weight(p: Person) -> tuple[bool, bool, bool, int]:
        return (not p.stands.counted, not p.identity_index, p.account_id is None, p.pk)

    first, second = sorted((one, other), key=weight)
    return first, second


def suspect_count(actor: Actor) -> int:
    return len(suspects(actor))


def recent_merges(actor: Actor) -> list[PersonMerge]:
    rows = PersonMerge.objects.select_related("kept__org", "gone")
    rows = rows.filter(undone_at__isnull=True, merged_at__gt=now() - UNDO_WITHIN)
    return list(visible(actor, PERSON_MERGE, rows, via="kept__org").order_by("-id")[:50])


def merge(actor: Actor, pk: int) -> PersonMerge:
    rows = PersonMerge.objects.select_related("kept__org", "gone__org")
    found = visible(actor, PERSON_MERGE, rows, via="kept__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _text(person: Person, name: str) -> str:
    value = getattr(person, name)
    if isinstance(value, Sealed):
        return unseal(value.token, value.purpose) if value else ""
    return plain(value)


def differ(one: Person, other: Person, names: Sequence[str]) -> list[str]:
    return [name for name in names if _text(one, name) != _text(other, name)]


def shown(person: Person, name: str) -> str:
    if name == "born_on":
        return person.born_text
    return ITEMS[name].shown(_text(person, name)) if has_value(person, name) else ""


def has_value(person: Person, name: str) -> bool:
    text = _text(person, name)
    return bool(text) and not (name == "sex" and text in ("0", "9"))
