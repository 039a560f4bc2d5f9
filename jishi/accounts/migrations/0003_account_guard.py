"""What no code may undo: an account keeps its kind, and an administrator holds no business role.

A check constraint sees one row only; these two need the row before, or another table.
"""

from django.db import migrations

KIND = "account_kind_fixed"
GRANT = "grant_business_only"

SQLITE = [
    f"""CREATE TRIGGER {KIND} BEFORE UPDATE OF kind ON account WHEN NEW.kind <> OLD.kind
        BEGIN SELECT RAISE(ABORT, '{KIND}'); END""",
    *(
        f"""CREATE TRIGGER {GRANT}_{word} BEFORE {verb} ON access_grant
            WHEN (SELECT kind FROM account WHERE id = NEW.account_id) <> 'business'
            BEGIN SELECT RAISE(ABORT, '{GRANT}'); END"""
        for word, verb in (("new", "INSERT"), ("moved", "UPDATE OF account_id"))
    ),
]
POSTGRES = [
    f"""CREATE FUNCTION {KIND}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.kind <> OLD.kind THEN
                RAISE EXCEPTION '{KIND}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE TRIGGER {KIND} BEFORE UPDATE OF kind ON account
        FOR EACH ROW EXECUTE FUNCTION {KIND}()""",
    f"""CREATE FUNCTION {GRANT}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (SELECT kind FROM account WHERE id = NEW.account_id) <> 'business' THEN
                RAISE EXCEPTION '{GRANT}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE TRIGGER {GRANT} BEFORE INSERT OR UPDATE OF account_id ON access_grant
        FOR EACH ROW EXECUTE FUNCTION {GRANT}()""",
]


def guard(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if sqlite else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sign_in_handover_behalf"),
        ("tree", "0001_initial"),
    ]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
