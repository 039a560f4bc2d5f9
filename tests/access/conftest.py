"""The county of places with everybody at their browsers."""

from __future__ import annotations

import pytest

from jishi.api import limits
from jishi.tree.permissions import BUSINESS_ROLES
from tests.access.matrix import Matrix
from tests.access.places import build


@pytest.fixture
def matrix(db: None, monkeypatch: pytest.MonkeyPatch) -> Matrix:
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=1e9, burst=1e9))
    return Matrix(build(BUSINESS_ROLES))
