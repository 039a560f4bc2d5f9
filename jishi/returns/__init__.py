"""Returns: what is asked of offices, filled from the records, the rest asked once.

A return table is a file in `tables/` (or an office's own row of the same shape): lines that are
figures, asked items, texts, sums. `actions/rounds.py` opens one down the tree; a *sheet* is one
organisation's copy. `queries/filling.py` says what is known already and what has to be asked;
`rules/answers.py` judges an answer; `actions/sheets.py` takes a sheet from filling to acceptance,
where its asked figures become facts. Frozen sheets stay; `actions/correcting.py` adds to them.
"""
