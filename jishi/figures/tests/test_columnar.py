"""A matrix says what one figure at a time says, cell by cell, with closings and gaps."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.duties.models import DutyStart
from jishi.figures.actions.closing import close_period
from jishi.figures.declared import all_indicators
from jishi.figures.queries import columnar
from jishi.figures.queries.columnar import Column, Matrix, matrix
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, figure
from jishi.figures.tests.test_reading import county, member, operator
from jishi.kernel.period import Period
from jishi.orgs.actions import Basis, move_organisation
from jishi.tree.errors import Refused
from tests.world import TODAY, World

__all__ = ["county"]
SPAN = Period.parse("2024-05..2026-12")  # begins before some were founded, ends after today
ALL = [*all_indicators()]


def same(found: Matrix) -> int:
    """How many cells were compared."""
    return read(TODAY, lambda at: sum(_same(at, found, column) for column in found.columns))


def _same(at: Reading, found: Matrix, column: Column) -> int:
    beside = Beside()
    for place, org in enumerate(found.orgs):
        for number, month in enumerate(found.months):
            alone = figure(at, column.indicator, org, Period(month, month), beside)
            gap = alone.missing not in ("", "nothing_to_divide")
            assert column.numerator[place][number] == (None if gap else alone.numerator)
            if column.denominator is not None:
                assert column.denominator[place][number] == (None if gap else alone.denominator)
    return len(found.orgs) * len(found.months)


def some(codes: str) -> list[str]:
    return [code for code in ALL if code.startswith(codes)]


@pytest.mark.parametrize("below", [True, False])
def test_every_cell_equals_the_figure_alone(county: World, below: bool):
    top = county["青禾县委"]
    DutyStart.objects.create(org=county["白石镇党委"], starts_on=date(2025, 3, 1))
    moved = county["河东村党支部"]
    basis = Basis(date(2026, 5, 6), "青组〔2026〕8号")
    move_organisation(operator, moved, moved.version, parent=county["石桥镇党委"], basis=basis)
    member(county, "柳湾村党支部", "林三", date(2026, 3, 1))
    found = matrix(operator, some("member") + some("activity"), top, SPAN, below=below)
    assert same(found) > 1000
    assert any(cell for column in found.columns for row in column.numerator for cell in row)
    gaps = [cell for column in found.columns for row in column.numerator for cell in row]
    assert (None in gaps) == below  # the township began later, the county did not


def test_a_closing_stands_for_the_records(world: World):
    member(world, "河东村党支部", "林一")
    close_period(operator, world["青禾县委"], Period.parse("2026H1"))
    member(world, "柳湾村党支部", "林二", date(2026, 3, 1))
    found = matrix(operator, ["member.all"], world["青禾县委"], Period.parse("2026"), below=False)
    [column] = found.columns
    assert column.numerator[0][3:8] == [1, 1, 1, 2, 2]
    assert same(found) == len(found.months)


def test_what_counts_people_once_is_left_out_by_name(world: World):
    people = [c for c, one in all_indicators().items() if any(m.people for m in one.counted)]
    found = matrix(operator, people[:3], world["青禾县委"], SPAN, below=True)
    assert (found.columns, found.left_out) == ([], people[:3])


def test_too_much_at_once_is_refused(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(columnar, "MOST_CELLS", 100)
    with pytest.raises(Refused, match="一次最多"):
        matrix(operator, ALL, world["青禾县委"], SPAN, below=True)
