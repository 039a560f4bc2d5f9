"""Figures at every place: an indicator and its rows."""

from __future__ import annotations

from tests.access.samples import SAMPLES, Sample

MEMBERS = {"code": "member.all"}

SAMPLES |= {
    "figures": Sample(),
    "figure": Sample(lambda place: MEMBERS),
    "figure-rows": Sample(lambda place: MEMBERS),
}
