"""Taking a pile of scans in, reading it page by page, and putting pages where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.models import PaperSheet, ScanBatch, ScanPage, ScanSource
from jishi.activities.paper.codes import tidy_code
from jishi.activities.paper.reading import Page, Unreadable, read_scan
from jishi.base import files
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.jobs import Run, enqueue
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

SCANNED = Verb("scan.take_in", "上传扫描件")
PLACED = Verb("scan.place", "归入扫描页")
CLOSED = Verb("scan.close", "扫描件办完")

KEPT = timedelta(days=60)  # the file as it came; its pages stay with their meetings
MOST_FILES = 60
OWNER = "scan_batch"


def take_scan(actor: Actor, org: Organisation, uploads: Sequence[tuple[str, bytes]]) -> ScanBatch:
    """PDFs and pictures of one pile, in the order in which they were chosen."""
    if not 1 <= len(uploads) <= MOST_FILES:
        raise Refused(f"一次选 1 到 {MOST_FILES} 个文件", field="scans", code="too_many")
    with act(actor, ACTIVITY_EDIT, org) as doing:
        batch = ScanBatch.objects.create(
            org=org, account_id=actor.account_id, actor_name=actor.name, made_at=now(),
            title=_title(uploads),
        )  # fmt: skip
        for number, (name, data) in enumerate(uploads, start=1):
            file = files.store(
                data, name, owner=files.Owner(OWNER, str(batch.pk)), org_id=org.pk,
                account_id=actor.account_id, sealed=True, expires=now() + KEPT,
            )  # fmt: skip
            if file.media_type not in _SCANS:
                raise Refused(
                    f"「{name[:40]}」不是扫描件，请上传 PDF、JPG 或 PNG",
                    field="scans", code="bad_type",
                )  # fmt: skip
            ScanSource.objects.create(batch=batch, number=number, name=file.name[:160], file=file)
        job = enqueue(
            actor, "activities.scan", {"batch": batch.pk}, f"识别扫描件：{batch.title}", org
        )
        bump(batch, job=job)
        doing.record(SCANNED, batch, org=org, files=len(uploads))
        return batch


_SCANS = ("application/pdf", "image/jpeg", "image/png", "image/webp")


def _title(uploads: Sequence[tuple[str, bytes]]) -> str:
    first = uploads[0][0].replace("\\", "/").rsplit("/", 1)[-1][:120]
    return first if len(uploads) == 1 else f"{first} 等 {len(uploads)} 个文件"


# --- read by the worker -------------------------------------------------------------------------


def read_batch(run: Run, batch: ScanBatch) -> None:
    """Each page is stored as it is read; a second start goes on behind what is there."""
    notes: list[str] = []
    number = batch.pages.count()
    for source in batch.sources.select_related("file").order_by("number"):
        try:
            number = _read_source(run, batch, source, number)
        except Unreadable as refused:
            notes.append(f"{source.name}：{refused.message}")
    pages = batch.pages.count()

    def end() -> None:
        # Nothing at all was read: then there is nothing to do with it either.
        state = "open" if pages else "done"
        bump(lock(ScanBatch.objects.all(), batch.pk), state=state, notes="\n".join(notes))

    run.finish(end, message=f"共 {pages} 页" if pages else "没有读出任何一页")


def _read_source(run: Run, batch: ScanBatch, source: ScanSource, number: int) -> int:
    there = source.pages.count()
    if source.file is None:
        raise Unreadable("unreadable")
    for page in read_scan(files.read(source.file)):
        run.progress(page.at + 1, page.of, f"{source.name[:60]}：第 {page.at + 1} 页")
        if page.at < there:
            continue
        number += 1
        with run.step():
            _store_page(batch, source, number, page)
    return number


def _store_page(batch: ScanBatch, source: ScanSource, number: int, page: Page) -> None:
    picture = None
    if page.picture:
        picture = files.store(
            page.picture, f"扫描第{number}页.jpg", owner=files.Owner(OWNER, str(batch.pk)),
            org_id=batch.org_id, account_id=batch.account_id,
        )  # fmt: skip
    mark = page.mark
    known = mark is not None and _is_within(batch, mark.code)
    state = "broken" if page.is_broken else "blank" if page.is_blank else "unknown"
    ScanPage.objects.create(
        batch=batch, source=source, number=number, at=page.at, picture=picture,
        state="found" if known else state, said=mark.code if mark else "",
        code=mark.code if mark and known else "", part=mark.part if mark and known else "",
        page=mark.page if mark and known else 0,
    )  # fmt: skip


def _is_within(batch: ScanBatch, code: str) -> bool:
    """Printed here, for the organisation whose pile this is or one below it."""
    return PaperSheet.objects.filter(code=code, org__path__startswith=batch.org.path).exists()


# --- by hand ------------------------------------------------------------------------------------


def place_page(actor: Actor, page: ScanPage, where: str) -> ScanPage:
    """Say whose page it is: a typed code's, a meeting's without sheets, or nobody's."""
    with act(actor, ACTIVITY_EDIT, page.batch.org) as doing:
        batch = lock(ScanBatch.objects.all(), page.batch_id)
        page = ScanPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
        if page.activity_id is not None:
            raise Refused("这一页已经附在会议上了", code="used")
        page.state, page.code = _place(batch, page, where)
        if page.code != page.said:
            page.part, page.page = "", 0
        page.save(update_fields=["state", "code", "part", "page"])
        doing.record(PLACED, page, org=batch.org_id, where=page.code or page.state)
        return page


def _place(batch: ScanBatch, page: ScanPage, where: str) -> tuple[str, str]:
    if where == "aside":
        return "aside", ""
    if where == "back":
        return "unknown" if page.picture_id else "broken", ""
    if where == "new":
        used = batch.pages.filter(code__startswith="#").values_list("code", flat=True)
        return "found", f"#{max((int(code[1:]) for code in used), default=0) + 1}"
    if where.startswith("#") and batch.pages.filter(code=where).exists():
        return "found", where
    code = tidy_code(where)
    if code is None:
        raise Refused("编号不对，请照纸上的编号输入，如 7KQ4-M2XH", field="where", code="bad_code")
    if not _is_within(batch, code):
        raise Refused("这个编号不是本组织及下级打印的记录纸", field="where", code="not_ours")
    return "found", code


def close_batch(actor: Actor, batch: ScanBatch, version: int) -> ScanBatch:
    """Done: what is left over has been looked at. The pictures of pages used stay."""
    with act(actor, ACTIVITY_EDIT, batch.org) as doing:
        batch = lock(ScanBatch.objects.all(), batch.pk, version)
        waiting = batch.pages.filter(activity__isnull=True).exclude(state__in=("aside", "blank"))
        if count := waiting.count():
            raise Refused(f"还有 {count} 页没有归入会议，请先归入或标为不用", code="waiting")
        bump(batch, state="done")
        doing.record(CLOSED, batch, org=batch.org_id)
        return batch
