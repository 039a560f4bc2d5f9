"""The one place that reads grants (law 3).

`reach` answers where an actor holds a permission; `visible` cuts a queryset to it; `can` judges
one organisation and says why; `require` raises. Access always uses today's tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from jishi.kernel.path import is_within, subtree_bounds
from jishi.kernel.verdict import OK, Verdict, refuse
from jishi.tree.actor import Actor
from jishi.tree.errors import Forbidden, NotVisible, Refused
from jishi.tree.fixed import fixed_rows
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import ROLES, SELF, Permission

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Root:
    """A place where a permission holds, and through which grant."""

    org_id: int
    path: str
    subtree: bool
    role: str
    since: date | None = None
    org_name: str = ""
    stands_in: bool = False
    until: date | None = None


@dataclass(frozen=True)
class Reach:
    everywhere: bool
    roots: tuple[Root, ...] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.roots)

    def covers(self, path: str) -> bool:
        return self.everywhere or any(_covers(root, path) for root in self.roots)

    def covers_below(self, path: str) -> bool:
        """Whether it holds for all below as well, as needed for what binds them."""
        return self.everywhere or any(r.subtree and _covers(r, path) for r in self.roots)

    def q(self, via: str = "") -> Q:
        """The condition on a queryset whose organisation is reached through `via`."""
        prefix = f"{via}__" if via else ""
        condition = Q(pk__in=[])
        for root in self.roots:
            if root.subtree:
                low, high = subtree_bounds(root.path)
                condition |= Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})
            else:
                condition |= Q(**{f"{prefix}path": root.path})
        return condition


def _covers(root: Root, path: str) -> bool:
    return is_within(path, root.path) if root.subtree else path == root.path


def reach(actor: Actor, permission: Permission, on: date | None = None) -> Reach:
    day = on or actor.today
    key = (permission.code, day)
    if key not in actor.memo:
        actor.memo[key] = _reach(actor, permission, day)
    found: Reach = actor.memo[key]
    return found


def _reach(actor: Actor, permission: Permission, day: date) -> Reach:
    if actor.is_operator:
        return Reach(everywhere=not permission.reveals)
    if not actor.is_business:
        return Reach(everywhere=actor.kind in permission.to)
    roots = standing(actor, day)
    if permission.reads:
        roots = (*roots, *_inherited(actor, day))
    return Reach(False, tuple(r for r in roots if r.role in permission.to))


# Asked on every page and by every program, so it is said in SQL: three quarters of the time of the
# same question through the ORM went into making the statement. The last column tells whether
# something was merged into an organisation at or below the grant's (bounds as `subtree_bounds`
# says): who has inherited nothing pays no statement to learn it.
_STANDING = """
    SELECT held.org_id, org.path, held.subtree, held.role, held.since, org.short_name,
        held.stands_in_for_id IS NOT NULL, held.until,
        EXISTS (
            SELECT 1 FROM organisation gone JOIN organisation heir ON heir.id = gone.successor_id
            WHERE heir.path >= org.path
                AND heir.path < substr(org.path, 1, length(org.path) - 1) || '0'
        )
    FROM access_grant held JOIN organisation org ON org.id = held.org_id
    WHERE held.account_id = %s AND held.since <= %s AND (held.until IS NULL OR held.until >= %s)
    ORDER BY org.path, held.id
"""


def standing(actor: Actor, day: date | None = None) -> tuple[Root, ...]:
    """All roles the actor holds on a day, with their places: one query per actor and day."""
    on = day or actor.today
    if actor.account_id is None:
        return ()
    key = ("standing", on)
    if key not in actor.memo:
        that_day = connection.ops.adapt_datefield_value(on)
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, [actor.account_id, that_day, that_day])
            rows = cursor.fetchall()
        actor.memo["heir", on] = any(row[-1] for row in rows)
        actor.memo[key] = tuple(
            Root(org, path, bool(subtree), role, since, name, bool(stands_in), until)
            for org, path, subtree, role, since, name, stands_in, until, _ in rows
        )
    found: tuple[Root, ...] = actor.memo[key]
    return found


def _inherited(actor: Actor, day: date) -> tuple[Root, ...]:
    """Organisations merged into what the actor reaches: the old ledgers are read on there."""
    key = ("inherited", day)
    if key not in actor.memo:
        held = Reach(False, standing(actor, day))
        if not (held and actor.memo.get(("heir", day), True)):
            return ()
        actor.memo[key] = tuple(
            replace(root, org_id=pk, path=path, subtree=True, org_name=name)
            for pk, path, name, heir in fixed_rows(_merged)
            for root in held.roots
            if _covers(root, heir) and not _covers(root, path)
        )
    found: tuple[Root, ...] = actor.memo[key]
    return found


def _merged() -> QuerySet[Any, Any]:
    """Whatever was merged, wherever; few enough to be looked through."""
    rows = Organisation.objects.filter(successor__isnull=False)
    return rows.values_list("pk", "path", "short_name", "successor__path")


def first_place(actor: Actor, permission: Permission, *, only: bool = False) -> Organisation | None:
    """Where a form of this permission begins; with `only`, for whoever has no other place."""
    roots = reach(actor, permission).roots
    if not roots or (only and len(roots) > 1):
        return None
    return Organisation.objects.filter(pk=roots[0].org_id).first()


def visible(
    actor: Actor, permission: Permission, queryset: QuerySet[M], via: str = ""
) -> QuerySet[M]:
    """The rows whose organisation (through `via`; empty for organisations) is within reach."""
    where = reach(actor, permission)
    if where.everywhere:
        return queryset
    return queryset.filter(where.q(via)) if where.roots else queryset.none()


def can(actor: Actor, permission: Permission, org: Organisation | None = None) -> Verdict:
    """May the actor do this here, and why (not)?"""
    if permission == SELF and org is None:
        return OK  # also whoever has lost all roles may see why, change the password, sign out
    where = reach(actor, permission)
    if not where:
        holders = "、".join(ROLES[code].label for code in permission.to) or "无人"
        return refuse(
            "no_permission", f"您没有「{permission.label}」的权限；有此权限的是：{holders}"
        )
    if org is not None and not where.covers(org.path):
        places = "、".join(root.org_name for root in where.roots)
        return refuse(
            "out_of_reach",
            f"「{permission.label}」您只能在这些范围内办理：{places}；{org.short_name}不在其中",
        )
    return OK


def may(actor: Actor, permission: Permission, org: Organisation) -> bool:
    """Whether to offer it here; `can` also says why, `require` insists."""
    return reach(actor, permission).covers(org.path)


def require(actor: Actor, permission: Permission, org: Organisation | None = None) -> None:
    """404 outside one's reach, 403 with the reason without the permission."""
    verdict = can(actor, permission, org)
    if verdict:
        return
    if verdict.reasons[0].code == "out_of_reach":
        raise NotVisible
    raise Forbidden(verdict)


def insist_below(actor: Actor, permission: Permission, org: Organisation) -> None:
    """What binds all below is done by nobody who answers for the office alone."""
    alone = not reach(actor, permission).covers_below(org.path)
    if alone and org.children.filter(closed_on__isnull=True).exists():
        raise Refused(f"{permission.label}对下级同样有效，您的权限只到本级，请由管到下级的人办理")


def holders(roles: Sequence[str], orgs: Iterable[int], on: date) -> dict[int, set[int]]:
    """Who holds one of these roles at each organisation itself that day: whom to remind there."""
    rows = Grant.objects.filter(role__in=roles, org_id__in=list(orgs), since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=on))
    found: dict[int, set[int]] = {}
    for org_id, account_id in rows.values_list("org_id", "account_id"):
        found.setdefault(org_id, set()).add(account_id)
    return found
