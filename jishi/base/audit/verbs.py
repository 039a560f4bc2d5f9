"""What acts are called, said once: `RENAMED = Verb("org.rename", "组织更名")` beside the action."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from jishi.kernel.declare import modules_of
from jishi.tree.rooms import drawers

VERBS: dict[str, Verb] = {}


@dataclass(frozen=True)
class Verb:
    code: str
    label: str

    def __post_init__(self) -> None:
        if VERBS.setdefault(self.code, self) != self:
            raise ValueError(f"{self.code}: declared twice")


def label(code: str) -> str:
    verb = all_verbs().get(code)
    return verb.label if verb else code


@cache
def all_verbs() -> Mapping[str, Verb]:
    """Every act that any room declares, those too that only a command or a job loads."""
    for package in ("jishi.base", *(each.__name__ for each in drawers("actions"))):
        deque(modules_of(package), maxlen=0)
    return MappingProxyType(VERBS)
