"""Result files after an import, and forgetting what is no longer needed."""

from __future__ import annotations

from datetime import datetime

from jishi.base import files
from jishi.base.clock import now
from jishi.exchange.actions.handing_in import KEPT
from jishi.exchange.models import AppliedRow, ImportBatch, StagedChunk
from jishi.exchange.preview import marks_of
from jishi.exchange.results import marked_file, read_again, refused_rows
from jishi.exchange.way import Way


def give_back(way: Way, batch: ImportBatch) -> None:
    """Both files sealed, for who handed the table in, gone after a while."""
    read = read_again(batch)
    marks = marks_of(batch)
    if read is None or batch.file is None or not marks:
        way.finish(message="没有退回的行")
        return
    way.progress(0, 2, "正在标注原表")
    marked = marked_file(files.read(batch.file), read, marks)
    way.progress(1, 2, "正在整理退回的行")
    refused = refused_rows(read, marks)
    stem = batch.file_name.rsplit(".", 1)[0]
    bodies = [
        (files.lay_down(body, sealed=True), name)
        for body, name in (
            (marked, f"{stem}（已标注）.xlsx"),
            (refused, f"{stem}（退回的行）.xlsx"),
        )
    ]

    def keep() -> None:
        made = [
            files.register(
                body, name, owner=files.Owner("import", str(batch.pk)), org_id=batch.org_id,
                account_id=batch.account_id, expires=now() + KEPT,
            )
            for body, name in bodies
        ]  # fmt: skip
        ImportBatch.objects.filter(pk=batch.pk).update(result=made[0], refused=made[1])

    way.finish(keep, message="原表已标注，退回的行已整理")


def forget_staged(at: datetime) -> int:
    gone, _ = StagedChunk.objects.filter(expires_at__lte=at).delete()
    return gone


def forget_before(before: datetime) -> int:
    """What was there before is kept for a year; after that an import cannot be undone."""
    old = AppliedRow.objects.filter(batch__published_at__lt=before).exclude(before__empty=True)
    return old.update(before="")
