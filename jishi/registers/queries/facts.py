"""The facts of a whole subtree in a handful of statements, however many organisations it has."""

from __future__ import annotations

from collections.abc import Iterable

from jishi.registers.facts import Sight
from jishi.registers.queries.org_facts import org_facts
from jishi.registers.queries.person_facts import person_facts
from jishi.registers.queries.unit_facts import unit_facts
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

ALL = ("organisation", "person", "unit")


def sight(actor: Actor, org: Organisation | None, about: Iterable[str] = ALL) -> Sight:
    """Everything, or only organisations, members or units: each costs its own statements."""
    wanted = set(about)
    return Sight(
        org_facts(actor, org) if "organisation" in wanted else [],
        person_facts(actor, org) if "person" in wanted else [],
        unit_facts(actor, org) if "unit" in wanted else [],
    )
