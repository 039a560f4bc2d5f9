"""What was approved before has to be what the register says."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, first_refusal, require
from jishi.people.kinds import COUNTED
from jishi.procedures.kinds.facts import Subject

_ON = date(2025, 4, 14)


def _is(standing: str, joined_on: date | None = _ON) -> dict[str, object]:
    return {"made": "admit", "on": _ON, "subject": Subject(None, standing, joined_on)}


@rule(
    title="补录的审批与名册一致",
    cites=("R-GEN-12", "R-DEV-36"),
    source="系统约定",
    examples=(
        Example(_is("probationary"), True, "名册上是预备党员，入党日期就是大会日期"),
        Example(_is("none", None), "not_registered", "名册上还不是党员，须走审批"),
        Example(_is("probationary", date(2025, 5, 6)), "other_date", "名册上的入党日期不同"),
        Example({**_is("full"), "made": "confirm"}, True, "已转正"),
        Example({**_is("probationary"), "made": "confirm"}, "not_registered", "还没有转正"),
    ),
)
def as_registered(made: str, on: date | None, subject: Subject) -> Verdict:
    """Entering a file changes nobody: it must find the person as the approval left them."""
    if made == "admit":
        return first_refusal(
            require(
                subject.standing in COUNTED, "not_registered",
                "名册上还不是党员，审批须在系统里办", "R-GEN-12",
            ),
            require(
                subject.joined_on == on, "other_date",
                f"名册上的入党日期是 {subject.joined_on}", "R-DEV-36",
            ),
        )  # fmt: skip
    if made == "confirm":
        return require(subject.standing == "full", "not_registered", "名册上还没有转正", "R-GEN-12")
    return OK
