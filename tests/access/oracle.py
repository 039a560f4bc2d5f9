"""Who may do what where, said a second time: parent links and grant rows, no paths, no SQL ranges.

Deliberately slow and plain. It shares nothing with `jishi.tree.reach` but the rows themselves and
each permission's declared list of roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.tree.actor import Actor
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import Permission


class Knot(AssertionError):
    """An organisation stands below itself: no access can be right in such a tree."""


@dataclass(frozen=True)
class GrantRow:
    account: int
    role: str
    org: int
    subtree: bool
    since: date
    until: date | None


@dataclass(frozen=True)
class Oracle:
    parent_of: dict[int, int | None]
    grants: tuple[GrantRow, ...]
    successor_of: dict[int, int]  # who carries on what was merged away

    @classmethod
    def of_database(cls) -> Oracle:
        return cls(
            dict(Organisation.objects.values_list("pk", "parent_id")),
            tuple(
                GrantRow(g.account_id, g.role, g.org_id, g.subtree, g.since, g.until)
                for g in Grant.objects.all()
            ),
            dict(Organisation.objects.exclude(successor=None).values_list("pk", "successor_id")),
        )

    def line_above(self, org: int) -> list[int]:
        """The organisations over this one, nearest first."""
        found: list[int] = []
        above = self.parent_of[org]
        while above is not None:
            if above in found:
                raise Knot(above)
            found.append(above)
            above = self.parent_of[above]
        return found

    def holds(self, actor: Actor, permission: Permission, day: date | None = None) -> bool:
        """Does the actor hold the permission anywhere at all?"""
        if actor.kind == "operator":
            return not permission.reveals
        if actor.kind in ("sysadmin", "secadmin", "auditor"):
            return actor.kind in permission.to
        return bool(self._running(actor, permission, day or actor.today))

    def allows(
        self, actor: Actor, permission: Permission, org: int, day: date | None = None
    ) -> bool:
        """May the actor do it at this organisation?"""
        if actor.kind != "business":
            return self.holds(actor, permission, day)
        places = [org]
        if permission.code.rsplit(".", 1)[-1] in ("view", "read"):
            line = (org, *self.line_above(org))
            places += [self.successor_of[each] for each in line if each in self.successor_of]
        for grant in self._running(actor, permission, day or actor.today):
            for place in places:
                if grant.org == place or (grant.subtree and grant.org in self.line_above(place)):
                    return True
        return False

    def _running(self, actor: Actor, permission: Permission, day: date) -> list[GrantRow]:
        running = []
        for grant in self.grants:
            begun = grant.since <= day
            over = grant.until is not None and grant.until < day
            mine = grant.account == actor.account_id
            if mine and begun and not over and grant.role in permission.to:
                running.append(grant)
        return running
