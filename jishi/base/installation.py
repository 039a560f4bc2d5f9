"""What this installation is: demo or real, and its name. Decided once (law 4)."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.base.models import Installation


@dataclass(frozen=True)
class About:
    name: str = "基石"
    demo: bool = False
    ready: bool = False


def installation() -> About:
    row = Installation.objects.filter(pk=1).values_list("name", "demo").first()
    return About(row[0], row[1], True) if row else About()
