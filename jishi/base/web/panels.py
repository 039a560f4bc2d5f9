"""What stands on the page of an organisation, a person or an activity: every room adds its part.

A room declares panels and buttons in `<room>/panels.py`; they are found by being there:

    Panel("organisation", "任期", "timer", TERM_VIEW, _term, order=20)
    PageAction("organisation", "登记换届", lambda org: reverse("org-elect", args=[org.pk]),
               "vote", TERM_EDIT)

`make(actor, obj)` reads through the room's `queries.py` and returns a `Shown`, or None if there is
nothing to say of this object. A panel or button whose permission the actor does not hold *here* is
left out. A page shows them by `panels(actor, page, obj, org)`, `buttons(…)` and the template part
`web/_panels.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jishi.base.web.workbench import Entry, Number
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach
from jishi.tree.rooms import drawers

Page = Literal["organisation", "person", "activity"]


@dataclass(frozen=True)
class Link:
    """A cell or fact that leads somewhere; without a url plain text."""

    text: str
    url: str = ""
    tone: str = ""  # red, amber, green, blue, grey: drawn as a badge

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Shown:
    """What a panel shows; the parts that are filled are drawn from top to bottom."""

    numbers: Sequence[Number] = ()
    facts: Sequence[tuple[str, Any]] = ()  # (label, value or Link)
    rows: Sequence[Entry] = ()
    headers: Sequence[str] = ()
    cells: Sequence[Sequence[Any]] = ()  # a table: values, Links, ints
    timeline: Sequence[tuple[Any, str, str, str]] = ()  # (day, heading, note, tone)
    actions: Sequence[tuple[str, str, str]] = ()  # (label, url, icon)
    note: str = ""
    empty: str = ""  # said when nothing above is filled
    more: str = ""
    more_label: str = "查看全部"
    template: str = ""  # the room's own part, drawn after the above, with `context`
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        parts = (self.numbers, self.facts, self.rows, self.cells, self.timeline, self.template)
        return not any(parts)


@dataclass(frozen=True)
class Panel:
    page: Page
    title: str
    icon: str
    permission: Permission
    make: Callable[[Actor, Any], Shown | None]
    order: int = 50
    side: bool = False  # in the narrow column on a wide screen

    def __post_init__(self) -> None:
        if PANELS.setdefault((self.page, self.title), self) != self:
            raise ValueError(f"{self.page}: the panel {self.title} is declared twice")


@dataclass(frozen=True)
class PageAction:
    """A button at the head of the page; the action behind it decides again."""

    page: Page
    label: str
    url: Callable[[Any], str]
    icon: str
    permission: Permission
    danger: bool = False
    when: Callable[[Any], bool] = lambda obj: True
    order: int = 50

    def __post_init__(self) -> None:
        ACTIONS[self.page, self.label] = self


PANELS: dict[tuple[str, str], Panel] = {}
ACTIONS: dict[tuple[str, str], PageAction] = {}


@dataclass(frozen=True)
class Drawn:
    panel: Panel
    shown: Shown


def panels(
    actor: Actor, page: Page, obj: Any, org: Organisation | None
) -> tuple[list[Drawn], list[Drawn]]:
    """The wide and the narrow column for an object that stands at `org`.

    Without an organisation (one's own page) holding the permission anywhere is enough.
    """
    drawers("panels")
    wide: list[Drawn] = []
    narrow: list[Drawn] = []
    ours = [panel for panel in PANELS.values() if panel.page == page]
    for panel in sorted(ours, key=lambda p: p.order):
        if _allowed(actor, panel.permission, org):
            shown = panel.make(actor, obj)
            if shown is not None:
                (narrow if panel.side else wide).append(Drawn(panel, shown))
    return wide, narrow


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    icon: str
    danger: bool = False


def buttons(actor: Actor, page: Page, obj: Any, org: Organisation | None) -> list[Button]:
    drawers("panels")
    ours = sorted((a for a in ACTIONS.values() if a.page == page), key=lambda a: a.order)
    return [
        Button(each.label, each.url(obj), each.icon, each.danger)
        for each in ours
        if _allowed(actor, each.permission, org) and each.when(obj)
    ]


def _allowed(actor: Actor, permission: Permission, org: Organisation | None) -> bool:
    where = reach(actor, permission)
    return bool(where) if org is None else where.covers(org.path)
