"""What acts are called, said once: `RENAMED = Verb("org.rename", "组织更名")` beside the action."""

from __future__ import annotations

from dataclasses import dataclass

VERBS: dict[str, Verb] = {}


@dataclass(frozen=True)
class Verb:
    code: str
    label: str

    def __post_init__(self) -> None:
        if VERBS.setdefault(self.code, self) != self:
            raise ValueError(f"{self.code}: declared twice")


def label(code: str) -> str:
    return VERBS[code].label if code in VERBS else code
