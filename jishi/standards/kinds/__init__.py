"""The standards that hold everywhere, a file each; an office's own are rows (`LocalStandard`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.kernel.declare import discover
from jishi.standards.kinds.standard import Criterion, Standard


@cache
def all_standards() -> Mapping[str, Standard]:
    """By code, in the order people expect them in."""
    found = discover("jishi.standards.kinds", Standard)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


__all__ = ["Criterion", "Standard", "all_standards"]
