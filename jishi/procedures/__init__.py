"""Procedures: steps in order, each with who acts, what must be there, how long to wait at least
and at most. A kind is a folder in `kinds/`; a running procedure keeps the edition it began with.

Start at `kinds/kind.py` (what a kind says), `rules/weighing.py` (whether a step may be taken, and
the clock of the next one), then `actions/steps.py` (taking it).
"""
