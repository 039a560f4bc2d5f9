"""Changing organisations: found, rename, rekind, move, close, reopen. Each leaves a dated state.

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
from jishi.base.followers import left_behind
from jishi.base.pinyin import search_text
from jishi.kernel.path import ROOT, child
from jishi.kernel.verdict import Verdict
from jishi.orgs import rules
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.orgs.actions.terms import end_term
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
REOPENED = Verb("org.reopen", "恢复组织")

LEVEL = 6  # figures of a level in `Organisation.line`


@dataclass(frozen=True)
class Basis:
    """On which day, by which document, with what remark an organisation changes."""

    on: date
    document: str = ""
    note: str = ""
    approved_by: str = ""  # one of kinds.APPROVERS
    existing: bool = False  # was there before this system: its approval lies in the files


@dataclass(frozen=True)
class Founding:
    """What a new organisation is called and what it is."""

    code: str
    name: str
    short_name: str
    kind: str
    sector: str


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
    origin: Organisation | None = None,
) -> Organisation:
    """Found a Party organisation under its superior; `origin` is what it was divided from."""
    with act(actor, ORG_EDIT, parent) as doing:
        if parent is None and not actor.is_operator:
            raise Refused("最上级组织只在初始设置时建立", field="parent")
        if parent is not None:
            lock_tree()  # a move under way would not see the newcomer, nor take it along
            parent = lock(Organisation.objects.all(), parent.pk)
            insist(rules.may_be_so_deep(levels(parent.line), 1), "parent")
            if parent.closed_on:
                raise Refused("上级组织已撤销", field="parent")
        insist(rules.may_stand(kind, parent.kind if parent else None, basis.document), "kind")
        _insist_approved(kind, sector, basis)
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
        note_change(org, ChangeKind.FOUND, basis, origin)
        doing.touch("organisation", org, basis.on)
        doing.record(FOUNDED, org, name=short_name, on=str(basis.on), document=basis.document)
        return org


def rename_organisation(
    actor: Actor, org: Organisation, version: int, *, name: str, short_name: str, basis: Basis
) -> Organisation:
    with act(actor, ORG_EDIT, org) as doing:
        org = for_change(actor, org, version, basis)
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
        org = for_change(actor, org, version, basis)
        parent_kind = org.parent.kind if org.parent else None
        insist(rules.may_stand(kind, parent_kind, basis.document), "kind")
        for child in org.children.filter(closed_on__isnull=True):
            insist(rules.may_stand(child.kind, kind, ""), "kind")
        if kind != org.kind:
            _insist_approved(kind, sector, basis)
        changed = bump(org, kind=kind, sector=sector)
        _turn_state(org, ChangeKind.REKIND, basis)
        doing.touch("organisation", org, basis.on)
        doing.record(REKINDED, org, changed=changed, on=str(basis.on), document=basis.document)
        return org


def move_organisation(
    actor: Actor, org: Organisation, version: int, *, parent: Organisation, basis: Basis
) -> Organisation:
    """Put an organisation, with all below it, under another superior."""
    with act(actor, ORG_MOVE, org) as doing:
        require(actor, ORG_MOVE, parent)
        lock_tree()
        org = for_change(actor, org, version, basis)
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
        doing.touch("organisation", org, basis.on, "subtree")
        if old_parent is not None:
            doing.touch("organisation", old_parent, basis.on)
        doing.record(
            MOVED, org, on=str(basis.on), document=basis.document,
            changed={"parent": (str(old_parent or ""), str(changed["parent"][1]))},
        )  # fmt: skip
        return org


def close_organisation(
    actor: Actor, org: Organisation, version: int, *, basis: Basis
) -> Organisation:
    with act(actor, ORG_MOVE, org) as doing:
        org = for_change(actor, org, version, basis)
        children = org.children.filter(closed_on__isnull=True).count()
        level = ORG_KINDS[org.kind].is_level
        left = tuple(left_behind(actor, org))
        insist_papers(rules.may_close(children, basis.document, level, left))
        changed = end_organisation(org, ChangeKind.CLOSE, basis)
        doing.touch("organisation", org, basis.on)
        doing.record(CLOSED, org, changed=changed, document=basis.document)
        return org


def end_organisation(
    org: Organisation, kind: ChangeKind, basis: Basis, successor: Organisation | None = None
) -> dict[str, tuple[Any, Any]]:
    """It is no more from that day on, nor is its term."""
    running = org.states.get(until__isnull=True)
    if running.since < basis.on:
        running.until = basis.on
        running.save(update_fields=["until"])
    elif org.states.count() > 1:
        running.delete()  # changed and ended on one day: the last state never held
    else:
        raise Refused("撤销日期须晚于成立日期", field="on")
    end_term(org, basis.on)
    note_change(org, kind, basis, successor)
    return bump(org, closed_on=basis.on, successor=successor)


def reopen_organisation(
    actor: Actor, org: Organisation, version: int, *, basis: Basis
) -> Organisation:
    """Correct a wrong closing: the closing stays on record, with the reason why it was wrong."""
    with act(actor, ORG_MOVE, org) as doing:
        lock_tree()
        org = lock(Organisation.objects.select_related("parent"), org.pk, version)
        insist(
            rules.may_reopen(
                org.closed_on, basis.on, actor.today, org.successor_id is not None,
                org.parent is None or org.parent.is_open, basis.note,
            ),
            "on",
        )  # fmt: skip
        if org.parent is not None:
            insist(rules.may_stand(org.kind, org.parent.kind, ""), "on")
        changed = bump(org, closed_on=None)
        _open_state(org, basis.on)
        note_change(org, ChangeKind.REOPEN, basis)
        doing.touch("organisation", org, basis.on)
        doing.record(REOPENED, org, changed=changed, on=str(basis.on), document=basis.document)
        return org


def for_change(actor: Actor, org: Organisation, version: int | None, basis: Basis) -> Organisation:
    org = lock(Organisation.objects.select_related("parent"), org.pk, version)
    last = last_change(org)
    insist(rules.may_change_on(basis.on, actor.today, last, org.closed_on), "on")
    return org


def last_change(org: Organisation) -> date:
    return org.changes.order_by("-on").values_list("on", flat=True)[0]


def lock_tree() -> None:
    """One move at a time: the root row is the gate."""
    root = Organisation.objects.select_for_update().filter(parent__isnull=True).order_by("pk")
    root.values_list("pk").first()


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
    note_change(org, kind, basis)


def note_change(
    org: Organisation, kind: ChangeKind, basis: Basis, other: Organisation | None = None
) -> None:
    before = "系统启用前已有" if basis.existing else ""
    OrganisationChange.objects.create(
        org=org, kind=kind, on=basis.on, document=basis.document, approved_by=basis.approved_by,
        note="；".join(filter(None, (basis.note, before)))[:200], other=other, recorded_at=now(),
    )  # fmt: skip


def insist_papers(verdict: Verdict) -> None:
    """Said beside the document where that is what is missing; anything else is about the act."""
    insist(verdict, "document" if "no_document" in verdict.codes else "")


def _insist_approved(kind: str, sector: str, basis: Basis) -> None:
    insist(
        rules.may_be_approved(kind, sector, basis.document, basis.approved_by, basis.existing),
        "document",
    )
