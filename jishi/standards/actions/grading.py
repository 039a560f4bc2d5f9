"""Sheets counted, vetoes recorded, and the grades of a whole round with what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.standards.access import STANDARD_ACCEPT, STANDARD_RUN
from jishi.standards.actions.assessing import above, locked
from jishi.standards.kinds.schemes import SCHEMES, Scheme
from jishi.standards.local import TALK_DAYS
from jishi.standards.models import Assessment, GradeTalk, Round, SideSheet, Step, Veto
from jishi.standards.queries.grades import candidates_of, open_count, previous_of
from jishi.standards.rules import grading as rules
from jishi.standards.rules.steps import FLOW
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import MANAGERS
from jishi.tree.reach import holders

COUNTED = Verb("standard.count", "登记测评票")
VETOED = Verb("standard.veto", "登记否决情形")
UNVETOED = Verb("standard.unveto", "撤销否决情形")
GRADED = Verb("standard.grade", "评定等次")


@dataclass(frozen=True)
class Sheets:
    issued: int
    returned: int
    valid: int
    good: int = 0
    fair: int = 0
    ordinary: int = 0
    poor: int = 0


def count_sheets(
    actor: Actor, row: Assessment, version: int | None, sheets: Mapping[str, Sheets]
) -> Assessment:
    """Paper sheets of each side, counted again as often as need be until it is confirmed."""
    with act(actor, STANDARD_ACCEPT, above(row)) as doing:
        row = locked(row, version)
        if row.frozen or row.state == "dropped":
            raise Refused("已经审定，测评票不能再改")
        sides = {side.code: side for side in row.round.of.sides}
        for code, one in sheets.items():
            if code not in sides:
                raise Refused("没有这一方")
            together = one.good + one.fair + one.ordinary + one.poor
            numbers = (one.issued, one.returned, one.valid)
            insist(rules.sheets_agree(*numbers, together), f"{code}_valid")
            SideSheet.objects.update_or_create(
                assessment=row, side=code,
                defaults={
                    "issued": one.issued, "returned": one.returned, "valid": one.valid,
                    "good": one.good, "fair": one.fair, "ordinary": one.ordinary,
                    "poor": one.poor, "counted_on": actor.today, "counted_by": actor.name,
                },
            )  # fmt: skip
        bump(row)
        doing.record(COUNTED, row, org=row.org_id, count=len(sheets))
        return row


def record_veto(
    actor: Actor, row: Assessment, version: int | None, item: str, ground: str, document: str
) -> Veto:
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, version)
        known = {each.code: each for each in row.round.of.vetoes}
        if item not in known:
            raise Refused("没有这种否决情形", field="item")
        if not ground.strip() or not document.strip():
            raise Refused("请写明事实和认定文号（R-GOV-41）", field="ground")
        if (
            row.state == "dropped"
            or Veto.objects.filter(assessment=row, item=item, withdrawn_on__isnull=True).exists()
        ):
            raise Refused("已经登记过，或已不再考评", field="item")
        bump(row)
        veto = Veto.objects.create(
            assessment=row, item=item, ground=ground.strip()[:300], by=actor.name,
            document=document.strip()[:60], on=actor.today,
        )  # fmt: skip
        doing.record(VETOED, row, org=row.org_id, kind=known[item].title, document=document)
        return veto


def withdraw_veto(actor: Actor, veto: Veto, reason: str) -> Veto:
    row = veto.assessment
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, None)
        veto = Veto.objects.select_for_update(of=("self",)).get(pk=veto.pk)
        if veto.withdrawn_on is not None or not reason.strip():
            raise Refused("已经撤销，或没有写明原因", field="reason")
        veto.withdrawn_on, veto.withdrawn_reason = actor.today, reason.strip()[:120]
        veto.save(update_fields=["withdrawn_on", "withdrawn_reason"])
        bump(row)
        doing.record(UNVETOED, row, org=row.org_id, reason=reason)
        return veto


def grade_round(actor: Actor, round_: Round, version: int | None, document: str) -> Round:
    """All at once: grades, who moved up or down, and a talk for each ordinary or poor one."""
    with act(actor, STANDARD_RUN, round_.org, below=True) as doing:
        round_ = lock(Round.objects.select_related("org"), round_.pk, version)
        if round_.state != "running":
            raise Refused("已经评定或取消")
        standard = round_.of
        rows = list(
            Assessment.objects.select_for_update(of=("self",))
            .filter(round=round_, state="confirmed").select_related("org")
        )  # fmt: skip
        insist(rules.may_grade(open_count(round_), len(rows)))
        if standard.scheme.startswith("stars"):
            insist(rules.stars_in_time(round_.period.last.year, actor.today))
        if not document.strip():
            raise Refused("请填写评定文号", field="document")
        scheme = SCHEMES[standard.scheme]
        graded = rules.grades_of(scheme, candidates_of(standard, rows))
        before = previous_of(round_, rows)
        talk_by = actor.today + timedelta(days=setting(TALK_DAYS, round_.org, actor.today))
        for row in rows:
            _grade(actor, row, scheme, graded[row.pk], before.get(row.pk, ""), document)
        talks = [
            GradeTalk(assessment=row, due_on=talk_by)
            for row in rows
            if (grade := scheme.grade(row.grade)) is not None and grade.talk
        ]
        GradeTalk.objects.bulk_create(talks)
        _tell(actor, round_.org, talks, talk_by)
        bump(round_, state="graded", graded_on=actor.today, document=document.strip()[:60])
        doing.record(
            GRADED, round_, org=round_.org_id, count=len(rows), items=len(talks),
            document=document,
        )  # fmt: skip
        return round_


def _grade(
    actor: Actor, row: Assessment, scheme: Scheme, graded: rules.Graded, before: str,
    document: str,
) -> None:  # fmt: skip
    grade = scheme.grade(graded.grade)
    assert grade is not None
    movement = rules.moved(scheme, before, graded.grade)
    old = scheme.grade(before)
    note = f"由{old.label}{movement}" if movement and old else ""
    reason = "；".join(filter(None, (graded.reason, note)))
    assert FLOW.after(row.state, "grade").name == "graded"
    bump(
        row, state="graded", grade=graded.grade, grade_label=grade.label,
        grade_reason=reason[:160], movement=movement,
    )  # fmt: skip
    Step.objects.create(
        assessment=row, name="grade", label="评定等次", on=actor.today, by=actor.name,
        note="；".join(filter(None, (grade.label, reason, document)))[:300],
    )  # fmt: skip


def _tell(actor: Actor, org: Organisation, talks: Sequence[GradeTalk], due: date) -> None:
    own = holders(MANAGERS, {org.pk}, actor.today).get(org.pk, set())
    for talk in talks:
        inbox.put(
            own, talk_key(talk), f"约谈：{talk.assessment.org.short_name}考评等次为"
            f"{talk.assessment.grade_label}", kind="todo", link=f"/standards/talks/{talk.pk}/",
            org_id=org.pk, due_on=due,
        )  # fmt: skip


def talk_key(talk: GradeTalk, what: str = "held") -> str:
    return f"grade-talk:{talk.pk}:{what}"
