"""The county of places with everybody at their browsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.template import Template
from django.test.utils import _TestState

from jishi.api import limits
from jishi.base.screens import workbench
from jishi.tree.permissions import BUSINESS_ROLES
from tests.access.matrix import Matrix
from tests.access.places import Places, build


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker) -> Iterator[Places]:
    """Planted once for the tests of a file: it takes as long as many of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = build(BUSINESS_ROLES)
        if connection.vendor == "postgresql":  # as its vacuum would have by now
            connection.cursor().execute("ANALYZE")
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def matrix(places: Places, django_db_blocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Matrix]:
    """For one test; what it writes is taken back."""
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=1e9, burst=1e9))
    # Nobody asks these pages which templates made them: the tests' own note of it is a fifth.
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    # The greeting changes at eleven, two and six: no page is compared across that hour.
    monkeypatch.setattr(workbench, "_part_of_day", lambda: "您好")
    with django_db_blocker.unblock(), transaction.atomic():
        yield Matrix(places)
        transaction.set_rollback(True)
