"""Taking a step of the flow: who, whether, what it changes, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import SHANGHAI
from jishi.base.settings_tree import setting
from jishi.cases.access import CLUE_EDIT
from jishi.cases.actions.opening import direct_permission, edit_permission, limit_of
from jishi.cases.actions.writing import hand_over, next_told, notify, put_step, touch
from jishi.cases.kinds import CaseKind
from jishi.cases.local import LOOK_BACK
from jishi.cases.models import Case, CaseStep
from jishi.cases.queries.facts import doers, facts_of
from jishi.cases.queries.within import cases, clues, moment
from jishi.cases.rules.closing import CaseFacts
from jishi.cases.rules.flow import DIRECT, FLOW
from jishi.cases.rules.timing import in_time, timing
from jishi.kernel.calendar import published_calendar
from jishi.kernel.deadline import Limit, Unit, add_months
from jishi.kernel.private import may_be_public
from jishi.kernel.workflow import Need, Transition
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import may, require

VERBS = {step.name: Verb(f"case.{step.name}", step.label) for step in FLOW.transitions}
STEPS: dict[str, Transition] = {step.name: step for step in FLOW.transitions}
# A step that the resident hears of through the code.
SHOWN = frozenset({"assign", "sign", "refuse", "transfer", "submit", "strike_off", "merge"})


@dataclass(frozen=True)
class Given:
    """What is handed in with a step; each step takes what it knows."""

    text: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    org: Organisation | None = None
    leader: str = ""
    handler: str = ""
    grade: str = ""
    method: str = ""
    days: int | None = None  # of an extension, in the unit of the limit
    into: Case | None = None
    outcome: str = ""
    published: str = ""
    question: str = ""
    reached: bool | None = None
    solved: bool | None = None
    satisfaction: int | None = None
    kept: bool = True  # what a look back found


Changes = dict[str, Any]


def permission_for(kind: CaseKind, step: str) -> Permission:
    directs = STEPS[step].permission == DIRECT
    return direct_permission(kind) if directs else edit_permission(kind)


def place_of(case: Case, step: str) -> Organisation:
    """Where one must have the permission: directing where it is kept, doing where it is done."""
    at_home = STEPS[step].permission == DIRECT or step == "call_back" or case.of_kind.narrow
    return case.home if at_home else case.org


def take_step(actor: Actor, case: Case, step: str, version: int | None, given: Given) -> Case:
    if step not in STEPS or not case.of_kind.has(step):
        raise Refused("这一类没有这个步骤", code="no_such_step")
    permission = permission_for(case.of_kind, step)
    with act(actor, permission) as doing:
        case = lock(Case.objects.select_related("org", "home"), case.pk, version)
        require(actor, permission, place_of(case, step))  # where it lies now
        return _stepped(doing, case, step, given)


def _stepped(doing: Doing, case: Case, step: str, given: Given) -> Case:
    actor = doing.actor
    insist(weigh(actor, case, step, given))
    before, held_by = case.state, case.org_id
    changes = EFFECTS[step](actor, case, given)
    after = changes.pop("state", FLOW.after(before, step).name)
    if after != before:
        changes["state_since"] = actor.today
    moves = after != before or step == "transfer"
    if moves:
        changes |= next_told(case)
    changed = bump(case, state=after, **changes)
    text = given.text or given.outcome
    taken = put_step(actor, case, step, before, text=text, method=given.method, shown=step in SHOWN)
    hand_over(actor, case, taken, given.files)
    doing.record(VERBS[step], case, org=case.org_id, changed={"state": changed["state"]})
    touch(doing, case, held_by)
    if moves:
        notify(actor, case)
    return case


def weigh(actor: Actor, case: Case, step: str, given: Given | None = None) -> Any:
    """The flow's verdict on a step; without what is handed in, what still stands against it."""
    needs = STEPS[step].needs
    supplied = set(needs)
    if given is not None and not given.text.strip():
        supplied.discard(Need.REASON)
    if Need.OTHER_PERSON in needs and actor.account_id in doers(case, step):
        supplied.discard(Need.OTHER_PERSON)
    papers, outcome = (len(given.files), given.outcome.strip()) if given else (0, "")
    if given is None and step == "submit":
        papers, outcome = 1, "?"  # both can be handed in with the step
    guarded = STEPS[step].guard and case.state in STEPS[step].origins
    facts = facts_of(actor, case, outcome, papers) if guarded else CaseFacts()
    return FLOW.check(case.state, step, facts, supplied)


# --- what each step changes ----------------------------------------------------------------------


def _timed(case: Case, start: datetime, limit: Limit, **kept: Any) -> Changes:
    pauses = kept.get("pauses", case.pauses)
    extended = kept.get("extended_by", case.extended_by)
    times = timing(limit, start, published_calendar(), pauses, extended)
    return {
        "limit": limit.amount, "limit_unit": limit.unit.value, "counts_from": start,
        "due_on": times.due_on, "due_at": times.due_at, "amber_on": times.amber_on, **kept,
    }  # fmt: skip


def _limit(case: Case) -> Limit:
    return Limit(case.limit, Unit(case.limit_unit))


def _local(case: Case) -> datetime:
    return case.counts_from.astimezone(SHANGHAI)


def _people(case: Case, given: Given) -> Changes:
    return {
        "leader": given.leader.strip()[:30] or case.leader,
        "handler": given.handler.strip()[:30] or case.handler,
    }


def _target(actor: Actor, case: Case, given: Given) -> Organisation:
    if given.org is None:
        raise Refused("请选责任单位", field="org")
    if not may(actor, direct_permission(case.of_kind), given.org):
        raise Refused("您不能分办给这个单位", field="org")
    return given.org


def _assign(actor: Actor, case: Case, given: Given) -> Changes:
    """Sent out: the clock of the kind runs from registration, of a graded one by its new grade."""
    org = _target(actor, case, given)
    changes: Changes = {"org": org, "first_org": case.first_org or org, **_people(case, given)}
    if given.grade and given.grade != case.grade:
        kind = case.of_kind
        if given.grade not in {each.code for each in kind.grades}:
            raise Refused("没有这个级别", field="grade")
        limit = limit_of(kind, given.grade, case.home, actor.today)
        changes |= {"grade": given.grade, **_timed(case, _local(case), limit)}
    return changes


def _transfer(actor: Actor, case: Case, given: Given) -> Changes:
    """To another unit; whoever had it first goes on leading and the clock goes on (R-HOT-07)."""
    org = _target(actor, case, given)
    if org.pk == case.org_id:
        raise Refused("已经在这个单位", field="org")
    return {"org": org, "first_org": case.first_org or case.org, **_people(case, given)}


def _contact(actor: Actor, case: Case, given: Given) -> Changes:
    return {"responded_at": case.responded_at or moment(actor)}


def _progress(actor: Actor, case: Case, given: Given) -> Changes:
    if not given.text.strip() and not given.files:
        raise Refused("请写进展，或上传材料", field="text")
    if given.method and given.method not in dict(case.of_kind.methods):
        raise Refused("没有这种方式", field="method")
    return {}


def _pause(actor: Actor, case: Case, given: Given) -> Changes:
    pauses = [*case.pauses, [moment(actor).isoformat(), None]]
    return _timed(case, _local(case), _limit(case), pauses=pauses)


def _resume(actor: Actor, case: Case, given: Given) -> Changes:
    first = case.pauses[-1][0]
    pauses = [*case.pauses[:-1], [first, max(moment(actor).isoformat(), first)]]
    return _timed(case, _local(case), _limit(case), pauses=pauses)


def _extend(actor: Actor, case: Case, given: Given) -> Changes:
    if given.days is None or not 1 <= given.days <= case.limit:
        raise Refused(f"延期须在 1 至 {case.limit}{_limit(case).unit.label}之间", field="days")
    return _timed(case, _local(case), _limit(case), extended_by=given.days)


def _submit(actor: Actor, case: Case, given: Given) -> Changes:
    insist(may_be_public(given.published), "published")
    at = moment(actor)
    on_time = in_time(at, case.due_on, case.due_at)
    return {
        "submitted_on": actor.today, "submitted_by_id": actor.account_id,
        "outcome": given.outcome.strip()[:500] or case.outcome,
        "published": given.published.strip()[:500] or case.published,
        "in_time": on_time if case.in_time is None else case.in_time,
        "reached": None, "solved": None, "satisfaction": None, "confirmed": None,
    }  # fmt: skip


def _send_back(actor: Actor, case: Case, given: Given) -> Changes:
    return {"reached": None, "solved": None, "satisfaction": None, "confirmed": None}


def _call_back(actor: Actor, case: Case, given: Given) -> Changes:
    """What the resident said; whoever was not reached is in no denominator (R-HOT-03)."""
    if not given.reached:
        if not given.text.strip():
            raise Refused("没有接通的，写明什么时候、怎样联系过", field="text")
        return {"reached": False, "solved": None, "satisfaction": None}
    if given.solved is None or given.satisfaction is None:
        raise Refused("请记下是否解决和满意程度", field="solved")
    return {"reached": True, "solved": given.solved, "satisfaction": given.satisfaction}


def _strike_off(actor: Actor, case: Case, given: Given) -> Changes:
    """Whoever settles it reads once more what everybody will read, and words the question."""
    changes: Changes = {"struck_on": actor.today, "looked_on": None, "looked": ""}
    for name, text, most in (
        ("published", given.published, 500), ("question", given.question, 200),
    ):  # fmt: skip
        insist(may_be_public(text), name)
        if text.strip():
            changes[name] = text.strip()[:most]
    months = LOOK_BACK.get(case.kind)
    if months is not None:
        changes["look_back_on"] = add_months(actor.today, setting(months, case.home, actor.today))
    return changes


def _look_back(actor: Actor, case: Case, given: Given) -> Changes:
    """Kept: done with. Come back: the same case is open again."""
    if given.kept:
        return {"looked_on": actor.today, "looked": "kept"}
    if not given.text.strip():
        raise Refused("反弹的，写明看到了什么", field="text")
    return {
        "state": "working",
        "looked_on": actor.today,
        "looked": "relapsed",
        **_anew(actor, case),
    }


def _reopen(actor: Actor, case: Case, given: Given) -> Changes:
    return _anew(actor, case)


def _anew(actor: Actor, case: Case) -> Changes:
    """Open again as the same case, with a limit of its own from today."""
    limit = limit_of(case.of_kind, case.grade, case.home, actor.today)
    return {
        **_timed(case, moment(actor), limit, pauses=[], extended_by=None),
        "reopened": case.reopened + 1, "struck_on": None, "look_back_on": None,
        "in_time": None, "reached": None, "solved": None, "satisfaction": None,
        "confirmed": None, "outcome": "",
    }  # fmt: skip


def _merge(actor: Actor, case: Case, given: Given) -> Changes:
    into = given.into
    store = clues(actor, CLUE_EDIT) if case.of_kind.narrow else cases(actor)
    if into is None or into.pk == case.pk or not store.filter(pk=into.pk).exists():
        raise Refused("请选并入哪一件", field="into")
    if into.kind != case.kind or into.state not in ("registered", "assigned", "working"):
        raise Refused("只能并入同一类里正在办理的一件", field="into")
    return {"merged_into": into}


def _nothing(actor: Actor, case: Case, given: Given) -> Changes:
    return {}


EFFECTS: dict[str, Callable[[Actor, Case, Given], Changes]] = {
    "assign": _assign, "refuse": _nothing, "sign": _nothing, "object": _nothing,
    "transfer": _transfer, "contact": _contact, "progress": _progress, "pause": _pause,
    "resume": _resume, "extend": _extend, "submit": _submit, "send_back": _send_back,
    "call_back": _call_back, "strike_off": _strike_off, "look_back": _look_back,
    "reopen": _reopen, "merge": _merge,
}  # fmt: skip


def reopen_again(
    doing: Doing, case: Case, text: str, *, by: str, name: str = ""
) -> tuple[Case, CaseStep]:
    """Opened again from outside the flow's own hands: it has come back, or the resident says so."""
    actor = doing.actor
    case = lock(Case.objects.select_related("org", "home"), case.pk)
    before = case.state
    bump(case, state="working", state_since=actor.today, **next_told(case), **_anew(actor, case))
    step = put_step(actor, case, by, before, text=text, shown=True, name=name)
    touch(doing, case)
    notify(actor, case)
    return case, step
