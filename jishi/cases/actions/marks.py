"""What may be done to a case beside the flow: urging, supervising, naming people, helping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.cases.access import CASE_EDIT
from jishi.cases.actions.opening import (
    Entry,
    check_entry,
    direct_permission,
    edit_permission,
    searched,
)
from jishi.cases.actions.writing import DOING, hand_over, put_step, put_word, touch
from jishi.cases.models import Case, CaseRole
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import holders, may

CHASED = Verb("case.chase", "催办")
SUPERVISED = Verb("case.supervise", "挂牌督办")
RELEASED = Verb("case.release", "解除督办")
NAMED = Verb("case.name", "明确责任人或单位")
UNNAMED = Verb("case.unname", "调整责任人或单位")
HELPED = Verb("case.help", "协办单位登记进展")
AMENDED = Verb("case.amend", "修改登记内容")
ASSIST = "assist"


def _held(actor: Actor, case: Case, version: int | None = None) -> Case:
    case = lock(Case.objects.select_related("org", "home"), case.pk, version)
    if not case.is_open:
        raise Refused(f"{case.state_label}，不能再办理")
    return case


def chase(actor: Actor, case: Case, text: str = "") -> None:
    """A word to whoever has it; as often as needed, once a day in the inbox."""
    with act(actor, direct_permission(case.of_kind), case.home) as doing:
        case = _held(actor, case)
        if case.state not in ("assigned", "working"):
            raise Refused("还没有分办，或已经答复，不用催")
        put_step(actor, case, "chase", case.state, text=text)
        accounts = holders(DOING, [case.org_id], actor.today).get(case.org_id, set())
        if not case.of_kind.narrow:
            key = f"case:{case.pk}:chase:{actor.today}"
            put_word(accounts, case, key, case.org_id, f"催办：{case.title}")
        doing.record(CHASED, case, org=case.org_id)


def supervise(actor: Actor, case: Case, version: int | None, *, on: bool, text: str = "") -> Case:
    with act(actor, direct_permission(case.of_kind), case.home) as doing:
        case = _held(actor, case, version)
        if on is (case.supervised_on is not None):
            raise Refused("已经在督办" if on else "没有在督办")
        changed = bump(case, supervised_on=actor.today if on else None)
        put_step(actor, case, "supervise" if on else "release", case.state, text=text)
        doing.record(SUPERVISED if on else RELEASED, case, org=case.org_id, changed=changed)
        return case


def name_role(
    actor: Actor,
    case: Case,
    role: str,
    *,
    name: str = "",
    person: Person | None = None,
    org: Organisation | None = None,
    since: date | None = None,
) -> CaseRole:
    """联村领导、第一书记、结对单位、协办单位: dated, one at a time unless several are meant."""
    with act(actor, direct_permission(case.of_kind), case.home) as doing:
        case = _held(actor, case)
        known = {each.code: each for each in case.of_kind.roles}
        if role != ASSIST and role not in known:
            raise Refused("没有这个角色", field="role", code="bad_role")
        unit = role == ASSIST or known[role].unit
        shown = name.strip() or (person.name if person else "") or (org.short_name if org else "")
        if not shown:
            raise Refused("请填单位" if unit else "请填姓名", field="name")
        if role == ASSIST and (org is None or org.pk in (case.org_id, case.home_id)):
            raise Refused("协办单位须是责任单位以外的单位", field="org")
        since = since or actor.today
        if since > actor.today:
            raise Refused("日期不能晚于今天", field="since")
        several = role == ASSIST or known[role].several
        current = CaseRole.objects.filter(case=case, role=role, until__isnull=True)
        if not several:
            current.update(until=since)
        elif current.filter(name=shown).exists():
            raise Refused("已经在名单里", field="name")
        made = CaseRole.objects.create(
            case=case, role=role, name=shown[:60], person=person, org=org, since=since
        )
        bump(case)
        doing.record(NAMED, case, org=case.org_id, role=role)
        return made


def end_role(actor: Actor, row: CaseRole) -> None:
    with act(actor, direct_permission(row.case.of_kind), row.case.home) as doing:
        case = _held(actor, row.case)
        row = lock(CaseRole.objects.all(), row.pk)
        if row.until is not None:
            raise Refused("已经调整过")
        row.until = actor.today
        row.save(update_fields=["until"])
        bump(case)
        doing.record(UNNAMED, case, org=case.org_id, role=row.role)


def help_along(
    actor: Actor, case: Case, text: str, files: Sequence[tuple[str, bytes]] = ()
) -> None:
    """Progress written by a unit that assists; whoever leads stays responsible."""
    rows = CaseRole.objects.filter(case=case, role=ASSIST, until__isnull=True, org__isnull=False)
    units = [row.org for row in rows.select_related("org") if row.org is not None]
    mine = next((org for org in units if may(actor, CASE_EDIT, org)), None)
    if mine is None:
        raise NotVisible
    with act(actor, CASE_EDIT, mine) as doing:
        case = _held(actor, case)
        if not text.strip():
            raise Refused("请写进展", field="text")
        name = f"{mine.short_name} {actor.name}"
        step = put_step(actor, case, "help", case.state, text=text, name=name)
        hand_over(actor, case, step, files)
        doing.record(HELPED, case, org=mine.pk)


def amend(actor: Actor, case: Case, version: int | None, entry: Entry) -> Case:
    """Correct what was registered while it is open; what was done stays as it was done."""
    kind = case.of_kind
    with act(actor, edit_permission(kind), case.home) as doing:
        case = _held(actor, case, version)
        payload = check_entry(actor, kind, entry, of=case)
        values: dict[str, Any] = {
            "title": entry.title.strip()[:80], "detail": entry.detail.strip()[:1000],
            "class_code": entry.classes[0] if entry.classes else "",
            "classes": list(entry.classes), "source": entry.source, "level": entry.level,
            "document": entry.document.strip()[:60], "payload": payload,
            "leader": entry.leader.strip()[:30], "handler": entry.handler.strip()[:30],
        }  # fmt: skip
        changed = bump(
            case, **values,
            search_text=searched(
                kind, case.year, case.number, values["title"], case.subject_org, case.order_no
            ),
        )  # fmt: skip
        doing.record(AMENDED, case, org=case.org_id, changed=changed)
        touch(doing, case)
        return case
