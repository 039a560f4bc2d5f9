"""What somebody may do with their own record: see it in clear, take a copy, ask for a correction.

An office answers such a request: it is put right at once, declined with a reason, or, where it
touches membership, sent the way of the organisation (R-LAW-22).
"""

from __future__ import annotations

from typing import Any

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.models import InboxKind
from jishi.kernel.codes import education_of, nation_of, sex_of
from jishi.kernel.identity import tidy
from jishi.kernel.partial import NotADate, read_partial
from jishi.people import queries
from jishi.people.access import PERSON_EDIT, PERSON_OWN
from jishi.people.actions.correct import clear, correct_person
from jishi.people.actions.states import Basis
from jishi.people.fields import ITEMS, MEMBERSHIP
from jishi.people.models import CorrectionRequest, CorrectionState, Person
from jishi.people.rules.numbers import kind_of_number
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import holders

SHOWN = Verb("person.own_shown", "本人查看完整号码")
COPIED = Verb("person.own_copied", "本人导出资料")
ASKED = Verb("correction.ask", "申请更正本人资料")
ANSWERED = Verb("correction.answer", "办理更正申请")


def show_own(actor: Actor, field: str) -> str:
    """One's own number in clear; noted in the audit, not among strangers' looks."""
    with act(actor, PERSON_OWN) as doing:
        person = queries.own_person(actor)
        if field not in ("identity", "phone"):
            raise Refused("没有这一项")
        doing.record(SHOWN, person, org=person.org, items=[ITEMS[field].label])
        return str(clear(getattr(person, field)))


def copy_own(actor: Actor) -> list[tuple[str, str]]:
    """Everything on the books about oneself, in clear, to take away."""
    with act(actor, PERSON_OWN) as doing:
        person = queries.own_person(actor)
        doing.record(COPIED, person, org=person.org)
        return [
            *queries.facts(person, actor.today),
            ("身份证号", str(clear(person.identity))),
            ("手机号", str(clear(person.phone))),
            ("亮明身份自", str(person.shows_since or "")),
            ("信息核对", str(person.confirmed_on or "")),
            *(
                (f"{change.on} {change.get_kind_display()}", f"{change.meeting} {change.document}")
                for change in queries.changes(person)
            ),
        ]


def ask_correction(actor: Actor, field: str, value: str, reason: str) -> CorrectionRequest:
    """Ask that one item be put right; one open request for each item."""
    with act(actor, PERSON_OWN) as doing:
        person = queries.own_person(actor)
        assert actor.account_id is not None  # who has none has no record of one's own
        if field not in ITEMS:
            raise Refused("请选择要更正的项目", field="field")
        read_value(field, value)  # what cannot be meant is said at once
        if person.corrections.filter(field=field, state=CorrectionState.WAITING).exists():
            raise Refused("这一项已有一份申请在办", field="field")
        asked = CorrectionRequest.objects.create(
            person=person, account_id=actor.account_id, field=field, value=value, reason=reason,
            asked_at=now(),
        )  # fmt: skip
        inbox.put(
            _keepers(actor, person), f"correction:{asked.pk}",
            f"{person.name}申请更正{ITEMS[field].label}", kind=InboxKind.TODO,
            link=f"/people/corrections/{asked.pk}/", org_id=person.org_id,
        )  # fmt: skip
        doing.record(ASKED, person, org=person.org, items=[ITEMS[field].label])
        return asked


def _keepers(actor: Actor, person: Person) -> set[int]:
    """Who keeps this record: at the branch itself, else at the nearest organisation above."""
    line = queries.line_of(person.org)[::-1]
    found = holders(PERSON_EDIT.to, line, actor.today)
    return next((found[org] for org in line if org in found), set())


def answer_correction(
    actor: Actor, asked: CorrectionRequest, version: int, *, accept: bool, answer: str
) -> CorrectionRequest:
    """Put it right, or say why not; what touches membership goes the way of the organisation."""
    with act(actor, PERSON_EDIT, asked.person.org) as doing:
        rows = CorrectionRequest.objects.select_related("person__org")
        asked = lock(rows, asked.pk, version)
        if asked.state != CorrectionState.WAITING:
            raise Refused("这份申请已经办过")
        if not accept and not answer.strip():
            raise Refused("请写明不采纳的理由", field="answer")
        state = CorrectionState.ACCEPTED if accept else CorrectionState.DECLINED
        if accept and ITEMS[asked.field].needs == MEMBERSHIP:
            state = CorrectionState.PROCEDURE
        elif accept:
            _put_right(actor, asked, answer)
        bump(asked, state=state, decided_by_id=actor.account_id, decided_at=now(), answer=answer)
        inbox.close(f"correction:{asked.pk}")
        inbox.put(
            [asked.account_id], f"correction:{asked.pk}:done",
            f"您的更正申请（{ITEMS[asked.field].label}）：{asked.get_state_display()}",
            link="/me/person/", org_id=asked.person.org_id,
        )  # fmt: skip
        doing.record(
            ANSWERED,
            asked.person,
            org=asked.person.org,
            items=[ITEMS[asked.field].label],
            result=str(state),
        )
        return asked


def _put_right(actor: Actor, asked: CorrectionRequest, answer: str) -> None:
    person: Person = asked.person
    note = f"本人申请更正{f'：{asked.reason}' if asked.reason else ''}"[:200]
    values = read_value(asked.field, str(clear(asked.value)))
    correct_person(actor, person, person.version, values, Basis(actor.today, note=note))


def read_value(field: str, text: str) -> dict[str, Any]:
    """The columns that a writing of one item stands for, or a refusal in words."""
    plain, item = text.strip(), ITEMS[field]
    if not plain:
        raise Refused("请填写应为的内容", field="value")
    if item.precision or field == "shows_since":
        try:
            day = read_partial(plain)
        except NotADate as fault:
            raise Refused(fault.message, field="value") from None
        return {field: day.date, **({item.precision: day.precision} if item.precision else {})}
    if field == "identity":
        return {field: tidy(plain)}
    if field == "phone":
        kind, number = kind_of_number(plain)
        if kind != "phone":
            raise Refused("手机号应为 11 位数字", field="value")
        return {field: number}
    readers = {"sex": sex_of, "nation": nation_of, "education": education_of}
    if field in readers:
        code = readers[field](plain)
    elif item.choices:
        code = next((c for c, label in item.choices.items() if plain in (c, label)), None)
    else:
        code = plain
    if code is None:
        raise Refused(f"「{plain[:20]}」不是可用的{item.label}", field="value")
    return {field: code}
