"""Tables: dated links and their entries, units and their coverage, marks of the first page."""

from jishi.registers.models.link import Link, LinkEntry
from jishi.registers.models.start import StartMark
from jishi.registers.models.unit import Unit, UnitCoverage

__all__ = ["Link", "LinkEntry", "StartMark", "Unit", "UnitCoverage"]
