"""Every write about dues. `take_in` brings many rows at once, the rest one act of an office each.

`gate` locks a book, `receive` writes receipts, `fixing` writes amounts: whoever writes goes
through them. `judging` decides about a receipt, one or many.
"""

from jishi.funds.actions.amounts import ask_relief, copy_bases, decide_relief, fix_base
from jishi.funds.actions.fixing import BaseRow
from jishi.funds.actions.judging import Outcome, PaymentRow
from jishi.funds.actions.ledger import (
    Line,
    book_entry,
    close_month,
    name_keepers,
    receive_entry,
    reverse_entry,
)
from jishi.funds.actions.payments import (
    match_payment,
    note_arrears,
    record_month,
    record_payment,
    reverse_payment,
)
from jishi.funds.actions.spending import ask_spending, decide_spending, pay_spending
from jishi.funds.actions.take_in import take_in_bases, take_in_payments

__all__ = [
    "BaseRow",
    "Line",
    "Outcome",
    "PaymentRow",
    "ask_relief",
    "ask_spending",
    "book_entry",
    "close_month",
    "copy_bases",
    "decide_relief",
    "decide_spending",
    "fix_base",
    "match_payment",
    "name_keepers",
    "note_arrears",
    "pay_spending",
    "receive_entry",
    "record_month",
    "record_payment",
    "reverse_entry",
    "reverse_payment",
    "take_in_bases",
    "take_in_payments",
]
