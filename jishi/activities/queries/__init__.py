"""Reading activities; what people see starts from `visible()`. `evidence` is for derivations."""

from jishi.activities.queries.activities import (
    activities,
    activity,
    item_condition,
    open_items,
    organisers_of,
    own_attendance,
    shown,
)

__all__ = [
    "activities",
    "activity",
    "item_condition",
    "open_items",
    "organisers_of",
    "own_attendance",
    "shown",
]
