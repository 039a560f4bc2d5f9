"""Tables: dated links and entries, units and coverage, venues, marks of the first page."""

from jishi.registers.models.link import Link, LinkEntry
from jishi.registers.models.start import StartMark
from jishi.registers.models.unit import Unit, UnitCoverage
from jishi.registers.models.venue import Venue, VenueRoom

__all__ = ["Link", "LinkEntry", "StartMark", "Unit", "UnitCoverage", "Venue", "VenueRoom"]
