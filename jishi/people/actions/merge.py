"""Two records found to be one person: one is kept, the other becomes part of it, for thirty days
reversibly. Whatever points at the one that goes follows (`following.py`); its code stays findable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from jishi.base import crypto
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import SHANGHAI, now
from jishi.base.pinyin import search_text
from jishi.people.access import PERSON_MERGE
from jishi.people.actions.correct import clear
from jishi.people.actions.states import Basis, note_change, touch_past
from jishi.people.fields import ITEMS, MEMBERSHIP
from jishi.people.following import Follower, followers, meeting
from jishi.people.models import ChangeKind, Distinct, Person, PersonMerge
from jishi.people.rules import duplicates as rules
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.reach import require

MERGED = Verb("person.merge", "合并重复人员")
UNDONE = Verb("person.unmerge", "撤销合并")
TOLD_APART = Verb("person.distinct", "确认不是同一人")

MERGEABLE = tuple(name for name, item in ITEMS.items() if item.needs != MEMBERSHIP)
_KEPT_COLUMNS = (
    *MERGEABLE, "born_precision", "identity_index", "phone_index", "search_text", "account_id",
)  # fmt: skip
_GONE_COLUMNS = ("standing", "merged_into_id", "account_id")


OF_PEOPLE = ("member", "particulars", "dues_month")  # what is counted by person


def merge_people(
    actor: Actor,
    kept: Person,
    gone: Person,
    versions: tuple[int, int],
    *,
    take: Iterable[str] = (),
) -> PersonMerge:
    """`take` names the items whose value comes from the record that goes."""
    with act(actor, PERSON_MERGE, kept.org) as doing:
        require(actor, PERSON_MERGE, gone.org)
        kept, gone = _both(kept, gone, versions)
        insist(
            rules.may_merge(
                kept.identity_index, gone.identity_index, kept.standing, gone.standing,
                bool(kept.account_id and gone.account_id), kept.org_id == gone.org_id,
            )
        )  # fmt: skip
        values = _taken(kept, gone, [name for name in take if name in MERGEABLE])
        before = {
            "kept": _plain(kept, _KEPT_COLUMNS),
            "gone": _plain(gone, _GONE_COLUMNS),
            "moved": _move(gone, kept),
        }
        bump(gone, standing="none", merged_into=kept, account=None)
        bump(kept, **values)
        before["set"] = _plain(kept, _KEPT_COLUMNS)
        merge = PersonMerge.objects.create(
            kept=kept, gone=gone, before=json.dumps(before, ensure_ascii=False), merged_at=now()
        )
        basis = Basis(actor.today, note=f"并入编码 {gone.code}")
        note_change(actor, kept, ChangeKind.MERGE, basis)
        note_change(actor, gone, ChangeKind.MERGE, Basis(actor.today, note=f"并入 {kept.code}"))
        touch_past([kept.pk, gone.pk], actor.today, *OF_PEOPLE)
        doing.record(MERGED, kept, org=kept.org, name=gone.code)
        return merge


def undo_merge(actor: Actor, merge: PersonMerge) -> Person:
    """Everything back where it was: columns, accounts, and each row that had followed."""
    with act(actor, PERSON_MERGE, merge.kept.org) as doing:
        require(actor, PERSON_MERGE, merge.gone.org)
        rows = PersonMerge.objects.select_for_update(of=("self",)).select_related("kept", "gone")
        merge = rows.get(pk=merge.pk)
        merged_on = merge.merged_at.astimezone(SHANGHAI).date()
        insist(rules.may_undo(merged_on, merge.undone_at is not None, actor.today))
        kept, gone = _both(merge.kept, merge.gone, None)
        before = json.loads(crypto.unseal(merge.before.token, merge.before.purpose))
        _move_back(before["moved"], kept, gone)
        unchanged = {
            name: value
            for name, value in before["kept"].items()
            if _plain(kept, [name])[name] == before["set"][name]  # corrected since: left as it is
        }
        bump(kept, **unchanged)
        if Person.with_identity([gone.identity_index]).exclude(pk=gone.pk).exists():
            raise Refused("身份证号已登记在保留的记录上，请先更正后再撤销")
        bump(gone, **before["gone"])
        merge.undone_at = now()
        merge.save(update_fields=["undone_at"])
        for person, other in ((kept, gone), (gone, kept)):
            basis = Basis(actor.today, note=f"与 {other.code} 分开")
            note_change(actor, person, ChangeKind.UNMERGE, basis)
        touch_past([kept.pk, gone.pk], actor.today, *OF_PEOPLE)
        doing.record(UNDONE, kept, org=kept.org, name=gone.code)
        return gone


def tell_apart(actor: Actor, one: Person, other: Person) -> None:
    """They look alike and are two people: not suggested again."""
    with act(actor, PERSON_MERGE, one.org) as doing:
        require(actor, PERSON_MERGE, other.org)
        low, high = sorted((one.pk, other.pk))
        if low == high:
            raise Refused("这是同一条记录")
        Distinct.objects.get_or_create(one_id=low, other_id=high, defaults={"noted_at": now()})
        doing.record(TOLD_APART, one, org=one.org, name=other.code)


def _both(kept: Person, gone: Person, versions: tuple[int, int] | None) -> tuple[Person, Person]:
    """Lock both rows, the lower number first; neither may be part of another already."""
    wanted = {
        kept.pk: versions[0] if versions else None,
        gone.pk: versions[1] if versions else None,
    }
    if len(wanted) < 2:
        raise Refused("请选择两条不同的记录")
    rows = Person.objects.select_related("org")
    locked = {pk: lock(rows, pk, wanted[pk]) for pk in sorted(wanted)}
    if versions and any(p.merged_into_id is not None for p in locked.values()):
        raise Refused("其中一条已并入别的记录")
    return locked[kept.pk], locked[gone.pk]


def _plain(person: Person, names: Iterable[str]) -> dict[str, Any]:
    found = {}
    for name in names:
        value = clear(getattr(person, name))
        found[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return found


def _taken(kept: Person, gone: Person, names: Iterable[str]) -> dict[str, Any]:
    """Values of the kept record after the merger, with what is made from them."""
    values = {name: clear(getattr(gone, name)) for name in names}
    if "born_on" in values:
        values["born_precision"] = gone.born_precision
    for name in ("identity", "phone"):
        if name in values:
            values[f"{name}_index"] = getattr(gone, f"{name}_index")
    if "name" in values:
        values["search_text"] = search_text(values["name"], person=True)
    if gone.account_id and not kept.account_id:
        values["account_id"] = gone.account_id
    return values


def _move(gone: Person, kept: Person) -> list[list[Any]]:
    """Let every row that points at the one point at the other; which ones, for the way back."""
    moved = []
    for follower in followers():
        rows = follower.model._default_manager.filter(**{follower.field: gone})
        same = meeting().get((follower.model._meta.db_table, follower.field))
        if same is not None:
            held = follower.model._default_manager.filter(**{follower.field: kept})
            rows = rows.exclude(**{f"{same}__in": held.order_by().values(same)})
        pks = list(rows.values_list("pk", flat=True))
        if pks:
            _point(follower, pks, kept)
            moved.append([follower.key, pks])
    return moved


def _move_back(moved: list[list[Any]], kept: Person, gone: Person) -> None:
    known = {follower.key: follower for follower in followers()}
    for key, pks in moved:
        follower = known[key]
        rows = follower.model._default_manager.filter(pk__in=pks, **{follower.field: kept})
        _point(follower, list(rows.values_list("pk", flat=True)), gone)


def _point(follower: Follower, pks: list[Any], person: Person) -> None:
    try:
        with transaction.atomic():
            rows = follower.model._default_manager.filter(pk__in=pks)
            rows.update(**{follower.field: person})
    except IntegrityError:
        text = f"两条记录都有「{follower.label}」而且互相冲突，请先处理其中一条"
        raise Refused(text) from None
