"""Proofs about access (HOUSE law 3): nobody sees or changes what is not theirs.

`oracle.py` says again, slowly and in other words, who may do what where; `test_oracle.py` compares
it with `jishi.tree.reach`. `matrix.py` walks every route as every role at every place and looks at
what came back and what changed; `samples.py` is where a new screen tells it which objects its
address can name. `holes.py` holds faults that each of the two must catch.
"""
