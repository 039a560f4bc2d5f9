"""Columns fetched whole, and months counted at once, say what one row after the other says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.figures.columns import FOREVER, Asked, Columns, days_between, number_of
from jishi.figures.declared import Steady, all_measures
from jishi.figures.facts import facts_of
from jishi.figures.fetching import Day, Number, Text, fetch
from jishi.kernel.period import Month
from jishi.tree.models import Organisation, OrganisationState
from tests.world import TODAY, World

ASKED = Asked(None, Month.of(2025, 11), Month.holding(TODAY), TODAY)


@pytest.mark.parametrize("seed", range(20))
def test_all_months_at_once_are_each_month_by_itself(seed: int):
    random = Random(seed)
    days = [number_of(TODAY - timedelta(n)) for n in range(-60, 700)] + [FOREVER]
    many = random.randrange(1, 40)
    names = {"org": range(1, 6), "since": days, "until": days, "area": range(9000)}
    rows = Columns(**{n: np.array(random.choices(among, k=many)) for n, among in names.items()})
    whole = all_measures()["venue.area"]
    assert isinstance(whole.where, Steady)
    months = replace(whole, where=lambda rows, on: rows.all())
    [at_once, one_by_one] = [facts_of([m], rows, ASKED, stock=True) for m in (whole, months)]
    assert at_once.keys() == one_by_one.keys()
    assert all(np.array_equal(at_once[org], one_by_one[org]) for org in at_once)


@given(st.dates(), st.dates())
def test_days_between_days_as_numbers(first: date, last: date):
    found = days_between(np.array([number_of(first)]), np.array([number_of(last)]))
    assert found.tolist() == [(last - first).days]


def test_columns_are_the_rows(world: World):
    rows = OrganisationState.objects.filter(org__kind="branch")
    found = fetch(
        rows, order=("since",), id=Number("org_id"), since=Day("since"), until=Day("until"),
        kind=Text("kind"), parent=Number("parent_id", -1),
    )  # fmt: skip
    names = ("id", "since", "until", "kind", "parent")
    told = list(zip(*(found[name].tolist() for name in names), strict=True))
    expected = [
        (s.org_id, number_of(s.since), number_of(s.until), s.kind, s.parent_id or -1)
        for s in rows.order_by("since", "pk")
    ]
    assert told == expected
    assert len(told) > 2


def test_no_rows_are_columns_too(world: World):
    found = fetch(Organisation.objects.none(), order=("org",), org=Number("pk"), name=Text("name"))
    assert (len(found), found["name"].tolist()) == (0, [])


def test_a_text_that_would_shift_its_column_is_refused(world: World):
    org = world["河东村党支部"]
    Organisation.objects.filter(pk=org.pk).update(short_name="河东\x1f村")
    with pytest.raises(ValueError, match="between its values"):
        fetch(Organisation.objects.all(), order=("org",), org=Number("pk"), name=Text("short_name"))
