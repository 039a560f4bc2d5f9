"""Every stored field says whether it is about a person, why it is kept, and for how long.

A model without a `privacy` declaration, or with a text, date, file or JSON field it does not
name, fails the suite (R-LAW-03). The printed processing notice is made from these lines.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Datum:
    """One item of personal data: why we hold it, on what ground, how long, how protected."""

    purpose: str
    basis: str  # rule id or law article
    retention: str  # a retention clock: account, member, case, audit, inbox, upload
    keep: str  # that clock in words, for the printed notice
    masked: bool = False


class Privacy:
    """What a model holds about people.

    `Privacy(name=Datum(...))` names fields one by one, `Privacy.every(Datum(...))` says the same
    of all of them, `Privacy.none("why not")` that nothing is personal.
    """

    def __init__(self, **data: Datum) -> None:
        self.data = data
        self.default: Datum | None = None
        self.why_none = ""

    @classmethod
    def none(cls, why: str) -> Privacy:
        privacy = cls()
        privacy.why_none = why
        return privacy

    @classmethod
    def every(cls, datum: Datum, **data: Datum) -> Privacy:
        privacy = cls(**data)
        privacy.default = datum
        return privacy

    def of(self, field: str) -> Datum | None:
        return self.data.get(field, self.default)
