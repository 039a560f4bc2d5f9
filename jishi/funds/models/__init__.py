"""Tables of dues: what is to be paid (`amounts`), what was paid (`payments`), books (`ledger`)."""

from jishi.funds.models.amounts import ArrearsNote, DuesBase, DuesRelief
from jishi.funds.models.ledger import FundBook, FundEntry, MonthClosing, Spending
from jishi.funds.models.payments import DuesItem, DuesPayment

__all__ = [
    "ArrearsNote",
    "DuesBase",
    "DuesItem",
    "DuesPayment",
    "DuesRelief",
    "FundBook",
    "FundEntry",
    "MonthClosing",
    "Spending",
]
