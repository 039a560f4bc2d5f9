"""The append-only log of acts: one chain of HMAC-SM3 over every line (law 12).

Start at `chain.py` (append). `verify.py` recomputes the chain, over several processes when it is
long (`segment.py`). `anchors.py` keeps the chain's head in other places, because a chain alone
shows neither a cut tail nor a rewriting by someone who holds the key. `queries.py` and `words.py`
turn lines into what people read: an object's history, the auditor's search.
"""
