"""The paper journey: sheets printed ahead, a pile scanned, meetings entered beside the picture."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from jishi.activities.actions import Entry, TopicRow, Typed, What
from jishi.activities.actions.entering import attach_pages, enter_meeting
from jishi.activities.actions.paper import print_sheets, spoil_sheet
from jishi.activities.actions.scanning import close_batch, place_page, read_batch, take_scan
from jishi.activities.models import Activity, ActivityFile, PaperSheet, ScanBatch, ScanPage
from jishi.activities.paper.codes import Mark, make_code, shown
from jishi.activities.paper.layout import SHEET_KINDS, pages_of
from jishi.activities.queries import paper
from jishi.activities.tests.cast import BRANCH, Cast
from jishi.activities.tests.scanner import drawn, jpeg_of, pdf_of, scanned
from jishi.base.jobs.worker import run_waiting
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

HELD = TODAY + timedelta(days=3)


def printed(world: World, count: int = 1, kind: str = "meeting") -> list[PaperSheet]:
    return print_sheets(world.actor("何文"), [world[BRANCH]], kind, count)


def marks(sheet: PaperSheet) -> list[Mark]:
    return [page.mark for page in pages_of(SHEET_KINDS[sheet.kind], sheet.code)]


def small(mark: Mark | None, **how: Any) -> Image.Image:
    return scanned(drawn(mark, 110), **how)


def read(world: World, data: bytes, name: str = "扫描.pdf", who: str = "何文") -> ScanBatch:
    batch = take_scan(world.actor(who), world[BRANCH], [(name, data)])
    run_waiting()
    batch.refresh_from_db()
    return batch


def entry(kind: str = "committee", held_on: date = HELD, **more: Any) -> Entry:
    counts = Typed(expected=5, present=4)
    topics = (TopicRow("讨论村道硬化", "discuss", resolution="同意"),)
    return Entry(What((kind,), held_on), typed=counts, topics=topics, **more)
