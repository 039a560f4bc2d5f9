"""Damaged files: never a crash, never a row lost, never much memory or time."""

from __future__ import annotations

import resource
import time

import pytest

from jishi.exchange.kinds.tables import TABLES
from jishi.exchange.reading import Unreadable, open_workbook, parse, recognise_workbook
from jishi.exchange.reading.marked import marked
from jishi.exchange.tests.ugly.mutants import mutants


def _tried(count: int, seed: int) -> None:
    """Whatever comes back but `Unreadable` is a crash, and fails the test with its trace."""
    read, slowest, unaccounted = 0, 0.0, []
    for label, data, name in mutants(count, seed):
        start = time.perf_counter()
        try:
            workbook = open_workbook(data, name)
            recognised = recognise_workbook(workbook, TABLES)
            parsed = parse(recognised)
            if parsed.marks:
                assert marked(data, workbook, recognised, parsed.marks)
        except Unreadable as refused:
            assert refused.message  # noqa: PT017
            continue
        finally:
            slowest = max(slowest, time.perf_counter() - start)
        read += 1
        if sum(recognised.counts().values()) != sum(p.sheet.height for p in recognised.parts):
            unaccounted.append(label)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{count} damaged files: {read} read, slowest {slowest:.1f} s, most {most:.0f} MB")
    assert not unaccounted
    assert slowest <= 10
    assert most <= 300


def test_damaged_files_are_read_or_refused():
    _tried(150, seed=1)


@pytest.mark.full
def test_three_thousand_damaged_files():
    _tried(3_000, seed=2)
