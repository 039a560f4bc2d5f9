"""Cases: something wrong or asked for, followed until it is really settled.

One table, one flow; a kind is a folder in `kinds/` that says its classes, limits, items, people
and what striking off demands. Start at `kinds/kind.py` and `rules/flow.py`, then
`actions/opening.py` and `actions/moving.py`. Books of all, solved and unsolved are queries.
"""
