"""Fixing what members pay: one by one, a whole branch for the new year, and relief from it."""

from __future__ import annotations

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.crypto import unseal
from jishi.base.settings_tree import setting
from jishi.funds.access import BASE_FIX, RELIEF_APPLY, RELIEF_APPROVE
from jishi.funds.actions.fixing import (
    BaseRow,
    Fix,
    bases_by,
    judge_base,
    paid_elsewhere,
    terms_at,
    terms_of,
    write_bases,
)
from jishi.funds.kinds import GROUPS
from jishi.funds.local import RELIEF_BY_BRANCH
from jishi.funds.models import DuesBase, DuesRelief
from jishi.funds.rules.bases import may_ask_relief, relief_holds
from jishi.funds.rules.brackets import CAP
from jishi.kernel.period import Month
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

FIXED = Verb("dues.fix_base", "核定党费月交额")
COPIED = Verb("dues.copy_bases", "沿用上年核定")
RELIEF_ASKED = Verb("dues.ask_relief", "申请少交、免交党费")
RELIEF_DECIDED = Verb("dues.decide_relief", "批复少交、免交党费")


def fix_base(actor: Actor, person: Person, row: BaseRow) -> DuesBase:
    """The amount of one member from a month on."""
    with act(actor, BASE_FIX, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk)
        terms = terms_of([person])
        known = bases_by([person.pk])[person.pk]
        paid_to = paid_elsewhere([person.pk]).get(person.pk)
        outcome = judge_base(row, known, terms[person.org_id], actor.today, paid_to)
        if outcome.state == "same":
            return next(base for base in known if base.pk == outcome.pk)
        if outcome.state == "refused":
            text = f"{outcome.message}（{outcome.clause}）" if outcome.clause else outcome.message
            raise Refused(text, field=_FIELDS.get(outcome.clause, ""))
        fix = Fix(
            person, row.start, row.group, row.base_fen, row.monthly_fen, row.reason, row.basis
        )
        [base] = write_bases(actor, [fix], terms)
        doing.record(FIXED, base, org=person.org, month=str(row.start), group=base.group_label)
        return base


_FIELDS = {"R-FEE-11": "reason", "R-FEE-08": "base", "R-FEE-04": "monthly", "R-FEE-07": "start"}


def copy_bases(actor: Actor, org: Organisation, year: int, *, basis: str) -> int:
    """The new year begins with last year's bases; whose income follows the months is left out.

    Amounts are reckoned anew, so a changed scale or rounding takes effect.
    """
    with act(actor, BASE_FIX, org) as doing:
        if year > actor.today.year + 1:
            raise Refused("最早可以提前核定下一年的", field="year")
        start = Month.of(year, 1)
        rows = DuesBase.objects.select_for_update(of=("self",)).filter(
            person__org=org, person__standing__in=COUNTED, person__merged_into=None,
            until_month__isnull=True, void=False, year__lt=year,
        )  # fmt: skip
        fixes = [
            Fix(base.person, start, base.group, _clear(base), _voluntary(base), basis=basis)
            for base in rows.select_related("person")
            if not GROUPS[base.group].moves
        ]
        for fix in fixes:
            fix.person.org = org
        if not fixes:
            raise Refused("没有可以沿用的：上年没有核定，或今年都已核定")
        write_bases(actor, fixes, terms_at([org]))
        doing.touch("dues_base", org, actor.today)
        doing.record(COPIED, org, org=org, year=year, count=len(fixes), note=basis)
        return len(fixes)


def _clear(base: DuesBase) -> int | None:
    """Reckoning anew needs the number itself; it goes nowhere but into the next envelope."""
    return int(unseal(base.base.token, base.base.purpose)) if base.base else None


def _voluntary(base: DuesBase) -> int | None:
    """Whoever chose to pay more last year goes on doing so."""
    return base.monthly_fen if base.monthly_fen > min(base.computed_fen, CAP) else None


def ask_relief(
    actor: Actor,
    person: Person,
    *,
    first: Month,
    last: Month,
    monthly: int,
    reason: str,
    meeting: str,
) -> DuesRelief:
    """A branch has studied the case and asks its superior."""
    with act(actor, RELIEF_APPLY, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk)
        running = DuesBase.objects.filter(person=person, until_month=None, void=False).first()
        if running is None:
            raise Refused("这名党员还没有核定月交额")
        usual = running.monthly_fen
        insist(may_ask_relief(first, last, monthly, usual, meeting, reason), "meeting")
        clash = DuesRelief.objects.filter(
            person=person, from_month__lte=last.index, last_month__gte=first.index
        ).exclude(decided_on__isnull=False, approved=False)
        if clash.exists():
            raise Refused("这些月份已有一份申请或批准", field="first")
        relief = DuesRelief.objects.create(
            person=person, org=person.org, from_month=first.index, last_month=last.index,
            monthly_fen=monthly, reason=reason, meeting=meeting, asked_on=actor.today,
            asked_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(RELIEF_ASKED, relief, org=person.org, months=relief.months_label)
        return relief


def decide_relief(
    actor: Actor, relief: DuesRelief, version: int, *, approve: bool, document: str
) -> DuesRelief:
    """The superior's word; until then the amount stays what it was (R-FEE-20)."""
    with act(actor, RELIEF_APPROVE, relief.org) as doing:
        relief = lock(DuesRelief.objects.select_related("org", "person"), relief.pk, version)
        if relief.decided_on is not None:
            raise Refused("已经批复过")
        own = relief.asked_by_id is not None and relief.asked_by_id == actor.account_id
        if approve:
            retired = DuesBase.objects.filter(
                person=relief.person_id, until_month=None, void=False, group="retired"
            ).exists()
            by_branch = setting(RELIEF_BY_BRANCH, relief.org)
            insist(relief_holds(relief.meeting, document, own, by_branch, retired), "document")
        changed = bump(
            relief, approved=approve, document=document, decided_on=actor.today,
            decided_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(RELIEF_DECIDED, relief, org=relief.org, changed=changed, approved=approve)
        return relief
