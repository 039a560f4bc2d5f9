"""The matrix proves itself: every hole put in is found, and without one there is nothing."""

from __future__ import annotations

import pytest

from jishi.base.web.screen import ROUTES
from tests.access.matrix import Matrix, report
from tests.access.matrix_holes import MATRIX_HOLES

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_every_hole_put_in_is_found(matrix: Matrix):
    unnoticed, matrix.few = [], 99
    for hole in MATRIX_HOLES:
        matrix.findings.clear()
        with pytest.MonkeyPatch.context() as monkeypatch:
            hole.open(monkeypatch)
            matrix.check(ROUTES[hole.route], [hole.actor], ("own", "child", "sibling"))
            matrix.check_growth()
        if not [f for f in matrix.findings if f.what != "fault"]:
            unnoticed.append(hole.name)
    assert not unnoticed, unnoticed
    assert len(MATRIX_HOLES) >= 12


@pytest.mark.slow
def test_without_a_hole_there_is_nothing_to_find(matrix: Matrix):
    """The counterpart: else the holes above might be found by a matrix that always complains."""
    matrix.few = 99
    for hole in MATRIX_HOLES:
        matrix.check(ROUTES[hole.route], [hole.actor], ("own", "child", "sibling"))
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)
