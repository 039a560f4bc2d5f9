"""Changing organisations: found, rename, reconstitute, move, close. Each leaves a dated state.

Every act takes effect on a day on or after the last one. Whatever changes the shape of the tree
takes one lock on the root row, so two moves can never tie a knot and no newcomer is left behind;
paths below are derived again from parents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.pinyin import search_text
from jishi.kernel.path import ROOT, child
from jishi.orgs import rules
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import ChangeKind, Organisation, OrganisationChange, OrganisationState
from jishi.tree.reach import require

FOUNDED = Verb("org.found", "成立组织")
RENAMED = Verb("org.rename", "组织更名")
REKINDED = Verb("org.rekind", "组织改设")
MOVED = Verb("org.move", "调整隶属")
CLOSED = Verb("org.close", "撤销组织")

LEVEL = 6  # figures of a level in `Organisation.line`


@dataclass(frozen=True)
class Basis:
    """On which day, by which document, with what remark an organisation changes."""

    on: date
    document: str = ""
    note: str = ""


def found_organisation(
    actor: Actor,
    parent: Organisation | None,
    *,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    sector: str,
    basis: Basis,
) -> Organisation:
    """Found a Party organisation under its superior."""
    with act(actor, ORG_EDIT, parent) as doing:
        if parent is None and not actor.is_operator:
            raise Refused("最上级组织只在初始设置时建立", field="parent")
        if parent is not None:
            _lock_tree()  # a move under way would not see the newcomer, nor take it along
            parent = lock(Organisation.objects.all(), parent.pk)
            insist(rules.may_be_so_deep(levels(parent.line), 1), "parent")
            if parent.closed_on:
                raise Refused("上级组织已撤销", field="parent")
        insist(rules.may_stand(kind, parent.kind if parent else None, basis.document), "kind")
        if basis.on > actor.today:
            raise Refused("成立日期不能晚于今天", field="on")
        if Organisation.objects.filter(code=code).exists():
            raise Refused("这个编码已被使用", field="code")
        org = Organisation.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, sector=sector, parent=parent,
            founded_on=basis.on, path=f"/new-{code}/", search_text=search_text(short_name, name),
            place=_last_place(parent),
        )  # fmt: skip
        org.path, org.line = child(parent.path if parent else ROOT, org.pk), org.line_under(parent)
        org.save(update_fields=["path", "line"])
        _open_state(org, basis.on)
        _note_change(org, ChangeKind.FOUND, basis)
        doing.record(FOUNDED, org, name=short_name, on=str(basis.on), document=basis.document)
        return org


def rename_organisation(
    actor: Actor, org: Organisation, version: int, *, name: str, short_name: str, basis: Basis
) -> Organisation:
    with act(actor, ORG_EDIT, org) as doing:
        org = _for_change(actor, org, version, basis)
        values = {"name": name, "short_name": short_name}
        changed = bump(org, **values, search_text=search_text(short_name, name))
        del changed["search_text"]
        _turn_state(org, ChangeKind.RENAME, basis)
        doing.record(RENAMED, org, changed=changed, on=str(basis.on), document=basis.document)
        return org


def rekind_organisation(
    actor: Actor, org: Organisation, version: int, *, kind: str, sector: str, basis: Basis
) -> Organisation:
    """Set up anew as another kind, e.g. a branch that has become a general branch."""
    with act(actor, ORG_EDIT, org) as doing:
        org = _for_change(actor, org, version, basis)
        parent_kind = org.parent.kind if org.parent else None
        insist(rules.may_stand(kind, parent_kind, basis.document), "kind")
        for child in org.children.filter(closed_on__isnull=True):
            insist(rules.may_stand(child.kind, kind, ""), "kind")
        changed = bump(org, kind=kind, sector=sector)
        _turn_state(org, ChangeKind.REKIND, basis)
        doing.record(REKINDED, org, changed=changed, on=str(basis.on), document=basis.document)
        return org


def move_organisation(
    actor: Actor, org: Organisation, version: int, *, parent: Organisation, basis: Basis
) -> Organisation:
    """Put an organisation, with all below it, under another superior."""
    with act(actor, ORG_MOVE, org) as doing:
        require(actor, ORG_MOVE, parent)
        _lock_tree()
        org = _for_change(actor, org, version, basis)
        parent = lock(Organisation.objects.all(), parent.pk)
        insist(rules.may_move(org.path, parent.path, org.parent_id == parent.pk), "parent")
        if parent.closed_on:
            raise Refused("上级组织已撤销", field="parent")
        insist(rules.may_stand(org.kind, parent.kind, basis.document), "parent")
        deepest = Organisation.objects.filter(org.below()).aggregate(most=Max(Length("line")))
        below = deepest["most"] // LEVEL - levels(org.line) + 1
        insist(rules.may_be_so_deep(levels(parent.line), below), "parent")
        old_parent = org.parent
        place = _last_place(parent)
        _rehang(org, child(parent.path, org.pk), f"{parent.line}{place:06d}")
        org.refresh_from_db()
        changed = bump(org, parent=parent, place=place)
        _turn_state(org, ChangeKind.MOVE, basis)
        doing.record(
            MOVED, org, on=str(basis.on), document=basis.document,
            changed={"parent": (str(old_parent or ""), str(changed["parent"][1]))},
        )  # fmt: skip
        return org


def close_organisation(
    actor: Actor, org: Organisation, version: int, *, basis: Basis
) -> Organisation:
    with act(actor, ORG_MOVE, org) as doing:
        org = _for_change(actor, org, version, basis)
        children = org.children.filter(closed_on__isnull=True).count()
        level = ORG_KINDS[org.kind].is_level
        insist(rules.may_close(children, basis.document, level), "document")
        state = org.states.get(until__isnull=True)
        if basis.on <= state.since:
            raise Refused("撤销日期须晚于上一次变更", field="on")
        state.until = basis.on
        state.save(update_fields=["until"])
        changed = bump(org, closed_on=basis.on)
        _note_change(org, ChangeKind.CLOSE, basis)
        doing.record(CLOSED, org, changed=changed, document=basis.document)
        return org


def _for_change(actor: Actor, org: Organisation, version: int, basis: Basis) -> Organisation:
    org = lock(Organisation.objects.select_related("parent"), org.pk, version)
    last = org.changes.order_by("-on").values_list("on", flat=True)[0]
    insist(rules.may_change_on(basis.on, actor.today, last, org.closed_on), "on")
    return org


def _lock_tree() -> None:
    """One move at a time: the root row is the gate."""
    Organisation.objects.select_for_update().filter(parent__isnull=True).order_by("pk").first()


def levels(line: str) -> int:
    """How many levels there are from the root down to here."""
    return len(line) // LEVEL


def _last_place(parent: Organisation | None) -> int:
    highest = Organisation.objects.filter(parent=parent).aggregate(Max("place"))["place__max"]
    return 0 if highest is None else int(highest) + 1


def _rehang(org: Organisation, new_path: str, new_line: str) -> None:
    """Derive the paths and lines of a whole subtree again, in one statement."""
    path_tail: Any = Substr(F("path"), len(org.path) + 1)
    line_tail: Any = Substr(F("line"), len(org.line) + 1)
    Organisation.objects.filter(org.below()).update(
        path=Concat(Value(new_path), path_tail), line=Concat(Value(new_line), line_tail)
    )


def _open_state(org: Organisation, since: date) -> None:
    OrganisationState.objects.create(
        org=org, since=since, name=org.name, short_name=org.short_name,
        kind=org.kind, sector=org.sector, parent=org.parent,
    )  # fmt: skip


def _turn_state(org: Organisation, kind: ChangeKind, basis: Basis) -> None:
    """End the running state and open the next; two changes on one day become one state."""
    running = org.states.get(until__isnull=True)
    if running.since == basis.on:
        running.delete()
    else:
        running.until = basis.on
        running.save(update_fields=["until"])
    _open_state(org, basis.on)
    _note_change(org, kind, basis)


def _note_change(org: Organisation, kind: ChangeKind, basis: Basis) -> None:
    OrganisationChange.objects.create(
        org=org, kind=kind, on=basis.on, document=basis.document, note=basis.note,
        recorded_at=now(),
    )  # fmt: skip
