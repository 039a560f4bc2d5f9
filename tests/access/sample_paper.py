"""Paper at every place: a sheet not yet used, one to be struck off, a scanned pile with pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from jishi.activities.models import PaperSheet, ScanBatch, ScanPage, ScanSource
from jishi.activities.paper.codes import ALPHABET, check_character
from jishi.base import files
from jishi.base.clock import now
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY


def _code(place: Place, which: int) -> str:
    data = f"{place.number:04d}{which:02d}A"
    assert set(data) <= set(ALPHABET)
    return data + check_character(data)


def _white() -> bytes:
    out = io.BytesIO()
    Image.new("L", (21, 30), 255).save(out, "JPEG")
    return out.getvalue()


@planted
def _paper(place: Place) -> None:
    for which, name in enumerate(("sheet", "spoilt-sheet", "scanned-sheet"), start=1):
        place.keep(name, PaperSheet.objects.create(
            code=_code(place, which), org=place.org, kind="meeting", year=2026,
            number=place.number * 4 + which, run=_code(place, 1), printed_on=TODAY,
            printed_by="打印人",
        ))  # fmt: skip
    batch = place.keep("scan", ScanBatch.objects.create(
        org=place.org, state="open", account=place.account, actor_name=place.account.name,
        title="扫描.pdf", notes="有一页读不出", made_at=now(),
    ))  # fmt: skip
    assert isinstance(batch, ScanBatch)
    source = ScanSource.objects.create(batch=batch, number=1, name="扫描.pdf")
    place.keep("scan-source", source)
    picture = files.store(
        _white(), "扫描第1页.jpg", owner=files.Owner("scan_batch", str(batch.pk)),
        org_id=place.org.pk, account_id=place.account.pk,
    )  # fmt: skip
    for number, state, code in (
        (1, "found", _code(place, 3)),
        (2, "unknown", ""),
        (3, "aside", ""),
    ):
        place.keep(f"scan-{state}", ScanPage.objects.create(
            batch=batch, source=source, number=number, at=number - 1, state=state, code=code,
            part="M" if code else "", page=1 if code else 0, picture=picture,
        ))  # fmt: skip


def _meeting(place: Place) -> Mapping[str, Any]:
    return {"pk": place.rows["scan"].pk, "code": place.rows["scanned-sheet"].code}  # type: ignore[attr-defined]


SAMPLES |= {
    "sheets-new": Sample(
        send=lambda place: {
            "org": place.org.code, "scope": "own", "kind": "meeting", "count": "2",
        }
    ),
    "sheets-run": Sample(
        lambda place: {"run": place.rows["sheet"].run}, owner="org"  # type: ignore[attr-defined]
    ),
    "sheet-spoil": by_row("spoilt-sheet", "org", send=lambda place: {"reason": "写错"}),
    "scans-new": Sample(hard="须上传扫描件"),
    "scan": by_row("scan", "org"),
    "scan-progress": by_row("scan", "org"),
    "scan-picture": by_row("scan-found", "org"),
    "scan-place": by_row("scan-unknown", "org", acts=True, send=lambda place: {"where": "aside"}),
    "scan-attach": Sample(_meeting, owner="org", hard="须先登记过会议"),
    "scan-close": by_row("scan", "org", hard="须每一页都归入"),
    "scan-enter": Sample(
        _meeting, owner="org",
        send=lambda place: {
            "kinds": "visit", "held_on": TODAY.isoformat(), "expected": "9", "present": "8",
        },
    ),
}  # fmt: skip
