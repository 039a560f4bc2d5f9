"""Tables: rounds, assessments with their lines and steps, what follows from grades, own rows."""

from jishi.standards.models.assessment import Appeal, Assessment, Line, SideSheet, Step, Veto
from jishi.standards.models.outcome import GradeTalk, Site
from jishi.standards.models.round import LocalStandard, Round

__all__ = [
    "Appeal",
    "Assessment",
    "GradeTalk",
    "Line",
    "LocalStandard",
    "Round",
    "SideSheet",
    "Site",
    "Step",
    "Veto",
]
