"""At every place rounds in each state, a venue, talks, a site, a standard of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jishi.kernel.period import Month
from jishi.registers.models import Venue, VenueRoom
from jishi.standards.kinds import all_standards
from jishi.standards.kinds.standard import Standard, body_of
from jishi.standards.models import (
    Appeal,
    Assessment,
    GradeTalk,
    Line,
    LocalStandard,
    Round,
    SideSheet,
    Site,
    Step,
    Veto,
)
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, Values, by_row
from tests.world import LONG_AGO, TODAY

STANDARD = "center.eight_haves"
FROZEN = ("confirmed", "appealed", "graded")


def _round(place: Place, standard: Standard, number: int, state: str = "running") -> Round:
    before = Round.objects.filter(org=place.org).count()  # several stand at one organisation
    first = Month.of(2026, 1).index - before
    return Round.objects.create(
        org=place.org, standard=standard.code, standard_title=standard.title,
        body=body_of(standard), source=standard.source, title=f"考评{number}",
        first_month=first, last_month=first,
        opened_on=TODAY, check_until=TODAY, mend_until=TODAY + timedelta(days=9), state=state,
    )  # fmt: skip


def _assessment(place: Place, round_: Round, state: str) -> Assessment:
    frozen = state in FROZEN
    checked = state in ("self_checked", "accepted")
    row = Assessment.objects.create(
        round=round_, org=place.org, state=state, full=round_.of.full,
        points=Decimal(5) if frozen else None, digest="0" * 64 if frozen else "",
        revision=1 if frozen else 0, confirmed_on=TODAY if frozen else None,
        checked_by=place.account if checked else None, checked_on=TODAY if checked else None,
        grade="ordinary" if state == "graded" else "",
        grade_label="一般" if state == "graded" else "",
    )  # fmt: skip
    lines = [
        Line(assessment=row, revision=1 if frozen else 0, criterion=each.code,
             self_points=0 if each.asked else None, points=Decimal(1) if frozen else None)
        for each in round_.of.criteria
    ]  # fmt: skip
    Line.objects.bulk_create(lines)
    return row


@planted
def _standards(place: Place) -> None:
    standard = all_standards()["branch.five_basics"]
    sided = all_standards()["secretary.branch_year"]
    venue = Venue.objects.create(
        org=place.org, name=f"中心{place.number}", kind="service_center", area=100, since=LONG_AGO
    )
    place.keep("venue", venue)
    VenueRoom.objects.create(venue=venue, kind="service_hall")
    made: dict[str, Assessment] = {}
    for number, state in enumerate(("open", "self_checked", "accepted", "confirmed", "appealed")):
        round_ = _round(place, standard, number)
        place.keep(f"round-{state}", round_)
        row = _assessment(place, round_, state)
        place.keep(f"assessment-{state}", row)
        made[state] = row
    veto = Veto.objects.create(
        assessment=made["open"], item="falsification", ground="事实",
        document="青组", on=TODAY, by="人",
    )  # fmt: skip
    place.keep("veto", veto)
    place.keep("step", Step.objects.create(
        assessment=made["open"], name="check", label="提交自查", on=TODAY,
        by="人", note="说明",
    ))  # fmt: skip
    place.keep("appeal", Appeal.objects.create(
        assessment=made["appealed"], criteria=["rules"], ground="理由",
        on=TODAY, by="人",
    ))  # fmt: skip
    graded = _round(place, standard, 8, "graded")
    place.keep("round-graded", graded)
    done = _assessment(place, graded, "graded")
    place.keep("assessment-graded", done)
    place.keep("grade-talk", GradeTalk.objects.create(assessment=done, due_on=TODAY))
    more = _assessment(place, _round(place, standard, 9, "graded"), "graded")
    place.keep("grade-talk-held", GradeTalk.objects.create(
        assessment=more, due_on=TODAY, held_on=TODAY, talker="人", record="记录", follow_by=TODAY,
    ))  # fmt: skip
    sheets = _assessment(place, _round(place, sided, 10), "open")
    place.keep("assessment-sided", sheets)
    place.keep("side-sheet", SideSheet.objects.create(
        assessment=sheets, side="masses", issued=3, returned=2, valid=2, good=2,
        counted_on=TODAY, counted_by="人",
    ))  # fmt: skip
    there = Site.objects.filter(org=place.org, level="street").exists()
    site = Site.objects.create(
        org=place.org, level="street", since=LONG_AGO, reason="先进",
        until=TODAY if there else None, end_reason="调整" if there else "",
    )  # fmt: skip
    place.keep("site", site)
    own = LocalStandard.objects.create(
        org=place.org, code=f"sample.of_{place.number}", title="本地标准",
        source="本地文件", body=body_of(standard), since=date(2026, 1, 1),
    )  # fmt: skip
    place.keep("standard", own)


ROUND = {
    "standard": "branch.five_basics", "period": "2026", "check_until": TODAY.isoformat(),
    "mend_until": TODAY.isoformat(), "title": "新考评",
}  # fmt: skip
VENUE = {
    "name": "新阵地", "kind": "service_center", "since": TODAY.isoformat(), "area": "80",
    "signs": "1", "rooms": "service_hall",
}  # fmt: skip
OWN = {
    "title": "新标准", "source": "本地文件", "about": "organisation", "period": "year",
    "scheme": "four", "org_kinds": "branch", "c1_title": "指标", "c1_points": "10",
    "c1_use": "asked",
}  # fmt: skip
REASON = {"reason": "情况有变"}


def _sheets(place: Place) -> Values:
    counts = {"issued": "3", "returned": "3", "valid": "3", "good": "3", "fair": "0",
              "ordinary": "0", "poor": "0"}  # fmt: skip
    sides = all_standards()["secretary.branch_year"].sides
    return {f"{side.code}_{name}": value for side in sides for name, value in counts.items()}


def _accepted(place: Place) -> Values:
    criteria = all_standards()["branch.five_basics"].criteria
    return {f"{e.code}_points": f"{e.points:f}" for e in criteria if e.asked}


def _of(state: str, **more: object) -> Sample:
    return by_row(f"assessment-{state}", "org", **more)


SAMPLES |= {
    "venues": Sample(),
    "venue-new": Sample(send=lambda place: {**VENUE, "org": place.org.code}),
    "venue": by_row("venue", "org"),
    "venue-edit": by_row("venue", "org", send=lambda place: VENUE),
    "venue-close": by_row("venue", "org", send=lambda place: {"on": TODAY.isoformat()}),
    "standards": Sample(),
    "standard-catalogue": Sample(),
    "standard-text": Sample(lambda place: {"code": STANDARD}),
    "standard-new": Sample(send=lambda place: {**OWN, "org": place.org.code}),
    "standard-amend": by_row("standard", "org", send=lambda place: OWN),
    "standard-end": by_row("standard", "org"),
    "standard-open": Sample(send=lambda place: {**ROUND, "org": place.org.code},
                            hard="须有适用的下级组织"),
    "standard-round": by_row("round-open", "org"),
    "standard-confirm-all": by_row("round-open", "org", hard="须有待审定的"),
    "standard-cancel": by_row("round-open", "org", send=lambda place: REASON),
    "standard-grades": by_row("round-graded", "org"),
    "standard-grade": by_row("round-open", "org", hard="须全部审定"),
    "assessment": _of("open"),
    "assessment-versions": _of("confirmed"),
    "assessment-check": _of("open", send=lambda place: {"roll_points": "1", "roll_note": "核对过"}),
    "assessment-accept": _of("self_checked", send=_accepted, hard="须由上级另一人验收"),
    "assessment-hand-back": _of("self_checked", send=lambda place: REASON,
                                hard="须由上级退回"),
    "assessment-reopen": _of("accepted", send=lambda place: REASON),
    "assessment-confirm": _of("accepted", hard="须由另一人审定"),
    "assessment-drop": _of("open", send=lambda place: REASON),
    "assessment-appeal": _of(
        "confirmed", send=lambda place: {"criteria": "rules", "ground": "有记录"}
    ),
    "assessment-review": _of(
        "appealed", send=lambda place: {"answer": "维持", "rules_points": "1"}
    ),
    "assessment-sheets": _of("sided", send=_sheets, hard="须由上级登记"),
    "assessment-veto": _of(
        "confirmed",
        send=lambda place: {"item": "falsification", "ground": "事实", "document": "青组"},
    ),
    "assessment-unveto": by_row("veto", "org", send=lambda place: REASON),
    "grade-talks": Sample(),
    "grade-talk": by_row("grade-talk", "org"),
    "grade-talk-hold": by_row(
        "grade-talk", "org",
        send=lambda place: {"talker": "人", "on": TODAY.isoformat(), "record": "谈话"},
    ),
    "grade-talk-follow": by_row(
        "grade-talk-held", "org",
        send=lambda place: {"on": TODAY.isoformat(), "follow_up": "已整改"},
    ),
    "grade-talk-waive": by_row(
        "grade-talk", "org", send=lambda place: {"reason": "病假", "document": "青组〔2026〕9号"}
    ),
    "sites": Sample(),
    "site-new": Sample(
        send=lambda place: {
            "org": place.org.code, "level": "county", "since": TODAY.isoformat(),
            "reason": "先进",
        },
        hard="须由上级命名",
    ),
    # Taken off by the superior: to the office itself it is not offered.
    "site-end": by_row("site", "org", hard="须由上级调整", also=frozenset({404})),
}  # fmt: skip
