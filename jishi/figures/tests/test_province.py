"""Many counties on a real cluster: the same figures, to the last digit, as in this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from jishi.figures.actions.refreshing import rebuild_all
from jishi.figures.columns import Asked, Columns
from jishi.figures.declared import kept_tables, measures_of
from jishi.figures.models import Fact
from jishi.figures.queries.packing import unpack
from jishi.figures.queries.reading import first_month, read
from jishi.figures.tests.histories import TODAY
from jishi.figures.tests.test_histories import begun
from jishi.kernel.period import Month
from tests.world import World

OWN, OTHERS = "青禾县", ("松岭县", "石川县")
LAST = Month.holding(TODAY)


@pytest.fixture
def province(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Columns of a county that has lived, and of two others with some of its rows each."""
    from jishi.figures.province.columnar import write
    from jishi.figures.province.leaf import Leaf

    history = begun(world, monkeypatch)
    history.random = Random(7)
    for _ in range(120):
        history.step()
    rebuild_all(TODAY)
    leaves = {}
    asked = Asked(None, first_month(TODAY), LAST, TODAY)
    for code, table in kept_tables().items():
        rows = table.load(asked)
        if not len(rows):
            continue
        leaves[code] = Leaf(code, (), asked.first.index, LAST.index, TODAY)
        write(tmp_path, code, OWN, rows)
        for number, county in enumerate(OTHERS):
            write(tmp_path, code, county, some(rows, number))
    return {"folder": tmp_path, "leaves": leaves, "world": world}


def some(rows: Columns, number: int) -> Columns:
    kept = np.random.default_rng(number).random(len(rows)) < 0.6
    kept[0] = True
    return Columns(**{name: rows[name][kept] for name in rows.names})


@pytest.mark.full
def test_a_cluster_counts_every_county_to_the_last_digit(province: dict[str, Any]):
    from jishi.figures.province.adding import cells, facts_here, in_order
    from jishi.figures.province.cluster import WORKERS, facts_on, own_cluster, session_on

    folder, leaves = province["folder"], province["leaves"]
    assert len(leaves) >= 8
    with own_cluster() as url, session_on(url) as session:
        for code, leaf in leaves.items():
            here = in_order(facts_here(leaf, folder))
            there = in_order(facts_on(session, leaf, folder))
            assert there.equals(here), code
            assert set(there["county"].to_pylist()) == {OWN, *OTHERS}
            _as_stored(code, there, cells(there, leaf, len(measures_of(code))))
        executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        assert executors == WORKERS


def _as_stored(code: str, facts: Any, found: Any) -> None:
    """Those of the county whose records these are: what its own store has."""
    width = len(measures_of(code))
    stored = {f.org_id: unpack(bytes(f.body), width) for f in Fact.objects.filter(source=code)}
    ours = [n for n, county in enumerate(facts["county"].to_pylist()) if county == OWN]
    orgs = facts["org"].to_pylist()
    assert {orgs[n] for n in ours} == set(stored), code
    for n in ours:
        assert np.array_equal(found[n], stored[orgs[n]]), (code, orgs[n])


@pytest.mark.full
def test_above_the_counties_stands_their_sum(province: dict[str, Any]):
    from jishi.figures.province.adding import facts_here, sums

    root = province["world"]["青禾县委"].pk
    for code, leaf in province["leaves"].items():
        measures = measures_of(code)
        counties, found = sums(facts_here(leaf, province["folder"]), leaf, len(measures))
        assert counties == sorted((OWN, *OTHERS))

        first = Month(leaf.first)
        top = read(TODAY, lambda at, m=measures, f=first: at.matrix(m, [root], f, LAST))
        for place, measure in enumerate(measures):
            own = found[counties.index(OWN), :, place]
            assert own.tolist() == top[measure.code][0].tolist(), measure.code


@pytest.mark.full
def test_a_figure_that_differs_by_one_is_noticed(province: dict[str, Any]):
    """As of a year before: whoever came or went since makes the difference."""
    from jishi.figures.province.adding import facts_here, in_order

    leaf = province["leaves"]["members"]
    folder = province["folder"]
    earlier = replace(leaf, today=TODAY.replace(year=TODAY.year - 1))
    assert not in_order(facts_here(leaf, folder)).equals(in_order(facts_here(earlier, folder)))


@pytest.mark.full
def test_columns_that_lie_about_name_nobody(province: dict[str, Any]):
    from pyarrow.parquet import ParquetFile

    from jishi.figures.province.columnar import files_of

    for code in province["leaves"]:
        for path in files_of(province["folder"], code):
            assert not {"id", "person"} & set(ParquetFile(path).schema_arrow.names)
