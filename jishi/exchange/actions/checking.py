"""Checking: rows read, parsed and staged sealed, a small commit at a time; then compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from jishi.base import files
from jishi.base.audit.chain import head
from jishi.base.clock import now
from jishi.exchange.actions.handing_in import KEPT
from jishi.exchange.ground import Ground
from jishi.exchange.layout import Layout
from jishi.exchange.models import BatchState, ImportBatch, StagedChunk
from jishi.exchange.parsed import Parsed, joined, pack, unpack
from jishi.exchange.preview import MARKS, PREVIEW, TEXTS, preview_of, summary_of, texts_of
from jishi.exchange.reading_rows import read_rows
from jishi.exchange.recognition import Opened, workbook_of
from jishi.exchange.reconcile import Plan, plan
from jishi.exchange.records.kind import kinds
from jishi.exchange.way import Way, at_full_speed
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

CHUNKS, FEWEST = 10, 500  # a table is staged in so many commits, each of no fewer rows


@dataclass(frozen=True)
class Checked:
    """A comparison, and where the audit chain stood when it was made."""

    plan: Plan
    ground: Ground
    at: int


def check(way: Way, batch: ImportBatch, opened: Opened | None = None) -> Checked:
    """Stage what is not staged yet, compare, and keep what the preview shows.

    `opened` spares reading the file again where it has just been read.
    """
    with at_full_speed():
        return _check(way, batch, opened)


def _check(way: Way, batch: ImportBatch, opened: Opened | None) -> Checked:
    parsed = staged(batch)
    if parsed is None:
        parsed = _stage(way, batch, opened)
    way.progress(len(parsed), len(parsed), "正在与现有记录核对")
    at, ground = head().seq, ground_of(way.actor, batch)
    found = plan(parsed, ground)

    def keep() -> None:
        keep_marks(batch, found)
        seen = preview_of(found, ground)
        _put(batch, PREVIEW, 0, json.dumps(seen, ensure_ascii=False))
        done = ImportBatch.objects.filter(
            pk=batch.pk,
            state__in=(BatchState.CHECKING, BatchState.RECOGNISED, BatchState.CHECKED),
        ).update(
            state=BatchState.CHECKED,
            version=batch.version + 1,
            summary=json.dumps(
                {**summary_of(found, ground), "staged": len(parsed)}, ensure_ascii=False
            ),
        )
        if not done:
            raise Refused("这次导入已经放弃")

    counts = found.counts()
    way.finish(
        keep,
        message=f"共 {counts['total']} 行，可入库 {counts['accepted']}，有错 {counts['refused']}",
    )
    batch.refresh_from_db()
    return Checked(found, ground, at)


def ground_of(actor: Actor, batch: ImportBatch) -> Ground:
    layout, choices = Layout.of(batch.layout), json.loads(batch.choices)
    return Ground(
        actor, kinds()[batch.kind], batch.org, layout, choices.get("whose", {}),
        choices.get("answers", {}), batch.file_date,
    )  # fmt: skip


def staged(batch: ImportBatch) -> Parsed | None:
    """The rows as they lie staged, if all of them do."""
    whole = json.loads(batch.summary).get("staged")
    if whole is None:
        return None
    found = joined(unpack(text) for text in _texts(batch))
    return found if len(found) == whole else None


def _texts(batch: ImportBatch) -> Iterator[str]:
    from jishi.base.crypto import unseal

    for chunk in batch.chunks.filter(number__gte=0).order_by("number").iterator(20):
        yield unseal(chunk.content.token, chunk.content.purpose)


def _stage(way: Way, batch: ImportBatch, opened: Opened | None) -> Parsed:
    if batch.file is None:
        raise Refused("文件已过期删除，请重新上传")
    way.progress(0, 0, "正在读取表格")
    layout = Layout.of(batch.layout)
    if opened is None or opened.workbook is None:
        opened = Opened(workbook_of(files.read(batch.file), batch.file_name))
    read = read_rows(opened, layout, kinds()[batch.kind])
    there = set(batch.chunks.values_list("number", flat=True))
    size = max(FEWEST, -(-len(read.parsed) // CHUNKS))
    starts = range(0, len(read.parsed), size)
    for number, start in enumerate(starts):
        if number not in there:
            part = read.parsed.part(start, start + size)
            if number == 0:
                part.blank = read.parsed.blank
            with way.step():
                _put(batch, number, len(part), pack(part))
        way.progress(start, len(read.parsed), "正在逐行检查")
    with way.step():
        _put(batch, TEXTS, 0, json.dumps(texts_of(read), ensure_ascii=False))
    return read.parsed


def keep_marks(batch: ImportBatch, found: Plan) -> None:
    """All faults with their cells, for the file that goes back."""
    text = json.dumps([[m.row, m.column, m.code, m.message, m.sheet] for m in found.marks])
    _put(batch, MARKS, 0, text)


def _put(batch: ImportBatch, number: int, rows: int, text: str) -> None:
    StagedChunk.objects.update_or_create(
        batch=batch, number=number,
        defaults={"rows": rows, "content": text, "expires_at": now() + KEPT},
    )  # fmt: skip
