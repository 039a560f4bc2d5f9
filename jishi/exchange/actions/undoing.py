"""Taking a batch back, row for row; what has come to depend on a row keeps it, and is named."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jishi.base import crypto
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.exchange.access import IMPORT
from jishi.exchange.journal import grown, hindrances, model_of, record_of, runs
from jishi.exchange.models import AppliedAction, AppliedRow, BatchState, ImportBatch
from jishi.exchange.records.kind import Kind, kinds
from jishi.exchange.way import Way
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

UNDONE = Verb("import.undo", "撤销导入")


@dataclass
class Undone:
    """What went back, and which rows stay for which reason."""

    created: int = 0
    changed: int = 0
    kept: list[tuple[int, str]] = field(default_factory=list)  # row, why


def undo(way: Way, batch: ImportBatch) -> Undone:
    outcome = Undone()

    def back() -> None:
        kind = kinds()[batch.kind]
        with act(way.actor, IMPORT, batch.org) as doing, act(way.actor, kind.edit, batch.org):
            rows = list(AppliedRow.objects.filter(batch=batch).select_for_update().order_by("-id"))
            if not ImportBatch.objects.filter(pk=batch.pk, state=BatchState.PUBLISHED).exists():
                raise Refused("这次导入没有入库，或已经撤销")
            _take_back(kind, rows, outcome, way.actor)
            gone = not outcome.kept
            _close(batch, outcome, gone)
            doing.record(
                UNDONE, batch, org=batch.org_id, made=outcome.created, altered=outcome.changed,
                kept=len(outcome.kept),
            )  # fmt: skip

    way.progress(0, 0, "正在撤销")
    way.finish(back, message="撤销完成")
    batch.refresh_from_db()
    return outcome


def _close(batch: ImportBatch, outcome: Undone, whole: bool) -> None:
    summary = json.loads(batch.summary)
    summary["undone"] = {
        "created": outcome.created, "changed": outcome.changed,
        "kept": [list(one) for one in outcome.kept[:500]], "kept_rows": len(outcome.kept),
    }  # fmt: skip
    values: dict[str, Any] = {"summary": json.dumps(summary, ensure_ascii=False)}
    if whole:
        values |= {"state": BatchState.UNDONE, "undone_at": now()}
    ImportBatch.objects.filter(pk=batch.pk).update(version=batch.version + 1, **values)


def _take_back(kind: Kind, rows: Sequence[AppliedRow], outcome: Undone, actor: Actor) -> None:
    made = {r.object_id: r for r in rows if r.action == AppliedAction.CREATED}
    changed = {r.object_id: r for r in rows if r.action == AppliedAction.CHANGED}
    staying = _remove(kind, made, outcome, actor)
    for pk, row in list(changed.items()):
        if row.row in staying:  # what it gave way to stays in force
            del changed[pk]
    _restore(kind, changed, outcome)


# --- what was made --------------------------------------------------------------------------------


def _remove(kind: Kind, made: Mapping[int, AppliedRow], outcome: Undone, actor: Actor) -> set[int]:
    """Take back what was made; the numbers of the rows that stay."""
    pks = list(made)
    stay: dict[int, str] = {}
    versions: dict[int, int] = {}
    for some in runs(pks):
        versions |= kind.versions(some)
    for pk, row in made.items():
        if pk not in versions:
            stay[pk] = "记录已不在"
        elif versions[pk] != row.after:
            stay[pk] = "之后又改过"
    for pk in grown(kind, pks):
        stay.setdefault(pk, "之后又有变更记录")
    for pk, what in hindrances(kind, pks).items():
        stay[pk] = f"已有{'、'.join(what)}"
    for pk, why in kind.staying(pks).items():
        stay.setdefault(pk, why)
    _stay_with_children(kind, pks, stay)
    going = [pk for pk in pks if pk not in stay]
    for some in runs(going):  # the last made first: nobody stands on what is taken away
        if not kind.take_back(some, actor):
            _delete(kind, some)
    for some in runs([made[pk].pk for pk in going]):
        AppliedRow.objects.filter(pk__in=some).delete()
    outcome.created += len(going)
    outcome.kept += [(made[pk].row, why) for pk, why in stay.items()]
    return {made[pk].row for pk in stay}


def _delete(kind: Kind, pks: Sequence[int]) -> None:
    for child in kind.children:
        child.model._default_manager.filter(**{f"{child.link}__in": pks}).delete()
    kind.model._default_manager.filter(pk__in=pks).delete()


def _stay_with_children(kind: Kind, pks: Sequence[int], stay: dict[int, str]) -> None:
    """A record of the batch that stays keeps those of the batch that it hangs on."""
    own = [f for f in kind.model._meta.concrete_fields if f.related_model is kind.model]
    for link in own:
        above: dict[int, int] = {}
        for some in runs(pks):
            rows = kind.model._default_manager.filter(pk__in=some)
            above |= dict(rows.values_list("pk", link.attname))
        waiting = list(stay)
        while waiting:
            parent = above.get(waiting.pop())
            if parent in above and parent not in stay:
                stay[parent] = "下面有保留的记录"
                waiting.append(parent)


# --- what was changed -----------------------------------------------------------------------------


def _restore(kind: Kind, changed: Mapping[int, AppliedRow], outcome: Undone) -> None:
    versions: dict[int, int] = {}
    for some in runs(list(changed)):
        versions |= kind.versions(some)
    for pk, row in changed.items():
        if versions.get(pk) != row.after:
            outcome.kept.append((row.row, "之后又改过" if pk in versions else "记录已不在"))
            continue
        if not row.before:
            outcome.kept.append((row.row, "已超过一年，原来的内容不再保存"))
            continue
        whole = json.loads(crypto.unseal(row.before.token, row.before.purpose))
        _put_back(kind, pk, whole)
        row.delete()
        outcome.changed += 1


def _put_back(kind: Kind, pk: int, whole: Mapping[str, Any]) -> None:
    for child in kind.children:
        label = child.model._meta.label
        rows = whole["children"].get(label, [])
        kept = {values["id"] for values in rows}
        now_there = child.model._default_manager.filter(**{child.link: pk})
        now_there.exclude(pk__in=kept).delete()
        for values in rows:
            record = record_of(model_of(label), values)
            record.save(force_update=now_there.filter(pk=values["id"]).exists())
    record_of(kind.model, whole["record"]).save(force_update=True)
