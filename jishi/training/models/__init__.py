"""Tables: who is enrolled in a class, places given to organisations, hours agreed to be fewer."""

from jishi.training.models.enrolment import Enrolment, Quota
from jishi.training.models.relief import Relief

__all__ = ["Enrolment", "Quota", "Relief"]
