"""What moves along when two records become one.

Whatever in any room points at a person follows, without being named: nothing can be forgotten.
What must stay where it is says so: `STAYS = (Stays("member_state", "person", "why"),)` here or in
a room's own `following.py`, which is found by being there; `MEETS` names what both may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from jishi.people.models import Person
from jishi.tree.rooms import drawers


@dataclass(frozen=True)
class Stays:
    """Rows of a table that do not move with a person."""

    table: str
    field: str
    why: str


@dataclass(frozen=True)
class Meets:
    """Rows of which one person has one per something: where both have one, the kept one's holds.

    The other stays with the record that goes, so that an undo finds it where it was.
    """

    table: str
    field: str
    same: str  # what both may have a row for


STAYS = (
    Stays("person", "merged_into", "earlier mergers are followed one by one"),
    Stays("member_state", "person", "the past of the record that is kept holds"),
    Stays("member_change", "person", "acts stay with the record they were written for"),
    Stays("person_merge", "kept", "the note of a merger"),
    Stays("person_merge", "gone", "the note of a merger"),
    Stays("person_distinct", "one", "pairs of records"),
    Stays("person_distinct", "other", "pairs of records"),
)


@dataclass(frozen=True)
class Follower:
    """A foreign key to a person whose rows move."""

    model: type[Model]
    field: str

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def label(self) -> str:
        name = str(self.model._meta.verbose_name)
        return str(self.model._meta.db_table) if name.isascii() else name


@cache
def staying() -> frozenset[tuple[str, str]]:
    found = list(STAYS)
    module: Any
    for module in drawers("following"):
        if module.__name__ != __name__:
            found += getattr(module, "STAYS", ())
    return frozenset((one.table, one.field) for one in found)


@cache
def meeting() -> dict[tuple[str, str], str]:
    """Table and field → what both records may have a row for: each room's `MEETS`."""
    found = [one for module in drawers("following") for one in getattr(module, "MEETS", ())]
    return {(one.table, one.field): one.same for one in found}


@cache
def followers() -> tuple[Follower, ...]:
    return tuple(sorted(_found(), key=lambda f: f.key))


def _found() -> Iterator[Follower]:
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model: Any = relation.related_model
        field = relation.field
        if (model._meta.db_table, field.name) not in staying() and hasattr(field, "attname"):
            yield Follower(model, field.name)
