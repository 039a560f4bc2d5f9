"""The county of places with everybody at their browsers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import _TestState

from jishi.api import limits
from jishi.base.screens import workbench
from jishi.tree.permissions import BUSINESS_ROLES
from tests.access.matrix import Matrix
from tests.access.places import build


@pytest.fixture
def matrix(db: None, monkeypatch: pytest.MonkeyPatch) -> Matrix:
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=1e9, burst=1e9))
    # Nobody asks these pages which templates made them: the tests' own note of it is a fifth.
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    # The greeting changes at eleven, two and six: no page is compared across that hour.
    monkeypatch.setattr(workbench, "_part_of_day", lambda: "您好")
    world = Matrix(build(BUSINESS_ROLES))
    if connection.vendor == "postgresql":  # as its vacuum would have by now
        connection.cursor().execute("ANALYZE")
    return world
