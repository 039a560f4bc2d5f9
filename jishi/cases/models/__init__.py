"""Tables: the case, its steps and papers, who is named in it, who asked, and the problem lists."""

from jishi.cases.models.asker import Asker, AskerWords
from jishi.cases.models.case import Case, CaseCounter
from jishi.cases.models.listing import CaseList, CaseListing
from jishi.cases.models.parts import CaseFile, CaseRole, CaseStep

__all__ = [
    "Asker",
    "AskerWords",
    "Case",
    "CaseCounter",
    "CaseFile",
    "CaseList",
    "CaseListing",
    "CaseRole",
    "CaseStep",
]
