"""At every place a year book opened to somebody, with what was remarked in it."""

from __future__ import annotations

from datetime import timedelta

from jishi.activities.models import Inspection, InspectionNote
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_org, by_row
from tests.world import TODAY


@planted
def _inspections(place: Place) -> None:
    row = place.keep("inspection", Inspection.objects.create(
        org=place.org, year=1999, inspector=place.account, inspector_name="调阅人",
        purpose="督查", since=TODAY, until=TODAY + timedelta(days=9), opened_by="开放人",
    ))  # fmt: skip
    assert isinstance(row, Inspection)
    more = {"inspection": row, "anchor": "chapter-1", "place": "班子", "made_on": TODAY}
    place.keep("inspection-note", InspectionNote.objects.create(
        kind="correction", text="请补", **more
    ))  # fmt: skip
    place.keep("answered-note", InspectionNote.objects.create(
        kind="correction", text="请补", answer="已补", answered_on=TODAY, answered_by="何文", **more
    ))  # fmt: skip


SAMPLES |= {
    "year-book": by_org(),
    "inspection": by_row("inspection", "org"),
    "inspection-new": Sample(
        send=lambda place: {
            "org": place.org.code, "year": "2026", "inspector": place.rows["mate"].login,
            "until": (TODAY + timedelta(days=9)).isoformat(), "purpose": "督查",
        }
    ),
    "inspection-answer": by_row("inspection-note", "org", send=lambda place: {"answer": "已补"}),
    "inspection-withdraw": by_row("inspection", "org", acts=True),
    "own-inspection": by_row(
        "inspection", also=frozenset({404}),  # no administrator reads a year book
        send=lambda place: {"anchor": "chapter-1", "kind": "remark", "text": "很好"},
    ),
    "own-inspection-finish": by_row("inspection", acts=True, also=frozenset({404})),
    "own-inspection-settle": by_row("answered-note", acts=True, also=frozenset({404})),
    "own-inspection-picture": Sample(
        lambda place: {"pk": place.rows["inspection"].pk, "file": 1}, owner="nobody"
    ),
}  # fmt: skip
