"""Tables about people: who they are (`person`), what they were and by which act (`history`),
what is asked for about them (`requests`), the letters that move them (`transfer`), and when they
were away or lost (`mobility`)."""

from jishi.people.models.history import (
    ChangeKind,
    MemberChange,
    MemberState,
    Sanction,
    SanctionKind,
)
from jishi.people.models.mobility import LostSearch, LostSpell, MobileContact, MobileSpell
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
from jishi.people.models.transfer import TransferLetter, TransferStep

__all__ = [
    "AskState",
    "ChangeKind",
    "ClearExport",
    "CorrectionRequest",
    "CorrectionState",
    "Distinct",
    "LostSearch",
    "LostSpell",
    "MemberChange",
    "MemberState",
    "MobileContact",
    "MobileSpell",
    "Person",
    "PersonMerge",
    "Sanction",
    "SanctionKind",
    "SavedSearch",
    "TransferLetter",
    "TransferStep",
]
