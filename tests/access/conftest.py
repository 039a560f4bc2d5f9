"""The county of places with everybody at their browsers."""

from __future__ import annotations

import pytest
from django.template import Template
from django.test.utils import _TestState

from jishi.api import limits
from jishi.tree.permissions import BUSINESS_ROLES
from tests.access.matrix import Matrix
from tests.access.places import build


@pytest.fixture
def matrix(db: None, monkeypatch: pytest.MonkeyPatch) -> Matrix:
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=1e9, burst=1e9))
    # Nobody asks these pages which templates made them: the tests' own note of it is a fifth.
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    return Matrix(build(BUSINESS_ROLES))
