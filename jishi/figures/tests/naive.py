"""Counting once more, in another way: one record after the other, by walking up the parents.

Nothing here knows tables, columns, months as numbers or running sums; only the records, days, and
`parent_on`, which climbs the dated states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from jishi.activities.models import ActionItem, Activity, Attendance
from jishi.cases.models import Case
from jishi.duties.models import DutyItem
from jishi.figures.measures.development import HIGHER_CODES
from jishi.funds.models import DuesPayment
from jishi.kernel.period import Month, Period
from jishi.orgs.models import Term
from jishi.people.kinds import COUNTED
from jishi.people.models import MemberChange, MemberState
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.registers.models import Link, Unit, Venue
from jishi.standards.models import Assessment
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import OrganisationChange, OrganisationState

Lines = dict[int, list[OrganisationState]]


def all_lines() -> Lines:
    """The dated states of every organisation, oldest first."""
    found: Lines = {}
    for state in OrganisationState.objects.order_by("since"):
        found.setdefault(state.org_id, []).append(state)
    return found


def parent_on(lines: Lines, org: int, day: date) -> int | None:
    """Where it stood that day; before its founding where it first stood, after its end the last."""
    held = [s for s in lines[org] if s.since <= day]
    return (held[-1] if held else lines[org][0]).parent_id


def is_below(lines: Lines, org: int, top: int, day: date) -> bool:
    at: int | None = org
    while at is not None:
        if at == top:
            return True
        at = parent_on(lines, at, day)
    return False


class Count:
    """One organisation and period, as of today."""

    def __init__(self, top: int, period: Period, today: date, lines: Lines) -> None:
        self.top, self.period, self.today, self.lines = top, period, today, lines
        self.end = min(period.last_day, today)
        self.tree_day = Month.holding(self.end).last_day

    def here_at_end(self, org: int) -> bool:
        return is_below(self.lines, org, self.top, self.tree_day)

    def here_in(self, org: int, day: date) -> bool:
        """Happened within the period, to an organisation that was below at that month's end."""
        inside = self.period.first_day <= day <= self.end
        return inside and is_below(self.lines, org, self.top, Month.holding(day).last_day)

    # --- stocks ---

    def members(self) -> Iterator[MemberState]:
        for state in MemberState.objects.select_related("person"):
            lasting = state.since <= self.end and (state.until is None or state.until > self.end)
            if lasting and state.standing in COUNTED and self.here_at_end(state.org_id):
                yield state

    def age(self, born: date) -> int:
        return self.end.year - born.year - ((self.end.month, self.end.day) < (born.month, born.day))

    def organisations(self) -> Iterator[OrganisationState]:
        for state in OrganisationState.objects.all():
            lasting = state.since <= self.end and (state.until is None or state.until > self.end)
            if lasting and self.here_at_end(state.org_id):
                yield state

    def terms(self) -> Iterator[Term]:
        for term in Term.objects.select_related("org"):
            ended = term.ended_on is not None and term.ended_on <= self.end
            closed = term.org.closed_on is not None and term.org.closed_on <= self.end
            runs = term.elected_on <= self.end and not ended and not closed
            if runs and self.here_at_end(term.org_id):
                yield term

    def posts(self) -> Iterator[Link]:
        for link in Link.objects.filter(person__isnull=False).select_related("person"):
            if link.holds(self.end) and self.here_at_end(link.org_id):
                yield link

    def items(self) -> Iterator[ActionItem]:
        for item in ActionItem.objects.select_related("activity"):
            end = item.done_on or item.dropped_on
            if item.activity.stage not in ("held", "archived"):
                continue
            waits = item.activity.held_on <= self.end and (end is None or end > self.end)
            if waits and self.here_at_end(item.org_id):
                yield item

    # --- flows ---

    def activities(self, *kinds: str) -> Iterator[tuple[Activity, int]]:
        rows = Activity.objects.filter(stage__in=("held", "archived"))
        for activity in rows.prefetch_related("parts", "organisers"):
            for part in activity.parts.all():
                if not part.counts or (kinds and part.kind not in kinds):
                    continue
                for organiser in activity.organisers.all():
                    if self.here_in(organiser.org_id, activity.held_on):
                        yield activity, organiser.org_id

    def changes(self, kind: str) -> Iterator[MemberChange]:
        for change in MemberChange.objects.filter(kind=kind).select_related("person"):
            line = list(MemberState.objects.filter(person=change.person).order_by("since"))
            held = [s for s in line if s.since <= change.on]
            if line and self.here_in((held[-1] if held else line[0]).org_id, change.on):
                yield change
        yield from self.told_at_entry(kind)

    def told_at_entry(self, kind: str) -> Iterator[MemberChange]:
        """Those of a roster, who stood in their branch already when they joined."""
        for change in MemberChange.objects.filter(kind="register").select_related("person"):
            who = change.person
            on = {"admit": who.joined_on, "confirm": who.full_on}.get(kind)
            if on is None or on < change.on or who.changes.filter(kind=kind).exists():
                continue
            line = list(MemberState.objects.filter(person=who).order_by("since"))
            held = [s for s in line if s.since <= on]
            if line and self.here_in((held[-1] if held else line[0]).org_id, on):
                yield change

    def duties(self) -> Iterator[DutyItem]:
        for item in DutyItem.objects.filter(excused=False):
            if self.here_in(item.org_id, item.due_on):
                yield item

    # --- cases, procedures, standards ---

    def cases(self, kind: str) -> Iterator[Case]:
        """Came in within the period and neither turned away nor merged."""
        for case in Case.objects.filter(kind=kind):
            if case.state in ("refused", "merged"):
                continue
            if self.here_in(case.org_id, case.opened_on):
                yield case

    def waiting(self, kind: str) -> Iterator[Case]:
        for case in Case.objects.filter(kind=kind):
            end = case.struck_on
            if case.state in ("refused", "merged"):
                end = case.state_since
            runs = case.opened_on <= self.end and (end is None or end > self.end)
            if runs and self.here_at_end(case.org_id):
                yield case

    def struck(self, kind: str) -> Iterator[Case]:
        for case in Case.objects.filter(kind=kind, state="struck_off"):
            if case.struck_on is not None and self.here_in(case.org_id, case.struck_on):
                yield case

    def developing(self, standing: str) -> int:
        """Walking each person's decisions up to the day."""
        found = 0
        names = {"application": "applicant", "activist": "activist", "candidate": "candidate",
                 "approval": ""}  # fmt: skip
        for one in Procedure.objects.filter(kind="develop_member"):
            if (one.ended_on is not None and one.ended_on <= self.end) or not self.here_at_end(
                one.org_id
            ):
                continue
            at = ""
            for step in one.steps.filter(stands=True).order_by("number"):
                if step.code in names and step.outcome == "done" and step.done_on <= self.end:
                    at = names[step.code]
            found += at == standing
        return found

    def steps(self, kind: str, code: str) -> Iterator[ProcedureStep]:
        for step in ProcedureStep.objects.filter(procedure__kind=kind, code=code, stands=True):
            if step.outcome == "done" and self.here_in(step.org_id, step.done_on):
                yield step

    def assessments(self) -> Iterator[Assessment]:
        rows = Assessment.objects.exclude(state="dropped").select_related("round")
        for row in rows.exclude(round__state="cancelled"):
            if self.here_in(row.org_id, row.round.opened_on):
                yield row

    def venues(self) -> Iterator[Venue]:
        for venue in Venue.objects.all():
            shut = venue.closed_on is not None and venue.closed_on <= self.end
            if venue.since <= self.end and not shut and self.here_at_end(venue.org_id):
                yield venue


def _organisation_changes(count: Count, kind: str) -> int:
    rows = OrganisationChange.objects.filter(kind=kind)
    return sum(count.here_in(change.org_id, change.on) for change in rows)


def _hosted(count: Count, *kinds: str) -> Iterator[Activity]:
    for activity, org in count.activities(*kinds):
        if activity.org_id == org and activity.present is not None and activity.expected:
            yield activity


def _people_trained(count: Count) -> int:
    there = {a.pk for a, org in count.activities("training") if org == a.org_id}
    rows = Attendance.objects.filter(activity__in=there, mark="present")
    return len(set(rows.values_list("person_id", flat=True)))


def _vacant(count: Count) -> int:
    secretaries = {
        link.org_id for link in count.posts()
        if link.kind == "secretary" and not link.is_pending
    }  # fmt: skip
    return sum(
        ORG_KINDS[state.kind].is_level and state.org_id not in secretaries
        for state in count.organisations()
    )


def _units(count: Count, covered: bool) -> int:
    found = 0
    for unit in Unit.objects.prefetch_related("coverage"):
        there = (unit.opened_on is None or unit.opened_on <= count.end) and (
            unit.closed_on is None or unit.closed_on > count.end
        )
        holds = any(
            c.since <= count.end and (c.until is None or c.until > count.end)
            for c in unit.coverage.all()
        )
        found += there and count.here_at_end(unit.org_id) and (holds or not covered)
    return found


_PROBATION = ("probationary", "extended")
_LIFE = ("assembly", "committee", "group", "lesson")


def _of_members(test: Callable[[Count, MemberState], bool]) -> Callable[[Count], int]:
    return lambda count: sum(test(count, state) for state in count.members())


def _aged(count: Count, state: MemberState, least: int, most: int) -> bool:
    born = state.person.born_on
    return born is not None and least <= count.age(born) <= most


RECOUNTS: dict[str, Callable[[Count], int]] = {
    "member.all": lambda c: sum(1 for _ in c.members()),
    "member.women": lambda c: sum(s.person.sex == "2" for s in c.members()),
    "member.probationary": _of_members(lambda c, s: s.standing in _PROBATION),
    "member.full": _of_members(lambda c, s: s.standing not in _PROBATION),
    "member.minority": lambda c: sum(s.person.nation not in ("", "01") for s in c.members()),
    "member.higher_education": _of_members(lambda c, s: s.person.education in HIGHER_CODES),
    "member.age_31_35": _of_members(lambda c, s: _aged(c, s, 31, 35)),
    "member.from_61": _of_members(lambda c, s: _aged(c, s, 61, 150)),
    "org.branches": lambda c: sum(ORG_KINDS[s.kind].is_branch for s in c.organisations()),
    "org.sector_village": lambda c: sum(s.sector == "village" for s in c.organisations()),
    "org.founded": lambda c: _organisation_changes(c, "found"),
    "org.moved": lambda c: _organisation_changes(c, "move"),
    "term.running": lambda c: sum(1 for _ in c.terms()),
    "term.overdue": lambda c: sum(t.ends_on < c.end for t in c.terms()),
    "post.reserves": lambda c: sum(link.kind == "reserve" for link in c.posts()),
    "post.secretaries": lambda c: len({
        link.person_id for link in c.posts() if link.kind == "secretary" and not link.is_pending}),
    "post.vacant": _vacant,
    "activity.assembly": lambda c: sum(1 for _ in c.activities("assembly")),
    "activity.sanhui_yike": lambda c: sum(1 for _ in c.activities(*_LIFE)),
    "activity.theme_day": lambda c: sum(1 for _ in c.activities("theme_day")),
    "activity.late": lambda c: sum(
        a.entered_on is not None and (a.entered_on - a.held_on).days > 7
        for a, _ in c.activities()),
    "activity.lesson_present": lambda c: sum(a.present or 0 for a in _hosted(c, "lesson")),
    "activity.lesson_expected": lambda c: sum(a.expected or 0 for a in _hosted(c, "lesson")),
    "training.people": _people_trained,
    "decision.open": lambda c: sum(1 for _ in c.items()),
    "decision.overdue": lambda c: sum(i.due_on is not None and i.due_on < c.end for i in c.items()),
    "development.died": lambda c: sum(1 for _ in c.changes("die")),
    "development.confirmed": lambda c: sum(1 for _ in c.changes("confirm")),
    "duty.due": lambda c: sum(1 for _ in c.duties()),
    "duty.met": lambda c: sum(i.met_on is not None for i in c.duties()),
    "duty.late": lambda c: sum(i.late for i in c.duties()),
    "dues.received": lambda c: sum(
        p.amount_fen for p in DuesPayment.objects.all() if c.here_in(p.org_id, p.paid_on)),
    "unit.all": lambda c: _units(c, covered=False),
    "unit.covered": lambda c: _units(c, covered=True),
    "problem.found": lambda c: sum(1 for _ in c.cases("problem")),
    "problem.solved": lambda c: sum(x.state == "struck_off" for x in c.cases("problem")),
    "problem.open": lambda c: sum(1 for _ in c.waiting("problem")),
    "problem.struck": lambda c: sum(1 for _ in c.struck("problem")),
    "weak.found": lambda c: sum(1 for _ in c.cases("weak_organisation")),
    "weak.converted": lambda c: sum(1 for _ in c.struck("weak_organisation")),
    "request.received": lambda c: sum(1 for _ in c.cases("request")),
    "request.heard": lambda c: sum(
        bool(x.reached) and x.solved is not None for x in c.cases("request")),
    "request.satisfied": lambda c: sum(
        bool(x.reached) and x.solved is not None and (x.satisfaction or 0) >= 4
        for x in c.cases("request")),
    "wish.collected": lambda c: sum(1 for _ in c.cases("wish")),
    "development.applicants": lambda c: c.developing("applicant"),
    "development.activists": lambda c: c.developing("activist"),
    "development.candidates": lambda c: c.developing("candidate"),
    "development.activists_new": lambda c: sum(1 for _ in c.steps("develop_member", "activist")),
    "procedure.village_decisions": lambda c: sum(
        1 for _ in c.steps("four_deliberations", "resolution")),
    "standard.assessed": lambda c: sum(1 for _ in c.assessments()),
    "standard.self_checked": lambda c: sum(x.state != "open" for x in c.assessments()),
    "venue.all": lambda c: sum(1 for _ in c.venues()),
    "venue.area": lambda c: sum(v.area for v in c.venues()),
}  # fmt: skip
