"""The first page: what is due, late and waiting for this person, made of blocks.

A room adds a block beside its screens; a block without anything to say for this actor is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from jishi.tree.actor import Actor
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach


@dataclass(frozen=True)
class Number:
    """A computed figure that opens to its rows."""

    label: str
    value: int
    url: str
    unit: str = ""
    note: str = ""
    tone: str = ""  # red when something is late


@dataclass(frozen=True)
class Entry:
    """One thing to do or to know."""

    label: str
    url: str
    note: str = ""
    due_on: date | None = None
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Content:
    """What a block shows: figures, entries, or ways to start something."""

    kind: str  # numbers, entries or starts
    numbers: list[Number] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    empty: str = ""
    more: str = ""
    more_label: str = "全部"


@dataclass(frozen=True)
class Block:
    title: str
    icon: str
    permission: Permission
    make: Callable[[Actor], Content | None]
    order: int = 50
    side: bool = False  # in the narrow column on a wide screen

    def __post_init__(self) -> None:
        BLOCKS[self.title] = self


BLOCKS: dict[str, Block] = {}


@dataclass(frozen=True)
class Start:
    """Something that whoever holds the permission begins often: a way in on the first page."""

    label: str
    route: str
    hint: str
    icon: str
    permission: Permission
    order: int = 50

    def __post_init__(self) -> None:
        STARTS[self.label] = self


STARTS: dict[str, Start] = {}


def starts(actor: Actor) -> Content | None:
    """Every room's ways in, in one block."""
    ours = sorted((s for s in STARTS.values() if reach(actor, s.permission)), key=lambda s: s.order)
    entries = [Entry(s.label, reverse(s.route), s.hint, icon=s.icon) for s in ours]
    return Content("starts", entries=entries) if entries else None


@dataclass(frozen=True)
class Shown:
    block: Block
    content: Content


def blocks(actor: Actor) -> list[Shown]:
    shown = []
    for block in sorted(BLOCKS.values(), key=lambda b: b.order):
        if reach(actor, block.permission):
            content = block.make(actor)
            if content is not None:
                shown.append(Shown(block, content))
    return shown


@dataclass(frozen=True)
class Arranged:
    """The page from top to bottom: figures that call for somebody, lists, all other figures."""

    calling: list[Number]
    wide: list[Shown]
    numbers: list[Number]
    side: list[Shown]


def arranged(shown: list[Shown]) -> Arranged:
    figures = [n for each in shown if each.content.kind == "numbers" for n in each.content.numbers]
    lists = [each for each in shown if each.content.kind != "numbers"]
    calling = [n for n in figures if n.tone in ("red", "amber")]
    return Arranged(
        sorted(calling, key=lambda n: n.tone != "red"),
        [each for each in lists if not each.block.side],
        [n for n in figures if n not in calling],
        [each for each in lists if each.block.side],
    )
