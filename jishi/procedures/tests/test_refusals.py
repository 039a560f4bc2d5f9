"""Every way in which a step of developing a member is refused; a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jishi.people.actions import Basis, change_standing
from jishi.people.models import MemberChange, Person
from jishi.procedures.actions import (
    correct_day,
    open_procedure,
    put_off,
    send_on,
    take_over,
    take_step,
    withdraw_procedure,
)
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.tests.career import DAYS, Career, applicant, meeting
from jishi.tree.actor import local_operator
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY

ASKED_FOR_FULL = ("written", "opinions", "committee_on", "posted_on")


def snapshot() -> list[object]:
    return [
        list(Procedure.objects.order_by("pk").values()),
        list(ProcedureStep.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values_list("pk", "standing", "joined_on", "full_on")),
        MemberChange.objects.count(),
    ]


def refused(career: Career, clause: str, code: str, **more: object) -> None:
    before = snapshot()
    with pytest.raises(Refused, match=clause):
        career.take(code, **more)  # type: ignore[arg-type]
    assert snapshot() == before


CASES: dict[str, tuple[str, str, str, Callable[[Career], dict[str, object]]]] = {
    # name: up to this step, the step refused, the clause, how
    "not in writing": (
        "", "application", "本人书面申请", lambda c: {"payload": {"written": False}},
    ),
    "to the wrong branch": (
        "", "application", "R-DEV-02", lambda c: {"payload": {"where": "home"}},
    ),
    "activist without recommendation": (
        "talk", "activist", "还缺：推荐方式", lambda c: {"payload": {"by": None}},
    ),
    "activist without a meeting": (
        "talk", "activist", "R-DEV-04", lambda c: {"meets": False},
    ),
    "activist on another day than the meeting": (
        "talk", "activist", "R-DEV-05",
        lambda c: {"meeting": c.met("activist", date(2024, 2, 28)), "on": date(2024, 3, 1)},
    ),
    "a tutor on probation": (
        "activist_filing", "tutors", "R-DEV-06",
        lambda c: {"payload": {"second": c.cast.member(
            "新人", standing="probationary", joined_on=date(2024, 1, 5), full_on=None).pk}},
    ),
    "candidate a day early": (
        "inspection", "candidate", "R-DEV-09", lambda c: {"on": date(2025, 2, 28)},
    ),
    "nobody asked the people": (
        "inspection", "candidate", "R-DEV-10", lambda c: {"payload": {"masses": False}},
    ),
    "one sponsor twice": (
        "candidate_filing", "sponsors", "R-DEV-11",
        lambda c: {"payload": {"second": c.cast.people["林可"].pk}},
    ),
    "two days, twenty hours": (
        "political_check", "training", "R-DEV-14", lambda c: {"payload": {"days": 2, "hours": 20}},
    ),
    "assembly while the notice hangs": (
        "form", "assembly", "R-DEV-18", lambda c: {"on": date(2025, 4, 9)},
    ),
    "the vote did not pass": (
        "form", "assembly", "没有通过",
        lambda c: {"meeting": c.met("assembly", DAYS["assembly"], passed=False)},
    ),
    "a topic of another kind": (
        "form", "assembly", "没有这样的议题",
        lambda c: {"meeting": c.met("assembly", DAYS["assembly"], topic="other")},
    ),
    "nobody reported": (
        "form", "assembly", "还缺", lambda c: {"payload": {"reported": False}},
    ),
    "approval without a document": (
        "approval_talk", "approval", "批复文号", lambda c: {"document": " "},
    ),
    "approval signed alone": (
        "approval_talk", "approval", "R-DEV-24", lambda c: {"payload": {"voted": False}},
    ),
    "approval in bulk": (
        "approval_talk", "approval", "R-DEV-24", lambda c: {"payload": {"one_by_one": False}},
    ),
    "approval after six months": (
        "approval_talk", "approval", "R-DEV-26", lambda c: {"on": date(2025, 10, 15)},
    ),
    "full a day early": (
        "probation_inspection", "full_assembly", "R-GOV-15", lambda c: {},
    ),
    "conversion without asking members": (
        "probation_inspection", "full_application", "R-DEV-33",
        lambda c: {"payload": {"opinions": False}},
    ),
    "conversion before probation ends": (
        "full_application", "full_assembly", "R-DEV-29", lambda c: {"on": date(2026, 4, 13)},
    ),
    "approved otherwise than decided": (
        "full_assembly", "full_approval", "R-DEV-32", lambda c: {"outcome": "cancel"},
    ),
    "a file without the check": (
        "full_approval", "archiving", "R-DEV-39", lambda c: {"payload": {"check": False}},
    ),
    "earlier than the step before": (
        "activist", "activist_filing", "R-DEV-41", lambda c: {"on": date(2024, 2, 29)},
    ),
    "on the day of the step before": (
        "activist", "activist_filing", "R-DEV-41", lambda c: {"on": DAYS["activist"]},
    ),
    "tomorrow": ("talk", "activist", "今天之后", lambda c: {"on": date(2026, 11, 21)}),
    "a step skipped": ("talk", "candidate", "R-GOV-15", lambda c: {}),
    "the same step again": ("talk", "talk", "R-GOV-15", lambda c: {"on": date(2024, 1, 24)}),
    "an item of another step": (
        "talk", "activist", "不是", lambda c: {"payload": {"voted": True}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused_and_nothing_changed(career: Career, name: str):
    until, code, clause, how = CASES[name]
    if until:
        career.go(until)
    refused(career, clause, code, **how(career))


def test_who_entered_it_does_not_sign_it(career: Career):
    career.cast.world.grant("何文", "township", "白石镇党委")
    career.go("activist")
    refused(career, "R-DEV-24", "activist_filing", who="何文")
    career.take("activist_filing")


def test_nobody_signs_their_own_matter(career: Career):
    career.go("activist")
    career.person.account = career.cast.world.people["陈岚"]
    career.person.save()
    refused(career, "本人的事", "activist_filing")


def test_a_branch_cannot_take_a_superiors_step(career: Career):
    career.go("activist")
    before = snapshot()
    with pytest.raises((Forbidden, NotVisible)):
        career.take("activist_filing", who="何文")
    with pytest.raises(NotVisible):
        career.take("activist_filing", who="石磊")
    assert snapshot() == before


def test_an_old_form_is_a_conflict(career: Career):
    career.go("application")
    stale = career.procedure.version
    career.take("talk")
    with pytest.raises(Conflict):
        take_step(career.actor("branch"), career.procedure, stale, career.given("activist"))


def test_one_topic_decides_one_person(career: Career):
    other = Career(career.cast, "顾禾")
    career.go("form")
    other.go("form")
    there = career.met("assembly", DAYS["assembly"])
    career.take("assembly", meeting=there)
    refused(other, "R-DEV-20", "assembly", meeting=there)


def test_an_approval_asks_whether_the_meeting_still_stands(career: Career):
    """The seeded fault of a record corrected between assembly and approval."""
    career.go("approval_talk")
    row = career.procedure.steps.get(code="assembly", stands=True)
    row.activity.topics.update(passed=False)
    refused(career, "R-DEV-32", "approval")
    row.activity.topics.update(passed=True)
    row.activity.stage, row.activity.cancelled_on = "cancelled", TODAY
    row.activity.save()
    refused(career, "R-DEV-32", "approval")


def test_late_is_remarked_and_kept(career: Career):
    career.go("approval_talk")
    career.take("approval", on=date(2025, 8, 20))
    row = career.procedure.steps.get(code="approval", stands=True)
    assert any("R-DEV-25" in remark for remark in row.remarks)


def test_sent_back_is_done_again_and_the_first_round_stays_on_record(career: Career):
    career.go("approval_talk")
    career.take("approval", outcome="returned", reason="公示材料不全", payload={
        "voted": None, "one_by_one": None})  # fmt: skip
    assert career.procedure.step == "review"
    assert career.reread().standing == "none"
    career.go("approval", review=date(2025, 5, 12), advance_review=date(2025, 5, 13),
              form=date(2025, 5, 14), assembly=date(2025, 5, 26),
              approval_talk=date(2025, 5, 28), approval=date(2025, 6, 3))  # fmt: skip
    assert career.reread().joined_on == date(2025, 5, 26)  # R-DEV-26: from the second assembly
    assert career.procedure.steps.filter(code="assembly").count() == 2
    assert career.procedure.steps.filter(code="assembly", stands=True).count() == 1


def test_a_return_needs_a_reason(career: Career):
    career.go("activist")
    refused(career, "理由", "activist_filing", outcome="returned", document="")


def test_probation_is_extended_once_and_within_a_year(career: Career):
    career.go("full_application")
    meets = {"meeting": career.met("full_assembly", DAYS["full_assembly"], topic="extend"),
             "outcome": "extend", "reason": "还须考察"}  # fmt: skip
    for until in (date(2026, 7, 14), date(2027, 5, 14)):
        refused(career, "R-DEV-30", "full_assembly", payload={"until": str(until)}, **meets)
    career.take("full_assembly", payload={"until": "2026-10-14"}, **meets)
    career.take("full_approval", outcome="extend")
    person = career.reread()
    assert (person.standing, career.procedure.step) == ("extended", "probation_inspection")
    days = {"probation_inspection": date(2026, 8, 3), "full_application": date(2026, 10, 8),
            "full_assembly": date(2026, 10, 26)}  # fmt: skip
    career.go("full_application", **days)
    again = {**meets, "meeting": career.met("full_assembly", days["full_assembly"], topic="extend")}
    refused(career, "R-DEV-30", "full_assembly", payload={"until": "2027-04-14"}, **again)
    career.go("full_approval", full_approval=date(2026, 11, 9))
    assert career.reread().full_on == date(2026, 10, 14)  # R-DEV-35


def test_somebody_unfit_is_cancelled_by_assembly_and_approval(career: Career):
    career.go("probation_inspection")
    career.take("full_application", outcome="unfit", reason="不履行义务", on=date(2025, 12, 1),
                payload=dict.fromkeys(ASKED_FOR_FULL))  # fmt: skip
    on = date(2025, 12, 8)
    career.take("full_assembly", on=on, outcome="cancel", reason="不履行义务",
                meeting=career.met("full_assembly", on, topic="cancel"))  # fmt: skip
    assert career.reread().standing == "probationary"  # nothing changes before the approval
    career.take("full_approval", outcome="cancel", on=date(2025, 12, 20))
    assert career.reread().standing == "cancelled"
    assert (career.procedure.state, career.procedure.step) == ("cancelled", "")


def test_somebody_struck_off_waits_five_years(career: Career):
    person = career.cast.member("罗青")
    change_standing(
        local_operator(TODAY), person, person.version, "strike_off",
        Basis(date(2026, 1, 9), "党员大会", "白党〔2026〕1号"),
    )  # fmt: skip
    person.refresh_from_db()
    procedure = open_procedure(
        career.actor("branch"), career.cast.world[career.org], "develop_member", person=person,
        on=date(2026, 10, 1), opening={"source": "farmer"},
    )  # fmt: skip
    person.born_on = date(1980, 1, 1)
    person.save()
    with pytest.raises(Refused, match="R-DEV-38"):
        take_step(
            career.actor("branch"), procedure, None,
            career.given("application", on=date(2026, 10, 1)),
        )  # fmt: skip


def test_a_second_application_of_one_person_is_refused(career: Career):
    with pytest.raises(Refused, match="已有同类程序"):
        open_procedure(
            career.actor("branch"), career.cast.world[career.org], "develop_member",
            person=career.person, on=TODAY, opening={"source": "farmer"},
        )  # fmt: skip


# --- around the steps ----------------------------------------------------------------------------


def test_the_days_of_an_activist_count_on_elsewhere(career: Career):
    career.go("inspection")
    world = career.cast.world
    to = world["柳湾村党支部"]
    send_on(career.actor("branch"), career.procedure, None, to=to, reason="换了单位")
    with pytest.raises(Refused, match="正在转出"):
        career.take("candidate")
    career.procedure.refresh_from_db()
    take_over(world.actor("柳芳"), career.procedure, None, on=date(2026, 11, 2))
    career.procedure.refresh_from_db()
    assert career.procedure.org == to
    assert career.reread().org == to
    assert career.procedure.earliest_on == date(2025, 3, 1)  # a year after the first decision
    with pytest.raises(NotVisible):
        career.take("candidate", on=date(2026, 11, 5))
    met = meeting(to, "committee", date(2026, 11, 5))
    career.take("candidate", who="柳芳", on=date(2026, 11, 5), meeting=met)


def test_a_probationary_member_moves_by_letter_first(career: Career):
    career.go("approval")
    send_on(career.actor("branch"), career.procedure, None,
            to=career.cast.world["柳湾村党支部"], reason="换了单位")  # fmt: skip
    career.procedure.refresh_from_db()
    with pytest.raises(Refused, match="R-REL-13"):
        take_over(career.cast.world.actor("柳芳"), career.procedure, None, on=TODAY)


def test_more_time_is_granted_up_to_six_months(career: Career):
    career.go("approval_talk")
    actor = career.actor("superior")
    with pytest.raises(Refused, match="R-DEV-25"):
        put_off(actor, career.procedure, None, until=date(2025, 10, 15), reason="党委换届")
    put_off(actor, career.procedure, None, until=date(2025, 9, 14), reason="党委换届")
    career.procedure.refresh_from_db()
    assert career.procedure.latest_on == date(2025, 9, 14)
    career.take("approval", on=date(2025, 9, 1))


def test_a_wrong_day_is_corrected_and_everything_weighed_again(career: Career):
    career.go("training")
    by_code = {row.code: row.number for row in career.procedure.steps.all()}
    actor = career.actor("branch")
    before = snapshot()
    for number, on, why in (
        (by_code["talk"], date(2024, 3, 2), "R-DEV-41"),
        (by_code["activist"], date(2024, 3, 2), "会议"),
    ):
        with pytest.raises(Refused, match=why):
            correct_day(actor, career.procedure, None, number, on=on, reason="写错")
    assert snapshot() == before
    correct_day(actor, career.procedure, None, by_code["talk"], on=date(2024, 1, 20), reason="写错")
    assert career.procedure.steps.get(code="talk").done_on == date(2024, 1, 20)


def test_what_somebody_has_become_rests_on_days_that_stay(career: Career):
    career.go("approval")
    number = career.procedure.steps.get(code="form").number
    with pytest.raises(Refused, match="R-GEN-12"):
        correct_day(career.actor("branch"), career.procedure, None, number,
                    on=date(2025, 4, 9), reason="写错")  # fmt: skip
    with pytest.raises(Refused, match="R-GEN-12"):
        withdraw_procedure(
            career.actor("branch"), career.procedure, None, on=TODAY, reason="不办了"
        )


def test_given_up_is_kept_and_may_begin_again(career: Career):
    career.go("talk")
    withdraw_procedure(career.actor("branch"), career.procedure, None, on=TODAY, reason="本人放弃")
    career.procedure.refresh_from_db()
    assert (career.procedure.state, career.procedure.step) == ("withdrawn", "")
    refused(career, "终止", "activist")


def test_a_child_of_seventeen_cannot_apply(career: Career):
    career.person.born_on = date(2006, 1, 9)  # a day short of eighteen on that day
    career.person.save()
    refused(career, "R-DEV-01", "application")
    career.person.born_on = date(2006, 1, 8)
    career.person.save()
    career.take("application")


def test_an_applicant_of_elsewhere_is_not_taken(career: Career):
    stranger = applicant(career.cast, "宋苗", "松林村党支部")
    with pytest.raises(Refused, match="不在本组织"):
        open_procedure(career.actor("branch"), career.cast.world[career.org], "develop_member",
                       person=stranger, on=TODAY, opening={"source": "farmer"})  # fmt: skip
