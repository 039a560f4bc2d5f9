"""The kernel: what can be decided without a database, in pure Python and nothing else.

Start with `verdict` (how every answer looks) and `declare` (how a rule is written down with its
source and examples). Time is in `period`, `calendar`, `deadline`, `term` and `cadence`; counting
in `tally` and `vote`; the tree in `path`; procedures in `workflow`; the clauses that all of them
cite in `clauses/`. Nothing here knows Django, opens a file on import, or asks what day it is.
"""
