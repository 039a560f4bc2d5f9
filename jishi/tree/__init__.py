"""The organisation tree, its dated history, and who may do what where.

Start at `reach.py`: every list, count, search, export, paper and file begins with `visible()`,
every single act with `can()`. `history.py` answers what the tree looked like on a date.
No screens live here; organisations are changed by `jishi.orgs.actions`, grants by
`jishi.accounts.actions`.
"""
