"""Every write about activities. Start at `holding.py`; `entries.py` says what is handed in."""

from jishi.activities.actions.entries import Entry, ItemRow, Roll, TopicRow, Typed, What
from jishi.activities.actions.files import add_file, remove_file
from jishi.activities.actions.holding import (
    archive_activity,
    cancel_activity,
    change_plan,
    correct_activity,
    hold_activity,
    plan_activity,
    record_at_once,
    reopen_activity,
)
from jishi.activities.actions.items import add_item, drop_item, finish_item
from jishi.activities.actions.many import record_many

__all__ = [
    "Entry",
    "ItemRow",
    "Roll",
    "TopicRow",
    "Typed",
    "What",
    "add_file",
    "add_item",
    "archive_activity",
    "cancel_activity",
    "change_plan",
    "correct_activity",
    "drop_item",
    "finish_item",
    "hold_activity",
    "plan_activity",
    "record_at_once",
    "record_many",
    "remove_file",
    "reopen_activity",
]
