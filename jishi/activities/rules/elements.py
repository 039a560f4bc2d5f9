"""Whether an activity counts as one of its kinds: each thing the kind demands has to be there.

One activity may count as several (a theme day with an assembly and a lesson), each by its own
elements (R-LIFE-19). Numbers are of this activity; nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jishi.activities.kinds.kind import ELEMENTS, ActivityKind
from jishi.kernel import vote
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require


@dataclass(frozen=True, slots=True)
class TopicFact:
    kind: str
    title: str = ""
    has_lecturer: bool = False


@dataclass(frozen=True)
class Facts:
    """One activity, as far as the elements of a kind depend on it."""

    expected: int | None = None
    present: int | None = None
    people: int = 0  # persons marked present, whatever their role
    seats: int = 0  # members of the committee; 0 = not known
    seats_present: int = 0
    topics: tuple[TopicFact, ...] = ()
    title: str = ""  # its own, not that of the kind
    minutes: bool = False  # as text, photograph or scan
    hours: bool = False
    typed: bool = False  # counts typed from paper instead of a list
    proof: bool = True  # the paper they were typed from is attached, or none is asked for
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What one kind demands, as plain values."""

    needs: tuple[str, ...] = ()
    quorum: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # (code, label) of its own needed items
    topics: tuple[str, ...] = ()


def wanted(kind: ActivityKind) -> Wanted:
    fields = tuple((f.code, f.label) for f in kind.fields if f.needed)
    return Wanted(kind.needs, kind.quorum, fields, kind.topics)


def _of_kind(want: Wanted, facts: Facts) -> list[TopicFact]:
    return [t for t in facts.topics if not want.topics or t.kind in want.topics]


def _quorum(want: Wanted, facts: Facts) -> bool:
    """Of the committee where it is known, else of the numbers typed; unknown is no fault."""
    base, there = facts.seats, facts.seats_present
    if facts.typed and facts.expected:
        base, there = facts.expected, facts.present or 0
    if base <= 0:
        return True
    may = vote.committee_can_meet if want.quorum == "committee" else vote.leaders_meeting_can_open
    return bool(may(base, there))


_THERE: dict[str, Callable[[Wanted, Facts], bool]] = {
    "expected": lambda want, facts: bool(facts.expected),
    "present": lambda want, facts: bool(facts.present or facts.people),
    "content": lambda want, facts: bool(facts.topics or facts.minutes),
    "topics": lambda want, facts: bool(_of_kind(want, facts)),
    "title": lambda want, facts: bool(
        facts.title or any(t.title.strip() for t in _of_kind(want, facts))
    ),
    "lecturer": lambda want, facts: any(t.has_lecturer for t in _of_kind(want, facts)),
    "hours": lambda want, facts: facts.hours,
    "quorum": _quorum,
    "pair": lambda want, facts: facts.people >= 2,
    "minutes": lambda want, facts: facts.minutes,
}


_LESSON = Wanted(("present", "title", "lecturer"), topics=("lecture",))
_COMMITTEE = Wanted(("present", "content", "quorum"), "committee")
_HELD = Facts(people=9, present=9, expected=12, topics=(TopicFact("lecture", "讲党史", True),))


@rule(
    title="一次活动计入一种活动",
    cites=("R-LIFE-19", "R-LIFE-10", "R-LIFE-18"),
    source="《中国共产党支部工作条例（试行）》；设计约定",
    examples=(
        Example({"want": _LESSON, "facts": _HELD}, True, "有授课人和题目"),
        Example(
            {"want": _LESSON, "facts": replace(_HELD, topics=(TopicFact("lecture", "讲党史"),))},
            "lecturer",
            "没有写授课人",
        ),
        Example(
            {"want": _LESSON, "facts": replace(_HELD, topics=(TopicFact("study", "学习", True),))},
            ("title", "lecturer"),
            "学习不是讲课",
        ),
        Example(
            {"want": _COMMITTEE, "facts": replace(_HELD, seats=5, seats_present=3)},
            True,
            "五名委员到三人",
        ),
        Example(
            {"want": _COMMITTEE, "facts": replace(_HELD, seats=5, seats_present=2)},
            "quorum",
            "五名委员到两人",
        ),
        Example({"want": _COMMITTEE, "facts": _HELD}, True, "没有登记委员，不判断"),
        Example(
            {"want": Wanted(("present",)), "facts": Facts(present=9, typed=True, proof=False)},
            "photo",
            "只填人数，没有附记录照片",
        ),
        Example(
            {"want": Wanted(fields=(("object", "走访对象"),)), "facts": Facts()},
            "object",
            "没有写走访对象",
        ),
    ),
)
def counts_as(want: Wanted, facts: Facts) -> Verdict:
    """Every element that is missing is named; none missing, it counts."""
    return all_of(
        *(
            require(_THERE[code](want, facts), code, f"缺少{ELEMENTS[code]}", "R-LIFE-19")
            for code in want.needs
        ),
        *(
            require(bool(facts.payload.get(code)), code, f"缺少{label}", "R-LIFE-19")
            for code, label in want.fields
        ),
        require(
            facts.proof or not facts.typed, "photo", "只填人数的，须附会议记录的照片或扫描件",
            "R-LIFE-18",
        ),
    )  # fmt: skip
