"""What goes along in a merger: contacts, units and venues; posts end with their place."""

from __future__ import annotations

from jishi.base.followers import Follower
from jishi.registers.actions import links as link_actions
from jishi.registers.actions import units as unit_actions
from jishi.registers.actions import venues as venue_actions
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count_links(actor: Actor, org: Organisation) -> int:
    return Link.objects.filter(org=org, until__isnull=True).count()


def _count_units(actor: Actor, org: Organisation) -> int:
    units = Unit.objects.filter(org=org).count()
    return units + UnitCoverage.objects.filter(org=org, until__isnull=True).count()


LINKS = Follower(
    "registers.links", "任职和联系", "项", _count_links, link_actions.hand_on, order=40,
    note="班子职务同日结束；联系户、结对、共建、指导员随接收方",
)  # fmt: skip
UNITS = Follower(
    "registers.units", "归口和覆盖的单位", "家", _count_units, unit_actions.hand_on, order=45,
    note="由接收方归口，由它覆盖的改为接收方覆盖",
)  # fmt: skip
VENUES = Follower(
    "registers.venues", "阵地", "处", venue_actions.count_venues, venue_actions.hand_on, order=46,
    note="由接收方继续使用",
)  # fmt: skip
