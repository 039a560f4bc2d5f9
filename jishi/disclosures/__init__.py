"""Disclosures: what a village owes to tell, told in time, looked over by another first.

What has to be told and how often is declared in `kinds/`; the way from draft to notice board is
`actions.py`, its rules are in `rules/`. Start at `kinds/item.py` and `queries/board.py`. The
residents' door shows what is open to everybody, and nothing else.
"""
