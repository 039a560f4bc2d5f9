"""Every write about dues. `take_in` brings many rows at once, the rest one act of an office each.

`gate` locks a book, `receive` writes receipts, `fixing` writes amounts: whoever writes goes
through them.
"""

from jishi.funds.actions.take_in import (
    BaseRow,
    Outcome,
    PaymentRow,
    take_in_bases,
    take_in_payments,
)

__all__ = ["BaseRow", "Outcome", "PaymentRow", "take_in_bases", "take_in_payments"]
