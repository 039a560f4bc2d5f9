"""The year plan: proposed from the duties, put right by the branch, approved above."""

from __future__ import annotations

from datetime import date

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.duties.access import PLAN_APPROVE, PLAN_EDIT
from jishi.duties.models import PlanLine, YearPlan
from jishi.duties.queries.planning import proposed
from jishi.duties.rules.deciding import may_plan
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import can, holders, require

PROPOSED = Verb("plan.propose", "生成年度计划")
CHANGED = Verb("plan.change", "修改年度计划")
SUBMITTED = Verb("plan.submit", "报送年度计划")
DECIDED = Verb("plan.decide", "审核年度计划")


def propose_plan(actor: Actor, org: Organisation, year: int) -> YearPlan:
    """A line for everything owed that is not planned yet; what is there stays as it is."""
    with act(actor, PLAN_EDIT, org) as doing:
        lock(Organisation.objects.all(), org.pk)
        plan, _ = YearPlan.objects.get_or_create(org=org, year=year)
        _insist_open(plan)
        there = set(PlanLine.objects.filter(plan=plan).values_list("duty", "slot"))
        wanted = [each for each in proposed(org, year) if (each.duty.code, each.slot) not in there]
        if not wanted and not there:
            raise Refused("这一年没有要以活动完成的事项，请看启用日期")
        PlanLine.objects.bulk_create(
            PlanLine(
                plan=plan, on=each.on, duty=each.duty.code, slot=each.slot,
                title=f"{each.duty.title}（{each.label}）"[:80],
            )
            for each in wanted
        )  # fmt: skip
        doing.record(PROPOSED, plan, org=org, year=year, count=len(wanted))
        return plan


def add_line(actor: Actor, plan: YearPlan, *, on: date, title: str) -> PlanLine:
    """Something beyond what is owed."""
    with act(actor, PLAN_EDIT, plan.org) as doing:
        plan = _open_plan(plan)
        _insist_year(plan, on)
        line = PlanLine.objects.create(plan=plan, on=on, title=title)
        doing.record(CHANGED, plan, org=plan.org_id, year=plan.year, added=title)
        return line


def change_line(actor: Actor, line: PlanLine, version: int, *, on: date, title: str) -> PlanLine:
    with act(actor, PLAN_EDIT, line.plan.org) as doing:
        plan = _open_plan(line.plan)
        _insist_year(plan, on)
        line = lock(PlanLine.objects.all(), line.pk, version)
        changed = bump(line, on=on, title=title)
        doing.record(CHANGED, line, org=plan.org_id, changed=changed)
        return line


def drop_line(actor: Actor, line: PlanLine) -> None:
    with act(actor, PLAN_EDIT, line.plan.org) as doing:
        plan = _open_plan(line.plan)
        doing.record(CHANGED, plan, org=plan.org_id, year=plan.year, dropped=line.title)
        PlanLine.objects.filter(pk=line.pk).delete()


def submit_plan(actor: Actor, plan: YearPlan, version: int) -> YearPlan:
    with act(actor, PLAN_EDIT, plan.org) as doing:
        plan = lock(YearPlan.objects.select_related("org"), plan.pk, version)
        insist(may_plan("submit", plan.state, plan.lines.count(), ""))
        changed = bump(plan, state="submitted", submitted_on=actor.today)
        line = ids(plan.org.path)[:-1]
        above = holders(MANAGERS, line, actor.today)
        nearest = next((above[ident] for ident in reversed(line) if above.get(ident)), set())
        inbox.put(
            nearest, _key(plan), f"{plan.org.short_name}报来{plan.year}年计划，请审核", kind="todo",
            link=_link(plan), org_id=plan.org_id,
        )  # fmt: skip
        doing.record(SUBMITTED, plan, org=plan.org_id, changed=changed)
        return plan


def decide_plan(
    actor: Actor, plan: YearPlan, version: int, *, answer: str, note: str = ""
) -> YearPlan:
    """The superior approves it or sends it back with what is to be put right."""
    if plan.org.parent is None:
        raise Refused("最上级组织的计划没有上级审定")
    require(actor, PLAN_APPROVE, plan.org)
    if not can(actor, PLAN_APPROVE, plan.org.parent):
        raise Refused("自己的计划由上级审定")
    with act(actor, PLAN_APPROVE, plan.org.parent) as doing:
        plan = lock(YearPlan.objects.select_related("org"), plan.pk, version)
        insist(may_plan(answer, plan.state, plan.lines.count(), note), "note")
        state = "approved" if answer == "approve" else "returned"
        changed = bump(
            plan, state=state, note=note.strip(), decided_on=actor.today,
            decided_by=actor.name[:60],
        )  # fmt: skip
        inbox.close(_key(plan, plan.version - 1))
        said = "已审定" if state == "approved" else "被退回修改"
        own = holders(STAFF, [plan.org_id], actor.today).get(plan.org_id, set())
        inbox.put(
            own, f"{_key(plan)}:{state}", f"{plan.year}年计划{said}", link=_link(plan),
            org_id=plan.org_id,
        )  # fmt: skip
        doing.record(DECIDED, plan, org=plan.org_id, changed=changed)
        return plan


def _key(plan: YearPlan, version: int | None = None) -> str:
    """Each submission is a cause of its own."""
    return f"plan:{plan.pk}:{plan.version if version is None else version}"


def _link(plan: YearPlan) -> str:
    return f"/duties/org/{plan.org_id}/plan/?year={plan.year}"


def _open_plan(plan: YearPlan) -> YearPlan:
    plan = lock(YearPlan.objects.select_related("org"), plan.pk)
    _insist_open(plan)
    return plan


def _insist_open(plan: YearPlan) -> None:
    if plan.state not in ("draft", "returned"):
        raise Refused("计划已经报送或审定，不能再改；要改请上级退回")


def _insist_year(plan: YearPlan, on: date) -> None:
    # What is owed for a year may be done in the spring of the next.
    if not date(plan.year, 1, 1) <= on <= date(plan.year + 1, 3, 31):
        raise Refused(f"计划日期须在 {plan.year} 年内，或次年一季度", field="on")
