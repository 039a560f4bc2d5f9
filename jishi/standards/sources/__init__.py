"""Where points come from: a file each, found by being there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jishi.kernel.declare import discover
from jishi.standards.sources.source import Found, Lack, Proof, Source


@cache
def all_sources() -> Mapping[str, Source]:
    return discover("jishi.standards.sources", Source)


__all__ = ["Found", "Lack", "Proof", "Source", "all_sources"]
