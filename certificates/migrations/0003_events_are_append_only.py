"""The database itself refuses to change or delete an entry of the audit trail, as it does with the ledger of statements.

SQLite makes a table anew, without its triggers, when a column is altered: a later migration that alters an event calls
`forbid_changes` again. A test fails when it does not.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "The audit trail of certificates is append-only"

# A row that replaces another one is deleted in SQLite without asking the trigger on DELETE.
SQLITE = [
    f"""CREATE TRIGGER events_are_never_{done} BEFORE {action} ON certificates_event {condition}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for done, action, condition in [
        ("updated", "UPDATE", ""),
        ("deleted", "DELETE", ""),
        ("replaced", "INSERT", "WHEN EXISTS (SELECT 1 FROM certificates_event WHERE id = NEW.id)"),
    ]
]
SQLITE_UNDO = [f"DROP TRIGGER events_are_never_{done}" for done in ("updated", "deleted", "replaced")]

POSTGRESQL = [
    f"""CREATE FUNCTION certificates_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER events_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON certificates_event
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER events_are_never_changed ON certificates_event",
    "DROP FUNCTION certificates_refuse_change()",
]


def forbid_changes(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def allow_changes(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_life_and_terms")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]
