"""Registers: dated links between organisations, people and units, and what they should be like.

A post, a contact, a pair, a co-building partner is a row of `Link`; its kind is a file in `kinds/`.
A village, bureau or enterprise is a `Unit`, covered by a Party organisation from one day until
another. Start at `models/link.py` and `actions/links.py`. What is wrong with an organisation, a
person or a unit is a rule each in `findings/`, judged over facts that `queries/facts.py` loads for
a whole subtree; the health report, the boards and the first page are made of those.
"""
