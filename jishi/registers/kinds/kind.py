"""What a kind of link says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jishi.base.settings_tree import Setting
from jishi.kernel.declare import Declaration, discover
from jishi.tree.permissions import Permission

ENDS = {
    "person": "人员",
    "unit": "单位",
    "partner_org": "对方党组织",
    "partner": "对方名称",
}


@dataclass(frozen=True, kw_only=True)
class LinkKind(Declaration):
    """A dated link from an organisation (where it holds) to one or more of `ENDS`."""

    permission: Permission
    order: int = 50
    needs: tuple[str, ...] = ("person",)  # ends that must be there
    takes: tuple[str, ...] = ()  # ends that may be there besides
    is_post: bool = False  # somebody is appointed, so it stands under 任职
    on_committee: bool = False  # its holder sits on the committee (R-ORG-16)
    leads: bool = False  # counts as leader of the organisation
    members_only: bool = True  # the person has to be a Party member
    sole: bool = False  # one at a time in an organisation
    needs_document: bool = False  # shown as in office only once approved (R-ORG-22)
    term_months: int = 0  # proposed length; 0 = open
    sectors: tuple[str, ...] = ()  # where it makes sense; empty = everywhere
    org_kinds: tuple[str, ...] = ()
    most_per_person: Setting[int] | None = None  # how many of them one person may carry
    entry: str = ""  # what is written down as it goes on: 走访, 考评, 落实
    duties: bool = False  # says what the holder is to do
    help: str = ""

    @property
    def ends(self) -> tuple[str, ...]:
        return (*self.needs, *self.takes)

    @property
    def ending(self) -> str:
        return "免职" if self.is_post else "结束"

    @property
    def renewing(self) -> str:
        return "续任" if self.is_post else "续期"

    def fits(self, sector: str, org_kind: str) -> bool:
        return (not self.sectors or sector in self.sectors) and (
            not self.org_kinds or org_kind in self.org_kinds
        )


@cache
def all_kinds() -> Mapping[str, LinkKind]:
    """Every kind, in the order people expect them in."""
    found = discover("jishi.registers.kinds", LinkKind)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


def kind_of(code: str) -> LinkKind:
    return all_kinds()[code]
