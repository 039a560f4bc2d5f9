"""Who acts: the first argument of every action and query."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

OPERATOR = "operator"
BUSINESS = "business"


@dataclass(frozen=True)
class Actor:
    """An account at work today, or the audited local operator of the command line."""

    account_id: int | None
    login: str
    name: str
    kind: str  # business, sysadmin, secadmin, auditor, operator
    today: date
    address: str = ""
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_operator(self) -> bool:
        return self.kind == OPERATOR

    @property
    def is_business(self) -> bool:
        return self.kind == BUSINESS


def local_operator(today: date) -> Actor:
    """Whoever runs the command line on the server itself: may do all, sees personal data masked."""
    return Actor(None, "local", "本机操作员", OPERATOR, today)
