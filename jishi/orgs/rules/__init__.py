"""Pure decisions about organisations: `standing`, `founding`, `changes`, `terms`."""

from jishi.orgs.rules.changes import (
    may_change_on,
    may_close,
    may_merge,
    may_move,
    may_reopen,
    may_split,
)
from jishi.orgs.rules.founding import (
    approved_in_time,
    in_full_form,
    may_be_approved,
)
from jishi.orgs.rules.standing import DEEPEST, may_be_so_deep, may_carry_out, may_stand
from jishi.orgs.rules.terms import has_term, may_elect

__all__ = [
    "DEEPEST",
    "approved_in_time",
    "has_term",
    "in_full_form",
    "may_be_approved",
    "may_be_so_deep",
    "may_carry_out",
    "may_change_on",
    "may_close",
    "may_elect",
    "may_merge",
    "may_move",
    "may_reopen",
    "may_split",
    "may_stand",
]
