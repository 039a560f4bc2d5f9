"""Kinds of links: a file each. Adding one edits nothing else.

Start at `LinkKind`, then any file beside this one; `all_kinds()` finds them all.
"""

from jishi.registers.kinds.kind import LinkKind, all_kinds, kind_of

__all__ = ["LinkKind", "all_kinds", "kind_of"]
