"""What the nightly sweep deletes about people; it runs within the sweep's own act."""

from __future__ import annotations

from datetime import timedelta

from jishi.base.clock import now
from jishi.people.models import AskState, ClearExport, PersonMerge
from jishi.people.rules.duplicates import UNDO_WITHIN


def forget_merged_values() -> int:
    """Once a merger cannot be undone any more, nobody needs the values from before it."""
    old = PersonMerge.objects.filter(merged_at__lt=now() - UNDO_WITHIN - timedelta(days=1))
    return old.exclude(before__empty=True).update(before="")


def forget_clear_exports(age: timedelta) -> int:
    rows = ClearExport.objects.filter(asked_at__lt=now() - age).exclude(state=AskState.WAITING)
    return rows.delete()[0]
