"""The answer of every decision: yes, yes with a warning, or no, each with its reasons.

Start at `OK`, `refuse` and `warn`, which make verdicts, then `all_of` and `first_refusal`, which
combine them. A verdict is nothing but its reasons: one blocking reason refuses, any other reason
warns, none at all is a plain yes. So a verdict cannot refuse without saying why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code for programs, a Chinese sentence for people, the clause it rests on (or '')."""

    code: str
    text: str
    clause: str = ""
    blocking: bool = True

    def __str__(self) -> str:
        return f"{self.text}（{self.clause}）" if self.clause else self.text


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when the thing asked for is allowed, with or without a warning."""

    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return not self.refused

    @property
    def ok(self) -> bool:
        """Allowed, with nothing to remark."""
        return not self.reasons

    @property
    def refused(self) -> bool:
        """Not allowed."""
        return any(reason.blocking for reason in self.reasons)

    @property
    def warned(self) -> bool:
        """Allowed, but something has to be shown or explained first."""
        return bool(self.reasons) and not self.refused

    @property
    def refusals(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.blocking)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if not reason.blocking)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)

    @property
    def text(self) -> str:
        """All reasons as one Chinese text, '' for a plain yes."""
        return "；".join(str(reason) for reason in self.reasons)

    def __and__(self, other: Verdict) -> Verdict:
        return all_of(self, other)


OK = Verdict()


def refuse(code: str, text: str, clause: str = "") -> Verdict:
    """A no."""
    return Verdict((Reason(code, text, clause),))


def warn(code: str, text: str, clause: str = "") -> Verdict:
    """A yes that needs attention: soft norms (一般、原则上) warn, they never block."""
    return Verdict((Reason(code, text, clause, blocking=False),))


def require(holds: bool, code: str, text: str, clause: str = "") -> Verdict:
    """A plain yes if the condition holds, otherwise a no."""
    return OK if holds else refuse(code, text, clause)


def advise(holds: bool, code: str, text: str, clause: str = "") -> Verdict:
    """A plain yes if the condition holds, otherwise a warning."""
    return OK if holds else warn(code, text, clause)


def all_of(*verdicts: Verdict) -> Verdict:
    """Allowed only if all are; every reason is kept, said once, in the order given."""
    if verdicts.count(OK) == len(verdicts):
        return OK  # as it mostly is
    reasons = (reason for verdict in verdicts for reason in verdict.reasons)
    return Verdict(tuple(dict.fromkeys(reasons)))


def first_refusal(*checks: Verdict | Callable[[], Verdict]) -> Verdict:
    """The first refusal alone; if there is none, everything that was remarked.

    A check may be a function: it is then not called once something before it has refused, so a
    later check may rely on what an earlier one has made sure of.
    """
    passed: list[Verdict] = []
    for check in checks:
        verdict = check if isinstance(check, Verdict) else check()
        if verdict.refused:
            return Verdict(verdict.refusals)
        passed.append(verdict)
    return all_of(*passed)
