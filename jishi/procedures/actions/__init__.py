"""Every write: opening, taking a step, putting off, moving, withdrawing, correcting, planning."""

from jishi.procedures.actions.keeping import (
    call_back,
    correct_day,
    put_off,
    send_on,
    take_over,
    withdraw_procedure,
)
from jishi.procedures.actions.opening import open_procedure
from jishi.procedures.actions.past import enter_past
from jishi.procedures.actions.plans import set_plan
from jishi.procedures.actions.steps import Given, take_step

__all__ = [
    "Given",
    "call_back",
    "correct_day",
    "enter_past",
    "open_procedure",
    "put_off",
    "send_on",
    "set_plan",
    "take_over",
    "take_step",
    "withdraw_procedure",
]
