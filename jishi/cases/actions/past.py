"""Cases of before: whole books brought in at once, each weighed as a single one is.

A book of paper says how far each case had come. What stood there as settled was settled by the
rules of its day: it still needs its outcome, its people, and another who approved of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from jishi.base.act import Doing, act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import SHANGHAI
from jishi.base.settings_tree import InForce, in_force
from jishi.cases.access import CASE_EDIT
from jishi.cases.actions.numbering import give_back_numbers, next_numbers
from jishi.cases.actions.opening import (
    Entry,
    check_entry,
    comes_back,
    direct_permission,
    earlier_of,
    searched,
)
from jishi.cases.actions.writing import DOING, put_word, touch
from jishi.cases.kinds import CaseKind, open_kinds
from jishi.cases.local import DAYS, LIMITS, LOOK_BACK
from jishi.cases.marks import OPEN
from jishi.cases.models import (
    Asker,
    AskerWords,
    Case,
    CaseFile,
    CaseList,
    CaseListing,
    CaseRole,
    CaseStep,
)
from jishi.cases.rules.past import Course, may_have_gone
from jishi.cases.rules.timing import in_time, timing
from jishi.kernel.calendar import published_calendar
from jishi.kernel.deadline import Limit, Unit, add_months
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import holders, may, require

OPENED_MANY = Verb("case.open_many", "成批登记问题或诉求")
FORGOTTEN = Verb("case.forget_many", "撤回成批登记的问题或诉求")
MORNING = time(9)


@dataclass(frozen=True)
class Past:
    """One case as a book has it. Whatever is left out follows from the rest."""

    entry: Entry
    at: datetime  # when it came in
    order_no: str = ""  # its number at the hotline or in the older book
    state: str = ""
    limit: Limit | None = None
    until: datetime | None = None  # the day or moment it is due, where no limit is written
    counts_from: datetime | None = None
    extended_by: int | None = None
    pauses: Sequence[tuple[str, str | None]] = ()
    progress: Sequence[tuple[date, str]] = ()
    contacted_at: datetime | None = None
    replied_at: datetime | None = None
    outcome: str = ""
    published: str = ""
    reached: bool | None = None
    solved: bool | None = None
    satisfaction: int | None = None
    confirmed: bool | None = None
    struck_on: date | None = None
    struck_by: str = ""
    looked_on: date | None = None
    kept: bool = True
    reopened: int = 0
    supervised_on: date | None = None
    roles: Sequence[tuple[str, str]] = ()


@dataclass
class Ready:
    """One that was weighed and may go in: everything but its number."""

    past: Past
    case: Case
    lists: Sequence[CaseList] = field(default_factory=list)


class Scales:
    """Weighs many: what is set, and what somebody may, is asked once for each place."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.calendar = published_calendar()
        self.settings: dict[str, InForce[Any]] = {}
        self.answers: dict[tuple[str, int], bool] = {}
        self.open_ones: set[tuple[str, int]] = set()

    def may(self, permission: Permission, org: Organisation) -> bool:
        key = permission.code, org.pk
        if key not in self.answers:
            self.answers[key] = bool(may(self.actor, permission, org))
        return self.answers[key]

    def _set(self, which: Any, org: Organisation) -> Any:
        if which.code not in self.settings:
            self.settings[which.code] = in_force(which, self.actor.today)
        return self.settings[which.code].at_org(org).value

    def limit(self, kind: CaseKind, past: Past) -> Limit:
        """As the book says, else as it is set where the case is kept."""
        if past.limit is not None:
            return past.limit
        start = past.counts_from or past.at
        if past.until is not None:
            days = (past.until.date() - start.date()).days
            if past.until.time() != time() and days <= 3:
                hours = int((past.until - start).total_seconds() // 3600)
                return Limit(max(1, hours), Unit.HOURS)
            if days < 1:
                raise Refused("期限应晚于登记日期", field="limit")
            return Limit(days, Unit.NATURAL_DAYS)
        grade = kind.grade(past.entry.grade)
        unit = grade.limit.unit
        home = past.entry.home
        if unit is not Unit.HOURS:
            unit = Unit(self._set(DAYS[kind.code], home))
        return Limit(self._set(LIMITS[kind.code, grade.code], home), unit)

    def weigh(self, past: Past) -> Ready:
        """Raises what it is refused for."""
        entry = past.entry
        kind = open_kinds().get(entry.kind)
        if kind is None:
            raise Refused("没有这一类", field="kind", code="bad_kind")
        if not self.may(CASE_EDIT, entry.home):
            require(self.actor, CASE_EDIT, entry.home)
        past = replace(past, state=past.state or state_of(past))
        running = past.state in OPEN
        payload = check_entry(self.actor, kind, entry, running=running)
        if running:
            self._alone(kind, entry)
        self._known_roles(kind, past)
        insist(may_have_gone(self._course(kind, past)))
        return Ready(past, self._case(kind, past, payload), entry.lists)

    def _alone(self, kind: CaseKind, entry: Entry) -> None:
        """One open case of a subject: in the book itself too, and not what was settled lately."""
        if not kind.one_per_subject:
            return
        subject = entry.person or entry.subject_org
        key = kind.code, subject.pk if subject is not None else 0
        if key in self.open_ones:
            raise Refused("表里同一对象有两件正在办理", field="state", code="open_already")
        earlier = earlier_of(kind, entry)
        if earlier is not None and comes_back(self.actor, kind, earlier):
            text = f"{earlier.label}销号不久，请把那一件重新打开，不另编号"
            raise Refused(text, field="state", code="relapse")
        self.open_ones.add(key)

    def _known_roles(self, kind: CaseKind, past: Past) -> None:
        known = {role.code for role in kind.roles}
        if any(code not in known for code, _ in past.roles):
            raise Refused("没有这种责任人员", field="roles", code="bad_role")

    def _course(self, kind: CaseKind, past: Past) -> Course:
        entry = past.entry
        directs = self.may(direct_permission(kind), entry.home)
        sends = entry.org is None or entry.org.pk == entry.home.pk or (
            self.may(direct_permission(kind), entry.org)
        )  # fmt: skip
        named = {code for code, name in past.roles if name}
        return Course(
            state=past.state, today=self.actor.today, opened_on=past.at.date(),
            replied_on=past.replied_at.date() if past.replied_at else None,
            struck_on=past.struck_on, looked_on=past.looked_on, outcome=bool(past.outcome),
            conditions=kind.conditions, called_back=past.reached is not None,
            solved=past.solved, confirmed=past.confirmed,
            unfilled=tuple(r.label for r in kind.roles if r.needed and r.code not in named),
            struck_by=past.struck_by, handler=entry.handler, has_unit=entry.org is not None,
            directs=directs, sends=sends,
        )  # fmt: skip

    def _case(self, kind: CaseKind, past: Past, payload: dict[str, Any]) -> Case:
        entry, start = past.entry, past.counts_from or past.at
        limit = self.limit(kind, past)
        times = timing(limit, start, self.calendar, past.pauses, past.extended_by)
        replied = past.replied_at
        since = past.struck_on or (replied.date() if replied else past.at.date())
        org = entry.org or entry.home
        return Case(
            kind=kind.code, year=past.at.year, home=entry.home, org=org, first_org=entry.org,
            subject_org=entry.subject_org, person=entry.person, title=entry.title.strip()[:80],
            detail=entry.detail.strip()[:1000], order_no=past.order_no,
            class_code=entry.classes[0] if entry.classes else "", classes=list(entry.classes),
            source=entry.source, level=entry.level, door=entry.door,
            document=entry.document.strip()[:60], payload=payload,
            leader=entry.leader.strip()[:30], handler=entry.handler.strip()[:30],
            opened_on=past.at.date(), opened_at=past.at, state=past.state, state_since=since,
            grade=kind.grade(entry.grade).code, limit=limit.amount, limit_unit=limit.unit.value,
            counts_from=start, pauses=[list(spell) for spell in past.pauses],
            extended_by=past.extended_by, amber_on=times.amber_on, due_on=times.due_on,
            due_at=times.due_at, responded_at=past.contacted_at,
            submitted_on=replied.date() if replied else None, outcome=past.outcome[:500],
            published=past.published[:500], reached=past.reached, solved=past.solved,
            satisfaction=past.satisfaction, confirmed=past.confirmed, struck_on=past.struck_on,
            in_time=in_time(replied, times.due_on, times.due_at) if replied else None,
            looked_on=past.looked_on, reopened=past.reopened,
            looked=("kept" if past.kept else "relapsed") if past.looked_on else "",
            look_back_on=self._look_back_on(kind, past), supervised_on=past.supervised_on,
        )  # fmt: skip

    def _look_back_on(self, kind: CaseKind, past: Past) -> date | None:
        if past.struck_on is None or kind.code not in LOOK_BACK:
            return None
        return add_months(past.struck_on, self._set(LOOK_BACK[kind.code], past.entry.home))


def state_of(past: Past) -> str:
    """How far it had come, by what is written of it."""
    if past.struck_on is not None:
        return "struck_off"
    if past.replied_at is not None:
        return "submitted"
    org, home = past.entry.org, past.entry.home
    if org is None:
        return "registered"
    return "working" if past.progress or org.pk == home.pk else "assigned"


# --- writing -------------------------------------------------------------------------------------


def record_past(actor: Actor, ready: Sequence[Ready]) -> list[int]:
    """Those that were weighed, put down together; their numbers go by the day they came in."""
    with act(actor, CASE_EDIT) as doing:
        _number(ready)
        cases = [each.case for each in ready]
        Case.objects.bulk_create(cases, batch_size=500)
        _put_parts(actor, ready)
        counts: Counter[Organisation] = Counter(case.home for case in cases)
        for case in cases:
            touch(doing, case)
        _tell(actor, cases)
        for org, count in counts.items():
            doing.record(OPENED_MANY, org, count=count)
        return [case.pk for case in cases]


def _number(ready: Sequence[Ready]) -> None:
    by_year: dict[tuple[str, int], list[Case]] = defaultdict(list)
    for each in ready:
        by_year[each.case.kind, each.case.year].append(each.case)
    for (kind, year), cases in sorted(by_year.items()):
        cases.sort(key=lambda case: case.opened_at)  # those of one moment stay as in the book
        for case, number in zip(cases, next_numbers(kind, year, len(cases)), strict=True):
            case.number = number
            case.search_text = searched(
                case.of_kind, year, number, case.title, case.subject_org, case.order_no
            )


def _put_parts(actor: Actor, ready: Sequence[Ready]) -> None:
    steps: list[CaseStep] = []
    for each in ready:
        steps += _steps(actor, each)
    CaseStep.objects.bulk_create(steps, batch_size=500)
    CaseRole.objects.bulk_create(
        [
            CaseRole(case=each.case, role=code, name=name[:60], since=each.case.opened_on)
            for each in ready
            for code, name in each.past.roles
        ]
    )
    asked = [(each.case, each.past.entry.asker) for each in ready if each.past.entry.asker]
    Asker.objects.bulk_create(
        [
            Asker(case=case, name=who.name[:30], phone=who.phone[:20],
                  anonymous=not (who.name or who.phone))
            for case, who in asked if who is not None
        ],
        batch_size=500,
    )  # fmt: skip
    AskerWords.objects.bulk_create(
        [
            AskerWords(case=case, on=case.opened_on, words=who.words[:2000])
            for case, who in asked
            if who is not None and who.words
        ],
        batch_size=500,
    )
    CaseListing.objects.bulk_create(
        [CaseListing(list=row, case=each.case) for each in ready for row in each.lists]
    )


def _steps(actor: Actor, each: Ready) -> Iterable[CaseStep]:
    """What the book says was done, on its days; written down by whoever brings it in."""
    past, case = each.past, each.case
    public = case.of_kind.public
    lines = [("open", case.opened_at, "台账导入", "")]
    for day, text in past.progress:
        lines.append(("progress", datetime.combine(day, MORNING, SHANGHAI), text, ""))
    if past.replied_at is not None:
        lines.append(("submit", past.replied_at, past.outcome, ""))
    if past.replied_at is not None and past.reached is not None:
        lines.append(("call_back", past.replied_at, "台账所记回访", ""))
    if past.struck_on is not None:
        at = datetime.combine(past.struck_on, MORNING, SHANGHAI)
        lines.append(("strike_off", at, "按原台账", past.struck_by))
    for step, at, text, name in lines:
        yield CaseStep(
            case=case, step=step, at=at, on=at.date(), round=past.reopened,
            before="" if step == "open" else "working", after=case.state, text=text[:500],
            org=case.org, account_id=actor.account_id, by_name=(name or actor.name)[:60],
            shown=public and step in ("open", "submit", "strike_off"),
        )  # fmt: skip


def _tell(actor: Actor, cases: Sequence[Case]) -> None:
    """One word to each unit that has something to do now, not one for each line of a book."""
    waiting: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.state in ("assigned", "working"):
            waiting[case.org_id].append(case)
    known = holders(DOING, list(waiting), actor.today)
    for org_id, some in waiting.items():
        first = min(some, key=lambda case: (case.due_on or date.max, case.pk))
        accounts = known.get(org_id, set()) - {actor.account_id or 0}
        more = f"等 {len(some)} 件" if len(some) > 1 else ""
        put_word(accounts, first, f"case:book:{first.pk}", org_id, f"请办理：{first.title}{more}")


# --- taking back ---------------------------------------------------------------------------------


def followed(pks: Sequence[int]) -> Mapping[int, str]:
    """Those of a book that must stay: numbered on after them, or urged since."""
    rows = list(Case.objects.filter(pk__in=pks).values_list("pk", "kind", "year", "number"))
    found: dict[int, str] = {}
    for kind, year in {(kind, year) for _, kind, year, _ in rows}:
        others = Case.objects.filter(kind=kind, year=year).exclude(pk__in=pks)
        last = max(others.values_list("number", flat=True), default=0)
        for pk, of_kind, of_year, number in rows:
            if (of_kind, of_year) == (kind, year) and number < last:
                found[pk] = "后面又编了号，撤销会断号，请在办理页合并或不予受理"
    urged = CaseStep.objects.filter(case__in=pks, step__in=("chase", "help", "add", "amend"))
    for pk in urged.values_list("case_id", flat=True):
        found.setdefault(pk, "之后又催办或补充过")
    return found


def forget_past(actor: Actor, pks: Sequence[int]) -> None:
    """A book that is taken back: nothing has come to depend on it; its numbers are free again."""
    with act(actor, CASE_EDIT) as doing:
        held = list(Case.objects.filter(pk__in=list(pks)).select_related("home", "org"))
        for case in held:
            require(actor, CASE_EDIT, case.home)
            touch(doing, case)
        for model in (CaseListing, CaseRole, CaseFile, CaseStep, AskerWords, Asker):
            model._default_manager.filter(case__in=list(pks)).delete()
        Case.objects.filter(pk__in=list(pks)).delete()
        for kind, year in {(case.kind, case.year) for case in held}:
            give_back_numbers(kind, year)
        _note(doing, held)


def _note(doing: Doing, held: Sequence[Case]) -> None:
    for org, count in Counter(case.home for case in held).items():
        doing.record(FORGOTTEN, org, count=count)
