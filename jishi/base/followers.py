"""What goes along when organisations merge or split: every room says what it has there.

A room declares in `<room>/followers.py`, found by being there:

    Follower("people.members", "党员", "人", count=queries.count_members, move=actions.move_members)

`count(actor, org)` says how much there is today, for the preview; `move(doing, source, target, on)`
takes it to the successor from that day on, in the transaction and audit of the merger, and returns
how much went. The merger has authorised it: `move` asks no permission again, and writes in the
room's actions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from jishi.base import settings_tree
from jishi.base.act import Doing
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.rooms import drawers

FOLLOWERS: dict[str, Follower] = {}


@dataclass(frozen=True)
class Follower:
    code: str
    label: str
    unit: str
    count: Callable[[Actor, Organisation], int]
    move: Callable[[Doing, Organisation, Organisation, date], int]
    order: int = 50
    note: str = ""  # what becomes of it, in one sentence for the preview
    # How much must have found another place before the organisation can be closed.
    holds: Callable[[Actor, Organisation], int] = lambda actor, org: 0

    def __post_init__(self) -> None:
        if FOLLOWERS.setdefault(self.code, self) != self:
            raise ValueError(f"{self.code}: declared twice")


def left_behind(actor: Actor, org: Organisation) -> list[str]:
    """What would be without an organisation if this one were closed: 「党员 12 人」."""
    counts = [(each.holds(actor, org), each) for each in followers()]
    return [f"{each.label} {count} {each.unit}" for count, each in counts if count]


def followers() -> list[Follower]:
    drawers("followers")
    return sorted(FOLLOWERS.values(), key=lambda each: (each.order, each.code))


Follower(
    "settings",
    "本级设置",
    "项",
    settings_tree.count_own,
    settings_tree.hand_on,
    order=80,
    note="接收方自己没有设过的项目沿用过来，设过的以接收方为准",
)
