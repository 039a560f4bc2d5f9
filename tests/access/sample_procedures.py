"""At every place an application just begun, one with a step taken, one on its way here, a plan."""

from __future__ import annotations

from datetime import date

from jishi.people.models import MemberState, Person
from jishi.procedures.models import AdmissionPlan, Procedure, ProcedureStep
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY

BEGUN = date(2026, 10, 12)


def _applicant(place: Place, number: int) -> Person:
    person = Person.objects.create(
        code=f"A{place.number}-{number}", name="申请人", org=place.org, since=BEGUN,
        born_on=date(1970 + number, 5, 4),
    )  # fmt: skip
    MemberState.objects.create(person=person, since=BEGUN, org=place.org, standing="none")
    return person


@planted
def _procedures(place: Place) -> None:
    common = {"kind": "develop_member", "org": place.org, "opened_on": BEGUN, "title": "申请人"}
    place.keep("applicant", _applicant(place, 1))
    place.keep("procedure", Procedure.objects.create(
        person=_applicant(place, 2), step="application", stage="申请入党", earliest_on=BEGUN,
        **common,
    ))  # fmt: skip
    for name, moving in (("procedure-talk", None), ("procedure-moving", place.org)):
        row = Procedure.objects.create(
            person=_applicant(place, 3 + bool(moving)), step="talk", stage="申请入党",
            earliest_on=BEGUN, latest_on=date(2026, 11, 12), red_after=date(2026, 11, 12),
            moving_to=moving, **common,
        )  # fmt: skip
        place.keep(name, row)
        place.keep(f"{name}-step", ProcedureStep.objects.create(
            procedure=row, number=1, code="application", done_on=BEGUN, org=place.org,
            payload={"written": True}, entered_by="人", entered_on=BEGUN, reason="理由",
        ))  # fmt: skip
    place.keep("admission-plan", AdmissionPlan.objects.get_or_create(
        org=place.org, year=TODAY.year,
        # a number that stands nowhere else on a page
        defaults={"pk": 880_000 + place.number, "places": 3, "note": "说明"},
    )[0])  # fmt: skip


def _step(place: Place) -> dict[str, str]:
    return {
        "step": "application", "on": BEGUN.isoformat(), "p_written": "on", "p_situation": "unit",
        "p_where": "unit",
    }  # fmt: skip


GIVEN_UP = {"on": TODAY.isoformat(), "reason": "本人放弃"}

SAMPLES |= {
    "procedures": Sample(),
    "procedure-clocks": Sample(),
    "procedure-new": Sample(),
    "procedure-overview": Sample(),
    "procedure-flags": Sample(),
    "procedure-chart": Sample(lambda place: {"kind": "develop_member"}),
    "procedure-plan": Sample(
        send=lambda place: {"org": place.org.code, "year": "2027", "places": "4"},
        asks=("plan", lambda place: str(place.rows["admission-plan"].pk)),
    ),
    "own-procedures": Sample(),
    "procedure-open": Sample(
        lambda place: {"kind": "develop_member"}, hard="只有支部才能发起，见本室的测试"
    ),
    "procedure": by_row("procedure", "org", send=_step, also=frozenset({403})),  # who only looks
    "procedure-put-off": by_row(
        "procedure-talk", "org", send=lambda place: {"until": "2026-12-01", "reason": "外出"}
    ),
    "procedure-correct": Sample(
        lambda place: {"pk": place.rows["procedure-talk"].pk, "number": 1}, owner="org",
        send=lambda place: {"on": "2026-10-13", "reason": "写错"},
    ),
    "procedure-send": by_row("procedure-talk", "org", hard="只能转给支部，见本室的测试"),
    "procedure-receive": by_row("procedure-moving", "org", hard="须由别处转来，见本室的测试"),
    "procedure-withdraw": by_row("procedure-talk", "org", send=lambda place: GIVEN_UP),
    "procedure-call-back": by_row("procedure-moving", "org", acts=True),
    "procedure-paper": Sample(
        lambda place: {
            "pk": place.rows["procedure-paper"].pk, "number": 1, "code": "talk",
        },
        owner="org",
    ),
}  # fmt: skip


@planted
def _paper(place: Place) -> None:
    row = Procedure.objects.create(
        kind="develop_member", org=place.org, opened_on=BEGUN, title="申请人",
        person=_applicant(place, 9), state="withdrawn", ended_on=TODAY,
    )  # fmt: skip
    place.keep("procedure-paper", row)
    place.keep("procedure-paper-step", ProcedureStep.objects.create(
        procedure=row, number=1, code="talk", done_on=BEGUN, org=place.org, entered_by="人",
        entered_on=BEGUN,
    ))  # fmt: skip
