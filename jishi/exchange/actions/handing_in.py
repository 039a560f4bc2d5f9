"""Taking a file in, saying what its columns mean, choosing, submitting the next step, giving up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from jishi.base import files
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.jobs import enqueue
from jishi.exchange.access import IMPORT
from jishi.exchange.file_date import date_of_file
from jishi.exchange.layout import Layout
from jishi.exchange.models import (
    OPEN_STATES,
    BatchState,
    ImportBatch,
    RememberedLayout,
    StagedChunk,
)
from jishi.exchange.recognition import Opened, recognised, tables_of
from jishi.exchange.records.kind import kinds
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import require

HANDED_IN = Verb("import.hand_in", "上传表格")
ABANDONED = Verb("import.abandon", "放弃导入")

KEPT = timedelta(days=7)
MOST_OPEN = 20  # imports begun and not ended, of one account
WHOSE = ("auto", "theirs", "ours", "fill")
STEPS = {
    "check": (BatchState.CHECKING, "核对"),
    "publish": (BatchState.PUBLISHING, "入库"),
    "undo": (BatchState.PUBLISHED, "撤销导入"),
}


def hand_in(
    actor: Actor,
    kind: str,
    data: bytes,
    name: str,
    *,
    org: Organisation | None = None,
    sheet: str = "",
    opened: Opened | None = None,
) -> ImportBatch:
    """Take a file (or what was pasted) in and recognise its columns; refused in one clear line."""
    require(actor, IMPORT, org)
    tables_of(kind)  # an unknown word is refused before anything is read
    opened = opened or Opened()
    with ThreadPoolExecutor(1) as aside:  # the file is laid down while it is read apart
        lain = aside.submit(files.lay_down, data, sealed=True)
        workbook = opened.of(data, name)
        opened.found, found = recognised(workbook, kind, sheet, remembered(org))
        require(actor, kinds()[found.kind].edit, org)
        body = lain.result()
    with act(actor, IMPORT, org) as doing:
        _not_too_many(actor)
        batch = ImportBatch.objects.create(
            kind=found.kind, state=BatchState.RECOGNISED, org=org, account_id=actor.account_id,
            actor_name=actor.name, file_name=name[-160:],
            digest=hashlib.sha256(data).hexdigest(), file_date=date_of_file(data),
            sheet=found.sheet[:80], layout=found.text(), made_at=now(),
        )  # fmt: skip
        batch.file = files.register(
            body, name[-160:], owner=files.Owner("import", str(batch.pk)),
            org_id=org.pk if org else None, account_id=actor.account_id, expires=now() + KEPT,
        )  # fmt: skip
        batch.save(update_fields=["file"])
        doing.record(HANDED_IN, batch, org=org, kind=batch.kind, digest=batch.digest)
    return batch


def _not_too_many(actor: Actor) -> None:
    if actor.account_id is None:
        return
    begun = ImportBatch.objects.filter(account_id=actor.account_id, state__in=OPEN_STATES).count()
    if begun >= MOST_OPEN:
        raise Refused(f"您有 {begun} 次导入没有办完，请先入库或放弃", code="too_many")


def remembered(org: Organisation | None) -> dict[tuple[str, str], dict[str, str]]:
    """How this organisation has read headers before."""
    rows = RememberedLayout.objects.filter(org=org)
    return {(row.kind, row.headers): json.loads(row.mapping) for row in rows}


def lay_out(
    actor: Actor, batch: ImportBatch, version: int, mapping: Mapping[int, str]
) -> ImportBatch:
    """Say what the columns mean; remembered for the next table with this header."""
    with act(actor, IMPORT, batch.org):
        batch = lock(ImportBatch.objects.all(), batch.pk, version)
        _insist_open(batch)
        layout = Layout.of(batch.layout).with_fields(mapping, kinds()[batch.kind].fields)
        bump(batch, layout=layout.text(), state=BatchState.RECOGNISED, summary="{}")
        StagedChunk.objects.filter(batch=batch).delete()
        RememberedLayout.objects.update_or_create(
            org=batch.org, kind=batch.kind, headers=layout.headers,
            defaults={"mapping": json.dumps(layout.mapping()), "saved_at": now()},
        )  # fmt: skip
        return batch


def choose(
    actor: Actor,
    batch: ImportBatch,
    version: int,
    *,
    whose: Mapping[str, str],
    answers: Mapping[str, str],
) -> ImportBatch:
    """Whose value counts per column, and which organisation a name of the file means."""
    with act(actor, IMPORT, batch.org):
        batch = lock(ImportBatch.objects.all(), batch.pk, version)
        _insist_open(batch)
        known = {field.name for field in kinds()[batch.kind].fields}
        kept = json.loads(batch.choices)
        kept["whose"] = {f: w for f, w in whose.items() if f in known and w in WHOSE[1:]}
        named = {n[:120]: code[:32] for n, code in answers.items() if code}
        kept["answers"] = {**kept.get("answers", {}), **named}
        bump(batch, choices=json.dumps(kept, ensure_ascii=False))
        return batch


def submit(actor: Actor, batch: ImportBatch, step: str) -> ImportBatch:
    """Hand the next step to the worker."""
    with act(actor, IMPORT, batch.org):
        batch = lock(ImportBatch.objects.all(), batch.pk)
        state, title = STEPS[step]
        insist_ready(batch, step)
        job = enqueue(
            actor, f"exchange.{step}", {"batch": batch.pk}, f"{title}：{batch.file_name}", batch.org
        )
        bump(batch, state=state, job=job)
        return batch


def insist_ready(batch: ImportBatch, step: str) -> None:
    """Each step has its time; one that failed or was cancelled may be tried again."""
    ready = {
        "check": (BatchState.RECOGNISED, BatchState.CHECKED, BatchState.FAILED),
        "publish": (BatchState.CHECKED,),
        "undo": (BatchState.PUBLISHED,),
    }[step]
    idle = batch.job is None or batch.job.ended_at is not None
    stopped = idle and batch.state in (BatchState.CHECKING, BatchState.PUBLISHING)
    if step == "publish" and stopped and batch.state == BatchState.PUBLISHING:
        return
    if not idle or (batch.state not in ready and not (stopped and step == "check")):
        raise Refused(f"这次导入{batch.get_state_display()}，现在不能这样办")


def abandon(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Give up before anything is in force; what was staged is deleted at once."""
    with act(actor, IMPORT, batch.org) as doing:
        batch = lock(ImportBatch.objects.all(), batch.pk)
        _insist_open(batch)
        bump(batch, state=BatchState.CANCELLED, job=None)
        StagedChunk.objects.filter(batch=batch).delete()
        if batch.file:
            files.forget(batch.file)
        doing.record(ABANDONED, batch, org=batch.org_id)
        return batch


def _insist_open(batch: ImportBatch) -> None:
    working = batch.job is not None and batch.job.ended_at is None
    if batch.state not in OPEN_STATES or working:
        raise Refused(f"这次导入{batch.get_state_display()}，不能再改")
