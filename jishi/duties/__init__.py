"""Duties: who must do what how often, and what of it is done.

A duty is a file in `kinds/` (or a county's own row of the same shape, `models.LocalDuty`): for
whom, how often, what counts as done, on which clause. `rules/items.py` makes of a duty, the facts
of an organisation and the evidence the list of its items; `rules/state.py` says how one stands on
a day. Start there. `actions/keeping.py` stores the items after every act that touched them
(`derived.py`) and all at once (`jishi duties recompute`); both ask the same pure functions, and
`jishi doctor` compares them. The board, gap lists and reminders only read what is stored.
"""
