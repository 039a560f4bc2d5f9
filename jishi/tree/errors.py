"""Why something was not done. Screens, API and commands each turn these into their own words."""

from __future__ import annotations

from jishi.kernel.verdict import Verdict


class NotDone(Exception):
    """Base of all refusals; nothing was written."""


class NotVisible(NotDone):
    """Outside one's reach: answered as if it did not exist."""


class Forbidden(NotDone):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text)
        self.verdict = verdict


class Refused(NotDone):
    """The rules say no: shown beside the form, nothing lost."""

    def __init__(self, message: str, field: str = "", code: str = "refused") -> None:
        super().__init__(message)
        self.message, self.field, self.code = message, field, code


class Conflict(NotDone):
    """Somebody else changed it meanwhile: both versions are shown (law 10)."""

    def __init__(self, theirs: object, message: str = "这条记录刚被别人改过") -> None:
        super().__init__(message)
        self.theirs = theirs


def insist(verdict: Verdict, field: str = "") -> None:
    """Turn a refusal of the rules into one that a form can show beside its field."""
    if verdict.refused:
        raise Refused("；".join(str(r) for r in verdict.refusals), field=field)
