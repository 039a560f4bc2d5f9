"""Books: handing up and down, interest, confirming what arrives, reversal, closing, keepers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.funds.access import FUND_BOOK, KEEPERS_NAME, MONTH_CLOSE
from jishi.funds.actions.gate import enter, enter_one
from jishi.funds.kinds import ENTRY_KINDS
from jishi.funds.models import FundBook, FundEntry, MonthClosing
from jishi.funds.queries import books
from jishi.funds.rules import ledger as rules
from jishi.funds.rules.payments import may_book_on
from jishi.kernel.money import yuan
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, Refused, insist
from jishi.tree.models import Organisation

BOOKED = Verb("fund.book", "登记党费账目")
ARRIVED = Verb("fund.receive", "确认收到党费")
REVERSED = Verb("fund.reverse", "冲销党费账目")
CLOSED = Verb("fund.close", "党费月份结账")
KEEPERS = Verb("fund.keepers", "指定党费会计、出纳")


@dataclass(frozen=True)
class Line:
    """What a line in a book says."""

    kind: str
    on: date
    amount: int
    fund: str = "regular"
    period: Period | None = None
    note: str = ""
    document: str = ""
    serial: str = ""


def book_entry(
    actor: Actor, org: Organisation, line: Line, other: Organisation | None = None
) -> FundEntry:
    """Handing up (to the superior), down (to `other`), interest, what came from outside."""
    with act(actor, FUND_BOOK, org) as doing:
        if line.kind not in ENTRY_KINDS or line.kind == "spend":
            raise Refused("支出请走申请和审批", field="kind")
        gate = enter_one(org.pk)
        insist(may_book_on(line.on, actor.today, gate.closed_to), "on")
        if line.amount <= 0:
            raise Refused("金额须大于零", field="amount")
        other = _other_side(org, line.kind, other)
        if ENTRY_KINDS[line.kind].own < 0:
            _not_below(org, line.fund, line.amount)
        entry = write_entry(actor, org, line, other)
        doing.record(
            BOOKED, entry, org=org, kind=entry.kind_label, fen=line.amount, on=str(line.on),
            other=str(other or ""), document=line.document,
        )  # fmt: skip
        return entry


def _other_side(org: Organisation, kind: str, other: Organisation | None) -> Organisation | None:
    if kind == "remit":
        return org.parent
    if kind != "allocate":
        return None
    if other is None or other.parent_id != org.pk:
        raise Refused("请选择直接下级组织", field="other")
    return other


def _not_below(org: Organisation, fund: str, amount: int) -> None:
    kept = books.balance(org, fund)
    if amount > kept:
        raise Refused(f"留存只有 {yuan(kept)} 元（R-FEE-26）", field="amount")


def write_entry(
    actor: Actor, org: Organisation, line: Line, other: Organisation | None = None
) -> FundEntry:
    """The row itself; whoever calls has decided and holds the gate."""
    period = line.period
    return FundEntry.objects.create(
        org=org, kind=line.kind, fund=line.fund, on=line.on,
        book_month=Month.holding(line.on).index, amount_fen=line.amount, other=other,
        period_first=period.first.index if period else None,
        period_last=period.last.index if period else None,
        note=line.note, document=line.document, bank_serial=line.serial,
        recorded_at=now(), recorded_by_id=actor.account_id,
    )  # fmt: skip


def receive_entry(
    actor: Actor, entry: FundEntry, version: int, *, on: date, amount: int
) -> FundEntry:
    """The other side has it: only now it stands in the other book."""
    if entry.other is None:
        raise Refused("这一笔没有对方组织")
    with act(actor, FUND_BOOK, entry.other) as doing:
        gate = enter_one(entry.other.pk)
        entry = lock(FundEntry.objects.select_related("other"), entry.pk, version)
        if entry.received_on is not None:
            raise Refused("已经确认收到")
        if entry.reversal_of_id or FundEntry.objects.filter(reversal_of=entry).exists():
            raise Refused("对方已冲销这一笔")
        insist(may_book_on(on, actor.today, gate.closed_to), "on")
        if on < entry.on:
            raise Refused("收到日期不能早于交出日期", field="on")
        if not 0 < amount <= entry.amount_fen:
            raise Refused(f"收到金额不能超过 {yuan(entry.amount_fen)} 元", field="amount")
        bump(entry, received_on=on, received_month=Month.holding(on).index, received_fen=amount)
        doing.record(ARRIVED, entry, org=entry.other, fen=amount, sent=entry.amount_fen)
        return entry


def reverse_entry(actor: Actor, entry: FundEntry, *, reason: str) -> FundEntry:
    """The same sum with the other sign, dated today; not once the other side has received it."""
    with act(actor, FUND_BOOK, entry.org) as doing:
        gate = enter_one(entry.org_id)
        entry = lock(FundEntry.objects.select_related("org"), entry.pk)
        if entry.reversal_of_id or FundEntry.objects.filter(reversal_of=entry).exists():
            raise Refused("这一笔已经冲销，或本身是冲销")
        if entry.received_on is not None:
            raise Refused("对方已确认收到，差额请由对方退回")
        if not reason.strip():
            raise Refused("请填写冲销原因（R-GEN-13）", field="reason")
        insist(may_book_on(actor.today, actor.today, gate.closed_to))
        if ENTRY_KINDS[entry.kind].own > 0:
            _not_below(entry.org, entry.fund, entry.amount_fen)
        back = FundEntry.objects.create(
            org=entry.org, kind=entry.kind, fund=entry.fund, on=actor.today,
            book_month=Month.holding(actor.today).index, amount_fen=-entry.amount_fen,
            note=reason[:120], document=entry.document, reversal_of=entry, recorded_at=now(),
            recorded_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(REVERSED, entry, org=entry.org, fen=entry.amount_fen, note=reason)
        return back


def close_month(actor: Actor, org: Organisation, month: Month) -> MonthClosing:
    """The sums of a month for good; what is found wrong later is corrected in an open month."""
    with act(actor, MONTH_CLOSE, org) as doing:
        gate = enter_one(org.pk)
        sums = books.sums_of(org, month)
        this_month = Month.holding(actor.today)
        insist(rules.may_close(month, this_month, gate.closed_to, sums["balance_fen"]), "month")
        closing = MonthClosing.objects.create(
            org=org, month=month.index, **sums, digest=books.digest(org.pk, month),
            closed_at=now(), closed_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(
            CLOSED, closing, org=org, month=str(month), collected=closing.collected_fen,
            balance=closing.balance_fen,
        )  # fmt: skip
        return closing


def name_keepers(
    actor: Actor,
    org: Organisation,
    version: int,
    *,
    accountant: int | None,
    cashier: int | None,
) -> FundBook:
    """Who keeps the book and who handles the money: never the same (R-FEE-24)."""
    with act(actor, KEEPERS_NAME, org) as doing:
        book = enter([org.pk])[org.pk].book
        if book.version != version:
            raise Conflict(book)
        insist(rules.keepers_apart(accountant, cashier), "cashier")
        changed = bump(book, accountant_id=accountant, cashier_id=cashier)
        doing.record(KEEPERS, book, org=org, changed=changed)
        return book
