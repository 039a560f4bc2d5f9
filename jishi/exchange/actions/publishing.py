"""Putting a checked table in force: one transaction, set by set, the audit line last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from jishi.base.act import act
from jishi.base.audit.chain import head
from jishi.base.audit.verbs import Verb
from jishi.base.bulk import insert
from jishi.base.clock import now
from jishi.base.jobs import enqueue
from jishi.exchange.access import IMPORT
from jishi.exchange.actions.checking import Checked, ground_of, keep_marks, staged
from jishi.exchange.ground import Ground
from jishi.exchange.journal import Picture, child_pks, pictures, runs
from jishi.exchange.models import AppliedAction, AppliedRow, BatchState, ImportBatch
from jishi.exchange.preview import summary_of, touched
from jishi.exchange.reconcile import Plan, cells_of, mark_of, plan
from jishi.exchange.records.kind import Intent, Wrong
from jishi.exchange.way import Way, at_full_speed
from jishi.tree.errors import Refused

PUBLISHED = Verb("import.publish", "导入入库")
TRIES = 20  # times a row may turn out to clash with what was written meanwhile

_APPLIED = ("batch_id", "row", "object_kind", "object_id", "action", "after", "cells", "before")


def publish(way: Way, batch: ImportBatch, checked: Checked | None = None) -> Plan:
    """Compare once more with what is there now, then write; all of it or nothing.

    What has just been `checked` in this very process need not be compared again.
    """
    with at_full_speed():
        found, ground = _compared(way, batch, checked)
        way.finish(lambda: _write(batch, found, ground), message=_told(found))
    batch.refresh_from_db()
    return found


def _compared(way: Way, batch: ImportBatch, checked: Checked | None) -> tuple[Plan, Ground]:
    if checked is not None and checked.at == head().seq:
        return checked.plan, checked.ground  # every act leaves a line: nothing was written since
    parsed = staged(batch)
    if parsed is None:
        raise Refused("核对过的内容已过期删除，请重新上传")
    way.progress(0, len(parsed), "正在入库")
    ground = ground_of(way.actor, batch)
    return plan(parsed, ground), ground


def _told(found: Plan) -> str:
    counts = found.counts()
    return (
        f"新增 {counts['new']}，变更 {counts['changed']}，"
        f"没有变化 {counts['same']}，退回 {counts['refused']}"
    )


def _write(batch: ImportBatch, found: Plan, ground: Ground) -> None:
    with act(ground.actor, IMPORT, batch.org) as doing:
        claimed = ImportBatch.objects.filter(
            pk=batch.pk, state__in=(BatchState.CHECKED, BatchState.PUBLISHING)
        ).update(state=BatchState.PUBLISHED, published_at=now(), version=batch.version + 1)
        if not claimed:
            raise Refused("这次导入已经入库或放弃")
        had = ground.kind.count_by_org(touched(found), ground)
        applied = _apply(found, ground)
        _note_applied(batch, applied, found, ground)
        summary = {**summary_of(found, ground, had), "cells": _names(found, ground)}
        old = json.loads(batch.summary)
        summary["staged"] = old.get("staged")
        ImportBatch.objects.filter(pk=batch.pk).update(
            summary=json.dumps(summary, ensure_ascii=False)
        )
        keep_marks(batch, found)
        if found.marks and batch.account_id is not None and batch.file_id is not None:
            enqueue(
                ground.actor, "exchange.results", {"batch": batch.pk},
                f"标注原表：{batch.file_name}", batch.org,
            )  # fmt: skip
        counts = found.counts()
        doing.record(
            PUBLISHED, batch, org=batch.org_id, kind=batch.kind, made=counts["new"],
            altered=counts["changed"], same=counts["same"], refused=counts["refused"],
        )  # fmt: skip


@dataclass(frozen=True)
class _Before:
    """What was there: pictures by record, and the row for whose sake a neighbour changed."""

    pictures: Mapping[int, Picture]
    neighbours: Mapping[int, int]


def _apply(found: Plan, ground: Ground) -> _Before:
    """Write what is new and changed; gives the pictures of what was there."""
    kind = ground.kind
    written = [intent for intent in found.intents if intent.action != "same"]
    changing = [i.ours.pk for i in written if i.action == "changed" and i.ours is not None]
    beside = kind.neighbours(written, ground)
    before = pictures(kind, [*changing, *beside])
    refused: dict[int, Wrong] = {}
    for result in kind.publish(written, ground):
        refused[result[0].row.number] = result[1]
    if refused:
        found.marks += [mark_of(wrong, number, ground) for number, wrong in refused.items()]
        found.intents = [i for i in found.intents if i.row.number not in refused]
    return _Before(before, beside)


def _names(found: Plan, ground: Ground) -> list[str]:
    """Those fields of the table that are compared, in the order in which their prints are kept."""
    kind = ground.kind
    left_out = kind.not_compared | set(kind.by_act)
    names = [field.name for field in kind.fields if field.name not in left_out]
    return [name for name in names if name in found.parsed.columns]


def _note_applied(batch: ImportBatch, before: _Before, found: Plan, ground: Ground) -> None:
    """A line for each record written, in that order: undone from the last to the first."""
    written = [i for i in found.intents if i.action != "same" and i.pk is not None]
    kind = ground.kind
    changed = [i.pk for i in written if i.action == "changed" and i.pk is not None]
    beside = [pk for pk in before.neighbours if pk in before.pictures]
    looked_at = [*changed, *beside]
    if kind.new_versions_vary:
        looked_at += [i.pk for i in written if i.action == "new" and i.pk is not None]
    versions: dict[int, int] = {}
    for some in runs(looked_at):
        versions |= kind.versions(some)
    children = child_pks(kind, [*changed, *beside])
    line = _Line(batch.pk, kind.model._meta.label_lower, versions, children, before)
    rows = [line.neighbour(pk, before.neighbours[pk]) for pk in beside]
    cells = cells_of(found.parsed, written, _names(found, ground), ground)
    rows += [line.of(intent, each) for intent, each in zip(written, cells, strict=True)]
    insert(AppliedRow, _APPLIED, rows)


@dataclass(frozen=True)
class _Line:
    """How a row of the journal is put together."""

    batch: int
    label: str
    versions: Mapping[int, int]
    children: Mapping[int, Mapping[str, list[int]]]
    before: _Before

    def of(self, intent: Intent, cells: str) -> tuple[object, ...]:
        pk = intent.pk or 0
        if intent.action == "new":
            return (self.batch, intent.row.number, self.label, pk, AppliedAction.CREATED.value,
                    self.versions.get(pk, 1), cells, "")  # fmt: skip
        return self._changed(pk, intent.row.number, cells)

    def neighbour(self, pk: int, number: int) -> tuple[object, ...]:
        return self._changed(pk, number, "")

    def _changed(self, pk: int, number: int, cells: str) -> tuple[object, ...]:
        text = self.before.pictures[pk].text(self.children[pk])
        return (self.batch, number, self.label, pk, AppliedAction.CHANGED.value,
                self.versions.get(pk, 1), cells, text)  # fmt: skip
