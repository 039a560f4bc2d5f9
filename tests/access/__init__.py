"""Proofs about access (who may see and do what, where): nobody sees or changes what is not theirs.

`oracle.py` says again, slowly and in other words, who may do what where; `test_oracle.py` compares
it with `jishi.tree.reach` over random `thickets.py`. `matrix.py` walks every route as every role
at every one of `places.py` and looks at what came back and what changed (`asking`, `expecting`,
`pages`, `snapshots` are its parts). `samples.py` is where a new screen says which objects its
address can name and what its form sends. `holes.py` and `matrix_holes.py` hold faults that the
two proofs must notice.
"""
