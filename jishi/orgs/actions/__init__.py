"""What is done to organisations: `changes` one at a time, `merging` several, `terms` elections."""

from jishi.orgs.actions.changes import (
    CLOSED,
    FOUNDED,
    MOVED,
    REKINDED,
    RENAMED,
    REOPENED,
    Basis,
    Founding,
    close_organisation,
    found_organisation,
    levels,
    move_organisation,
    rekind_organisation,
    rename_organisation,
    reopen_organisation,
)
from jishi.orgs.actions.merging import (
    Part,
    merge_into_new,
    merge_organisations,
    split_organisation,
)
from jishi.orgs.actions.terms import extend_term, register_election

__all__ = [
    "CLOSED",
    "FOUNDED",
    "MOVED",
    "REKINDED",
    "RENAMED",
    "REOPENED",
    "Basis",
    "Founding",
    "Part",
    "close_organisation",
    "extend_term",
    "found_organisation",
    "levels",
    "merge_into_new",
    "merge_organisations",
    "move_organisation",
    "register_election",
    "rekind_organisation",
    "rename_organisation",
    "reopen_organisation",
    "split_organisation",
]
