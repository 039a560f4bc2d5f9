"""Tables about people: who they are (`person`), what they were and by which act (`history`),
what is asked for about them (`requests`)."""

from jishi.people.models.history import (
    ChangeKind,
    MemberChange,
    MemberState,
    Sanction,
    SanctionKind,
)
from jishi.people.models.person import Person
from jishi.people.models.requests import (
    AskState,
    ClearExport,
    CorrectionRequest,
    CorrectionState,
    Distinct,
    PersonMerge,
    SavedSearch,
)

__all__ = [
    "AskState",
    "ChangeKind",
    "ClearExport",
    "CorrectionRequest",
    "CorrectionState",
    "Distinct",
    "MemberChange",
    "MemberState",
    "Person",
    "PersonMerge",
    "Sanction",
    "SanctionKind",
    "SavedSearch",
]
