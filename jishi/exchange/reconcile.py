"""对账: each row against what is there: new, changed, the same, older than ours, in conflict.

Start at `plan`. Blank never deletes. Where ours and theirs differ, the last import of that cell is
what both once agreed on: who has moved away from it since has the newer value. Without one, the
day the file was saved decides against the day our record was last changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from jishi.exchange.faults import Mark
from jishi.exchange.ground import Ground
from jishi.exchange.models import AppliedRow, BatchState
from jishi.exchange.parsed import Masked, Parsed, Row
from jishi.exchange.records.kind import Intent, Known, Ours, Wrong
from jishi.kernel.partial import PartialDate

# Why ours stays, in words.
KEPT = {
    "older": "我们的值较新，保留",
    "conflict": "两边都改过，保留我们的，请核对",
    "chosen": "按您的选择保留我们的值",
    "masked": "表里是遮蔽的值，不改动",
    "act": "须按规定程序另行办理，导入不改动",
}


@dataclass
class Plan:
    intents: list[Intent] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)  # of parsing and of judging
    gone: list[Ours] = field(default_factory=list)
    parsed: Parsed = field(default_factory=Parsed, repr=False)
    blank: int = 0

    @property
    def refused(self) -> set[int]:
        return {mark.row for mark in self.marks}

    def counts(self) -> dict[str, int]:
        refused = len(self.refused)
        by_action = {"new": 0, "changed": 0, "same": 0}
        for intent in self.intents:
            by_action[intent.action] += 1
        kept = [reason for intent in self.intents for reason in intent.kept.values()]
        return {
            "total": len(self.intents) + refused + self.blank,
            "accepted": len(self.intents),
            "refused": refused,
            "blank": self.blank,
            **by_action,
            "gone": len(self.gone),
            **{name: kept.count(name) for name in KEPT},
        }


def plan(parsed: Parsed, ground: Ground) -> Plan:
    kind = ground.kind
    found = Plan(marks=list(parsed.faults), parsed=parsed, blank=parsed.blank)
    known = kind.known(parsed, ground)
    faulty = parsed.faulty()
    met: dict[int, int] = {}
    pairs: list[Intent] = []
    for row in parsed.rows():
        if row.number in faulty:
            continue
        try:
            intent = _judge(row, known, met, ground)
        except Wrong as wrong:
            found.marks.append(mark_of(wrong, row.number, ground))
            continue
        found.intents.append(intent)
        if intent.ours is not None:
            pairs.append(intent)
    agreed = agreed_before(kind.model._meta.label_lower, [i.ours.pk for i in pairs if i.ours])
    refused: set[int] = set()
    for intent, why in kind.judge_all(found.intents, ground):
        found.marks.append(mark_of(why, intent.row.number, ground))
        refused.add(intent.row.number)
    for intent in pairs:
        compare(intent, agreed, ground)
        try:
            kind.judge_change(intent, ground)
        except Wrong as wrong:
            found.marks.append(mark_of(wrong, intent.row.number, ground))
            refused.add(intent.row.number)
    if refused:
        found.intents = [i for i in found.intents if i.row.number not in refused]
    found.gone = known.gone(set(met))
    return found


def mark_of(wrong: Wrong, number: int, ground: Ground) -> Mark:
    return Mark(number, ground.column(wrong.field), wrong.code, wrong.message)


def _judge(row: Row, known: Known, met: dict[int, int], ground: Ground) -> Intent:
    kind = ground.kind
    org = kind.place(row, ground)
    ours = known.find(row, org)
    if ours is None:
        for name in kind.sealed:
            value = row.values.get(name)
            if isinstance(value, Masked):
                raise Wrong(name, "masked", f"“{value}”被遮蔽，新登记的须填完整")
        kind.judge_new(row, org, known, ground)
        return Intent(row, "new", org.pk if org else None)
    if ours.pk in met:
        key = next((f.name for f in kind.fields if f.key), kind.fields[0].name)
        raise Wrong(key, "duplicate", f"与{ground.layout.row_word(met[ours.pk])}是同一{kind.label}")
    met[ours.pk] = row.number
    return Intent(row, "same", ours.org_id, ours, pk=ours.pk)


def compare(intent: Intent, agreed: Mapping[int, Mapping[str, str]], ground: Ground) -> None:
    """Cell by cell: what theirs changes, and where ours stays."""
    ours = intent.ours
    assert ours is not None
    kind, before = ground.kind, agreed.get(ours.pk, {})
    for name, theirs in intent.row.values.items():
        if theirs is None or theirs == "" or name in kind.not_compared:
            continue
        value = ours.values.get(name)
        if isinstance(theirs, Masked):
            intent.kept[name] = "masked"
            continue
        meant = kind.comparable(name, theirs, ground)
        if same(value, meant):
            continue
        if name in kind.by_act:
            intent.kept[name] = "act"
        elif (reason := _ours_stays(name, value, meant, ours, before, ground)) is not None:
            intent.kept[name] = reason
        else:
            intent.changes[name] = (value, theirs)
    if intent.changes:
        intent.action = "changed"


def same(ours: Any, theirs: Any) -> bool:
    """A date known less exactly than ours says nothing new."""
    if isinstance(theirs, PartialDate) and isinstance(ours, PartialDate):
        coarser = len(str(theirs)) <= len(str(ours))
        return theirs == ours or (coarser and ours.agrees(theirs) and theirs.precision != "day")
    return bool(ours == theirs)


def _ours_stays(
    name: str, value: Any, theirs: Any, ours: Ours, before: Mapping[str, str], ground: Ground
) -> str | None:
    choice = ground.choice(name)
    if choice == "ours":
        return "chosen"
    if value is None or value == "":
        return None
    if choice == "fill":
        return "chosen"
    if choice == "theirs":
        return None
    once = before.get(name)
    if once is not None:
        if print_of(theirs) == once:
            return "older"
        return "conflict" if print_of(value) != once else None
    late = ground.file_date and ours.touched and ours.touched > ground.file_date
    return "older" if late else None


# --- what was agreed by the last import of a cell ------------------------------------------------


NOTHING = "--------"


def print_of(value: Any) -> str:
    """Tells two values apart and says nothing else; sealed values come as their blind index."""
    return f"{crc32(str(value).encode()):08x}"


def cells_of(
    parsed: Parsed, intents: Sequence[Intent], names: Sequence[str], ground: Ground
) -> list[str]:
    """For each row the prints of its cells, one after the other: what both sides now hold.

    Eight dashes where there is no value, or where ours stayed and nothing new is agreed.
    """
    if not names:
        return [""] * len(intents)
    columns = [_prints_of_column(parsed.columns[name], name, ground) for name in names]
    whole = list(map("".join, zip(*columns, strict=True)))
    found = []
    for intent in intents:
        cells = whole[intent.row.at]
        for name in intent.kept:
            if name in names:
                at = names.index(name) * len(NOTHING)
                cells = cells[:at] + NOTHING + cells[at + len(NOTHING) :]
        found.append(cells)
    return found


def _prints_of_column(values: Sequence[Any], name: str, ground: Ground) -> list[str]:
    known: dict[Any, str] = {None: NOTHING, "": NOTHING}
    for value in values:
        if value not in known:
            masked = isinstance(value, Masked)
            meant = value if masked else ground.kind.comparable(name, value, ground)
            known[value] = NOTHING if masked else print_of(meant)
    return [known[value] for value in values]


def agreed_before(object_kind: str, pks: Iterable[int]) -> dict[int, dict[str, str]]:
    """For each record the prints of its cells as the last import left them."""
    found: dict[int, dict[str, str]] = {}
    wanted = list(pks)
    names: dict[int, list[str]] = {}
    for start in range(0, len(wanted), 800):
        rows = (
            AppliedRow.objects.filter(
                object_kind=object_kind,
                object_id__in=wanted[start : start + 800],
                batch__state=BatchState.PUBLISHED,
            )
            .order_by("batch_id")
            .values_list("object_id", "batch_id", "cells")
        )
        for pk, batch, cells in rows:
            if batch not in names:
                names[batch] = _names_of(batch)
            found.setdefault(pk, {}).update(_prints(cells, names[batch]))
    return found


def _prints(cells: str, names: Sequence[str]) -> dict[str, str]:
    parts = (cells[at : at + 8] for at in range(0, len(cells), 8))
    return {name: part for name, part in zip(names, parts, strict=False) if part != NOTHING}


def _names_of(batch_id: int) -> list[str]:
    import json

    from jishi.exchange.models import ImportBatch

    summary = json.loads(ImportBatch.objects.values_list("summary", flat=True).get(pk=batch_id))
    return list(summary.get("cells", []))
