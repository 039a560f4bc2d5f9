"""On which day something owed is planned, until somebody knows better."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.cadence import Slot
from jishi.kernel.calendar import WorkCalendar

ONE_DAY = timedelta(days=1)


def proposed_day(slot: Slot, calendar: WorkCalendar) -> date:
    """The fixed day, else the middle of the first month or third of its window, a working day."""
    if slot.preferred is not None:
        return slot.preferred
    length = (slot.due - slot.opens).days
    day = slot.opens + timedelta(days=min(14, length // 2) if length <= 31 else length // 3)
    later = day
    while not calendar.is_working_day(later) and later < slot.due:
        later += ONE_DAY
    return later if calendar.is_working_day(later) else day
