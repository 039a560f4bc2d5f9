"""What the import knows of one kind of table: how rows are matched, judged, written and exported.

A kind is a file here with a subclass of `Kind` and one instance called `KIND`; it is found by
being there. The columns themselves are declared in `kinds/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.db.models import Model

from jishi.exchange.fields import Field, KindOfTable
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

if TYPE_CHECKING:
    from jishi.exchange.ground import Ground

Action = Literal["new", "changed", "same"]


class Wrong(Exception):
    """A row that cannot go in: on which field, why."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field, self.code, self.message = field, code, message


@dataclass(slots=True)
class Ours:
    """A record that is there, in the same terms as the rows of a table."""

    pk: int
    org_id: int | None
    version: int
    values: dict[str, Any]
    label: str = ""
    touched: datetime | None = None  # last changed by hand


@dataclass(slots=True)
class Intent:
    """What one row comes to."""

    row: Row
    action: Action
    org_id: int | None
    ours: Ours | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # ours, theirs
    kept: dict[str, str] = field(default_factory=dict)  # field → why ours stays
    pk: int | None = None  # known once written


@dataclass(frozen=True)
class Child:
    """Rows that stand with a record and are made and undone with it."""

    model: type[Model]
    link: str  # name of the foreign key to the record
    made: int = 1  # so many come with a new record


class Known:
    """What is there already, as far as the rows of one table may mean it."""

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        raise NotImplementedError

    def gone(self, met: set[int]) -> list[Ours]:
        """Ours within the organisations of the file that the file does not name."""
        return []


class Kind:
    table: ClassVar[KindOfTable]
    edit: ClassVar[Permission]
    view: ClassVar[Permission]
    model: ClassVar[type[Model]]
    children: ClassVar[Sequence[Child]] = ()
    # Fields whose change is an act of its own (R-GEN-12): a table never changes them by the way.
    by_act: ClassVar[Mapping[str, str]] = {}
    # Fields that find the record and are therefore not compared.
    not_compared: ClassVar[frozenset[str]] = frozenset()
    org_field: ClassVar[str] = "org"
    new_versions_vary: ClassVar[bool] = False  # a new record may have been changed on the way

    @property
    def code(self) -> str:
        return self.table.code

    @property
    def label(self) -> str:
        return self.table.label

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.table.fields

    @cached_property
    def sealed(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.sealed)

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        """The organisation that the row belongs to; raises `Wrong`."""
        return ground.orgs.named(row.values.get(self.org_field), self.org_field)

    def known(self, parsed: Parsed, ground: Ground) -> Known:
        raise NotImplementedError

    def comparable(self, name: str, value: Any, ground: Ground) -> Any:
        """A value of the table in the terms of ours."""
        return value

    def judge_new(self, row: Row, org: Organisation | None, known: Any, ground: Ground) -> None:
        """Raises `Wrong` where a new record must not be."""

    def judge_change(self, intent: Intent, ground: Ground) -> None:
        """Raises `Wrong` where the changed record would not stand."""

    def judge_all(
        self, intents: Sequence[Intent], ground: Ground
    ) -> Iterable[tuple[Intent, Wrong]]:
        """Those of the rows that together, or by what only the room knows, cannot go in."""
        return ()

    def neighbours(self, intents: Sequence[Intent], ground: Ground) -> dict[int, int]:
        """Records of the same model that writing these rows changes too, each with its row."""
        return {}

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        """Write what is new or changed through the rooms' actions, setting `pk` on each new one.

        Gives those that turned out to be refused under the locks, after all.
        """
        raise NotImplementedError

    def versions(self, pks: Sequence[int]) -> dict[int, int]:
        """The versions of records now."""
        return dict(self.model._default_manager.filter(pk__in=pks).values_list("pk", "version"))

    def staying(self, pks: Sequence[int]) -> Mapping[int, str]:
        """Those of a batch that cannot be undone for a reason of the room's own."""
        return {}

    def take_back(self, pks: Sequence[int], actor: Actor) -> bool:
        """Undo the making of these records by an act of their own; False where they just go."""
        return False

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        """How many records there are now, by organisation."""
        return {}

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        """Every record within reach as a row of the table, for the export."""
        raise NotImplementedError


HERE = Path(__file__).parent


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code, in the order they are offered."""
    found: list[Kind] = []
    for path in sorted(HERE.glob("*.py")):
        if path.stem in ("__init__", "kind"):
            continue
        kind = getattr(import_module(f"{__package__}.{path.stem}"), "KIND", None)
        if isinstance(kind, Kind):
            found.append(kind)
    order = list(BY_CODE)
    found.sort(key=lambda kind: order.index(kind.code))
    return {kind.code: kind for kind in found}


# What the command line calls a kind beside its own code.
OTHER_WORDS = {
    "dues": "dues_payments",
    "dues-payments": "dues_payments",
    "dues-bases": "dues_bases",
}


def kind_named(word: str) -> Kind | None:
    return kinds().get(OTHER_WORDS.get(word, word))
