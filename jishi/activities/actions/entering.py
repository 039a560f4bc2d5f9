"""A meeting entered from its scanned pages: typed beside the picture, the pages attached to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import Entry, What, add_file, hold_activity, record_at_once
from jishi.activities.models import Activity, PaperSheet, ScanBatch, ScanPage
from jishi.activities.queries import organisers_of
from jishi.activities.rules.paper import may_use
from jishi.base import files
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist

ENTERED = Verb("scan.enter", "登记扫描的会议")
ATTACHED = Verb("scan.attach", "附上扫描页")

FILE_KIND = {"A": "attendance", "M": "minutes", "C": "minutes", "": "minutes"}


def enter_meeting(actor: Actor, batch: ScanBatch, code: str, entry: Entry) -> Activity:
    """Record what the pages under one code say; they become its minutes and its lists.

    A sheet that was printed for a planned meeting is that meeting's: it has taken place.
    """
    sheet = _sheet(code)
    org = sheet.org if sheet else batch.org
    with act(actor, ACTIVITY_EDIT, org) as doing:
        batch = lock(ScanBatch.objects.all(), batch.pk)
        pages = _pages(batch, code)
        if sheet is not None:
            sheet = lock(PaperSheet.objects.select_related("org", "activity"), sheet.pk)
            insist(may_use(sheet.state, sheet.printed_on, entry.what.held_on))
        entry = replace(entry, sheet_code=sheet.code if sheet else "")
        planned = sheet.planned if sheet else None
        if planned is None:
            activity = record_at_once(actor, org, entry, source="paper")
        else:
            entry = replace(entry, what=_as_planned(entry.what, planned))
            activity = hold_activity(actor, planned, None, entry, source="paper")
        _attach(actor, activity, pages)
        if sheet is not None:
            bump(sheet, activity=activity)
        doing.record(ENTERED, activity, org=org, batch=batch.pk, pages=len(pages))
        return activity


def attach_pages(actor: Actor, batch: ScanBatch, code: str) -> Activity:
    """Pages that came later: to the meeting that their sheet has been entered for."""
    sheet = _sheet(code)
    if sheet is None or sheet.activity is None or sheet.state != "used":
        raise Refused("这套记录纸还没有登记会议", code="unused")
    with act(actor, ACTIVITY_EDIT, sheet.org) as doing:
        batch = lock(ScanBatch.objects.all(), batch.pk)
        pages = _pages(batch, code)
        _attach(actor, sheet.activity, pages)
        doing.record(ATTACHED, sheet.activity, org=sheet.org_id, batch=batch.pk, pages=len(pages))
        return sheet.activity


def _as_planned(what: What, planned: Activity) -> What:
    """What paper does not ask for stays as it was planned."""
    parts = planned.parts.filter(kind__in=what.kinds)
    return replace(
        what, title=what.title or planned.title, hours=planned.hours,
        noticed_on=planned.noticed_on, joint=tuple(organisers_of(planned)[1:]),
        payloads={part.kind: part.payload for part in parts},
        starts_at=planned.starts_at, ends_at=planned.ends_at,
    )  # fmt: skip


def _sheet(code: str) -> PaperSheet | None:
    if code.startswith("#"):
        return None
    return PaperSheet.objects.select_related("org", "activity").get(code=code)


def _pages(batch: ScanBatch, code: str) -> list[ScanPage]:
    rows = batch.pages.select_for_update(of=("self",)).filter(
        code=code, state="found", activity__isnull=True
    )
    found = list(rows.select_related("picture").order_by("part", "page", "number"))
    if not found:
        raise Refused("这些页已经登记过了，请看现在的内容", code="entered")
    return found


def _attach(actor: Actor, activity: Activity, pages: Iterable[ScanPage]) -> None:
    for page in pages:
        if page.picture is not None:
            data = files.read(page.picture)
            add_file(actor, activity, data, f"{page.label}.jpg", FILE_KIND[page.part])
        page.activity = activity
        page.save(update_fields=["activity"])
