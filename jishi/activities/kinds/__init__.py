"""Kinds of activities: a file each. Adding one edits nothing else.

Start at `ActivityKind`, then any file beside this one; `all_kinds()` finds them all.
"""

from jishi.activities.kinds.kind import (
    ActivityKind,
    all_kinds,
    kind_of,
    study_kinds,
    usual_title,
    usual_topic,
)

__all__ = ["ActivityKind", "all_kinds", "kind_of", "study_kinds", "usual_title", "usual_topic"]
