"""Faults put in on purpose: each must be caught by the oracle or by the matrix.

A proof that has never failed proves little. A hole is a name and a function that monkeypatches
the fault in; the tests open it and insist that the proof then fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from jishi.orgs.actions import changes as org_actions
from jishi.tree import reach as reach_module
from jishi.tree.actor import Actor
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import Reach, Root

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Hole:
    name: str
    open: Callable[[Patch], None]


def _standing(
    which: Callable[[Actor, date], Q], subtree: bool | None = None
) -> Callable[..., tuple[Root, ...]]:
    """`reach.standing` with another idea of which grants count."""

    def standing(actor: Actor, day: date | None = None) -> tuple[Root, ...]:
        grants = Grant.objects.filter(which(actor, day or actor.today)).select_related("org")
        return tuple(
            Root(g.org_id, g.org.path, g.subtree if subtree is None else subtree, g.role)
            for g in grants
        )

    return standing


def _mine(actor: Actor) -> Q:
    return Q(account_id=actor.account_id)


def _running(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def _grants(which: Callable[[Actor, date], Q], subtree: bool | None = None) -> Callable[..., None]:
    def patch(monkeypatch: Patch) -> None:
        monkeypatch.setattr(reach_module, "standing", _standing(which, subtree))

    return patch


def _set(target: Any, name: str, value: Any) -> Callable[[Patch], None]:
    return lambda monkeypatch: monkeypatch.setattr(target, name, value)


def _bounds_without_slash(path: str) -> tuple[str, str]:
    return path.rstrip("/"), path.rstrip("/") + chr(0x10FFFF)


def _within_without_slash(path: str, top: str) -> bool:
    return path.startswith(top.rstrip("/"))


def _upside_down(path: str, top: str) -> bool:
    return top.startswith(path)


def _any_role(actor: Actor, permission: Permission, day: date) -> Reach:
    if not actor.is_business:
        return _true_reach(actor, permission, day)
    return Reach(False, reach_module.standing(actor, day))


def _administrators_everywhere(actor: Actor, permission: Permission, day: date) -> Reach:
    if actor.kind in ("sysadmin", "secadmin", "auditor"):
        return Reach(True)
    return _true_reach(actor, permission, day)


def _operator_sees_clear(actor: Actor, permission: Permission, day: date) -> Reach:
    return Reach(True) if actor.is_operator else _true_reach(actor, permission, day)


_true_reach = reach_module._reach
_true_visible = reach_module.visible


def _one_memo(actor: Actor, permission: Permission, on: date | None = None) -> Reach:
    """Remembered by day alone: the first permission asked answers for all."""
    day = on or actor.today
    found: Reach = actor.memo.setdefault(("hole", day), _true_reach(actor, permission, day))
    return found


def _one_day(actor: Actor, permission: Permission, on: date | None = None) -> Reach:
    """Remembered by permission alone: the first day asked answers for all."""
    day = on or actor.today
    key = ("hole", permission.code)
    found: Reach = actor.memo.setdefault(key, _true_reach(actor, permission, day))
    return found


def _open_when_empty(self: Reach, via: str = "") -> Q:
    return _true_q(self, via) if self.roots else Q()


_true_q = Reach.q


def _flat_q(self: Reach, via: str = "") -> Q:
    """The condition forgets that a grant may hold for one organisation only."""
    wide = Reach(self.everywhere, tuple(Root(r.org_id, r.path, True, r.role) for r in self.roots))
    return _true_q(wide, via)


def _fail_open(monkeypatch: Patch) -> None:
    """No grants, so no condition, so everything: the classic."""

    def visible(actor: Actor, permission: Permission, queryset: Any, via: str = "") -> Any:
        where = reach_module.reach(actor, permission)
        return queryset.filter(where.q(via)) if where.roots else queryset

    _everywhere(monkeypatch, "visible", visible)


def _everywhere(monkeypatch: Patch, name: str, value: Any) -> None:
    """Replace a function of `reach` in every module that has imported it by name."""
    import sys

    true = getattr(reach_module, name)
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").split(".")[0] in ("jishi", "tests"):
            for attribute, held in list(vars(module).items()):
                if held is true and not attribute.startswith("_true"):
                    monkeypatch.setattr(module, attribute, value)


def _children_left_behind(org: Organisation, new_path: str, new_line: str) -> None:
    Organisation.objects.filter(path=org.path).update(path=new_path, line=new_line)


def _twins_taken_along(org: Organisation, new_path: str, new_line: str) -> None:
    tail: Any = Substr(F("path"), len(org.path))
    Organisation.objects.filter(path__startswith=org.path.rstrip("/")).update(
        path=Concat(Value(new_path.rstrip("/")), tail)
    )


ORACLE_HOLES = (
    Hole("range without the slash", _set(reach_module, "subtree_bounds", _bounds_without_slash)),
    Hole("prefix without the slash", _set(reach_module, "is_within", _within_without_slash)),
    Hole("sees what is above", _set(reach_module, "is_within", _upside_down)),
    Hole(
        "until exclusive",
        _grants(lambda a, d: _mine(a) & Q(since__lte=d) & (Q(until__isnull=True) | Q(until__gt=d))),
    ),
    Hole(
        "since exclusive",
        _grants(lambda a, d: _mine(a) & _running(d) & Q(since__lt=d)),
    ),
    Hole("grants of tomorrow", _grants(lambda a, d: _mine(a) & _running(d + timedelta(1)))),
    Hole("grants of yesterday", _grants(lambda a, d: _mine(a) & _running(d - timedelta(1)))),
    Hole("expired grant honoured", _grants(lambda a, d: _mine(a) & Q(since__lte=d))),
    Hole("future grant honoured", _grants(lambda a, d: _mine(a) & Q(until__isnull=True))),
    Hole("grants of another account", _grants(lambda a, d: _running(d))),
    Hole(
        "stand-ins forgotten",
        _grants(lambda a, d: _mine(a) & _running(d) & Q(stands_in_for__isnull=True)),
    ),
    Hole(
        "grants at closed organisations forgotten",
        _grants(lambda a, d: _mine(a) & _running(d) & Q(org__closed_on__isnull=True)),
    ),
    Hole("subtree always", _grants(lambda a, d: _mine(a) & _running(d), subtree=True)),
    Hole("subtree never", _grants(lambda a, d: _mine(a) & _running(d), subtree=False)),
    Hole("subtree always in lists", _set(Reach, "q", _flat_q)),
    Hole("any role will do", _set(reach_module, "_reach", _any_role)),
    Hole("administrators everywhere", _set(reach_module, "_reach", _administrators_everywhere)),
    Hole("operator sees in clear", _set(reach_module, "_reach", _operator_sees_clear)),
    Hole("memory forgets the permission", _set(reach_module, "reach", _one_memo)),
    Hole("memory forgets the day", lambda m: _everywhere(m, "reach", _one_day)),
    Hole("no grants, no filter", _fail_open),
    Hole("whoever reads, changes", lambda m: m.setattr(Permission, "reads", True)),
    Hole("the absorbed forgotten", _set(reach_module, "_inherited", lambda actor, day: ())),
    Hole("children left behind", _set(org_actions, "_rehang", _children_left_behind)),
    Hole("twins taken along", _set(org_actions, "_rehang", _twins_taken_along)),
)
