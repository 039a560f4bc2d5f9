"""The tables of an empty database, made as they are in the end.

Migrating draws all models anew at each of some three hundred steps: ten seconds of a first start.
An empty database has nothing to move, so each table is made once, from the last state, and every
migration is noted as applied. `test_founding.py` compares with a database that walked.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import operations as steps
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

# What these do to a table is already part of how it is in the end.
CONTAINED = (
    steps.AddConstraint, steps.AddField, steps.AddIndex, steps.AlterField, steps.AlterModelManagers,
    steps.AlterModelOptions, steps.AlterUniqueTogether, steps.RemoveConstraint, steps.RemoveField,
    steps.RemoveIndex,
)  # fmt: skip


def found(connection: BaseDatabaseWrapper) -> bool:
    """Whether it was done: only for a database without any table, and steps all understood."""
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = [
        migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    if not all(_understood(migration) for migration in plan):
        return False
    last = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for migration in plan:
            for step in migration.operations:
                if isinstance(step, steps.CreateModel):
                    if (migration.app_label, step.name_lower) in last.models:
                        step.database_forwards(migration.app_label, editor, last, last)
                elif isinstance(step, steps.RunPython):
                    step.database_forwards(migration.app_label, editor, last, last)
    _note_applied(executor, plan)
    return True


def _understood(migration: Migration) -> bool:
    known = (steps.CreateModel, steps.RunPython, *CONTAINED)
    return migration.atomic and all(isinstance(step, known) for step in migration.operations)


def _note_applied(executor: MigrationExecutor, plan: list[Migration]) -> None:
    executor.recorder.ensure_schema()
    for migration in plan:
        executor.recorder.record_applied(migration.app_label, migration.name)
