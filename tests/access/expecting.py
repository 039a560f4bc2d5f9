"""What each may see and change by the oracle's account, and what answers are therefore due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from jishi.base.web.screen import Route
from jishi.tree.actor import Actor
from jishi.tree.permissions import ADMINISTRATORS, SELF, all_permissions
from tests.access import snapshots
from tests.access.asking import ANONYMOUS, Asking
from tests.access.oracle import Oracle
from tests.access.places import Place
from tests.access.samples import Sample
from tests.world import TODAY

# Of these a superior's are no secret to those below: names, settings, kinds that hold for them.
LINE_ABOVE = {
    "organisation", "organisation_state", "setting_value", "activity_kind", "local_standard",
    "local_return", "paper_template",
}  # fmt: skip
# These are their owner's alone, even beside him in the same office.
PRIVATE = {
    "api_token",
    "draft",
    "inbox_item",
    "sign_in",
    "job",
    "stored_file",
    "behalf_entry",
    "own_board",
}
# What an administrator needs for his work is no business data (law 4).
ADMINISTRATION = {"organisation", "organisation_state", "account", "access_grant", "handover",
                  "setting_value", "audit_event"}  # fmt: skip

Allowed = Callable[[int, str], bool]  # may a canary of this place and table stand here?


@dataclass
class Expecting(Asking):
    _allowed: dict[str, Allowed] = field(default_factory=dict)

    @cached_property
    def oracle(self) -> Oracle:
        return Oracle.of_database()

    def actor(self, name: str) -> Actor:
        account = self.places.actors[name].account
        return Actor(account.pk, account.login, account.name, account.kind, TODAY)

    def holds(self, name: str, route: Route) -> bool:
        assert route.permission is not None
        return route.permission == SELF or self.oracle.holds(self.actor(name), route.permission)

    def reaches(self, name: str, route: Route, sample: Sample, place: Place) -> bool:
        """May this actor see the object of this place through this route?"""
        if sample.owner in ("none", "anybody", "nobody"):
            return sample.owner != "nobody"
        if sample.owner == "account":
            return place is self.places.actors[name]
        assert route.permission is not None
        return self.oracle.allows(self.actor(name), route.permission, place.org.pk)

    def expected(self, name: str, route: Route, sample: Sample, place: Place) -> set[int]:
        """The statuses that may be answered; empty: anything but a fault."""
        api = route.name.startswith("api:")
        if route.public:
            return set()
        if name == ANONYMOUS:
            return {401} if api else {302}
        if not self.holds(name, route):
            return {403}
        if not self.reaches(name, route, sample, place):
            return {404}
        return set()

    def mine(self, name: str) -> Allowed:
        """Whether a canary of (place, table) may stand before this actor."""
        if name == ANONYMOUS:
            return lambda number, table: False
        own, actor = self.places.actors[name], self.actor(name)
        if own.account.kind in ADMINISTRATORS:
            return lambda number, table: number == own.number or table in ADMINISTRATION
        reached = {
            place.number
            for place in self.places.all()
            if any(
                self.oracle.allows(actor, permission, place.org.pk)
                for permission in all_permissions().values()
            )
        }
        standing = {g.org for g in self.oracle.grants if g.account == own.account.pk}
        above = {o for org in standing for o in (org, *self.oracle.line_above(org))}
        above.add(own.org.pk)  # named by rows of one's own, granted or not
        line = {p.number for p in self.places.all() if p.org.pk in above}

        def allowed(number: int, table: str) -> bool:
            if number == own.number:
                return True
            if table in PRIVATE:
                return False
            home = table in LINE_ABOVE and number in line
            return home or number in reached

        return allowed

    def allowed(self, name: str) -> Allowed:
        if name not in self._allowed:
            self._allowed[name] = self.mine(name)
        return self._allowed[name]

    def foreign(self, change: snapshots.Change, own: Place) -> bool:
        if change.org is None and not change.accounts:
            return False
        if own.account.kind in ADMINISTRATORS or own.account.pk in change.accounts:
            return False
        if change.how == "made" and change.model._meta.db_table == "inbox_item":
            return False  # telling others is what an inbox is for
        reached = self.reached(own)
        if change.org is not None:
            known = {p.org.pk for p in self.places.all()}
            return change.org in known and change.org not in reached
        homes = {p.account.pk: p.org.pk for p in self.places.all()}
        return any(homes[who] not in reached for who in change.accounts & homes.keys())

    def reached(self, own: Place) -> set[int]:
        actor = Actor(own.account.pk, "", "", own.account.kind, TODAY)
        return {
            p.org.pk
            for p in self.places.all()
            if any(self.oracle.allows(actor, q, p.org.pk) for q in all_permissions().values())
        }
