"""Activities: a meeting, a lesson, a visit, entered once; it counts wherever its elements allow.

A kind is a file in `kinds/` or a county's own row; one activity is of one or several kinds (its
parts), each of which counts if what the kind demands is there. Start at `kinds/kind.py` and
`models/activity.py`, then `actions/holding.py` and `rules/elements.py`. What was really held is
read by others through `queries/evidence.py`; nothing here knows who is obliged to hold it.
"""
