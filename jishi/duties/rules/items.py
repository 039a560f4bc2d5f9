"""The items of a duty: every slot with what fulfils it. What is stored and what is recomputed.

`items_of` is the whole definition; whoever keeps items asks it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jishi.duties.facts import Facts, Proof
from jishi.duties.kinds.duty import OPENING, REPORT, Duty
from jishi.duties.rules.matching import Window, matched
from jishi.duties.rules.slots import Horizon, last_day_taken, slots_of
from jishi.kernel.cadence import Slot

# A class for others does not train those a duty is about (R-EDU-03).
AUDIENCES = {"for_secretaries": "secretaries", "for_members": "members"}
# Nobody was asked before this day what a meeting studied: one that does not say so counts as it
# did, so that no half-year that was met turns red (R-GEN-02).
SUBJECT_ASKED = date(2027, 1, 1)
BUILDING = ("building", "branches")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing owed and how it was met; the state follows from this and the day."""

    org_id: int
    duty: str
    slot: str
    first_month: int
    last_month: int
    opens_on: date
    due_on: date
    grace_until: date
    preferred_on: date | None = None
    met_on: date | None = None
    met_by: int | None = None
    met_source: str = ""
    late: bool = False
    excused: bool = False

    @property
    def key(self) -> tuple[int, str, str]:
        return self.org_id, self.duty, self.slot


def items_of(duty: Duty, facts: Facts, proofs: Iterable[Proof], horizon: Horizon) -> list[Item]:
    """Everything an organisation owes of a duty within the horizon."""
    owed = slots_of(duty, facts, horizon)
    if not owed:
        return []
    counting = counted(duty, facts, proofs)
    proof_of = {slot.key: None for slot in owed} | _named(counting)
    waiting = [slot for slot in owed if proof_of[slot.key] is None]
    free = [proof for proof in counting if not proof.slot]
    windows = [Window(slot.opens, slot.due, last_day_taken(duty, slot)) for slot in waiting]
    for slot, place in zip(waiting, matched(windows, [p.on for p in free]), strict=True):
        proof_of[slot.key] = None if place is None else free[place]
    return [_item(duty, facts, slot, proof_of[slot.key]) for slot in owed]


def _named(proofs: Iterable[Proof]) -> dict[str, Proof | None]:
    """What says itself which slot it is for; of several the first."""
    found: dict[str, Proof | None] = {}
    for proof in proofs:
        if proof.slot:
            found.setdefault(proof.slot, proof)
    return found


def _item(duty: Duty, facts: Facts, slot: Slot, proof: Proof | None) -> Item:
    return Item(
        facts.org_id, duty.code, slot.key, slot.period.first.index, slot.period.last.index,
        slot.opens, slot.due, slot.grace_until, slot.preferred,
        proof.on if proof else None, proof.id if proof else None, proof.source if proof else "",
        bool(proof and proof.on > slot.due), (duty.code, slot.key) in facts.excused,
    )  # fmt: skip


def counted(duty: Duty, facts: Facts, proofs: Iterable[Proof]) -> list[Proof]:
    """What counts for this duty, the earliest first, each thing once."""
    ours = sorted(
        (p for p in proofs if _taken(duty, p)),
        key=lambda proof: (proof.on, proof.source, proof.id),
    )
    if duty.test == "secretary_lectures":
        ours = [p for p in ours if p.kind == OPENING or _lectures(facts, p)]
    elif duty.test == "each_group":
        ours = each_group(facts, ours)
    elif duty.test in AUDIENCES:
        ours = [
            p for p in ours if p.kind in (OPENING, REPORT) or p.audience == AUDIENCES[duty.test]
        ]
    elif duty.test == "studies_building":
        ours = [p for p in ours if p.kind in (OPENING, REPORT) or _studies_building(p)]
    once: dict[tuple[str, int, str], Proof] = {}
    for proof in ours:
        once.setdefault((proof.source, proof.id, proof.slot), proof)
    return list(once.values())


def _taken(duty: Duty, proof: Proof) -> bool:
    kind = proof.kind in duty.evidence or proof.kind == OPENING
    return kind and proof.duty in ("", duty.code)


def _lectures(facts: Facts, proof: Proof) -> bool:
    return any(
        holding.person in proof.lecturers and holding.span.first <= proof.on < holding.span.until
        for holding in facts.secretaries
    )


def _studies_building(proof: Proof) -> bool:
    return proof.subject in BUILDING or (not proof.subject and proof.on < SUBJECT_ASKED)


def each_group(facts: Facts, proofs: Sequence[Proof]) -> list[Proof]:
    """A meeting of the branch counts as it is; meetings of groups once a month's last was held.

    Which groups there were is asked on the day of each meeting, so one founded later in the month
    is not waited for.
    """
    found: list[Proof] = []
    held: dict[tuple[int, int], set[int]] = {}
    done: set[tuple[int, int]] = set()
    for proof in proofs:
        if proof.place not in facts.groups:
            found.append(proof)
            continue
        month = (proof.on.year, proof.on.month)
        met = held.setdefault(month, set())
        met.add(proof.place)
        there = {
            group
            for group, spans in facts.groups.items()
            if any(span.first <= proof.on < span.until for span in spans)
        }
        if there <= met and month not in done:
            done.add(month)
            found.append(proof)
    return found
