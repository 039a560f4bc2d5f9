"""Many counties: facts of each from its columns, by the function that makes those of one county.

A county's columns are a Parquet file for each table (`columnar.py`). `leaf.py` is the one function:
columns of a county in, facts of its organisations out. Called here it goes through the files one by
one (`adding.py`); on Spark the same function runs where the columns lie (`cluster.py`). Sums above
the counties are sums of theirs.
"""

EXTRA = "spark"  # in pyproject.toml: what the modules here need beyond the usual
