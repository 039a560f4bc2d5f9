"""The duties that hold everywhere, a file each; a county's own are rows (`models.LocalDuty`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.duties.kinds.duty import Duty
from jishi.kernel.declare import discover


@cache
def all_duties() -> Mapping[str, Duty]:
    """By code, in the order people expect them in."""
    found = discover("jishi.duties.kinds", Duty)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


__all__ = ["Duty", "all_duties"]
