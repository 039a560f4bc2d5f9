"""Tables: procedures, the steps that were taken, the yearly plan of admissions."""

from jishi.procedures.models.plan import AdmissionPlan
from jishi.procedures.models.procedure import Procedure, ProcedureStep

__all__ = ["AdmissionPlan", "Procedure", "ProcedureStep"]
