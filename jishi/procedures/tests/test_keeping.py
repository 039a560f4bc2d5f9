"""What is around: reminders, files entered from paper, mergers, the board's numbers."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.base.act import act
from jishi.base.models import InboxItem
from jishi.base.settings_tree import Basis, set_value
from jishi.orgs.access import ORG_EDIT
from jishi.people.models import MemberChange
from jishi.procedures import local
from jishi.procedures.actions import Given, enter_past, set_plan, take_step
from jishi.procedures.actions.keeping import hand_on
from jishi.procedures.models import Procedure
from jishi.procedures.reminders import remind_of_steps
from jishi.procedures.tests.career import DAYS, Career, applicant
from jishi.tree.actor import local_operator
from jishi.tree.errors import Refused
from tests.world import TODAY


def test_whoever_takes_the_next_step_is_told_once_and_it_goes_with_the_step(career: Career):
    career.go("application")
    for _ in range(2):
        remind_of_steps(local_operator(date(2024, 2, 5)))
    items = InboxItem.objects.filter(title__contains="党组织派人谈话")
    assert [item.account.name for item in items] == ["何文"]
    assert items[0].due_on == date(2024, 2, 8)
    career.take("talk")
    assert items.get().done_at is not None


def test_the_committee_is_told_of_what_it_is_to_approve(career: Career):
    career.go("approval_talk")
    remind_of_steps(local_operator(date(2025, 7, 10)))
    items = InboxItem.objects.filter(title__contains="上级党委审批")
    assert [item.account.name for item in items] == ["陈岚"]


def test_a_number_set_otherwise_moves_the_days_overnight(career: Career):
    career.go("tutors")
    assert career.procedure.latest_on == date(2024, 9, 1)
    basis = Basis(date(2024, 1, 1), "白党〔2024〕1号")
    town = career.cast.world["白石镇党委"]
    set_value(local_operator(TODAY), local.INSPECT_MONTHS, town, "3", basis)
    remind_of_steps(local_operator(date(2024, 3, 12)))
    career.procedure.refresh_from_db()
    assert career.procedure.latest_on == date(2024, 6, 1)


def past(career: Career, *codes: str, **more: object) -> Procedure:
    person = applicant(career.cast, "顾禾")
    steps = [
        Given(code, DAYS[code], payload=career.payload(code), document="白党〔2024〕2号")
        for code in codes
    ]
    return enter_past(
        career.actor("superior"), career.cast.world[career.org], "develop_member", steps,
        on=DAYS["application"], person=person, opening={"source": "farmer"}, **more,
    )  # fmt: skip


def test_a_file_begun_on_paper_is_gone_on_with(career: Career):
    row = past(career, "application", "talk", "activist", "activist_filing", "tutors")
    assert (row.step, row.latest_on) == ("inspection", date(2024, 9, 1))
    given = career.given("inspection")
    assert take_step(career.actor("branch"), row, None, given).step == "candidate"


def test_a_file_with_a_step_missing_is_not_taken(career: Career):
    count = Procedure.objects.count()
    with pytest.raises(Refused, match="R-GOV-15"):
        past(career, "application", "activist")
    assert Procedure.objects.count() == count


def test_entering_a_file_changes_nobody(career: Career):
    codes = [code for code in DAYS if DAYS[code] <= DAYS["approval"]]
    with pytest.raises(Refused, match="R-GEN-12"):
        past(career, *codes)
    assert not MemberChange.objects.filter(kind="admit").exists()


def test_a_merger_takes_along_what_runs(career: Career):
    career.go("talk")
    world = career.cast.world
    operator = local_operator(TODAY)
    with act(operator, ORG_EDIT) as doing:
        assert hand_on(doing, world["河东村党支部"], world["柳湾村党支部"], TODAY) == 1
    career.procedure.refresh_from_db()
    assert career.procedure.org == world["柳湾村党支部"]


def test_more_than_planned_is_remarked_not_refused(career: Career):
    set_plan(career.actor("county"), career.cast.world["白石镇党委"], TODAY.year, 0)
    career.go("approval_talk")
    career.take("approval")
    row = career.procedure.steps.get(code="approval", stands=True)
    assert any("R-DEV-40" in remark for remark in row.remarks)
