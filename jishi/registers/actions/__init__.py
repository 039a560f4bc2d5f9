"""Every write about posts, links, units and the checklist of the first page."""

from jishi.registers.actions.links import (
    Terms,
    amend_link,
    appoint_person,
    end_link,
    note_entry,
    remarks,
    renew_link,
)
from jishi.registers.actions.many import Appointment, appoint_many
from jishi.registers.actions.start import note_report_seen, put_away
from jishi.registers.actions.units import (
    UnitRow,
    close_unit,
    correct_unit,
    cover_unit,
    end_coverage,
    register_unit,
    take_in_units,
)

__all__ = [
    "Appointment",
    "Terms",
    "UnitRow",
    "amend_link",
    "appoint_many",
    "appoint_person",
    "close_unit",
    "correct_unit",
    "cover_unit",
    "end_coverage",
    "end_link",
    "note_entry",
    "note_report_seen",
    "put_away",
    "register_unit",
    "remarks",
    "renew_link",
    "take_in_units",
]
