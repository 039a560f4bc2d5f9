"""Every write of the exchange, in the order an import goes through them.

`hand_in` takes a file and reads its layout · `check` stages the rows and compares them with what
is there · `publish` puts them in force at one stroke · `give_back` makes the result files · `undo`
takes a batch back · `export_table` and `fill_blank` are the ways out.
"""

from jishi.exchange.actions.checking import check
from jishi.exchange.actions.filling import fill_blank
from jishi.exchange.actions.giving_back import forget_before, forget_staged, give_back
from jishi.exchange.actions.handing_in import abandon, choose, hand_in, lay_out, submit
from jishi.exchange.actions.publishing import publish
from jishi.exchange.actions.taking_out import export_table
from jishi.exchange.actions.undoing import undo

__all__ = [
    "abandon",
    "check",
    "choose",
    "export_table",
    "fill_blank",
    "forget_before",
    "forget_staged",
    "give_back",
    "hand_in",
    "lay_out",
    "publish",
    "submit",
    "undo",
]
