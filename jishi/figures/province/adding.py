"""Counties one after the other in this process, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa

from jishi.figures.columns import Ints
from jishi.figures.province.columnar import files_of, read
from jishi.figures.province.leaf import FACTS, Leaf, get_ready

Runner = Callable[[Leaf, Path], pa.Table]
AT_ONCE = 2


def facts_here(leaf: Leaf, folder: Path) -> pa.Table:
    """Every county's file through the function, some at a time."""
    get_ready()
    with ThreadPoolExecutor(AT_ONCE) as hands:
        found = list(hands.map(lambda p: leaf.of(*read(p)), files_of(folder, leaf.table)))
    return pa.concat_tables(found) if found else FACTS.empty_table()


def cells(facts: pa.Table, leaf: Leaf, width: int) -> Ints:
    """Organisations × months × measures."""
    whole = facts["body"].combine_chunks()
    flat = b"".join(whole.to_pylist())
    found: Ints = np.frombuffer(flat, dtype="<i8").reshape(-1, leaf.last - leaf.first + 1, width)
    return found


def sums(facts: pa.Table, leaf: Leaf, width: int) -> tuple[list[str], Ints]:
    """Counties in order, and counties × months × measures: sums of their organisations."""
    each = cells(facts, leaf, width)
    names, codes = np.unique(facts["county"].to_numpy(), return_inverse=True)
    found = np.zeros((len(names), *each.shape[1:]), dtype=np.int64)
    np.add.at(found, codes, each)
    return names.tolist(), found


def in_order(facts: pa.Table) -> pa.Table:
    """The same facts in the same order, wherever they were made."""
    return facts.sort_by([("county", "ascending"), ("org", "ascending")])
