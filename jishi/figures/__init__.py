"""Figures: what the records add up to, for any organisation and period, open to the rows behind.

A *table* (`tables/`) says which records are read and whose they are; a *measure* (`measures/`)
which of its rows count; an *indicator* (`indicators/`) puts one measure over another. From the one
definition come the description, the count and the rows: start at `declared.py`.

`facts.py` counts the rows of a table by organisation and month (pure), `forest.py` says where an
organisation stood in a month (pure), `cube.py` adds both up (pure). `actions/refreshing.py` stores
facts; a write only leaves a mark (`derived.py`), and `queries/reading.py` looks through the marks,
so that a figure is right at the next request. Closed periods are kept apart (`actions/closing.py`).
"""
