"""What both tables of dues share: each row's member, and rows that funds takes in one by one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from jishi.exchange.ground import Ground
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.finder import People
from jishi.exchange.records.kind import Intent, Kind, Wrong
from jishi.funds.actions import Outcome
from jishi.tree.actor import Actor

R = TypeVar("R")


class TakenIn(Kind, Generic[R]):
    """Checked by the very act that will take the rows in, which is then undone."""

    shown_at: str  # the field beside which a refusal is shown

    @abstractmethod
    def row_of(self, intent: Intent, person: int, ground: Ground) -> R: ...

    @abstractmethod
    def take_in(self, actor: Actor, rows: list[R], checked: bool) -> Sequence[Outcome]: ...

    def judge_all(
        self, intents: Sequence[Intent], ground: Ground
    ) -> Iterable[tuple[Intent, Wrong]]:
        yield from self._take_in(intents, ground, checked=True)

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        yield from self._take_in(intents, ground, checked=False)

    def _take_in(
        self, intents: Sequence[Intent], ground: Ground, *, checked: bool
    ) -> Iterator[tuple[Intent, Wrong]]:
        new = [intent for intent in intents if intent.action == "new"]
        people = people_of(new, ground)
        rows = [self.row_of(intent, people[intent.row.number], ground) for intent in new]
        outcomes = self.take_in(ground.actor, rows, checked) if rows else []
        for intent, outcome in zip(new, outcomes, strict=True):
            if outcome.state == "refused":
                yield intent, Wrong(self.shown_at, "refused", outcome.message)
            elif not checked:
                intent.pk = outcome.pk


def people_of(intents: Sequence[Intent], ground: Ground) -> dict[int, int]:
    """Row → person, found once more in one go."""
    names = ("identity",)
    columns = {n: [i.row.values.get(n) for i in intents] for n in names}
    people = People(Parsed([i.row.number for i in intents], columns), ground, ground.kind.edit)
    found = {}
    for at, intent in enumerate(intents):
        row = Row(at, intent.row.number, intent.row.values)
        org = ground.orgs.all[intent.org_id or 0]
        found[intent.row.number] = people.meant(row, org, "name")
    return found
