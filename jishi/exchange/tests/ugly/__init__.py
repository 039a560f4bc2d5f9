"""Ugly workbooks, the same for the same seed, with the truth about each of their cells.

`make(trick names, base, form, seed)` gives one; `catalogue()` every trick on every fitting format;
`mixtures(count)` several tricks at once, as real files have them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from jishi.exchange.tests.ugly import bodies
from jishi.exchange.tests.ugly.bases import BASES
from jishi.exchange.tests.ugly.plan import Plan, Truth
from jishi.exchange.tests.ugly.render import FORMATS, render

TRICKS = bodies.TRICKS
# Tricks that cannot stand together in one table.
APART = (
    {"no_header", "two_level_header"}, {"no_header", "identity_head_empty"},
)  # fmt: skip


@dataclass(frozen=True)
class Ugly:
    label: str
    data: bytes
    name: str
    truth: Truth


def make(tricks: tuple[str, ...], base: str, form: str, seed: int) -> Ugly | None:
    """None where the format cannot carry the trick."""
    rng = Random(zlib.crc32(f"{tricks}{base}{form}{seed}".encode()))
    plan: Plan = BASES[base](rng)
    for name in tricks:
        allowed = plan.formats
        plan.formats = ()
        TRICKS[name](plan)
        if allowed and plan.formats:
            plan.formats = tuple(f for f in plan.formats if f in allowed) or ("none",)
        plan.formats = plan.formats or allowed
    if plan.formats and form not in plan.formats:
        return None
    grid, truth = plan.lay()
    sheets = [*plan.sheets_before, grid, *plan.sheets_after]
    data, name = render(sheets, form, plan.date1904)
    return Ugly(f"{'+'.join(tricks)} {base} {form} {seed}", data, name, truth)


def catalogue(formats: tuple[str, ...] = FORMATS) -> Iterator[Ugly]:
    """Each trick alone, on two bases, in turn through the formats."""
    for number, name in enumerate(TRICKS):
        for place, base in enumerate(("members", list(BASES)[number % len(BASES)])):
            for step in range(len(formats)):
                form = formats[(number + place * 3 + step) % len(formats)]
                ugly = make((name,), base, form, number)
                if ugly:
                    yield ugly
                    break


def mixtures(count: int, seed: int = 0) -> Iterator[Ugly]:
    """Three to seven tricks at once."""
    rng = Random(seed)
    found = 0
    while found < count:
        chosen = tuple(rng.sample(list(TRICKS), rng.randint(3, 7)))
        if any(pair <= set(chosen) for pair in APART) or "no_header" in chosen:
            continue
        base = rng.choice(("members", "members", *BASES))
        form = rng.choice(("xlsx", "xlsx", "xlsx", *FORMATS))
        ugly = make(chosen, base, form, found)
        if ugly:
            found += 1
            yield ugly
