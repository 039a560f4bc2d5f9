"""The chain's first head, and triggers that refuse to change or delete an audit line."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_{verb} BEFORE {VERB} ON audit_event
       BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
]
POSTGRES = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
]


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = [s.format(verb=v, VERB=v.upper()) for s in SQLITE for v in ("update", "delete")]
    else:
        statements = POSTGRES
    for statement in statements:
        schema_editor.execute(statement)


def first_head(apps, schema_editor):
    apps.get_model("base", "AuditHead").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [
        migrations.RunPython(first_head, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
