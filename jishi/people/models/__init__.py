"""Tables about people: who they are (`person`), what they were and by which act (`history`)."""

from jishi.people.models.history import ChangeKind, MemberChange, MemberState
from jishi.people.models.person import Person

__all__ = ["ChangeKind", "MemberChange", "MemberState", "Person"]
