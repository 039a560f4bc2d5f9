"""Paper ballots written down as counted; grades proposed by the branch, confirmed above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jishi.activities.access import ACTIVITY_EDIT, APPRAISAL_CONFIRM
from jishi.activities.models import Activity, Appraisal, CountLine, CountSheet
from jishi.activities.queries import appraisals
from jishi.activities.rules.counting import Ballots, ballots_agree, may_grade, may_tell
from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.models import InboxKind
from jishi.kernel.verdict import Verdict
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import STAFF
from jishi.tree.reach import holders

COUNTED = Verb("count_sheet.record", "登记计票表")
PROPOSED = Verb("appraisal.propose", "提出评定等次")
CONFIRMED = Verb("appraisal.confirm", "审定等次")
FOLLOWED = Verb("appraisal.follow", "登记谈话整改")
TOLD = Verb("appraisal.tell", "通报流动党员参加评议")


@dataclass(frozen=True)
class Line:
    """`rest` is a fourth column: 不合格, or votes for somebody else."""

    label: str
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    rest: int = 0

    @property
    def votes(self) -> int:
        return self.in_favour + self.against + self.abstained + self.rest


def record_count(
    actor: Actor,
    activity: Activity,
    title: str,
    ballots: tuple[int, int, int, int],
    lines: Sequence[Line],
) -> CountSheet:
    """Entitled, issued, returned, valid; the votes of each line make up the valid ballots."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        insist(ballots_agree(Ballots(*ballots, tuple((each.label, each.votes) for each in lines))))
        entitled, issued, returned, valid = ballots
        sheet = CountSheet.objects.create(
            activity=activity, title=title, entitled=entitled, issued=issued, returned=returned,
            valid=valid,
        )  # fmt: skip
        CountLine.objects.bulk_create(
            CountLine(
                sheet=sheet, number=number, label=each.label, in_favour=each.in_favour,
                against=each.against, abstained=each.abstained,
            )
            for number, each in enumerate(lines, start=1)
        )  # fmt: skip
        doing.record(COUNTED, activity, org=activity.org_id, count=len(lines))
        return sheet


def propose_grades(actor: Actor, activity: Activity, grades: Mapping[int, str]) -> Verdict:
    """The branch's opinion, person by person; what is only usual is remarked, not refused."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        missing = appraisals.missing_steps(activity)
        if missing is None:
            raise Refused("这次活动没有民主评议党员", code="no_appraisal")
        year = appraisals.year_of(activity.held_on)
        members = {each.person_id: each for each in _graded(activity, year)}
        given = {pk: grade for pk, grade in grades.items() if grade}
        if given.keys() - members.keys():
            raise Refused("有人当天不是本支部党员", code="not_member")
        probationary = sum(not members[pk].full for pk in given)
        verdict = may_grade(missing, len(members), list(given.values()), probationary)
        insist(verdict)
        for pk, each in members.items():
            _propose(activity, year, each, given.get(pk, ""))
        doing.record(PROPOSED, activity, org=activity.org_id, count=len(given))
        return verdict


def _graded(activity: Activity, year: int) -> list[appraisals.Graded]:
    return appraisals.graded(activity.org, year, activity.held_on)


def _propose(activity: Activity, year: int, each: appraisals.Graded, grade: str) -> None:
    row = each.appraisal
    if row is None:
        if grade:
            Appraisal.objects.create(
                activity=activity, person_id=each.person_id, year=year, proposed=grade
            )
    elif row.confirmed:
        if row.proposed != grade:
            raise Refused(f"{each.name}的等次已审定，不能再改", code="confirmed")
    elif row.proposed != grade or row.activity_id != activity.pk:
        bump(row, proposed=grade, activity=activity)


def confirm_grades(actor: Actor, org: Organisation, year: int) -> int:
    """The superior confirms what was proposed; for the two lower grades somebody has to act."""
    with act(actor, APPRAISAL_CONFIRM, org) as doing:
        rows = Appraisal.objects.select_for_update(of=("self",)).filter(
            activity__org=org, year=year, confirmed=""
        )
        waiting = list(rows.exclude(proposed="").order_by("id"))
        if not waiting:
            raise Refused("没有等待审定的等次", code="nothing")
        for row in waiting:
            bump(
                row, confirmed=row.proposed, confirmed_on=actor.today, confirmed_by=actor.name[:60]
            )
        _call_for(org, year, {row.confirmed for row in waiting}, actor.today)
        doing.touch("appraisal", org, actor.today)
        doing.record(CONFIRMED, org, year=year, count=len(waiting))
        return len(waiting)


def _call_for(org: Organisation, year: int, grades: set[str], today: date) -> None:
    """R-LIFE-25: a talk and correction, or a procedure; nobody's standing changes by itself."""
    keepers = holders(STAFF, [org.pk], today).get(org.pk, set())
    for grade, what in (("basic", "基本合格党员谈话整改"), ("unqualified", "研究不合格党员处置")):
        if grade in grades:
            inbox.put(
                keepers, f"appraisal:{org.pk}:{year}:{grade}", f"{year}年民主评议：{what}",
                kind=InboxKind.TODO, link=f"/activities/appraisals/{org.pk}/?year={year}",
                org_id=org.pk,
            )  # fmt: skip


def follow_up(actor: Actor, appraisal: Appraisal, on: date) -> Appraisal:
    """That the talk took place; of what was said nothing is kept."""
    org = appraisal.activity.org
    with act(actor, ACTIVITY_EDIT, org) as doing:
        row = lock(Appraisal.objects.all(), appraisal.pk)
        if row.confirmed != "basic":
            raise Refused("审定为基本合格的才登记谈话整改", code="grade")
        if not row.confirmed_on or not row.confirmed_on <= on <= actor.today:
            raise Refused("谈话日期应在审定之后、今天以前", field="on", code="day")
        bump(row, followed_on=on)
        left = Appraisal.objects.filter(
            activity__org=org, year=row.year, confirmed="basic", followed_on__isnull=True
        )
        if not left.exists():
            inbox.close(f"appraisal:{org.pk}:{row.year}:basic")
        doing.record(FOLLOWED, row, org=org)
        return row


def tell_homes(actor: Actor, activity: Activity) -> int:
    """The branches that members from elsewhere belong to are told they took part (R-LIFE-26)."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        guests = appraisals.guests_of(activity)
        insist(may_tell(appraisals.missing_steps(activity), len(guests)))
        keepers = holders(STAFF, {guest.home.pk for guest in guests}, actor.today)
        for guest in guests:
            inbox.put(
                keepers.get(guest.home.pk, set()),
                f"appraisal.away:{activity.pk}:{guest.person_id}",
                f"{guest.name}在{activity.org.short_name}参加了民主评议",
                link=f"/activities/appraisals/{guest.home.pk}/"
                f"?year={appraisals.year_of(activity.held_on)}",
                org_id=guest.home.pk,
            )  # fmt: skip
        doing.record(TOLD, activity, org=activity.org_id, count=len(guests))
        return len(guests)
