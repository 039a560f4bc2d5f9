"""Developing a member: twenty-five steps that hold, and every way in which one does not."""

from __future__ import annotations

from datetime import date

from jishi.people.models import MemberChange
from jishi.procedures.models import ProcedureStep
from jishi.procedures.tests.career import CODES, DAYS, Career


def test_twenty_five_steps_make_a_full_member(career: Career):
    procedure = career.go("archiving")
    assert (procedure.state, procedure.step) == ("done", "")
    person = career.reread()
    assert person.standing == "full"
    assert person.joined_on == DAYS["assembly"]  # R-DEV-36
    assert person.full_on == date(2026, 4, 14)  # R-DEV-35: the end of probation
    kinds = list(
        MemberChange.objects.filter(person=person).order_by("id").values_list("kind", flat=True)
    )
    assert kinds == ["register", "admit", "confirm"]
    assert len(CODES) == 25
    assert ProcedureStep.objects.filter(procedure=procedure, stands=True).count() == 26


def test_probation_counts_from_the_assembly_not_from_the_approval(career: Career):
    career.go("approval")
    assert career.reread().standing == "probationary"
    assert career.reread().joined_on == DAYS["assembly"]
    change = MemberChange.objects.get(person=career.person, kind="admit")
    assert str(DAYS["assembly"]) in change.meeting
    assert change.document == "白党〔2026〕5号"
