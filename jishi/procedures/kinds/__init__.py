"""Kinds of procedures: a folder each. Adding one edits nothing else.

Start at `ProcedureKind` in `kind.py`, then any folder beside it; `all_kinds()` finds them all.
"""

from jishi.procedures.kinds.kind import Edition, ProcedureKind, all_kinds, kind_of

__all__ = ["Edition", "ProcedureKind", "all_kinds", "kind_of"]
