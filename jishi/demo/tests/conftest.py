"""The invented county, built once for all tests of a file that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from jishi.demo.build import Built, build

UNTIL = date(2026, 11, 20)


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker) -> Iterator[Built]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build("small", 20260701, UNTIL)
        transaction.set_rollback(True)


@pytest.fixture
def county(laid: Built, django_db_blocker) -> Iterator[Built]:
    """For one test; what it writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield laid
        transaction.set_rollback(True)
