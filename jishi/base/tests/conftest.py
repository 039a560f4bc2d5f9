"""Makes the tests' own tables once per run, beside the migrated ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from jishi.base.tests import specimen


@pytest.fixture(scope="session")
def specimen_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        if specimen.Specimen._meta.db_table not in connection.introspection.table_names():
            specimen.make_tables()


@pytest.fixture
def specimens(specimen_tables: None, db: None) -> type[specimen.Specimen]:
    return specimen.Specimen


@pytest.fixture
def committed_specimens(
    specimen_tables: None, transactional_db: None
) -> Iterator[type[specimen.Specimen]]:
    """For tests that commit: the flush between tests does not know these tables."""
    yield specimen.Specimen
    for table in specimen.TABLES:
        table.objects.all().delete()
