"""Receiving dues: a whole branch in one go, one member, large and special dues; reversal.

Double clicks do nothing twice: a month of a member is paid once, and whoever comes second is told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.funds.access import DUES_RECORD
from jishi.funds.actions.gate import Gate, enter_one
from jishi.funds.actions.judging import PaymentRow, facts_of, judge_payment
from jishi.funds.actions.receive import Draft, write
from jishi.funds.models import ArrearsNote, DuesItem, DuesPayment
from jishi.funds.queries.sources import member_states, people_of, settled
from jishi.funds.reckon import Due, Range, outstanding
from jishi.funds.rules import payments as rules
from jishi.kernel.money import yuan
from jishi.kernel.period import Month, Period
from jishi.kernel.verdict import first_refusal
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Organisation

MONTH_PAID = Verb("dues.record_month", "登记一个月的党费")
PAID = Verb("dues.record", "登记党费收款")
REVERSED = Verb("dues.reverse", "冲销党费收款")
MATCHED = Verb("dues.match", "党费收款对账")
NOTED = Verb("dues.note_arrears", "登记欠交原因")


def record_month(
    actor: Actor,
    org: Organisation,
    month: Month,
    payers: Collection[int],
    *,
    paid_on: date,
    quarterly: bool = False,
    consent: str = "",
    opinion: str = "",
) -> list[DuesPayment]:
    """These members have paid what they owe for a month (or its quarter): a receipt each."""
    with act(actor, DUES_RECORD, org) as doing:
        gate = enter_one(org.pk)
        insist(
            first_refusal(
                rules.may_book_on(paid_on, actor.today, gate.closed_to),
                rules.may_make_up(month, paid_on, opinion),
            ),
            "paid_on",
        )
        if quarterly and not consent.strip():
            raise Refused("每季度交一次须有支部同意的记录（R-FEE-17）", field="consent")
        span = _span(month, quarterly)
        more = {"consent": consent, "opinion": opinion}
        drafts = [
            Draft(
                person, org.pk, paid_on, sum(each.fen or 0 for each in due.values()), due=due,
                more={**more, "quarterly": quarterly and len(due) == 3},
            )
            for person, due in _open_here(org, month, span).items()
            if person in payers
        ]  # fmt: skip
        for draft in drafts:
            if not draft.more["quarterly"]:
                draft.more = {**draft.more, "consent": ""}
        if not drafts:
            raise Refused("没有要登记的：所选党员这个月都已交清，或还没有核定月交额")
        made = write(actor, drafts, {org.pk: gate})
        doing.touch("dues", org, paid_on)
        doing.record(
            MONTH_PAID, org, org=org, month=str(month), count=len(made),
            fen=sum(each.amount_fen for each in made),
            receipts=f"{made[0].receipt}..{made[-1].receipt_no:05d}",
        )  # fmt: skip
        return made


def _span(month: Month, quarterly: bool) -> Range:
    if not quarterly:
        return Range(month.index, month.index)
    quarter = Period.natural(month.first_day, 3)
    return Range(quarter.first.index, quarter.last.index)


def _open_here(org: Organisation, month: Month, span: Range) -> dict[int, dict[int, Due]]:
    """What members of a branch still owe, by member; those without an amount are left out."""
    states = member_states(Range(month.index, month.index)).filter(org=org)
    ids = list(states.order_by("person__name", "person").values_list("person_id", flat=True))
    open_ = outstanding(span, people_of(span, ids), settled(span, ids))
    found: dict[int, dict[int, Due]] = {}
    for ident in ids:
        due = {m: each for m, each in open_.get(ident, {}).items() if each.fen is not None}
        if due:
            found[ident] = due
    return found


def record_payment(actor: Actor, row: PaymentRow) -> DuesPayment:
    """One receipt of one member: regular dues, large or special ones."""
    person = Person.objects.select_related("org").filter(pk=row.person_id).first()
    if person is None:
        raise NotVisible
    org = person.org if row.org_id is None else Organisation.objects.get(pk=row.org_id)
    with act(actor, DUES_RECORD, org) as doing:
        facts = facts_of(actor, [row])
        facts.before.clear()  # two receipts of the same day and sum may both be meant
        outcome, draft = judge_payment(row, person, org, facts)
        if draft is None:
            text = f"{outcome.message}（{outcome.clause}）" if outcome.clause else outcome.message
            raise Refused(text, field=_FIELDS.get(outcome.clause, ""))
        [payment] = write(actor, [draft], facts.gates)
        doing.touch("dues", draft.owed_to or draft.org, payment.paid_on)
        doing.record(
            PAID, payment, org=org, kind=payment.kind_label, fen=payment.amount_fen,
            receipt=payment.receipt, months=", ".join(str(Month(m)) for m in draft.due),
        )  # fmt: skip
        return payment


_FIELDS = {
    "R-FEE-18": "opinion", "R-FEE-16": "card", "R-FEE-29": "purpose", "R-FEE-13": "enclosed",
}  # fmt: skip


def reverse_payment(actor: Actor, payment: DuesPayment, *, reason: str) -> DuesPayment:
    """Take a receipt back: a line of the same sum with the other sign, dated today.

    The original stays, also in a closed month; the months it counted for are open again.
    """
    with act(actor, DUES_RECORD, payment.org) as doing:
        gate = enter_one(payment.org_id)
        payment = DuesPayment.objects.select_related("org").get(pk=payment.pk)
        again = DuesPayment.objects.filter(reversal_of=payment).exists()
        insist(rules.may_reverse(again, payment.reversal_of_id is not None, reason), "reason")
        insist(rules.may_book_on(actor.today, actor.today, gate.closed_to))
        DuesItem.objects.filter(payment=payment).update(live=False)
        back = _back(actor, payment, gate, reason)
        for owed_to in DuesItem.objects.filter(payment=payment).values_list("org_id", flat=True):
            doing.touch("dues", owed_to, payment.paid_on)
        doing.record(
            REVERSED, payment, org=payment.org, receipt=payment.receipt, by=back.receipt,
            note=reason,
        )  # fmt: skip
        return back


def _back(actor: Actor, payment: DuesPayment, gate: Gate, reason: str) -> DuesPayment:
    return DuesPayment.objects.create(
        person_id=payment.person_id, org=payment.org, kind=payment.kind, paid_on=actor.today,
        book_month=Month.holding(actor.today).index, amount_fen=-payment.amount_fen,
        receipt_year=actor.today.year, receipt_no=gate.next_number(actor.today.year),
        purpose=payment.purpose, goes_to=payment.goes_to, note=reason[:120],
        reversal_of=payment, recorded_at=now(), recorded_by_id=actor.account_id,
    )  # fmt: skip


def match_payment(actor: Actor, payment: DuesPayment, *, serial: str) -> DuesPayment:
    """Seen on the bank's statement: only the serial number is kept (R-LAW-09)."""
    with act(actor, DUES_RECORD, payment.org) as doing:
        payment = DuesPayment.objects.select_for_update().get(pk=payment.pk)
        if not serial.strip():
            raise Refused("请填写银行流水号", field="serial")
        payment.bank_serial, payment.matched = serial.strip()[:40], True
        payment.save(update_fields=["bank_serial", "matched"])
        doing.record(MATCHED, payment, org=payment.org_id, receipt=payment.receipt)
        return payment


def note_arrears(
    actor: Actor, person: Person, *, reason: str, justified: bool, agreed_on: date | None, note: str
) -> ArrearsNote:
    """Why somebody is behind, and by when it is agreed to be made good."""
    with act(actor, DUES_RECORD, person.org) as doing:
        if agreed_on is not None and agreed_on < actor.today:
            raise Refused("约定日期不能早于今天", field="agreed_on")
        if reason == "unwilling" and justified:
            raise Refused("这个原因不是正当理由", field="justified")
        row = ArrearsNote.objects.create(
            person=person, org=person.org, reason=reason, justified=justified,
            agreed_on=agreed_on, note=note, noted_on=actor.today, noted_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(NOTED, person, org=person.org)
        return row


def sum_text(payments: Collection[DuesPayment]) -> str:
    """共 12 人 180.00 元"""
    total = sum(each.amount_fen for each in payments)
    return f"共 {len(payments)} 人 {yuan(total)} 元"
