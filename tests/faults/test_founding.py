"""A database founded whole is the one that walked through every migration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faults.home import own_database, python

pytestmark = [pytest.mark.slow, pytest.mark.faults]

# Columns by name (their order may differ), keys, indexes, checks, guards, rows of the beginning.
SHAPE = """
import json
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from jishi.base import founding
from jishi.config.environment import prepare_home
prepare_home()
{before}
call_command('migrate', verbosity=0)
shape = {{}}
with connection.cursor() as cursor:
    look = connection.introspection
    for table in look.table_names(cursor):
        columns = look.get_table_description(cursor, table)
        shape[table] = [
            sorted([c.name, str(c.type_code), bool(c.null_ok), str(c.default)] for c in columns),
            sorted([('' if each['foreign_key'] else name), str(sorted(each.items(), key=str))]
                   for name, each in look.get_constraints(cursor, table).items()
                   if not name.startswith('__')),
        ]
    if connection.vendor == 'sqlite':
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')")
    else:
        cursor.execute("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
                       "WHERE NOT tgisinternal "
                       "UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
                       "WHERE conrelid::regclass::text NOT LIKE 'pg_%'")
    shape['said'] = sorted(map(list, cursor.fetchall()), key=str)
    cursor.execute('SELECT app, name FROM django_migrations')
    shape['applied'] = sorted(map(list, cursor.fetchall()))
shape['rows'] = {{model._meta.db_table: model._base_manager.count() for model in apps.get_models()}}
print(json.dumps(shape, default=str))
"""
WALKS = "founding.found.__code__ = (lambda connection: False).__code__"
FORGETS = "founding.CONTAINED = (); founding._understood = lambda migration: True\n" + (
    "founding.steps.RunPython.database_forwards = lambda *args: None"
)


def shape(home: Path, before: str = "") -> dict[str, Any]:
    home.mkdir()
    own_database(home)
    found: dict[str, Any] = json.loads(python(SHAPE.format(before=before), home))
    return found


def test_founded_whole_is_the_same_as_step_by_step(tmp_path: Path) -> None:
    whole, walked = shape(tmp_path / "whole"), shape(tmp_path / "walked", WALKS)
    assert len(whole) > 100
    differ = {name for name in whole.keys() | walked.keys() if whole.get(name) != walked.get(name)}
    assert differ == set()
    # and a founding that left out the audit's guards would be seen
    assert shape(tmp_path / "without", FORGETS)["said"] != whole["said"]
