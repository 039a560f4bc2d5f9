"""Every write about people. `register` puts someone on the books; the rest changes what is there.

`states.turn` is the one place where a dated state ends and the next begins.
"""

from jishi.people.actions.correct_many import Correction, correct_many
from jishi.people.actions.linking import link_account, unlink_account
from jishi.people.actions.register import Particulars, Place, register_person
from jishi.people.actions.register_many import Entry, EntryRefused, register_many
from jishi.people.actions.standing import change_standing, record_sanction
from jishi.people.actions.states import Basis, note_change, turn

__all__ = [
    "Basis",
    "Correction",
    "Entry",
    "EntryRefused",
    "Particulars",
    "Place",
    "change_standing",
    "correct_many",
    "link_account",
    "note_change",
    "record_sanction",
    "register_many",
    "register_person",
    "turn",
    "unlink_account",
]
