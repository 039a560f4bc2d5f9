"""Opening a case: numbered, timed, with whoever asked kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from jishi.base.act import Doing, act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import SHANGHAI
from jishi.base.pinyin import search_text
from jishi.base.settings_tree import setting
from jishi.cases.access import CASE_DIRECT, CASE_EDIT, CLUE_EDIT
from jishi.cases.actions.numbering import next_numbers
from jishi.cases.actions.writing import hand_over, notify, put_step, touch
from jishi.cases.codes import hash_of, new_code
from jishi.cases.kinds import CaseKind, all_kinds
from jishi.cases.local import COOLING, DAYS, LIMITS
from jishi.cases.marks import DOORS, OPEN
from jishi.cases.models import Asker, AskerWords, Case, CaseList, CaseListing
from jishi.cases.queries.within import moment
from jishi.cases.rules.timing import is_relapse, timing
from jishi.kernel.calendar import published_calendar
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import WrongItem, clean_items, missing_items
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import may, require

OPENED = Verb("case.open", "登记问题或诉求")
RELAPSED = Verb("case.relapse", "反弹，重新打开")


@dataclass(frozen=True)
class Asking:
    """A resident's own words and, if left, a way to reach them."""

    words: str = ""
    name: str = ""
    phone: str = ""
    allegation: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.name, self.phone, self.allegation))


@dataclass(frozen=True)
class Entry:
    kind: str
    title: str
    home: Organisation
    org: Organisation | None = None  # who has to do it; none yet: still to be sent out
    detail: str = ""
    classes: Sequence[str] = ()
    source: str = ""
    level: str = ""
    door: str = "screen"
    grade: str = ""
    document: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    leader: str = ""
    handler: str = ""
    subject_org: Organisation | None = None
    person: Person | None = None
    activity_id: int | None = None
    lists: Sequence[CaseList] = ()
    again_of: Case | None = None  # the same thing come back
    asker: Asking | None = None
    on: date | None = None
    files: Sequence[tuple[str, bytes]] = ()


def edit_permission(kind: CaseKind) -> Permission:
    return CLUE_EDIT if kind.narrow else CASE_EDIT


def direct_permission(kind: CaseKind) -> Permission:
    return CLUE_EDIT if kind.narrow else CASE_DIRECT


def open_case(actor: Actor, entry: Entry) -> Case:
    kind = all_kinds().get(entry.kind)
    if kind is None:
        raise Refused("没有这一类", field="kind", code="bad_kind")
    with act(actor, edit_permission(kind), entry.home) as doing:
        return opened(doing, kind, entry)


def opened(doing: Doing, kind: CaseKind, entry: Entry) -> Case:
    """In an act that has authorised it: the portal opens under its own."""
    actor = doing.actor
    payload = check_entry(actor, kind, entry)
    earlier = earlier_of(kind, entry)
    if earlier is not None and comes_back(actor, kind, earlier):
        return _reopened(doing, earlier, entry)
    case = _created(actor, kind, entry, payload, earlier)
    if entry.asker:
        _keep_asker(case, entry.asker)
        if entry.asker.words.strip():
            keep_words(actor, case, entry.asker.words)
    step = put_step(actor, case, "open", "", text=entry.detail[:500], shown=kind.public)
    hand_over(actor, case, step, entry.files)
    for each in entry.lists:
        CaseListing.objects.get_or_create(list=each, case=case)
    doing.record(OPENED, case, org=case.org_id, number=case.number)
    touch(doing, case)
    notify(actor, case)
    return case


# --- checks --------------------------------------------------------------------------------------


def check_entry(
    actor: Actor, kind: CaseKind, entry: Entry, of: Case | None = None, *, running: bool = True
) -> dict[str, Any]:
    """Everything that is wrong with it, field by field; the clean items if nothing is."""
    if not entry.title.strip():
        raise Refused("请写明事由", field="title")
    known = dict(kind.classes)
    if kind.classes and not entry.classes:
        raise Refused("请选类别", field="classes")
    if any(code not in known for code in entry.classes):
        raise Refused("没有这一类别", field="classes", code="bad_class")
    if len(entry.classes) > 1 and not kind.several_classes:
        raise Refused("只能选一个类别", field="classes")
    for name, value, allowed in (
        ("source", entry.source, dict(kind.sources)),
        ("level", entry.level, dict(kind.levels)),
        ("door", entry.door, DOORS),
        ("grade", entry.grade, {each.code: each for each in kind.grades}),
    ):
        if value and value not in allowed:
            raise Refused("没有这一项", field=name, code=f"bad_{name}")
    if kind.document and not entry.document.strip():
        raise Refused(f"请填{kind.document}", field="document", code="no_document")
    if of is None:  # whom it is about stays as it was registered
        _check_subject(kind, entry, running)
    if entry.on is not None and entry.on > actor.today:
        raise Refused("登记日期不能晚于今天", field="on")
    try:
        payload = clean_items(kind.fields, entry.payload, kind.title)
    except WrongItem as wrong:
        raise Refused(str(wrong), field=wrong.code) from None
    for missing in missing_items(kind.fields, payload):
        raise Refused(f"请填{missing.label}", field=missing.code)
    return payload


def _check_subject(kind: CaseKind, entry: Entry, running: bool) -> None:
    if kind.about == "person" and entry.person is None:
        raise Refused("请选所涉党员", field="person")
    subject = entry.subject_org
    if kind.one_per_subject and kind.about == "organisation" and subject is None:
        raise Refused("请选问题所在组织", field="subject_org")
    if kind.org_kinds and subject is not None and subject.kind not in kind.org_kinds:
        raise Refused(f"{kind.title}不适用于这类组织", field="subject_org")
    if running and kind.one_per_subject and entry.again_of is None:
        same = Case.objects.filter(kind=kind.code, state__in=OPEN)
        same = same.filter(person=entry.person) if kind.about == "person" else same.filter(
            subject_org=subject
        )  # fmt: skip
        there = same.first()
        if there is not None:
            raise Refused(f"已经有一件正在办理：{there.label}", code="open_already")


# --- the same thing come back --------------------------------------------------------------------


def earlier_of(kind: CaseKind, entry: Entry) -> Case | None:
    """The case that has come back: named by whoever registers, or of the same subject."""
    if entry.again_of is not None:
        if entry.again_of.kind != kind.code or entry.again_of.state != "struck_off":
            raise Refused("只能是同一类里已经销号的一件", field="again_of")
        return entry.again_of
    if not kind.one_per_subject or kind.about != "organisation":
        return None
    struck = Case.objects.filter(kind=kind.code, subject_org=entry.subject_org, state="struck_off")
    return struck.order_by("-struck_on").first()


def comes_back(actor: Actor, kind: CaseKind, earlier: Case) -> bool:
    if kind.code not in COOLING or earlier.struck_on is None:
        return False
    months = setting(COOLING[kind.code], earlier.home, actor.today)
    return is_relapse(earlier.struck_on, actor.today, months)


def _reopened(doing: Doing, case: Case, entry: Entry) -> Case:
    """Within the cooling time nothing new is numbered: the settled one was not settled."""
    from jishi.cases.actions.moving import reopen_again

    actor = doing.actor
    require(actor, edit_permission(case.of_kind), case.home)
    text = f"反弹：{entry.detail or entry.title}"[:500]
    case, step = reopen_again(doing, case, text, by="relapse")
    hand_over(actor, case, step, entry.files)
    doing.record(RELAPSED, case, org=case.org_id, number=case.number)
    return case


# --- the row -------------------------------------------------------------------------------------


def limit_of(kind: CaseKind, grade: str, at: Organisation, on: date) -> Limit:
    """The limit as set where the case is kept, in the unit set there."""
    declared = kind.grade(grade)
    unit = declared.limit.unit
    if unit is not Unit.HOURS:
        unit = Unit(setting(DAYS[kind.code], at, on))
    return Limit(setting(LIMITS[kind.code, declared.code], at, on), unit)


def _start(actor: Actor, entry: Entry) -> datetime:
    if entry.on is None or entry.on == actor.today:
        return moment(actor)
    return datetime.combine(entry.on, time(9), SHANGHAI)


def _first_state(actor: Actor, kind: CaseKind, entry: Entry) -> str:
    """One's own goes straight to work; another's is sent out by who may, else waits for it."""
    if entry.org is None:
        return "registered"
    if entry.org.pk == entry.home.pk:
        return "working"
    if not may(actor, direct_permission(kind), entry.org):
        raise Refused("您不能分办给这个单位，可以不填责任单位，由上级分办", field="org")
    return "assigned"


def _created(
    actor: Actor, kind: CaseKind, entry: Entry, payload: dict[str, Any], earlier: Case | None
) -> Case:
    start = _start(actor, entry)
    org = entry.org or entry.home
    grade = kind.grade(entry.grade)
    limit = limit_of(kind, grade.code, entry.home, actor.today)
    times = timing(limit, start, published_calendar())
    [number] = next_numbers(kind.code, start.year)
    subject = entry.subject_org
    return Case.objects.create(
        kind=kind.code, year=start.year, number=number, home=entry.home, org=org,
        first_org=entry.org, subject_org=subject, person=entry.person,
        activity_id=entry.activity_id, title=entry.title.strip()[:80],
        detail=entry.detail.strip()[:1000],
        class_code=entry.classes[0] if entry.classes else "", classes=list(entry.classes),
        source=entry.source, level=entry.level, door=entry.door,
        document=entry.document.strip()[:60], payload=payload, leader=entry.leader.strip()[:30],
        handler=entry.handler.strip()[:30], opened_on=start.date(), opened_at=start,
        state=_first_state(actor, kind, entry), state_since=start.date(), grade=grade.code,
        limit=limit.amount, limit_unit=limit.unit.value, counts_from=start,
        amber_on=times.amber_on, due_on=times.due_on, due_at=times.due_at, earlier=earlier,
        search_text=searched(kind, start.year, number, entry.title, subject),
    )  # fmt: skip


def searched(
    kind: CaseKind, year: int, number: int, title: str, subject: Organisation | None,
    order_no: str = "",
) -> str:  # fmt: skip
    whose = subject.short_name if subject else ""
    return search_text(f"{kind.mark}〔{year}〕{number}号", title.strip(), whose, order_no)


def _keep_asker(case: Case, asking: Asking) -> None:
    Asker.objects.create(
        case=case, name=asking.name.strip()[:30],
        phone=asking.phone.strip()[:20],
        allegation=asking.allegation.strip()[:2000], anonymous=not (asking.name or asking.phone),
    )  # fmt: skip


def keep_words(actor: Actor, case: Case, words: str) -> None:
    AskerWords.objects.create(case=case, on=actor.today, words=words.strip()[:2000])


def give_code(case: Case) -> str:
    """A new tracking code for the resident; it is shown once and kept as a hash."""
    code = new_code()
    asker, _ = Asker.objects.get_or_create(case=case)
    asker.code_hash = hash_of(code)
    asker.save(update_fields=["code_hash"])
    return code
