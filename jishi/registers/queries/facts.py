"""The facts of a whole subtree in a handful of statements, however many organisations it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from jishi.registers.facts import Sight
from jishi.registers.queries.org_facts import org_facts
from jishi.registers.queries.person_facts import person_facts
from jishi.registers.queries.unit_facts import unit_facts
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

F = TypeVar("F")
ALL = ("organisation", "person", "unit")


def sight(actor: Actor, org: Organisation | None, about: Iterable[str] = ALL) -> Sight:
    """Everything, or only organisations, members or units: each costs its own statements."""
    wanted = set(about)
    return Sight(
        _once(actor, org, "organisation", org_facts) if "organisation" in wanted else [],
        person_facts(actor, org) if "person" in wanted else [],
        _once(actor, org, "unit", unit_facts) if "unit" in wanted else [],
    )


def _once(
    actor: Actor, org: Organisation | None, about: str, load: Callable[..., list[F]]
) -> list[F]:
    """Several blocks of one page ask for the same: loaded once for each request's actor."""
    key = ("registers.facts", about, org.pk if org else None)
    if key not in actor.memo:
        actor.memo[key] = load(actor, org)
    found: list[F] = actor.memo[key]
    return found
