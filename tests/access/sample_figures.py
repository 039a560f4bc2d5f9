"""Figures at every place: an indicator and its rows."""

from __future__ import annotations

from hashlib import sha256

from jishi.base import clock
from jishi.figures.models import OwnBoard, PeriodClosing
from jishi.figures.queries.freezing import freeze
from jishi.figures.queries.reading import read
from jishi.kernel.period import Month, Period
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY

MEMBERS = {"code": "member.all"}

OCTOBER = "2026-10"


@planted
def _closing(place: Place) -> None:
    """Whose body is of a real closing: an organisation without records."""
    now = Month.of(2026, 9).plus(-place.number)  # several places may share an organisation
    kept = read(TODAY, lambda at: freeze(at, place.org.pk, Period(now, now)))
    place.keep("closing", PeriodClosing.objects.create(
        org=place.org, first_month=now.index, last_month=now.index, number=1,
        tree_hash=kept.tree_hash, rules_hash="0", rows_hash=kept.rows_hash,
        body_hash=sha256(kept.body).hexdigest(), body=kept.body, closed_at=clock.now(),
        reason="更正",
    ))  # fmt: skip


@planted
def _board(place: Place) -> None:
    place.keep("board", OwnBoard.objects.create(
        account=place.account, title="自己的",
        tiles=[{"shape": "number", "codes": ["member.all"], "title": ""}],
    ))  # fmt: skip


BOARD = {
    "title": "新看板", "span": "year",
    "lines": '[{"key": "tile_1", "shape": "number", "codes": ["member.all"]}]',
}  # fmt: skip

SAMPLES |= {
    "figure-boards": Sample(),
    "figure-board": Sample(lambda place: {"code": "branch"}),
    "figure-board-new": Sample(send=lambda place: BOARD),
    "own-board": by_row("board"),
    "own-board-edit": by_row("board", send=lambda place: {**BOARD, "_version": "1"}),
    "own-board-drop": by_row("board", send=lambda place: {"_version": "1"}),
    "figures-year": Sample(),
    "api:figure-list": Sample(),
    "api:figure-matrix": Sample(),
    "period-closings": Sample(),
    "period-close": Sample(send=lambda place: {"org": place.org.code, "period": OCTOBER}),
    "period-closing": by_row("closing", "org"),
    "period-reopen": by_row(
        "closing", "org", send=lambda place: {"reason": "漏登", "_version": "1"}
    ),
    "figures": Sample(),
    "figure": Sample(lambda place: MEMBERS),
    "figure-rows": Sample(lambda place: MEMBERS),
}
