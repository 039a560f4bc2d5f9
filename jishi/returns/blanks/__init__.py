"""The superior's own empty table of figures, filled where its cells can be bound.

`grid.py` sees a sheet or a table of a text as rows and columns of words, `labels.py` says what
stands beside and above each empty cell (both pure), `binding.py` what that means: which indicator,
whose, of which period. What is not sure is left as it was, and named. `writing.py` puts numbers
into the file itself; everything else of it stays as the superior made it.
"""
