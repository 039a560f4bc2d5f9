"""Kinds of cases: a folder each. Adding one edits nothing else.

Start at `CaseKind`, then any folder beside this file; `all_kinds()` finds them all.
"""

from jishi.cases.kinds.kind import CaseKind, Grade, Role, all_kinds, kind_of, open_kinds

__all__ = ["CaseKind", "Grade", "Role", "all_kinds", "kind_of", "open_kinds"]
