"""The one search box: every room adds a source beside its screens; each starts from `visible()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jishi.tree.actor import Actor
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach


@dataclass(frozen=True)
class Hit:
    label: str
    note: str
    url: str


@dataclass(frozen=True)
class Source:
    label: str
    icon: str
    permission: Permission
    find: Callable[[Actor, str, int], list[Hit]]
    more: str = ""  # list url that takes ?q=

    def __post_init__(self) -> None:
        SOURCES[self.label] = self


SOURCES: dict[str, Source] = {}


def search(actor: Actor, text: str, each: int = 8) -> list[tuple[Source, list[Hit]]]:
    """Hits by source, only from sources within the actor's reach."""
    found = []
    for source in SOURCES.values():
        if reach(actor, source.permission):
            hits = source.find(actor, text, each)
            if hits:
                found.append((source, hits))
    return found
