"""Using dues: asked for, decided together, paid by a third hand (R-FEE-22, R-FEE-23)."""

from __future__ import annotations

from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.funds.access import FUND_APPLY, FUND_APPROVE, FUND_PAY
from jishi.funds.actions.gate import enter_one
from jishi.funds.actions.ledger import Line, write_entry
from jishi.funds.models import Spending
from jishi.funds.queries import books
from jishi.funds.rules.ledger import may_pay_out, may_spend
from jishi.funds.rules.payments import may_book_on
from jishi.kernel.path import is_within
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

ASKED = Verb("fund.ask", "申请使用党费")
DECIDED = Verb("fund.decide", "审批使用党费")
PAID = Verb("fund.pay", "支付党费")


def ask_spending(
    actor: Actor,
    org: Organisation,
    holder: Organisation,
    *,
    use: str,
    purpose: str,
    amount: int,
    meeting: str,
) -> Spending:
    """An organisation asks to use dues that it keeps itself or that a superior keeps."""
    with act(actor, FUND_APPLY, org) as doing:
        if not is_within(org.path, holder.path):
            raise Refused("只能由本级或上级列支", field="holder")
        insist(may_spend(use, amount, books.balance(holder), meeting, purpose), "amount")
        asked = Spending.objects.create(
            org=org, holder=holder, use=use, purpose=purpose, amount_fen=amount, meeting=meeting,
            asked_on=actor.today, asked_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(ASKED, asked, org=org, use=asked.use_label, fen=amount)
        return asked


def decide_spending(
    actor: Actor, spending: Spending, version: int, *, approve: bool, document: str
) -> Spending:
    with act(actor, FUND_APPROVE, spending.holder) as doing:
        spending = lock(Spending.objects.select_related("holder"), spending.pk, version)
        if spending.state != "applied":
            raise Refused("已经审批过")
        if spending.asked_by_id is not None and spending.asked_by_id == actor.account_id:
            raise Refused("申请的人不能自己审批")
        if approve and not document.strip():
            raise Refused("请填写审批文号或集体研究的意见（R-FEE-23）", field="document")
        if approve:
            kept = books.balance(spending.holder)
            insist(
                may_spend(
                    spending.use, spending.amount_fen, kept, spending.meeting, spending.purpose
                )
            )
        changed = bump(
            spending, state="approved" if approve else "refused", document=document,
            decided_on=actor.today, decided_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(DECIDED, spending, org=spending.holder, changed=changed, approved=approve)
        return spending


def pay_spending(
    actor: Actor, spending: Spending, version: int, *, on: date, document: str, serial: str = ""
) -> Spending:
    """Out of the holder's book, by somebody who neither approved it nor keeps the accounts."""
    with act(actor, FUND_PAY, spending.holder) as doing:
        gate = enter_one(spending.holder_id)
        spending = lock(Spending.objects.select_related("holder"), spending.pk, version)
        if spending.state != "approved":
            raise Refused("还没有批准，或已经支付")
        insist(may_pay_out(actor.account_id, gate.book.accountant_id, spending.decided_by_id))
        insist(may_book_on(on, actor.today, gate.closed_to), "on")
        if not document.strip():
            raise Refused("请填写凭证号", field="document")
        kept = books.balance(spending.holder)
        insist(
            may_spend(spending.use, spending.amount_fen, kept, spending.meeting, spending.purpose)
        )
        note = f"{spending.use_label}：{spending.purpose}"[:120]
        line = Line("spend", on, spending.amount_fen, note=note, document=document, serial=serial)
        entry = write_entry(actor, spending.holder, line)
        bump(spending, state="paid", entry=entry)
        doing.record(PAID, spending, org=spending.holder, fen=spending.amount_fen, on=str(on))
        return spending
