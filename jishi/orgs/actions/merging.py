"""Merging and dividing organisations: one act, one transaction, one chain of audit lines.

In a merger the children move to the successor, every room's followers go along (base/followers.py),
and the absorbed are closed that day, naming their successor. In a division the chosen children
move; people are assigned to the new organisation by their own acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.followers import followers
from jishi.orgs import rules
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.orgs.actions.changes import (
    Basis,
    Founding,
    end_organisation,
    for_change,
    found_organisation,
    insist_papers,
    lock_tree,
    move_organisation,
    note_change,
)
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import ChangeKind, Organisation
from jishi.tree.reach import can

MERGED = Verb("org.merge", "合并组织")
ABSORBED = Verb("org.absorb", "接收并入的组织")
DIVIDED = Verb("org.split", "分设组织")


def merge_organisations(
    actor: Actor, absorbed: Sequence[Organisation], into: Organisation, *, basis: Basis,
    version: int | None = None,
) -> Organisation:  # fmt: skip
    """Merge organisations into one that is there and goes on."""
    with act(actor, ORG_MOVE, into) as doing:
        lock_tree()
        ids = sorted({org.pk for org in absorbed})
        if not ids:
            raise Refused("请选择要并入的组织", field="others")
        into = for_change(actor, into, version, basis)
        for pk in ids:
            source = Organisation.objects.select_related("parent").get(pk=pk)
            with act(actor, ORG_MOVE, source):
                _absorb(doing, source, into, basis)
        bump(into)
        return into


def merge_into_new(
    actor: Actor, absorbed: Sequence[Organisation], parent: Organisation, founding: Founding, *,
    basis: Basis,
) -> Organisation:  # fmt: skip
    """Merge organisations into one that is founded by this very act."""
    with act(actor, ORG_MOVE, parent):
        if len({org.pk for org in absorbed}) < 2:
            raise Refused("合并新设至少要有两个组织", field="others")
        into = found_organisation(actor, parent, **vars(founding), basis=basis)
        return merge_organisations(actor, absorbed, into, basis=basis)


def _absorb(doing: Doing, source: Organisation, into: Organisation, basis: Basis) -> None:
    actor = doing.actor
    source = for_change(actor, source, None, basis)
    insist_papers(rules.may_merge(source.kind, source.path, into.kind, into.path, basis.document))
    children = list(source.children.filter(closed_on__isnull=True).order_by("place", "id"))
    for child in children:
        at = Basis(
            basis.on, basis.document if ORG_KINDS[child.kind].is_level else "",
            f"随{source.short_name}并入", basis.approved_by,
        )  # fmt: skip
        move_organisation(actor, child, child.version, parent=into, basis=at)
    moved = {
        each.label: count
        for each in followers()
        if (count := each.move(doing, source, into, basis.on))
    }
    if children:
        moved["下级组织"] = len(children)
    source = lock(Organisation.objects.all(), source.pk)
    changed = end_organisation(source, ChangeKind.MERGE, basis, into)
    # Whoever merged into this one earlier is now carried on by the same successor.
    Organisation.objects.filter(successor=source).update(successor=into)
    note_change(into, ChangeKind.ABSORB, basis, source)
    for each in (source, into):
        doing.touch("organisation", each, basis.on)
    doing.record(
        MERGED, source, changed=changed, into=into.short_name, on=str(basis.on),
        document=basis.document, moved=moved,
    )  # fmt: skip
    doing.record(ABSORBED, into, source=source.short_name, on=str(basis.on))


@dataclass(frozen=True)
class Part:
    """One new organisation of a division, and which children go to it."""

    founding: Founding
    children: Sequence[Organisation] = field(default_factory=list)


def split_organisation(
    actor: Actor, org: Organisation, version: int, *, parts: Sequence[Part], basis: Basis
) -> list[Organisation]:
    """Found new organisations out of one, beside it."""
    with act(actor, ORG_MOVE, org) as doing:
        lock_tree()
        org = for_change(actor, org, version, basis)
        if org.parent is None:
            raise Refused("最上级组织不能分设")
        if not can(actor, ORG_EDIT, org.parent):
            raise Refused(f"新组织归{org.parent.short_name}管，请由上级办理分设")
        made = []
        for part in parts:
            strangers = tuple(c.short_name for c in part.children if c.parent_id != org.pk)
            level = ORG_KINDS[org.kind].is_level
            insist_papers(rules.may_split(strangers, basis.document, level))
            new = found_organisation(
                actor, org.parent, **vars(part.founding), basis=basis, origin=org
            )
            for child in part.children:
                at = Basis(
                    basis.on, basis.document if ORG_KINDS[child.kind].is_level else "",
                    f"随{org.short_name}分设", basis.approved_by,
                )  # fmt: skip
                move_organisation(actor, child, child.version, parent=new, basis=at)
            note_change(org, ChangeKind.SPLIT, basis, new)
            doing.record(
                DIVIDED, org, into=new.short_name, on=str(basis.on), document=basis.document,
                moved={"下级组织": len(part.children)},
            )  # fmt: skip
            made.append(new)
        bump(org)
        return made
