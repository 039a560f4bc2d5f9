"""At every place rounds of returns with a sheet in each state, a table of one's own."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.period import Month
from jishi.returns.models import (
    LocalReturn,
    ReturnCorrection,
    ReturnRound,
    ReturnSheet,
    ReturnStep,
)
from jishi.returns.tables import all_tables
from jishi.returns.tables.table import body_of
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY

DEEDS, RELIEF = "stated.good_deeds", "stated.relief_money"


def _round(place: Place, state: str = "running") -> ReturnRound:
    before = ReturnRound.objects.filter(org=place.org).count()  # several stand at one organisation
    first = Month.of(2026, 9).index - before
    return ReturnRound.objects.create(
        org=place.org, table="branch_month", title="月报", source="月报制度",
        body=body_of(all_tables()["branch_month"]), first_month=first, last_month=first,
        opened_on=TODAY, due_on=TODAY + timedelta(days=3), state=state,
        frozen_on=TODAY if state == "frozen" else None,
    )  # fmt: skip


def _sheet(place: Place, round_: ReturnRound, state: str) -> ReturnSheet:
    return ReturnSheet.objects.create(
        round=round_, org=place.org, state=state, values={DEEDS: 1, RELIEF: 0},
        submitted_on=None if state == "open" else TODAY,
        accepted_on=TODAY if state == "accepted" else None,
    )  # fmt: skip


@planted
def _returns(place: Place) -> None:
    for state in ("open", "submitted", "accepted"):
        round_ = _round(place)
        place.keep(f"return-round-{state}", round_)
        sheet = _sheet(place, round_, state)
        place.keep(f"return-sheet-{state}", sheet)
    frozen = _round(place, "frozen")
    place.keep("return-round-frozen", frozen)
    done = _sheet(place, frozen, "accepted")
    place.keep("return-sheet-frozen", done)
    place.keep("return-correction", ReturnCorrection.objects.create(
        sheet=done, line=DEEDS, was=1, now=2, reason="漏计", on=TODAY, by="人",
    ))  # fmt: skip
    place.keep("return-step", ReturnStep.objects.create(
        sheet=done, label="上报", on=TODAY, by="人", note="说明",
    ))  # fmt: skip
    own = LocalReturn.objects.create(
        org=place.org, code=f"sample.of_{place.number}", title="本地报表", source="本地文件",
        body=body_of(all_tables()["branch_month"]), since=date(2026, 1, 1),
    )  # fmt: skip
    place.keep("return-table", own)


TABLE = {
    "title": "新报表", "source": "本地文件", "length": "1", "days": "5", "org_kinds": "branch",
    "lines": '[{"key": "member.all", "kind": "figure", "title": "党员总数"}]',
}  # fmt: skip
REASON = {"reason": "情况有变"}
ANSWERS = {"v_stated_good_deeds": "2", "v_stated_relief_money": "0"}
ROUND = {"table": "branch_month", "period": "2026-10", "due_on": TODAY.isoformat()}

SAMPLES |= {
    "returns": Sample(),
    "return-blank": Sample(hard="什么也不改，只作答"),
    "return-burden": Sample(),
    "return-open": Sample(send=lambda place: {**ROUND, "org": place.org.code},
                          hard="须有要填的下级组织"),
    "return-round": by_row("return-round-open", "org"),
    "return-differences": by_row("return-round-frozen", "org"),
    "return-freeze": by_row("return-round-accepted", "org"),
    "return-cancel": by_row("return-round-open", "org", send=lambda place: REASON),
    "return-chase": by_row("return-round-open", "org", acts=True),
    "return-tables": Sample(),
    "return-table-new": Sample(send=lambda place: {**TABLE, "org": place.org.code}),
    "return-table": by_row("return-table", "org",
                           send=lambda place: {**TABLE, "org": place.org.code}),
    "return-table-end": by_row("return-table", "org"),
    "return-sheet": by_row("return-sheet-open", "org"),
    "return-fill": by_row("return-sheet-open", "org", send=lambda place: ANSWERS),
    "return-upload": by_row("return-sheet-open", "org", hard="须交回表格文件"),
    "return-accept": by_row("return-sheet-submitted", "org", hard="须由上级另一人审核"),
    "return-back": by_row("return-sheet-submitted", "org", send=lambda place: REASON),
    "return-correct": by_row(
        "return-sheet-frozen", "org",
        send=lambda place: {"line": DEEDS, "now": "9", "reason": "漏计"},
    ),
}  # fmt: skip
